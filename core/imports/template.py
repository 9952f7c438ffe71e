"""The empty spreadsheet people fill in, with the codes they may use."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO

import xlsxwriter

from core.documents.sheets import fit_paper
from core.imports.columns import Column
from core.imports.reading import MOST_ROWS

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_WIDEST = 60
_LONGEST_LIST = 255


@dataclass(frozen=True)
class CodeSheet:
    """A sheet that lists codes with what they mean."""

    title: str
    headings: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]


def build(title: str, columns: Sequence[Column], code_sheets: Iterable[CodeSheet] = ()) -> bytes:
    """Return the workbook: the sheet to fill in first, then the code sheets."""
    buffer = BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    head = workbook.add_format(
        {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E8EEF4", "border": 1}
    )
    # Codes with leading zeros stay as typed.
    plain = workbook.add_format({"num_format": "@", "valign": "top"})
    sheet = workbook.add_worksheet(title)
    for index, column in enumerate(columns):
        sheet.set_column(index, index, max(14, min(len(column.title) + 4, 34)), plain)
        sheet.write_string(0, index, column.title, head)
        _explain(sheet, index, column)
    sheet.freeze_panes(1, 0)
    fit_paper(sheet, 0)
    for codes in code_sheets:
        _write_codes(workbook.add_worksheet(codes.title), codes, head, plain)
    workbook.close()
    return buffer.getvalue()


def _explain(sheet: xlsxwriter.worksheet.Worksheet, index: int, column: Column) -> None:
    """Show the note beside the cell, and offer the choices as a list where Excel can hold it."""
    rule: dict[str, object] = {"validate": "any"}
    labels = list(column.choices.values())
    if labels and len(",".join(labels)) <= _LONGEST_LIST and not any("," in one for one in labels):
        rule = {"validate": "list", "source": labels, "error_type": "warning"}
    if column.note:
        rule |= {"input_title": column.title[:32], "input_message": column.note[:255]}
    sheet.data_validation(1, index, MOST_ROWS, index, rule)


def _write_codes(
    sheet: xlsxwriter.worksheet.Worksheet, codes: CodeSheet, head: object, plain: object
) -> None:
    for index, heading in enumerate(codes.headings):
        texts = [heading, *(row[index] for row in codes.rows)]
        sheet.set_column(index, index, min(max(map(len, texts)) + 2, _WIDEST), plain)
        sheet.write_string(0, index, heading, head)
    for number, row in enumerate(codes.rows, start=1):
        for index, text in enumerate(row):
            sheet.write_string(number, index, text)
    sheet.freeze_panes(1, 0)
    fit_paper(sheet, 0, wide=False)
