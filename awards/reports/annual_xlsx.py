"""The annual report as a workbook: the figures, and the records behind them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from awards.reports.annual import STATUS_LABELS, AnnualReport
from awards.reports.records import Record
from awards.reports.totals import Totals
from core.documents.sheets import fit_paper
from core.language import in_official_language

FONT = "Times New Roman"
_WIDTHS = (6, 34, 12, 34, 56, 26, 26, 26, 20, 14, 24, 16, 44)


@in_official_language
def build(report: AnnualReport, records: Iterable[Record]) -> bytes:
    """Return the file."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"title": _title(report), "author": report.unit_name})
    formats = _formats(book)
    _figures(book.add_worksheet(_("Tổng hợp")), report, formats)
    _records(book.add_worksheet(_("Danh sách")), list(records), formats)
    book.close()
    return buffer.getvalue()


def build_list(records: Iterable[Record], *, title: str, filters: Sequence[str]) -> bytes:
    """Return the records alone as a file; the filters in force stand in the page header."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"title": title, "comments": "; ".join(filters)})
    sheet = book.add_worksheet(_("Danh sách"))
    _records(sheet, list(records), _formats(book))
    book.close()
    return buffer.getvalue()


def _title(report: AnnualReport) -> str:
    return _("Kết quả thi đua, khen thưởng năm %(year)d") % {"year": report.year}


def _formats(book: Any) -> dict[str, Any]:
    base = {"font_name": FONT, "font_size": 12, "valign": "vcenter"}
    cell = {**base, "border": 1, "text_wrap": True}
    return {
        "title": book.add_format({**base, "bold": True, "font_size": 14}),
        "plain": book.add_format(base),
        "head": book.add_format({**cell, "bold": True, "align": "center", "bg_color": "#EFEFEF"}),
        "part": book.add_format({**cell, "bold": True, "bg_color": "#F7F3EA"}),
        "section": book.add_format({**cell, "italic": True}),
        "text": book.add_format(cell),
        "number": book.add_format({**cell, "num_format": "#,##0", "align": "right"}),
        "sum": book.add_format({**cell, "num_format": "#,##0", "align": "right", "bold": True}),
        "day": book.add_format({**cell, "num_format": "dd/mm/yyyy", "align": "center"}),
    }


# --- Figures --------------------------------------------------------------------------------


def _figures(sheet: Any, report: AnnualReport, formats: dict[str, Any]) -> None:
    sheet.set_column(0, 0, 64)
    sheet.set_column(1, 1, 30)
    sheet.set_column(2, 5, 12)
    sheet.write_string(0, 0, _title(report).upper(), formats["title"])
    structure = _("%(unit)s – cơ cấu tổ chức ngày %(day)s") % {
        "unit": report.unit_name,
        "day": f"{report.as_of:%d/%m/%Y}",
    }
    sheet.write_string(1, 0, structure, formats["plain"])
    row = _counts(sheet, report, formats, 3)
    kinds = _kinds(report)
    heads = (_("Danh hiệu, hình thức"), _("Loại hình"), *kinds, _("Cộng"))
    for column, head in enumerate(heads):
        sheet.write_string(row, column, head, formats["head"])
    sheet.freeze_panes(row + 1, 0)
    for place, (texts, totals, style) in enumerate(_lines(report), start=row + 1):
        if totals is None:
            sheet.write_string(place, 0, texts[0], formats[style])
            for column in range(1, len(heads)):
                sheet.write_blank(place, column, None, formats[style])
        else:
            _sums(sheet, place, texts, _values(totals, kinds), formats=formats, style=style)
    fit_paper(sheet, row)


def _lines(report: AnnualReport) -> Iterator[tuple[tuple[str, str], Totals | None, str]]:
    """The lines in order: their two texts, what they sum up, and the name of their format."""
    for part in report.parts:
        yield (part.title, ""), part.totals, "part"
        for section in part.sections:
            yield (section.title, ""), None, "section"
            for line in section.lines:
                yield (line.label_with_via, line.basis_label), line.totals, "text"
    yield (_("Tổng cộng"), ""), report.totals(), "part"


def _kinds(report: AnnualReport) -> tuple[str, ...]:
    """Headings of the kinds of recipients; households only where one is counted."""
    kinds = (_("Tập thể"), _("Cá nhân"), _("Hộ gia đình"))
    return kinds if report.has_households else kinds[:2]


def _values(totals: Totals, kinds: Sequence[str]) -> tuple[int, ...]:
    numbers = (totals.collectives, totals.individuals, totals.households)
    return (*numbers[: len(kinds)], totals.total)


def _counts(sheet: Any, report: AnnualReport, formats: dict[str, Any], row: int) -> int:
    counts = report.counts
    for label, value in (
        (_("Lượt đăng ký thi đua"), counts.registered),
        (_("Trong đó đã duyệt"), counts.approved),
        (_("Sáng kiến đăng ký"), counts.initiatives),
        (_("Trong đó được công nhận"), counts.recognised),
    ):
        sheet.write_string(row, 0, label, formats["text"])
        sheet.write_number(row, 1, value, formats["number"])
        row += 1
    return row + 1


def _sums(
    sheet: Any,
    row: int,
    words: tuple[str, str],
    values: Sequence[int],
    *,
    formats: dict[str, Any],
    style: str,
) -> None:
    number = formats["number" if style == "text" else "sum"]
    for column, word in enumerate(words):
        sheet.write_string(row, column, word, formats[style])
    for column, value in enumerate(values, start=2):
        sheet.write_number(row, column, value, number)


# --- Records --------------------------------------------------------------------------------


def _records(sheet: Any, rows: list[Record], formats: dict[str, Any]) -> None:
    heads = (
        *(_("STT"), _("Người, tập thể"), _("Đối tượng"), _("Đơn vị"), _("Danh hiệu, hình thức")),
        *(_("Loại hình"), _("Cấp quyết định"), _("Tình trạng"), _("Số quyết định")),
        *(_("Ngày ký, ngày trình"), _("Người ký"), _("Mã hồ sơ"), _("Nơi đang giữ hồ sơ")),
    )
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, heads[column], formats["head"])
    for row, record in enumerate(rows, start=1):
        sheet.write_number(row, 0, row, formats["number"])
        for column, text in enumerate(_texts(record), start=1):
            sheet.write_string(row, column, text, formats["text"])
        if record.dated_on is not None:
            sheet.write_datetime(row, 9, record.dated_on, formats["day"])
    sheet.freeze_panes(1, 2)
    if rows:
        sheet.autofilter(0, 0, len(rows), len(heads) - 1)
    fit_paper(sheet, 0)


def _texts(record: Record) -> tuple[str, ...]:
    return (
        record.recipient,
        record.object_kind,
        record.unit_name,
        record.award,
        record.basis,
        record.decider,
        str(STATUS_LABELS[record.status]),
        record.document,
        "",
        record.signer,
        record.dossier,
        record.lies_at,
    )
