"""Where a list begins and ends: title lines above the header, totals and signatures below.

Lists are seldom bare tables. Above the header stand the office and the title, below it often a line
that numbers the columns, and at the end totals and who signed. They are no data.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from core.imports.columns import Column
from core.imports.reading import Line
from core.vietnamese import fold

_LOOKED_AT = 30
_BRACKETS = re.compile(r"\([^)]*\)")
_NOT_LETTERS = re.compile(r"[^a-z0-9]+")
_COLUMN_NUMBER = re.compile(r"\(?([0-9]{1,2}|[a-z])\)?")
_TOTAL = re.compile(r"(?:tong(?: cong| so)?|cong)\b")
_SIGNATURE = re.compile(
    r"(?:nguoi (?:lap|ghi|kiem tra|tong hop)|thu truong|thu tuong|chu tich|giam doc|truong phong|"
    r"k\W?t\b|t\W?m\b|t\W?l\b|ky ten|\(?ky,|xac nhan cua|danh sach (?:nay )?co\b|an dinh danh sach|"
    r".*\bngay\W+\d*\W*thang\W+\d*\W*nam\b)"
)
# A signature block is narrow; a line with more cells than this is data.
_FEW = 3


def loose(title: str) -> str:
    """Return a heading without marks, brackets and punctuation: "Ngày sinh (*)" → "ngay sinh"."""
    return _NOT_LETTERS.sub(" ", _BRACKETS.sub(" ", fold(title))).strip()


def known_headings(columns: Sequence[Column]) -> dict[str, str]:
    """Key of the column by loose heading; an exact title goes before another column's alias."""
    found: dict[str, str] = {}
    for column in columns:
        found.setdefault(loose(column.title), column.key)
    for column in columns:
        for alias in column.aliases:
            found.setdefault(loose(alias), column.key)
    return found


def header_index(lines: Sequence[Line], columns: Sequence[Column]) -> int:
    """Return which of the first lines is the header: the one that names most columns."""
    known = known_headings(columns)
    best, at = 1, 0
    for index, line in enumerate(lines[:_LOOKED_AT]):
        named = len({known[title] for title in map(loose, line.cells) if title in known})
        if named > best:
            best, at = named, index
    return at


def data_lines(
    lines: Sequence[Line], columns: Sequence[Column], places: Mapping[str, int]
) -> tuple[list[Line], list[int]]:
    """Return the lines of data, and the numbers of those left out.

    Args:
        lines: what stands below the header.
    """
    required = [places[one.key] for one in columns if one.required and one.key in places]
    left_out: list[int] = []
    start = 0
    if lines and _numbers_columns(lines[0]):
        left_out.append(lines[0].number)
        start = 1
    end = len(lines)
    while end > start and _is_closing(lines[end - 1], required):
        end -= 1
    left_out += [line.number for line in lines[end:]]
    return list(lines[start:end]), left_out


def _numbers_columns(line: Line) -> bool:
    """Tell whether the line only numbers the columns: (1) (2) (3), or A B 1 2."""
    marks = [_COLUMN_NUMBER.fullmatch(fold(cell)) for cell in line.cells if cell]
    if len(marks) < _FEW or not all(marks):
        return False
    numbers = [int(mark[1]) for mark in marks if mark and mark[1].isdigit()]
    letters = [mark[1] for mark in marks if mark and not mark[1].isdigit()]
    follows = numbers == list(range(numbers[0], numbers[0] + len(numbers))) if numbers else True
    return follows and letters == sorted(letters) and (not numbers or numbers[0] in (0, 1))


def _is_closing(line: Line, required: Sequence[int]) -> bool:
    """Tell whether a line at the end is a total or a signature: no data, and known by its words."""
    cells = [fold(cell) for cell in line.cells if cell]
    if not cells:
        return True
    filled = sum(1 for at in required if at < len(line.cells) and line.cells[at])
    if required and filled == len(required) and len(required) > 1:
        return False
    if _TOTAL.match(cells[0]):
        return True
    return len(cells) <= _FEW and any(_SIGNATURE.match(cell) for cell in cells)
