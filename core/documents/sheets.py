"""Plain tables as .xlsx: one sheet each, with a title, lines above, headings and rows.

Each is made for reading on screen and on paper: as wide as a page, texts wrapped, words whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from io import BytesIO
from math import sqrt
from textwrap import wrap
from typing import Any

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _

from core.language import in_official_language

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_NAME_LENGTH = 31
_NARROWEST, _SHORT, _WIDEST = 6, 16, 60
_MARGIN = 2
# Letters of words are narrower than figures.
_LETTERS = 1.1
# Letters that a page holds side by side in a size that can still be read.
_PORTRAIT, _LANDSCAPE = 110, 190
_A4 = 9
_LINE_HEIGHT = 15
# Names and texts are people's words: none of them is a formula or an address.
_FONT = {"font_name": "Times New Roman", "font_size": 11}
_OPTIONS = {
    # Widths count figures of this font.
    "default_format_properties": _FONT,
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


@dataclass(frozen=True)
class Sheet:
    """One table; ``lead`` are the lines between title and headings.

    Attributes:
        keys: columns at the left that stay in sight while the rest moves.
    """

    name: str
    title: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Any]]
    lead: Sequence[str] = field(default=())
    keys: int = 0


def open_book(target: BytesIO) -> Any:
    """Open a workbook that is written when it is closed (``xlsxwriter.Workbook``)."""
    return xlsxwriter.Workbook(target, _OPTIONS)


def fit_paper(page: Any, head: int, *, wide: bool = True) -> None:
    """Print a sheet one page wide, with its row of headings and a number on every page.

    Args:
        head: the row of headings, from 0.
        wide: whether the page lies on its long side.
    """
    if wide:
        page.set_landscape()
    page.set_paper(_A4)
    page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    page.fit_to_pages(1, 0)
    page.repeat_rows(head)
    page.set_footer("&R&P/&N")


@in_official_language
def workbook(sheets: Iterable[Sheet]) -> bytes:
    """Return the workbook."""
    target = BytesIO()
    with open_book(target) as book:
        formats = _formats(book)
        for sheet in sheets:
            _write(book.add_worksheet(_tab_name(sheet.name)), sheet, formats)
    return target.getvalue()


def _formats(book: Any) -> dict[str, Any]:
    plain = {**_FONT, "valign": "top"}
    cell = {**plain, "border": 1, "border_color": "#BFBFBF"}
    wrapped = {**cell, "text_wrap": True}
    return {
        "title": book.add_format({**plain, "bold": True, "font_size": 14}),
        "line": book.add_format(plain),
        "lines": book.add_format({**plain, "text_wrap": True}),
        "head": book.add_format({**wrapped, "bold": True, "bg_color": "#EFEFEF"}),
        "text": book.add_format(wrapped),
        "number": book.add_format(cell),
        "day": book.add_format({**cell, "num_format": "dd/mm/yyyy", "align": "left"}),
        "moment": book.add_format({**cell, "num_format": "dd/mm/yyyy hh:mm", "align": "left"}),
    }


def _tab_name(name: str) -> str:
    """A name Excel accepts."""
    return "".join(" " if char in "[]:*?/\\'" else char for char in name)[:_NAME_LENGTH]


def _write(page: Any, sheet: Sheet, formats: dict[str, Any]) -> None:
    head = len(sheet.lead) + 2
    rows = [[_plain(value) for value in row] for row in sheet.rows]
    widths = _widths(sheet.columns, rows)
    page.write(0, 0, sheet.title, formats["title"])
    page.set_row(0, 1.4 * _LINE_HEIGHT)
    for row, line in enumerate(sheet.lead, start=1):
        _write_line(page, row, line, widths, formats)
    for column, (label, width) in enumerate(zip(sheet.columns, widths, strict=True)):
        page.set_column(column, column, width)
        page.write(head, column, label, formats["head"])
    page.set_row(head, _LINE_HEIGHT * _lines(sheet.columns, widths))
    for place, values in enumerate(rows, start=head + 1):
        page.set_row(place, _LINE_HEIGHT * _lines(values, widths))
        for column, value in enumerate(values):
            _write_cell(page, place, column, value, formats)
    page.freeze_panes(head + 1, sheet.keys)
    fit_paper(page, head, wide=sum(widths) > _PORTRAIT)


def _write_line(
    page: Any, row: int, line: str, widths: Sequence[int], formats: dict[str, Any]
) -> None:
    """A line above the table: over all columns, and as high as it must be, where it is long."""
    high = _wrapped(line, sum(widths))
    if high == 1 or len(widths) == 1:
        page.write(row, 0, line, formats["line"])
        return
    page.merge_range(row, 0, row, len(widths) - 1, line, formats["lines"])
    page.set_row(row, _LINE_HEIGHT * high)


def _plain(value: Any) -> Any:
    if isinstance(value, bool):
        return _("Có") if value else _("Không")
    return timezone.make_naive(value) if isinstance(value, datetime) else value


def _write_cell(page: Any, row: int, column: int, value: Any, formats: dict[str, Any]) -> None:
    if isinstance(value, datetime):
        page.write_datetime(row, column, value, formats["moment"])
    elif isinstance(value, date):
        page.write_datetime(row, column, value, formats["day"])
    elif isinstance(value, int | float):
        page.write_number(row, column, value, formats["number"])
    else:
        page.write(row, column, value, formats["text"])


# --- How wide the columns are, and how high the rows ------------------------------------------


def _widths(labels: Sequence[str], rows: Sequence[Sequence[Any]]) -> list[int]:
    """As wide as their texts while a page holds them; else short ones whole, long ones share.

    No column is narrower than its longest word, so that codes and names are not cut.
    """
    wanted, widths = [], []
    for label, *values in zip(labels, *rows, strict=True):
        texts = {label, *map(_shown, values)}
        longest_word = max(_size(word) for text in texts for word in (text.split() or [""]))
        wanted.append(max(*map(_size, texts), _NARROWEST))
        widths.append(max(min(wanted[-1], _SHORT), min(longest_word, _WIDEST)))
    left = _LANDSCAPE - sum(widths) - _MARGIN * len(widths)
    # The root: twice the text asks for more room, but not for twice the room.
    asked = [sqrt(whole - width) for whole, width in zip(wanted, widths, strict=True)]
    share = max(left, 0) / (sum(asked) or 1)
    return [
        min(int(width + share * more), whole, max(width, _WIDEST)) + _MARGIN
        for width, more, whole in zip(widths, asked, wanted, strict=True)
    ]


def _lines(values: Sequence[Any], widths: Sequence[int]) -> int:
    """How many lines the fullest cell of a row takes; not every program finds out by itself."""
    return max(
        (_wrapped(_shown(value), width) for value, width in zip(values, widths, strict=True)),
        default=1,
    )


@lru_cache(maxsize=2048)
def _wrapped(text: str, width: int) -> int:
    letters = int(width * _LETTERS)
    # An empty line is a line too.
    return sum(len(wrap(line, letters)) or 1 for line in text.splitlines()) or 1


def _size(text: str) -> int:
    """How many figures are as wide as a text; capitals, of which codes are made, are wider."""
    lines = text.splitlines()
    return max((len(line) + sum(map(str.isupper, line)) // 2 for line in lines), default=0)


def _shown(value: Any) -> str:
    """What a cell shows, as far as its width goes."""
    if isinstance(value, datetime):
        return "00/00/0000_00:00"
    if isinstance(value, date):
        return "00/00/0000"
    return "" if value is None else str(value)
