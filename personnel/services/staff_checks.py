"""Rules of the steps with people, over facts already fetched: single steps and loads ask the same."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _

from core.clock import day_of
from personnel.models import Staff, Unit
from personnel.services.checks import Checks, vn_date


def joined_on(checks: Checks, first_unit: Unit, first_end: date | None, day: date) -> None:
    """The first appointment begins with service, so a new date must fit before its end."""
    checks.open_unit("joined_on", _("Ngày vào cơ quan"), first_unit, day)
    if first_end is not None and day >= first_end:
        checks.add(
            "joined_on",
            _("ngày %(day)s sau khi vị trí đầu tiên đã kết thúc (%(end)s).")
            % {"day": vn_date(day), "end": vn_date(first_end)},
            _("Hãy kiểm tra lại ngày."),
            _("Ngày vào cơ quan"),
        )


def joined_before(checks: Checks, first_start: date, day: date) -> None:
    """Where the first recorded place of work began after service, service begins no later."""
    if day > first_start:
        checks.add(
            "joined_on",
            _("ngày %(day)s sau ngày bắt đầu vị trí đầu tiên (%(start)s).")
            % {"day": vn_date(day), "start": vn_date(first_start)},
            _("Hãy kiểm tra lại ngày."),
            _("Ngày vào cơ quan"),
        )


def transfer(
    checks: Checks,
    staff: Staff,
    present_from: date,
    unit: Unit,
    on: date,
    *,
    until: date | None = None,
) -> None:
    """Somebody still here moves on a day after his present appointment began."""
    still_here(checks, staff)
    checks.day("on", _("Từ ngày"), on)
    checks.after("on", _("Từ ngày"), on, present_from, _("ngày bắt đầu vị trí hiện tại"))
    checks.lasting_unit("unit", _("Đơn vị"), unit, on, until)


def leaving(checks: Checks, staff: Staff, present_from: date, on: date) -> None:
    """Somebody still here leaves on a day after his present appointment began."""
    still_here(checks, staff)
    checks.day("on", _("Ngày thôi việc"), on)
    checks.after("on", _("Ngày thôi việc"), on, present_from, _("ngày bắt đầu vị trí hiện tại"))


def still_here(checks: Checks, staff: Staff) -> None:
    """The person has not left."""
    if staff.left_on is not None:
        checks.add(
            "on",
            _("%(name)s đã thôi việc từ ngày %(day)s.")
            % {"name": staff, "day": vn_date(staff.left_on)},
            _("Nếu người này trở lại, hãy dùng bước “Trở lại làm việc”."),
            _("Từ ngày"),
        )


def assessed_year(
    checks: Checks, staff: Staff, year: int, decided_on: date | None, at: datetime
) -> None:
    """A year in which the person worked here, not after this one."""
    place = _("Năm")
    this_year = day_of(at).year
    if not staff.joined_on.year <= year <= this_year:
        checks.add(
            "year",
            _(
                "năm %(year)d nằm ngoài khoảng từ năm vào cơ quan (%(first)d) đến năm nay (%(last)d)."
            )
            % {"year": year, "first": staff.joined_on.year, "last": this_year},
            _("Hãy chọn năm trong khoảng đó."),
            place,
        )
    elif staff.left_on is not None and year > staff.left_on.year:
        checks.add(
            "year",
            _("%(name)s đã thôi việc từ ngày %(day)s.")
            % {"name": staff, "day": vn_date(staff.left_on)},
            _("Hãy chọn năm còn công tác."),
            place,
        )
    if decided_on is not None:
        signed_for_year(checks, year, decided_on, day_of(at))


def signed_for_year(checks: Checks, year: int, decided_on: date, today: date) -> None:
    """A grade is signed in its year or later, and no later than today."""
    label = _("Ngày văn bản")
    signed(checks, label, decided_on, today)
    if decided_on.year < year <= today.year:
        checks.add(
            "decided_on",
            _("ngày %(day)s ở trước năm được xếp loại (%(year)d).")
            % {"day": vn_date(decided_on), "year": year},
            _("Hãy kiểm tra lại ngày và năm."),
            label,
        )


def signed(checks: Checks, label: str, decided_on: date, today: date) -> None:
    """A paper was signed no later than today."""
    checks.day("decided_on", label, decided_on)
    if decided_on > today:
        checks.add(
            "decided_on",
            _("ngày %(day)s ở sau hôm nay.") % {"day": vn_date(decided_on)},
            _("Hãy kiểm tra lại ngày."),
            label,
        )
