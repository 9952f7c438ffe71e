"""A row about somebody who is not on the staff list yet."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from personnel.models import Staff, Unit
from personnel.services import person_facts
from personnel.services.checks import Checks, vn_date
from personnel.services.loading.findings import Findings
from personnel.services.loading.staff_lines import Line
from personnel.services.person_facts import UNSAID

POST, SINCE = gettext_lazy("Chức vụ, chức danh"), gettext_lazy("Giữ vị trí từ ngày")
LEFT, UNIT = gettext_lazy("Ngày thôi việc"), gettext_lazy("Đơn vị")
_JOINED, _HELD = gettext_lazy("ngày vào cơ quan"), gettext_lazy("ngày giữ vị trí")

# Columns of the table that a row fills; code and name first.
STORED = (
    *("code", "full_name", "given_name", "sort_key", "search_key", "birth_date", "sex"),
    *("category", "email", "external_id", "joined_on"),
    *("recruited_on", "service_from", "retires_on"),
)
_DERIVED = frozenset({"sort_key", "search_key"})


class Hire(NamedTuple):
    """A new person as he is to be written; a province has too many for model instances."""

    row: int
    facts: tuple[Any, ...]
    unit: Unit
    post: str
    is_manager: bool
    decision_ref: str
    since: date
    left_on: date | None
    identity: str

    def person(self) -> Staff:
        """The person as an instance, for what asks for one."""
        return Staff(
            **dict(zip(STORED, self.facts, strict=True)), unit=self.unit, left_on=self.left_on
        )

    @property
    def code(self) -> str:
        """The person's code."""
        return str(self.facts[0])

    @property
    def name(self) -> str:
        """The person's name."""
        return str(self.facts[1])

    def told(self) -> dict[str, Any]:
        """What the audit trail keeps: what the row said, not what it left out."""
        facts = {
            name: value
            for name, value in zip(STORED, self.facts, strict=True)
            if value not in (None, "") and name not in _DERIVED
        }
        return {
            **facts,
            "unit": self.unit.code,
            "post": self.post,
            "is_manager": self.is_manager,
            "on": self.since,
        }


def hire(line: Line, unit: Unit, findings: Findings) -> Hire | None:
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
    return Hire(
        line.row,
        tuple([values[name] for name in STORED]),
        unit,
        post,
        bool(line.is_manager),
        line.decision_ref,
        since,
        line.left_on,
        "",
    )


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
