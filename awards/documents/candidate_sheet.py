"""Missed candidates and forecasts as .xlsx sheets: exactly what the pages show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any, Protocol

from django.utils.translation import gettext as _

from core.documents import sheets
from core.language import in_official_language


class MissedLine(Protocol):
    """What a line of missed candidates tells."""

    @property
    def name(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def recipient(self) -> Any: ...
    @property
    def award(self) -> Any: ...
    @property
    def waits(self) -> bool: ...
    @property
    def reason(self) -> Any: ...


class ForecastLine(Protocol):
    """What a line of a forecast tells."""

    @property
    def person(self) -> Any: ...
    @property
    def award(self) -> Any: ...
    @property
    def cells(self) -> Sequence[Any]: ...
    @property
    def retirement(self) -> str: ...


@in_official_language
def missed(lines: Iterable[MissedLine], *, head: Sequence[str]) -> bytes:
    """Return the sheet of missed candidates, one row for each person or unit and award."""
    labels = [
        (_("Mã"), 14),
        (_("Người, tập thể"), 28),
        (_("Đơn vị"), 30),
        (_("Danh hiệu, hình thức"), 36),
        (_("Nhóm"), 26),
        (_("Vì sao"), 80),
        (_("Người xét còn đánh giá"), 60),
    ]
    rows = [
        (
            line.recipient.code,
            line.name,
            line.unit,
            line.award.name,
            _("Chỉ còn chờ người xét đánh giá") if line.waits else _("Đủ điều kiện"),
            line.reason.met,
            " ".join(line.reason.left),
        )
        for line in lines
    ]
    return _sheet(_("Chưa được đề nghị"), head, labels, rows)


@in_official_language
def forecast(lines: Iterable[ForecastLine], years: Sequence[int], *, head: Sequence[str]) -> bytes:
    """Return the sheet of a forecast, one row for each person and award."""
    labels = [
        (_("Mã"), 14),
        (_("Họ và tên"), 28),
        (_("Đơn vị"), 30),
        (_("Danh hiệu, hình thức"), 36),
        *((str(year), 50) for year in years),
        (_("Nghỉ hưu"), 16),
    ]
    rows = [
        (
            line.person.code,
            line.person.full_name,
            line.person.unit.name,
            line.award.name,
            *(cell.text for cell in line.cells),
            line.retirement,
        )
        for line in lines
    ]
    return _sheet(_("Dự kiến"), head, labels, rows)


def _sheet(
    name: str,
    head: Sequence[str],
    labels: Sequence[tuple[str, int]],
    rows: Sequence[Sequence[str]],
) -> bytes:
    target = BytesIO()
    with sheets.open_book(target) as book:
        sheet = book.add_worksheet(name)
        bold = book.add_format({"bold": True, "font_size": 14})
        titles = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        for number, text in enumerate(head):
            sheet.write(number, 0, text, bold if number == 0 else None)
        first = len(head) + 1
        for column, (label, width) in enumerate(labels):
            sheet.set_column(column, column, width)
            sheet.write(first, column, label, titles)
        for number, row in enumerate(rows, start=first + 1):
            for column, value in enumerate(row):
                sheet.write(number, column, value, wrapped)
        sheet.freeze_panes(first + 1, 2)
    return target.getvalue()
