"""A row about somebody who is not on the staff list yet."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from personnel.models import Appointment, Staff, Unit
from personnel.services import person_facts
from personnel.services.checks import Checks, vn_date
from personnel.services.loading.findings import Findings
from personnel.services.loading.staff_lines import Line, Work
from personnel.services.person_facts import FACTS, UNSAID

POST, SINCE = gettext_lazy("Chức vụ, chức danh"), gettext_lazy("Giữ vị trí từ ngày")
LEFT, UNIT = gettext_lazy("Ngày thôi việc"), gettext_lazy("Đơn vị")
_JOINED, _HELD = gettext_lazy("ngày vào cơ quan"), gettext_lazy("ngày giữ vị trí")


def hire(line: Line, unit: Unit, findings: Findings) -> Work | None:
    """Check a new person's row by the rules of hiring; ``None`` when it has a problem.

    Lists often know only the present post: the first appointment begins with it, and nothing is
    invented about the years before.
    """
    checks = Checks()
    values = person_facts.clean_alone(checks, UNSAID | line.facts)
    joined_on: date = values["joined_on"]
    since = line.since or joined_on
    post = checks.text("post", POST, line.post, limit=150)
    _check_period(checks, line, joined_on, since)
    _check_unit(checks, unit, since, line.left_on)
    if checks.problems:
        findings.take(line.row, checks)
        return None
    staff = Staff(**values, left_on=line.left_on, unit_id=unit.pk)
    appointment = Appointment(
        unit_id=unit.pk,
        post=post,
        is_manager=bool(line.is_manager),
        decision_ref=line.decision_ref,
        valid_from=since,
        valid_to=line.left_on,
    )
    work = Work([line.row], staff, is_new=True, opens=[(line.row, appointment)])
    work.events.append(("personnel.staff_hired", _told(values, unit, appointment)))
    return work


def _told(values: dict[str, Any], unit: Unit, appointment: Appointment) -> dict[str, Any]:
    """What the audit trail keeps of the new person: what the row said, not what it left out."""
    facts = {name: values[name] for name in FACTS if values[name] not in (None, "")}
    return {
        **facts,
        "unit": unit.code,
        "post": appointment.post,
        "is_manager": appointment.is_manager,
        "on": appointment.valid_from,
    }


def _check_period(checks: Checks, line: Line, joined_on: date, since: date) -> None:
    if line.since is not None:
        checks.day("since", SINCE, since)
        checks.not_before("since", SINCE, since, joined_on, _JOINED)
    if line.left_on is not None:
        checks.day("left_on", LEFT, line.left_on)
        checks.after("left_on", LEFT, line.left_on, since, _HELD)


def _check_unit(checks: Checks, unit: Unit, since: date, until: date | None) -> None:
    """The unit is there for the whole time."""
    before = len(checks.problems)
    checks.open_unit("unit", UNIT, unit, since)
    ended = unit.dissolved_on
    if len(checks.problems) == before and ended is not None and (until is None or until > ended):
        checks.add(
            "unit",
            _("%(unit)s đã giải thể từ ngày %(day)s.") % {"unit": unit, "day": vn_date(ended)},
            _("Hãy ghi đơn vị hiện nay và ngày bắt đầu ở đó, hoặc ngày thôi việc."),
            UNIT,
        )
