"""Quotas of a unit and a year: who is on its list, and how much of each quota that uses.

The list is what was granted and what is proposed (drafts too, for they are the list being drawn
up). A simulation changes lines in memory and counts again; nothing is written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Value

from awards.models import Proposal, RecordedAward
from legal.domain.rulesets import QuotaEntry
from legal.rules.quotas import QuotaState, states
from legal.rules.rulebook import Rulebook
from personnel.models import Staff, Unit

# Titles for which leading a bloc is what a collective is proposed for.
_FLAGS = ("CO_TINH", "CO_BO")


@dataclass(frozen=True, slots=True)
class Line:
    """One recipient on the list for one award.

    Attributes:
        key: stable within the list: the dossier, the recorded award or what was added.
        proposal_id: the dossier behind it; ``None`` for what was recorded without one, or added.
    """

    key: str
    award: str
    name: str
    object_kind: str
    state: str = ""
    proposal_id: int | None = None


@dataclass(frozen=True, slots=True)
class DrawnUp:
    """The list of a unit and a year (danh sách đang lập).

    Attributes:
        staff: people at work in the unit and below it on the day counted.
    """

    lines: tuple[Line, ...]
    staff: int

    def without(self, keys: Iterable[str]) -> DrawnUp:
        """The list with these lines dropped."""
        dropped = frozenset(keys)
        kept = tuple(line for line in self.lines if line.key not in dropped)
        return DrawnUp(kept, self.staff)

    def with_added(self, lines: Sequence[Line]) -> DrawnUp:
        """The list with these lines added; one that stands there already is not added twice."""
        there = {line.key for line in self.lines}
        new = tuple(line for line in dict.fromkeys(lines) if line.key not in there)
        return DrawnUp((*self.lines, *new), self.staff)

    def counts(self) -> Counter[str]:
        """How many are on the list for each award."""
        return Counter(line.award for line in self.lines)

    def quotas(self, rulebook: Rulebook | None) -> list[QuotaState]:
        """Return every quota of the rulebook with its counters."""
        if rulebook is None:
            return []
        counts = self.counts()

        def base(quota: QuotaEntry) -> int | None:
            return {
                "STAFF": self.staff,
                "PROPOSED": sum(counts.values()),
                "TITLE": counts[quota.base_award],
                "UNITS_LEADING": sum(counts[code] for code in _FLAGS),
            }.get(quota.base)

        return states(rulebook, counts.__getitem__, base)


def drawn_up(unit: Unit, year: int, day: date) -> DrawnUp:
    """Return what was granted to, or is proposed for, the unit and all below it in the year.

    Three queries, however long the list is.

    Args:
        day: on which people at work are counted.
    """
    here = {"unit__tree_start__range": (unit.tree_start, unit.tree_end), "year": year}
    proposed = (
        Proposal.objects.live()
        .filter(**here)
        .values_list("pk", "award_type__code", "recipient_name", "object_kind", "state")
        .order_by("award_type__rank", "recipient_name", "pk")
    )
    recorded = (
        RecordedAward.objects.standing()
        .filter(**here, proposal=None)
        .annotate(state=Value("DECIDED"))
        .values_list("pk", "award_type__code", "recipient_name", "object_kind", "state")
        .order_by("award_type__rank", "recipient_name", "pk")
    )
    lines = [
        *(
            Line(f"hs{pk}", award, name, kind, state, proposal_id=pk)
            for pk, award, name, kind, state in proposed
        ),
        *(Line(f"kt{pk}", award, name, kind, state) for pk, award, name, kind, state in recorded),
    ]
    working = Staff.objects.in_subtree(unit).working_on(day).filter(joined_on__lte=day)
    return DrawnUp(tuple(lines), working.count())


def added(people: Iterable[tuple[Staff, str]]) -> list[Line]:
    """Return lines for people who are only tried out on the list, each with an award."""
    return [
        Line(f"thu-{staff.code}-{award}", award, staff.full_name, "INDIVIDUAL")
        for staff, award in people
    ]
