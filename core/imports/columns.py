"""Declared columns, and the check of lines of data against them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from django.utils.translation import gettext as _

from core.imports.nearest import nearest
from core.imports.problems import ImportProblem
from core.imports.reading import Flaw, Line
from core.imports.values import Wrong, as_day, as_day_or_year, as_number
from core.vietnamese import fold

# So many different texts of one column are remembered with what they mean.
_MOST_REMEMBERED = 50_000


class Kind(Enum):
    """What a cell holds.

    ``DAY_OR_YEAR`` gives a ``date``, or an ``int`` where only the year is known.
    """

    TEXT = "TEXT"
    NUMBER = "NUMBER"
    DAY = "DAY"
    DAY_OR_YEAR = "DAY_OR_YEAR"


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
        aliases: other headings people use for it.
    """

    key: str
    title: str
    required: bool = False
    kind: Kind = Kind.TEXT
    max_length: int | None = None
    choices: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    aliases: tuple[str, ...] = ()

    @property
    def headings(self) -> tuple[str, ...]:
        """The title and its other names."""
        return (self.title, *self.aliases)


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
    """What was understood of a sheet, and what was not.

    Attributes:
        left_out: numbers of lines that are no data, such as totals and signatures.
    """

    rows: tuple[Row, ...]
    problems: tuple[ImportProblem, ...]
    left_out: tuple[int, ...] = ()


def parse_lines(
    lines: Sequence[Line],
    columns: Sequence[Column],
    places: Mapping[str, int],
    unused: frozenset[int] = frozenset(),
) -> Table:
    """Check the cells of data lines.

    Args:
        places: index in the line of each column that the file has.
        unused: indexes of columns of the file that nobody wants.
    """
    checks = [_Check(column, places.get(column.key), _reader(column)) for column in columns]
    taken = unused | set(places.values())
    problems: list[ImportProblem] = []
    rows = [_parse_line(line, checks, taken, problems) for line in lines]
    if not rows:
        problems.append(
            ImportProblem(0, "", _("Bảng chỉ có dòng tiêu đề"), _("ít nhất một dòng dữ liệu"))
        )
    return Table(tuple(rows), tuple(problems))


# --- Header ---------------------------------------------------------------------------------


def missing_title(number: int, column: Column) -> ImportProblem:
    """A required column is not in the header."""
    return ImportProblem(
        number,
        column.title,
        _("Không thấy cột này trong dòng tiêu đề"),
        _("đủ các cột bắt buộc của mẫu"),
    )


def unknown_title(number: int, cell: str, columns: Sequence[Column]) -> ImportProblem:
    """A heading that is none of the columns, with the nearest one."""
    near = nearest(cell, [column.title for column in columns])
    expected = _("“%(title)s”") % {"title": near} if near else _("các cột của mẫu, không thêm cột")
    return ImportProblem(number, cell, _("Mẫu không có cột này"), expected)


# --- Cells ----------------------------------------------------------------------------------

Reader = Callable[[str], tuple[Any, Wrong]]


@dataclass(frozen=True, slots=True)
class _Check:
    """A column, where it stands, and what reads its cells."""

    column: Column
    at: int | None
    read: Reader


def _parse_line(
    line: Line, checks: Sequence[_Check], taken: frozenset[int], found: list[ImportProblem]
) -> Row:
    values: dict[str, Any] = {}
    faulty: list[str] = []
    cells, flaws, width = line.cells, line.flaws, len(line.cells)
    for check in checks:
        at = check.at
        text = cells[at] if at is not None and at < width else ""
        if flaws and at in flaws:
            value, wrong = _flawed(flaws[at])
        elif text or check.column.required:
            value, wrong = check.read(text)
        else:
            continue
        if wrong is not None:
            faulty.append(check.column.key)
            found.append(ImportProblem(line.number, check.column.title, *wrong))
        elif value is not None:
            values[check.column.key] = value
    if _is_beyond(cells, taken):
        found.append(
            ImportProblem(
                line.number, "", _("Có ô nằm ngoài các cột có tiêu đề"), _("xóa hoặc đặt đúng cột")
            )
        )
    return Row(line.number, values, frozenset(faulty))


def _is_beyond(cells: Sequence[str], taken: frozenset[int]) -> bool:
    """A value under no heading would be lost without a word."""
    return any(text and at not in taken for at, text in enumerate(cells))


def _flawed(flaw: Flaw) -> tuple[None, Wrong]:
    if flaw is Flaw.FORMULA:
        return None, (_("Ô chứa công thức"), _("giá trị (chép rồi dán dạng giá trị)"))
    return None, (_("Ô báo lỗi của bảng tính"), _("giá trị"))


def _reader(column: Column) -> Reader:
    """Return what reads the cells of a column; lists repeat themselves, so it remembers."""
    convert = _converter(column)
    empty = (
        (None, (_("Ô để trống"), column.note or _("một giá trị")))
        if column.required
        else (None, None)
    )
    known: dict[str, tuple[Any, Wrong]] = {"": empty}

    def read(text: str) -> tuple[Any, Wrong]:
        result = known.get(text)
        if result is None:
            result = convert(text)
            if len(known) < _MOST_REMEMBERED:
                known[text] = result
        return result

    return read


def _converter(column: Column) -> Reader:
    if column.choices:
        return _choices(column)
    if column.kind is Kind.NUMBER:
        return as_number
    if column.kind is Kind.DAY:
        return as_day
    if column.kind is Kind.DAY_OR_YEAR:
        return as_day_or_year
    return _texts(column.max_length)


def _texts(most: int | None) -> Reader:
    def convert(text: str) -> tuple[Any, Wrong]:
        if most is None or len(text) <= most:
            return text, None
        return None, (
            _("Dài %(length)d ký tự") % {"length": len(text)},
            _("nhiều nhất %(most)d ký tự") % {"most": most},
        )

    return convert


def _choices(column: Column) -> Reader:
    codes: dict[str, str] = {}
    for code, label in column.choices.items():
        codes.setdefault(fold(code), code)
        codes.setdefault(fold(label), code)

    def convert(text: str) -> tuple[Any, Wrong]:
        code = codes.get(fold(text))
        return (code, None) if code is not None else (None, _no_choice(column, text))

    return convert


def _no_choice(column: Column, text: str) -> Wrong:
    near = nearest(text, [*column.choices.values(), *column.choices])
    known = _("một trong: %(known)s") % {"known": "; ".join(column.choices.values())}
    expected = _("“%(near)s” hoặc %(known)s") % {"near": near, "known": known}
    return _("“%(text)s” không có trong danh mục") % {"text": text}, expected if near else known
