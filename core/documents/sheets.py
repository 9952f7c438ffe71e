"""Plain tables as .xlsx: one sheet each, with a title, lines above, headings and rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _

from core.language import in_official_language

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_NAME_LENGTH = 31
_WIDTH = (10, 60)
# Names and texts are people's words: none of them is a formula or an address.
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


@dataclass(frozen=True)
class Sheet:
    """One table; ``lead`` are the lines between title and headings."""

    name: str
    title: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Any]]
    lead: Sequence[str] = field(default=())


def open_book(target: BytesIO) -> Any:
    """Open a workbook that is written when it is closed (``xlsxwriter.Workbook``)."""
    return xlsxwriter.Workbook(target, _OPTIONS)


@in_official_language
def workbook(sheets: Iterable[Sheet]) -> bytes:
    """Return the workbook."""
    target = BytesIO()
    with open_book(target) as book:
        formats = {
            "title": book.add_format({"bold": True, "font_size": 14}),
            "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True}),
            "day": book.add_format({"num_format": "dd/mm/yyyy", "align": "left"}),
            "moment": book.add_format({"num_format": "dd/mm/yyyy hh:mm", "align": "left"}),
        }
        for sheet in sheets:
            _write(book.add_worksheet(_tab_name(sheet.name)), sheet, formats)
    return target.getvalue()


def _tab_name(name: str) -> str:
    """A name Excel accepts."""
    return "".join(" " if char in "[]:*?/\\'" else char for char in name)[:_NAME_LENGTH]


def _write(page: Any, sheet: Sheet, formats: dict[str, Any]) -> None:
    page.write(0, 0, sheet.title, formats["title"])
    for row, line in enumerate(sheet.lead, start=1):
        page.write(row, 0, line)
    first = len(sheet.lead) + 2
    widths = [len(label) for label in sheet.columns]
    for column, label in enumerate(sheet.columns):
        page.write(first, column, label, formats["head"])
    for row, values in enumerate(sheet.rows, start=first + 1):
        for column, value in enumerate(values):
            widths[column] = max(widths[column], len(str(value)))
            _write_cell(page, row, column, value, formats)
    for column, width in enumerate(widths):
        page.set_column(column, column, min(max(width + 2, _WIDTH[0]), _WIDTH[1]))
    page.freeze_panes(first + 1, 0)


def _write_cell(page: Any, row: int, column: int, value: Any, formats: dict[str, Any]) -> None:
    if isinstance(value, bool):
        page.write(row, column, _("Có") if value else _("Không"))
    elif isinstance(value, datetime):
        page.write_datetime(row, column, timezone.make_naive(value), formats["moment"])
    elif isinstance(value, date):
        page.write_datetime(row, column, value, formats["day"])
    elif value is not None:
        page.write(row, column, value)
