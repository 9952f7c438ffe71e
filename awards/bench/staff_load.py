"""Goal P7: a province's staff list from .xlsx, read, checked and written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from io import BytesIO
from typing import Any

import python_calamine
from django.db import connection, transaction

from awards.bench.measuring import in_turns, require_same
from awards.bench.province_files import ProvinceFiles
from awards.bench.results import Line, Setting
from core import clock
from core.imports import mapping, pipeline, registry
from core.imports.pipeline import File
from core.imports.registry import Answers
from core.scope import SYSTEM
from core.vietnamese import fold, given_name, name_sort_key, nfc
from personnel.models import Appointment, Staff, StaffCategory, Unit

_GOAL = 2
_PREFIX = "T"
_SEXES = {"Nữ": "F", "Nam": "M"}
_YES = {"Có": True, "Không": False}
_STAFF = (
    "id", "code", "external_id", "full_name", "given_name", "sort_key", "search_key", "birth_date",
    "sex", "category", "email", "joined_on", "unit_id", "version",
)  # fmt: skip
_APPOINTMENT = (
    "staff_id", "unit_id", "post", "is_manager", "is_concurrent", "decision_ref", "valid_from",
)  # fmt: skip


def load(setting: Setting) -> Iterator[Line]:
    """Load the list by the importer, and by calamine, plain checks and COPY."""
    scale = setting.scale
    files = ProvinceFiles(units=max(scale.units - 1, 1), staff=scale.staff, prefix=_PREFIX)
    people = File("nhan-su.xlsx", files.staff_file())
    with transaction.atomic():
        _by_importer("personnel.units", File("don-vi.xlsx", files.unit_file()))
        units = dict(Unit.objects.filter(code__startswith=_PREFIX).values_list("code", "pk"))
        sides: dict[str, Callable[[], None]] = {
            "ours": lambda: _by_importer("personnel.staff", people),
            "by hand": lambda: _by_hand(people.content, units),
        }
        require_same({name: _rolled_back(work, _written) for name, work in sides.items()}, "P7")
        timings = in_turns(
            {name: lambda work=work: _rolled_back(work) for name, work in sides.items()},  # type: ignore[misc]
            setting.rounds,
        )
        transaction.set_rollback(True)
    times = ", ".join(f"{name} {timings.milliseconds(name).middle / 1000:.1f} s" for name in sides)
    line = Line("P7", f"{scale.staff:,} people from .xlsx", "calamine, Python checks and COPY")
    yield line.with_ratio(timings.ratio("ours", "by hand"), _GOAL, times)


def _by_importer(key: str, file: File) -> None:
    importer = registry.get(key)
    table = mapping.table_of(importer, pipeline.open_file(importer, file))
    found, written = pipeline.load_now(
        importer, file, table, Answers({}, {}), by=SYSTEM, at=clock.now()
    )
    if written is None:
        raise ValueError(f"{file.name}: {[str(one) for one in found.problems[:3]]}")


def _rolled_back(work: Callable[[], None], answer: Callable[[], Any] = lambda: None) -> Any:
    """Do the work, look at what it wrote, and leave nothing of it behind."""
    with transaction.atomic():
        work()
        found = answer()
        transaction.set_rollback(True)
    return found


def _written() -> list[tuple[Any, ...]]:
    rows = Appointment.objects.filter(staff__code__startswith=_PREFIX).order_by("staff__code")
    facts = (name for name in _STAFF if name not in {"id", "unit_id"})
    return list(
        rows.values_list(
            *(f"staff__{name}" for name in facts), "staff__unit__code", "unit__code", "post",
            "is_manager", "is_concurrent", "decision_ref", "valid_from", "valid_to",
        )
    )  # fmt: skip


# --- By hand ----------------------------------------------------------------------------


def _by_hand(content: bytes, units: dict[str, int]) -> None:
    """Everything the importer checks of one good row, without words for a bad one."""
    book = python_calamine.load_workbook(BytesIO(content))
    rows = book.get_sheet_by_index(0).to_python()[1:]
    categories = {str(label): code for code, label in StaffCategory.choices}
    known = set(Staff.objects.values_list("code", flat=True))
    looks: set[tuple[str, date]] = set()
    first = (Staff.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1
    people, posts = [], []
    for key, cells in enumerate(rows, start=first):
        code, name, born, sex, category, unit, post, head, joined, since, email, other = map(
            nfc, map(str, cells)
        )
        birth, begun, here = _day(born), _day(joined), _day(since)
        look = (fold(name), birth)
        if code in known or look in looks or not birth < begun <= here or "@" not in email:
            raise ValueError(cells)
        known.add(code)
        looks.add(look)
        place, given = units[unit], given_name(name)
        people.append(
            (
                key, code, other, name, given, name_sort_key(name, given), f"{look[0]} {fold(code)}",
                birth, _SEXES[sex], categories[category], email, begun, place, 1,
            )
        )  # fmt: skip
        posts.append((key, place, post, _YES[head], False, "", here))
    _copy(Staff._meta.db_table, _STAFF, people)
    _copy(Appointment._meta.db_table, _APPOINTMENT, posts)


def _day(text: str) -> date:
    return datetime.strptime(text, "%d/%m/%Y").date()  # noqa: DTZ007 - a day has no time zone


def _copy(table: str, columns: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
    names = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            marks = ", ".join(["%s"] * len(columns))
            statement = f'INSERT INTO "{table}" ({names}) VALUES ({marks})'  # noqa: S608 - our names
            cursor.executemany(statement, rows)
            return
        with cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
            for row in rows:
                copy.write_row(row)
