"""Missed candidates and forecasts as .xlsx sheets: exactly what the pages show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from django.utils.translation import gettext as _

from core.documents.sheets import Sheet, workbook
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
    columns = (
        _("Mã"),
        _("Người, tập thể"),
        _("Đơn vị"),
        _("Danh hiệu, hình thức"),
        _("Nhóm"),
        _("Vì sao"),
        _("Người xét còn đánh giá"),
    )
    rows = (
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
    )
    title, *lead = head
    return workbook([Sheet(_("Chưa được đề nghị"), title, columns, rows, lead, keys=2)])


@in_official_language
def forecast(lines: Iterable[ForecastLine], years: Sequence[int], *, head: Sequence[str]) -> bytes:
    """Return the sheet of a forecast, one row for each person and award."""
    columns = (
        _("Mã"),
        _("Họ và tên"),
        _("Đơn vị"),
        _("Danh hiệu, hình thức"),
        *map(str, years),
        _("Nghỉ hưu"),
    )
    rows = (
        (
            line.person.code,
            line.person.full_name,
            line.person.unit.name,
            line.award.name,
            *(cell.text for cell in line.cells),
            line.retirement,
        )
        for line in lines
    )
    title, *lead = head
    return workbook([Sheet(_("Dự kiến"), title, columns, rows, lead, keys=2)])
