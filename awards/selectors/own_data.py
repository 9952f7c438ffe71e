"""What awards keep about a person, as parts of his own data."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from awards.models import RecordedAward
from awards.selectors import register as register_reads
from awards.selectors import work
from personnel.models import CorrectionTopic, Staff
from personnel.selectors import own_data
from personnel.selectors.own_data import Section


def register() -> None:
    """Add the parts (once, at start-up)."""
    own_data.register("awards", collect, order=30)


def collect(staff: Staff) -> Iterator[Section]:
    """Recorded awards and the dossiers about the person."""
    yield _awards(staff)
    yield _proposals(staff)


def _awards(staff: Staff) -> Section:
    rows = [
        (
            one.year,
            one.award_label,
            one.get_ground_display(),
            str(one.decision),
            one.decision.decided_on,
            one.unit_name,
            one.post,
            _annulled(one),
        )
        for one in register_reads.history_of_person(staff)
    ]
    return Section(
        "awards",
        _("Khen thưởng"),
        (
            _("Năm xét"),
            _("Danh hiệu, hình thức"),
            _("Căn cứ của danh hiệu"),
            _("Quyết định"),
            _("Ngày quyết định"),
            _("Đơn vị khi đó"),
            _("Chức vụ khi đó"),
            _("Hủy bỏ"),
        ),
        rows,
        CorrectionTopic.AWARD,
    )


def _annulled(award: RecordedAward) -> str:
    annulment = getattr(award, "annulment", None)
    return annulment.number if annulment else ""


def _proposals(staff: Staff) -> Section:
    rows = [
        (one.year, one.code, one.award_label, one.state_label, one.unit.name, one.created_at)
        for one in work.proposals_about(staff.pk)
    ]
    return Section(
        "proposals",
        _("Hồ sơ đề nghị khen thưởng về tôi"),
        (
            _("Năm xét"),
            _("Mã hồ sơ"),
            _("Danh hiệu, hình thức"),
            _("Trạng thái"),
            _("Đơn vị"),
            _("Lập lúc"),
        ),
        rows,
        CorrectionTopic.OTHER,
    )
