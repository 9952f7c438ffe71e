"""Goal P13: the first page of a province's staff list, filtered by subtree and part of a name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import connection

from awards.bench import pages
from awards.bench.measuring import in_turns, require_same
from awards.bench.results import Line, Setting
from core import clock
from core.scope import Actor
from personnel.models import Unit
from personnel.selectors import staff_list

_PAGE = 50
_GOAL = 2
_RANGE_SQL = "SELECT tree_start, tree_end FROM personnel_unit WHERE code = %s"
_PAGE_SQL = """
    SELECT s.id, s.code, s.full_name, u.code, a.post, a.is_manager
    FROM personnel_staff s
    JOIN personnel_unit u ON u.id = s.unit_id
    LEFT JOIN personnel_appointment a
      ON a.staff_id = s.id AND NOT a.is_concurrent AND a.valid_from <= %s
     AND (a.valid_to IS NULL OR a.valid_to > %s)
    WHERE u.tree_start BETWEEN %s AND %s
      AND (s.left_on IS NULL OR s.left_on > %s)
      {text}
    ORDER BY s.sort_key, s.id
    LIMIT 51
"""


def searches(setting: Setting) -> Iterator[Line]:
    """Read the page as the list does, and by one statement over the trigram index."""
    actor = pages.province_officer()
    asked = list(pages.searches(setting.scale.repeats, with_text=True))
    units = Unit.objects.in_bulk({search["unit"] for search in asked}, field_name="code")
    for search in asked:
        ours = _ours(actor, units[search["unit"]], search["q"])
        require_same({"list": ours, "raw SQL": _by_hand(search)}, f"P13 {search}")

    def read() -> None:
        for search in asked:
            _ours(actor, units[search["unit"]], search["q"])

    def by_hand() -> None:
        for search in asked:
            _by_hand(search)

    timings = in_turns({"ours": read, "raw SQL": by_hand}, setting.rounds)
    times = ", ".join(
        f"{name} {timings.milliseconds(name, len(asked)).middle:.2f} ms"
        for name in ("ours", "raw SQL")
    )
    line = Line(
        "P13",
        f"staff list, {_PAGE} of {setting.scale.staff:,} people, subtree × part of a name",
        "one join over the trigram index",
    )
    yield line.with_ratio(timings.ratio("ours", "raw SQL"), _GOAL, times)


def _ours(actor: Actor, unit: Unit, text: str) -> list[tuple[Any, ...]]:
    wanted = staff_list.Wanted(unit=unit, text=text)
    lines, _page = staff_list.page(actor, wanted, clock.today(), size=_PAGE)
    return [
        (one.pk, one.code, one.full_name, one.unit_code, one.post, one.is_manager) for one in lines
    ]


def _by_hand(search: dict[str, str]) -> list[tuple[Any, ...]]:
    words = search["q"].split()
    today = connection.ops.adapt_datefield_value(clock.today())
    with connection.cursor() as cursor:
        cursor.execute(_RANGE_SQL, [search["unit"]])
        subtree = cursor.fetchone()
        cursor.execute(
            _PAGE_SQL.format(text=" AND s.search_key LIKE %s" * len(words)),
            [today, today, *subtree, today, *(f"%{word}%" for word in words)],
        )
        rows = cursor.fetchall()[:_PAGE]
    return [(*row[:4], row[4] or "", bool(row[5])) for row in rows]
