"""The list of proposals as an .xlsx sheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from awards.models import Proposal
from awards.models.recipient import Basis, ObjectKind
from core.documents.sheets import Sheet, workbook
from core.language import in_official_language


@in_official_language
def build(proposals: Iterable[Proposal], *, filters: Sequence[str], made_on: date) -> bytes:
    """Return the sheet: title, filters in force, one row per proposal."""
    made = _("Lập ngày %(day)s") % {"day": f"{made_on:%d/%m/%Y}"}
    return workbook(
        [
            Sheet(
                _("Hồ sơ đề nghị"),
                _("Danh sách hồ sơ đề nghị khen thưởng"),
                _headings(),
                map(_cells, proposals),
                (made, *(filters or [_("Không lọc")])),
                keys=2,
            )
        ]
    )


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
        step.due_on if step else None,
        proposal.received_on,
        proposal.competent_received_on,
    )
