"""Checks of what people enter for a registration."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from core.vietnamese import fold, text_sort_key
from emulation.models import EmulationYear, Registration
from emulation.services.conditions import award_refused
from emulation.services.texts import long_text
from legal.models import AwardType
from personnel.models import Staff, Unit
from personnel.selectors.staff import unit_of
from personnel.services.checks import Checks, vn_date

_COMMITMENT_LENGTH = 4000
_LATE_REASON_LENGTH = 500


@dataclass(frozen=True)
class Entry:
    """Who registers for what: a person, or else a collective.

    Attributes:
        stands_in: the unit of the person on the day of registering, or the collective itself.
    """

    year: EmulationYear
    award: AwardType
    staff: Staff | None
    collective: Unit | None
    stands_in: Unit | None

    @property
    def recipient(self) -> Staff | Unit | None:
        """Whose registration it is."""
        return self.staff or self.collective

    @property
    def place(self) -> Unit:
        """The unit it belongs to, once ``check_recipient`` found nothing wrong."""
        if self.stands_in is None:
            raise ValueError("checked before: whoever registers works in a unit on that day")
        return self.stands_in


def entry_on(
    day: date, year: EmulationYear, award: AwardType, staff: Staff | None, unit: Unit | None
) -> Entry:
    """What somebody asks for on a day; nothing is checked yet."""
    return Entry(year, award, staff, unit, unit if staff is None else unit_of(staff, day))


def check_recipient(checks: Checks, entry: Entry, day: date) -> None:
    """Note what is wrong with the recipient on that day."""
    if (entry.staff is None) == (entry.collective is None):
        checks.add(
            "staff",
            _("phải có đúng một: cá nhân hoặc tập thể."),
            _("Hãy chọn một người hoặc một đơn vị."),
            _("Người đăng ký"),
        )
        return
    field = "staff" if entry.staff else "unit"
    label = _("Cá nhân") if entry.staff else _("Tập thể")
    if entry.stands_in is None:
        checks.add(
            field,
            _("%(name)s không làm việc tại đơn vị nào vào ngày %(day)s.")
            % {"name": entry.staff, "day": vn_date(day)},
            _("Hãy kiểm tra vị trí công tác trong hồ sơ nhân sự."),
            label,
        )
    elif not entry.year.unit.holds(entry.stands_in.tree_start):
        checks.add(
            field,
            _("%(unit)s không thuộc %(organiser)s, cơ quan tổ chức năm thi đua này.")
            % {"unit": entry.stands_in, "organiser": entry.year.unit},
            _("Hãy chọn năm thi đua của đúng cơ quan."),
            label,
        )
    else:
        checks.open_unit(field, label, entry.stands_in, day)


def check_award(checks: Checks, entry: Entry) -> None:
    """Note when the award does not fit, or was registered already by this recipient."""
    refused = award_refused(entry.award, entry.year.year, is_person=entry.staff is not None)
    if refused:
        checks.add("award", refused, place=_("Danh hiệu, hình thức"))
    twins = Registration.objects.standing().filter(
        emulation_year=entry.year,
        award_type=entry.award,
        staff=entry.staff,
        subject_unit=entry.collective,
    )
    if entry.recipient is not None and twins.exists():
        add_twin(checks, entry)


def add_twin(checks: Checks, entry: Entry) -> None:
    """Note that the same registration stands already."""
    checks.add(
        "award",
        _("%(name)s đã đăng ký “%(award)s” năm %(year)d.")
        % {"name": entry.recipient, "award": entry.award.name, "year": entry.year.year},
        _("Hãy mở đăng ký đã có, hoặc rút đăng ký đó trước."),
        _("Danh hiệu, hình thức"),
    )


def clean_commitment(checks: Checks, commitment: str) -> str:
    """The commitment without blank edges, within its limit."""
    return long_text(
        checks, "commitment", _("Nội dung cam kết"), commitment, limit=_COMMITMENT_LENGTH
    )


def clean_late_reason(checks: Checks, reason: str) -> str:
    """The reason for registering outside the phase, within its limit."""
    return long_text(
        checks, "late_reason", _("Lý do đăng ký ngoài đợt"), reason, limit=_LATE_REASON_LENGTH
    )


def keys(staff: Staff | None, unit: Unit) -> dict[str, str]:
    """The keys by which lists sort and search the recipient."""
    if staff is not None:
        return {"sort_key": staff.sort_key, "search_key": staff.search_key}
    # Collectives stand before people, as in every list of results.
    return {
        "sort_key": f"! {text_sort_key(unit.name)}",
        "search_key": fold(f"{unit.name} {unit.code}"),
    }
