"""What a check found and what a load did, as lists and as spreadsheets to take away."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.documents.sheets import fit_paper
from core.imports.problems import ImportProblem
from core.imports.registry import (
    CREATED,
    SKIPPED,
    UNCHANGED,
    UPDATED,
    Doubt,
    Plan,
    UnknownName,
    Written,
    WrittenLine,
)

OUTCOME_LABELS = {
    CREATED: gettext_lazy("Thêm mới"),
    UPDATED: gettext_lazy("Cập nhật"),
    UNCHANGED: gettext_lazy("Không đổi"),
    SKIPPED: gettext_lazy("Bỏ qua theo trả lời"),
}

Cell = str | int


def every_problem(found: Plan) -> Iterator[ImportProblem]:
    """Problems, then doubts and unknown names put as problems, for those who cannot answer."""
    yield from found.problems
    for doubt in found.doubts:
        yield _as_problem_of_doubt(doubt)
    for name in found.unknown_names:
        yield _as_problem_of_name(name)


def _as_problem_of_doubt(doubt: Doubt) -> ImportProblem:
    known = "; ".join(
        f"{one.code} ({', '.join(filter(None, one.facts.values()))})" for one in doubt.existing
    )
    reason = doubt.reason.rstrip(".") or _("Có thể trùng với bản ghi đã có")
    return ImportProblem(
        doubt.row, "", reason, _("trả lời trùng, thêm mới hay bỏ qua: %(known)s") % {"known": known}
    )


def _as_problem_of_name(name: UnknownName) -> ImportProblem:
    near = "; ".join(f"{code} ({label})" for code, label in name.suggestions)
    expected = _("xác nhận tên này ứng với mã nào")
    return ImportProblem(
        name.rows[0] if name.rows else 0,
        name.kind_label,
        _("Chưa biết tên “%(text)s”") % {"text": name.text},
        f"{expected}: {near}" if near else expected,
    )


# --- Result of a load -----------------------------------------------------------------------


def packed(written: Written, skipped: Iterable[int]) -> bytes:
    """Return the lines of a load in few bytes; the spreadsheet is made when somebody wants it."""
    told = {line.row for line in written.lines if line.outcome == SKIPPED}
    left_out = [WrittenLine(row, SKIPPED) for row in skipped if row not in told]
    lines = sorted([*written.lines, *left_out], key=lambda line: line.row)
    plain = [[line.row, line.outcome, line.code, line.note] for line in lines]
    return zlib.compress(json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode(), 3)


def unpacked(result: bytes | memoryview) -> list[WrittenLine]:
    """Return the lines that were packed."""
    if not result:
        return []
    return [WrittenLine(*line) for line in json.loads(zlib.decompress(bytes(result)))]


def result_file(lines: Iterable[WrittenLine]) -> bytes:
    """Return the result of a load as a spreadsheet, row by row."""
    headings = [_("Dòng"), _("Kết quả"), _("Mã"), _("Ghi chú")]
    rows = ((line.row, str(OUTCOME_LABELS[line.outcome]), line.code, line.note) for line in lines)
    return _workbook(_("Kết quả nạp"), headings, rows, widths=(8, 22, 22, 60))


def problem_file(problems: Iterable[dict[str, Any]]) -> bytes:
    """Return a list of problems as a spreadsheet."""
    headings = [_("Dòng"), _("Cột"), _("Vì sao"), _("Cần")]
    rows = ((one["row"], one["column"], one["reason"], one["expected"]) for one in problems)
    return _workbook(_("Chỗ cần sửa"), headings, rows, widths=(8, 24, 60, 60))


def _workbook(
    title: str, headings: Sequence[str], rows: Iterable[Sequence[Cell]], widths: Sequence[int]
) -> bytes:
    buffer = BytesIO()
    # Row by row: memory does not grow with the list.
    workbook = xlsxwriter.Workbook(
        buffer, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    head = workbook.add_format({"bold": True, "bg_color": "#E8EEF4", "border": 1})
    wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
    sheet = workbook.add_worksheet(title)
    fit_paper(sheet, 0, wide=False)
    for index, (heading, width) in enumerate(zip(headings, widths, strict=True)):
        sheet.set_column(index, index, width)
        sheet.write_string(0, index, heading, head)
    sheet.freeze_panes(1, 0)
    for number, row in enumerate(rows, start=1):
        for index, value in enumerate(row):
            if isinstance(value, int):
                sheet.write_number(number, index, value, wrapped)
            else:
                sheet.write_string(number, index, value, wrapped)
    workbook.close()
    return buffer.getvalue()
