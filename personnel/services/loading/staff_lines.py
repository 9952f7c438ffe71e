"""The rows of a staff list as the loader works with them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from core.imports import Row
from core.vietnamese import fold
from personnel.models import Appointment, Staff, Unit
from personnel.services.loading.shared_columns import truth
from personnel.services.loading.unit_finder import UnitFinder
from personnel.services.person_facts import FACTS

_FACTS = frozenset(FACTS)
_ONE_DAY = timedelta(days=1)


@dataclass(slots=True)
class Line:
    """One row: who it is, and one place of work.

    Attributes:
        facts: what the row says of the person; an empty cell says nothing.
        is_whole: whether every required cell could be read.
    """

    row: int
    code: str
    facts: dict[str, Any]
    folded: str
    unit: Unit | None
    post: str
    is_manager: bool | None
    is_concurrent: bool
    since: date | None
    left_on: date | None
    decision_ref: str
    identity: str
    is_whole: bool


@dataclass(slots=True)
class Work:
    """What a load does to one person; nothing at all for a row that changes nothing.

    Attributes:
        rows: numbers of the rows about him, the one about his place of work first.
        difference: facts that change, with old and new value.
        ends: new last day by appointment; ``begins`` new first day.
        events: action and data for the audit trail.
        taken: unit, post, first and last day of places that are being written beside these.
    """

    rows: list[int]
    staff: Staff
    is_new: bool
    difference: dict[str, dict[str, Any]] = field(default_factory=dict)
    opens: list[tuple[int, Appointment]] = field(default_factory=list)
    ends: dict[int, date] = field(default_factory=dict)
    begins: dict[int, date] = field(default_factory=dict)
    events: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    identity: str = ""
    taken: list[tuple[int, str, date, date | None]] = field(default_factory=list)

    @property
    def changes(self) -> bool:
        """Whether anything is to be written."""
        return bool(self.difference or self.opens or self.ends or self.begins or self.identity)


def unit_of(row: Row, finder: UnitFinder) -> Unit | None:
    """The unit a row means: one that exists on the last known day of the place of work.

    A place that has not ended is still held, so a namesake that is dissolved cannot be meant.
    """
    say = row.values.get
    text = say("unit")
    if not text:
        return None
    since, left_on = say("since") or say("joined_on"), say("left_on")
    on = left_on - _ONE_DAY if left_on else max(filter(None, (since, finder.today)), default=None)
    return finder.find(text, row.number, above=say("above", ""), on=on)


def read_line(row: Row, finder: UnitFinder) -> Line:
    """Take a row apart and look up its unit; lines are made one by one and not kept."""
    values = row.values
    say = values.get
    unit = unit_of(row, finder)
    return Line(
        row=row.number,
        code=say("code", ""),
        facts={key: value for key, value in values.items() if key in _FACTS},
        folded=fold(say("full_name", "")),
        unit=unit,
        post=say("post", ""),
        is_manager=truth(say("is_manager", "")),
        is_concurrent=truth(say("is_concurrent", "")) is True,
        since=say("since"),
        left_on=say("left_on"),
        decision_ref=say("decision_ref", ""),
        identity=say("identity", ""),
        is_whole=unit is not None and not row.faulty,
    )
