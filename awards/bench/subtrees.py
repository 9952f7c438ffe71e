"""Goal P12: a small and a large subtree cost alike, and moving a unit is quick."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F

from awards.api.presenting import AWARD_COLUMNS
from awards.bench import pages
from awards.bench.measuring import LEAST_ROUNDS, Spread, in_turns, require_same
from awards.bench.organisation import PROVINCE
from awards.bench.results import Line, Setting
from awards.bench.scales import FIRST_YEAR, LAST_YEAR, YEARS
from awards.models import RecordedAward
from awards.selectors import register
from core import clock, keyset
from core.scope import SYSTEM, Actor
from personnel.models import Unit, UnitKind, UnitPlacement
from personnel.services import units as unit_services

_PAGE = 50
# Old years too: what is cheap for the newest rows may be dear for others.
_LOOKED_AT = (FIRST_YEAR, FIRST_YEAR + YEARS // 2, LAST_YEAR)


def subtrees(setting: Setting) -> Iterator[Line]:
    """Read the first page of the award list under the root, a department and a leaf."""
    places = pages.places()
    actor = pages.province_officer()
    for name, unit in places.items():
        for year in _LOOKED_AT:
            found = [row["pk"] for row in _page(actor, unit, year)]
            walked = _page_by_descent(unit, year)
            require_same({"range": found, "units one by one": walked}, f"P12 {name} {year}")

    repeats = max(setting.scale.repeats // 6, 1)

    def read(unit: Unit) -> None:
        for _repeat in range(repeats):
            for year in _LOOKED_AT:
                _page(actor, unit, year)

    timings = in_turns(
        {name: lambda unit=unit: read(unit) for name, unit in places.items()},  # type: ignore[misc]
        setting.rounds,
    )
    by_cost = sorted(places, key=lambda name: timings.milliseconds(name).middle)
    apart = timings.ratio(by_cost[-1], by_cost[0])
    times = ", ".join(
        f"{name} {timings.milliseconds(name, repeats * len(_LOOKED_AT)).middle:.1f} ms"
        for name in places
    )
    what = f"award list queries: root, department, leaf, {len(_LOOKED_AT)} years"
    line = Line("P12", what, f"the cheapest ({by_cost[0]})")
    yield line.with_ratio(apart, 3, times)
    yield _moving(setting)


def _page(actor: Actor, unit: Unit, year: int) -> list[Any]:
    """What the list over REST reads once it knows who asks for which unit."""
    rows = register.narrowed(register.visible_to(actor), {"unit": unit, "year": year})
    shown = RecordedAward.objects.values(*AWARD_COLUMNS)
    return keyset.page(rows, order=("-pk",), size=_PAGE, shown=shown).rows


def _page_by_descent(unit: Unit, year: int) -> list[int]:
    """The same page found by walking down the placements, without the numbers of the tree."""
    below: dict[int | None, list[int]] = {}
    for child, parent in UnitPlacement.objects.values_list("unit_id", "parent_id"):
        below.setdefault(parent, []).append(child)
    found, waiting = set(), [unit.pk]
    while waiting:
        one = waiting.pop()
        found.add(one)
        waiting += below.get(one, [])
    rows = RecordedAward.objects.filter(year=year).order_by("-pk").values_list("pk", "unit_id")
    return [pk for pk, place in rows.iterator() if place in found][:_PAGE]


def _moving(setting: Setting) -> Line:
    """Move a unit with all below it to another department, by the service people use."""
    departments = Unit.objects.filter(kind=UnitKind.DEPARTMENT).order_by("pk")
    home = departments[0]
    target = departments[1] if len(departments) > 1 else Unit.objects.get(pk=PROVINCE)
    below = F("tree_end") - F("tree_start")
    moved = Unit.objects.filter(parent=home).order_by(below.desc(), "pk")[0]
    before = _tree()
    seconds = []
    for _round in range(max(setting.rounds, LEAST_ROUNDS)):
        with transaction.atomic():
            started = time.perf_counter()
            at = clock.now()
            unit_services.move_unit(
                unit=Unit.objects.get(pk=moved.pk),
                parent=target,
                on=clock.day_of(at),
                by=SYSTEM,
                at=at,
            )
            seconds.append(time.perf_counter() - started)
            require_same({"the tree": _tree_by_placements(clock.day_of(at)), "kept": _tree()})
            transaction.set_rollback(True)
    require_same({"before": before, "after": _tree()})
    spread = Spread.of(seconds)
    return Line(
        "P12",
        f"moving a unit with {moved.tree_end - moved.tree_start} below it",
        f"{setting.scale.units:,} units",
        f"{spread} s",
        "< 1 s",
        spread.middle < 1,
    )


def _tree() -> dict[int, int | None]:
    """Who lies directly under whom by the preorder numbers alone."""
    parents: dict[int, int | None] = {}
    above: list[tuple[int, int]] = []
    for pk, end, start in Unit.objects.order_by("tree_start").values_list(
        "pk", "tree_end", "tree_start"
    ):
        while above and above[-1][1] < start:
            above.pop()
        parents[pk] = above[-1][0] if above else None
        above.append((pk, end))
    return parents


def _tree_by_placements(day: date) -> dict[int, int | None]:
    rows = UnitPlacement.objects.in_force_on(day).values_list("unit_id", "parent_id")
    return dict(rows)
