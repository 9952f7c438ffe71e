"""The list of proposals as an .xlsx sheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _

from awards.models import Proposal
from awards.models.recipient import Basis, ObjectKind
from core.documents import sheets
from core.language import in_official_language

_WIDTHS = (14, 32, 12, 30, 36, 8, 24, 24, 22, 34, 12, 14, 14)


@in_official_language
def build(proposals: Iterable[Proposal], *, filters: Sequence[str], made_on: date) -> bytes:
    """Return the sheet: title, filters in force, one row per proposal."""
    target = BytesIO()
    with sheets.open_book(target) as book:
        sheet = book.add_worksheet(_("Hồ sơ đề nghị"))
        title = book.add_format({"bold": True, "font_size": 14})
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write(0, 0, _("Danh sách hồ sơ đề nghị khen thưởng"), title)
        sheet.write(1, 0, _("Lập ngày %(day)s") % {"day": f"{made_on:%d/%m/%Y}"})
        sheet.write(2, 0, "; ".join(filters) or _("Không lọc"))
        for column, (label, width) in enumerate(zip(_headings(), _WIDTHS, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write(4, column, label, head)
        for row, proposal in enumerate(proposals, start=5):
            for column, value in enumerate(_cells(proposal)):
                if isinstance(value, date):
                    sheet.write_datetime(row, column, value, day)
                else:
                    sheet.write(row, column, value)
        sheet.freeze_panes(5, 2)
    return target.getvalue()


def _headings() -> tuple[str, ...]:
    return (
        _("Mã hồ sơ"),
        _("Người, tập thể"),
        _("Đối tượng"),
        _("Đơn vị"),
        _("Danh hiệu, hình thức"),
        _("Năm xét"),
        _("Loại hình"),
        _("Cấp quyết định"),
        _("Trạng thái"),
        _("Nơi đang giữ"),
        _("Hạn"),
        _("Ngày nhận hồ sơ"),
        _("Cơ quan có thẩm quyền nhận"),
    )


def _cells(proposal: Proposal) -> tuple[Any, ...]:
    step = proposal.current_step
    return (
        proposal.code,
        proposal.recipient_name,
        str(ObjectKind(proposal.object_kind).label),
        proposal.unit.name,
        proposal.award_label,
        proposal.year,
        str(Basis(proposal.basis).label),
        proposal.decider_label,
        proposal.state_label,
        f"{step.full_label}, {step.unit}" if step else "",
        step.due_on if step and step.due_on else "",
        proposal.received_on or "",
        proposal.competent_received_on or "",
    )
