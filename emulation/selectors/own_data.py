"""What the year's input keeps about a person, as parts of his own data."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from emulation.models import InitiativeAuthor, Registration, ScienceMember
from personnel.models import CorrectionTopic, Staff
from personnel.selectors import own_data
from personnel.selectors.own_data import Section


def register() -> None:
    """Add the parts (once, at start-up)."""
    own_data.register("emulation", collect, order=20)


def collect(staff: Staff) -> Iterator[Section]:
    """Registrations and initiatives, whatever their state, and science works."""
    yield _registrations(staff)
    yield _initiatives(staff)
    yield _science(staff)


def _registrations(staff: Staff) -> Section:
    rows = [
        (
            one.emulation_year.year,
            one.award_type.name,
            str(one.get_state_display()),
            one.unit.name,
            one.commitment,
            one.submitted_at,
        )
        for one in Registration.objects.filter(staff=staff)
        .select_related("emulation_year", "award_type", "unit")
        .order_by("-emulation_year__year", "-pk")
    ]
    return Section(
        "registrations",
        _("Đăng ký thi đua"),
        (
            _("Năm"),
            _("Danh hiệu"),
            _("Trạng thái"),
            _("Đơn vị"),
            _("Nội dung cam kết"),
            _("Gửi lần đầu"),
        ),
        rows,
        CorrectionTopic.OTHER,
    )


def _initiatives(staff: Staff) -> Section:
    rows = [
        (
            one.initiative.year,
            one.initiative.code,
            one.initiative.title,
            f"{one.share.normalize():f}%",
            str(one.initiative.get_state_display()),
            ", ".join(
                f"{found.get_scope_display()}: {found.decision_number}"
                for found in one.initiative.recognitions.all()
            ),
        )
        for one in InitiativeAuthor.objects.filter(staff=staff)
        .select_related("initiative")
        .prefetch_related("initiative__recognitions")
        .order_by("-initiative__year", "-initiative__code")
    ]
    return Section(
        "initiatives",
        _("Sáng kiến"),
        (
            _("Năm"),
            _("Mã"),
            _("Sáng kiến"),
            _("Tỷ lệ đóng góp"),
            _("Trạng thái"),
            _("Quyết định công nhận"),
        ),
        rows,
        CorrectionTopic.INITIATIVE,
    )


def _science(staff: Staff) -> Section:
    rows = [
        (
            one.work.year,
            one.work.code,
            one.work.title,
            str(one.get_role_display()),
            f"{one.work.get_scope_display()}: {one.work.acceptance_ref}",
            _("Có") if one.work.applied else _("Chưa ghi"),
            str(one.work.get_influence_scope_display()),
        )
        for one in ScienceMember.objects.filter(staff=staff)
        .select_related("work")
        .order_by("-work__year", "-work__accepted_on", "-work_id")
    ]
    return Section(
        "science_works",
        _("Đề tài, công trình khoa học"),
        (
            _("Năm"),
            _("Mã số"),
            _("Đề tài"),
            _("Vai trò"),
            _("Nghiệm thu"),
            _("Áp dụng hiệu quả"),
            _("Phạm vi ảnh hưởng"),
        ),
        rows,
        CorrectionTopic.INITIATIVE,
    )
