"""Declared columns, and the check of a sheet against them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import Any

from django.utils.translation import gettext as _

from core.imports.nearest import nearest
from core.imports.problems import ImportProblem
from core.imports.reading import Flaw, Line, Sheet
from core.vietnamese import fold

_WHOLE_NUMBER = re.compile(r"-?\d{1,9}")
_DAY_FORMATS = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d")


class Kind(Enum):
    """What a cell holds."""

    TEXT = "TEXT"
    NUMBER = "NUMBER"
    DAY = "DAY"


@dataclass(frozen=True)
class Column:
    """One column of an importer.

    Attributes:
        key: name under which the importer finds the value.
        title: heading in the file; case and marks are ignored when it is looked for.
        required: whether each row must have a value.
        max_length: longest text.
        choices: code → label; either may stand in the file, the code is handed on.
        note: what to write, for the template.
    """

    key: str
    title: str
    required: bool = False
    kind: Kind = Kind.TEXT
    max_length: int | None = None
    choices: Mapping[str, str] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the file by column key.

    A cell that is empty or has a problem is absent; ``faulty`` names the latter.
    """

    number: int
    values: Mapping[str, Any]
    faulty: frozenset[str]

    def get(self, key: str, default: Any = "") -> Any:
        """Return the value of a column."""
        return self.values.get(key, default)


@dataclass(frozen=True, slots=True)
class Table:
    """What was understood of a sheet, and what was not."""

    rows: tuple[Row, ...]
    problems: tuple[ImportProblem, ...]


def parse(sheet: Sheet, columns: Sequence[Column]) -> Table:
    """Check header and cells; with a wrong header no row is looked at."""
    header, *lines = sheet.lines
    problems = [*_check_header(header, columns)]
    if problems:
        return Table((), tuple(problems))
    titles = [fold(cell) for cell in header.cells]
    places = {
        column.key: titles.index(fold(column.title))
        for column in columns
        if fold(column.title) in titles
    }
    rows = []
    for line in lines:
        row, found = _parse_line(line, columns, places)
        rows.append(row)
        problems += found
    if not rows:
        problems.append(
            ImportProblem(0, "", _("Bảng chỉ có dòng tiêu đề"), _("ít nhất một dòng dữ liệu"))
        )
    return Table(tuple(rows), tuple(problems))


# --- Header ---------------------------------------------------------------------------------


def _check_header(header: Line, columns: Sequence[Column]) -> Iterator[ImportProblem]:
    known = {fold(column.title): column for column in columns}
    seen: set[str] = set()
    for cell in header.cells:
        title = fold(cell)
        if not title:
            continue
        if title not in known:
            yield _unknown_title(header.number, cell, columns)
        elif title in seen:
            yield ImportProblem(
                header.number, cell, _("Cột này có hai lần"), _("mỗi cột đúng một lần")
            )
        seen.add(title)
    for column in columns:
        if fold(column.title) not in seen and column.required:
            yield ImportProblem(
                header.number,
                column.title,
                _("Không thấy cột này trong dòng tiêu đề"),
                _("đủ các cột bắt buộc của mẫu"),
            )


def _unknown_title(number: int, cell: str, columns: Sequence[Column]) -> ImportProblem:
    near = nearest(cell, [column.title for column in columns])
    expected = _("“%(title)s”") % {"title": near} if near else _("các cột của mẫu, không thêm cột")
    return ImportProblem(number, cell, _("Mẫu không có cột này"), expected)


# --- Cells ----------------------------------------------------------------------------------


def _parse_line(
    line: Line, columns: Sequence[Column], places: Mapping[str, int]
) -> tuple[Row, list[ImportProblem]]:
    values: dict[str, Any] = {}
    problems: dict[str, ImportProblem] = {}
    for column in columns:
        at = places.get(column.key)
        text = line.cells[at] if at is not None and at < len(line.cells) else ""
        flaw = line.flaws.get(at) if at is not None else None
        value, wrong = _flawed(flaw) if flaw else _value(column, text)
        if wrong is not None:
            problems[column.key] = ImportProblem(line.number, column.title, *wrong)
        elif value is not None:
            values[column.key] = value
    problems_beyond = [*_beyond(line, places)]
    row = Row(line.number, values, frozenset(problems))
    return row, [*problems.values(), *problems_beyond]


def _beyond(line: Line, places: Mapping[str, int]) -> Iterator[ImportProblem]:
    """A value under no heading would be lost without a word."""
    taken = set(places.values())
    if any(text and at not in taken for at, text in enumerate(line.cells)):
        yield ImportProblem(
            line.number, "", _("Có ô nằm ngoài các cột có tiêu đề"), _("xóa hoặc đặt đúng cột")
        )


Wrong = tuple[str, str] | None


def _flawed(flaw: Flaw) -> tuple[None, Wrong]:
    if flaw is Flaw.FORMULA:
        return None, (_("Ô chứa công thức"), _("giá trị (chép rồi dán dạng giá trị)"))
    return None, (_("Ô báo lỗi của bảng tính"), _("giá trị"))


def _value(column: Column, text: str) -> tuple[Any, Wrong]:
    if not text:
        return None, (_("Ô để trống"), column.note or _("một giá trị")) if column.required else None
    if column.choices:
        return _choice(column, text)
    if column.kind is Kind.NUMBER:
        return _number(text)
    if column.kind is Kind.DAY:
        return _day(text)
    if column.max_length is not None and len(text) > column.max_length:
        return None, (
            _("Dài %(length)d ký tự") % {"length": len(text)},
            _("nhiều nhất %(most)d ký tự") % {"most": column.max_length},
        )
    return text, None


def _choice(column: Column, text: str) -> tuple[Any, Wrong]:
    folded = fold(text)
    for code, label in column.choices.items():
        if folded in {fold(code), fold(label)}:
            return code, None
    near = nearest(text, [*column.choices.values(), *column.choices])
    known = _("một trong: %(known)s") % {"known": "; ".join(column.choices.values())}
    expected = _("“%(near)s” hoặc %(known)s") % {"near": near, "known": known}
    return None, (
        _("“%(text)s” không có trong danh mục") % {"text": text},
        expected if near else known,
    )


def _number(text: str) -> tuple[Any, Wrong]:
    if _WHOLE_NUMBER.fullmatch(text):
        return int(text), None
    return None, (_("“%(text)s” không phải số nguyên") % {"text": text}, _("số nguyên"))


def _day(text: str) -> tuple[Any, Wrong]:
    for pattern in _DAY_FORMATS:
        try:
            return _as_day(text, pattern), None
        except ValueError:
            continue
    return None, (_("“%(text)s” không phải ngày") % {"text": text}, _("ngày/tháng/năm"))


def _as_day(text: str, pattern: str) -> date:
    return datetime.strptime(text, pattern).date()  # noqa: DTZ007 - a day has no time zone
