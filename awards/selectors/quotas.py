"""Quotas of a unit and a year: who is on its list, and how much of each quota that uses.

The list is what was granted and what is proposed (drafts too, for they are the list being drawn
up). A simulation changes lines in memory and counts again; nothing is written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Value

from awards.models import Proposal, RecordedAward
from awards.models.award import RecordedAwardQuerySet
from awards.models.proposal import ProposalQuerySet
from core.scope import Actor
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
class Counted:
    """How many are on a list for each award.

    Attributes:
        staff: people at work in the unit and below it on the day counted.
    """

    counts: Counter[str]
    staff: int

    def with_more(self, awards: Iterable[str]) -> Counted:
        """The same with one more for each award named, as often as it is named."""
        return Counted(self.counts + Counter(awards), self.staff)

    def quotas(self, rulebook: Rulebook | None) -> list[QuotaState]:
        """Return every quota of the rulebook with its counters."""
        if rulebook is None:
            return []

        def base(quota: QuotaEntry) -> int | None:
            return {
                "STAFF": self.staff,
                "PROPOSED": sum(self.counts.values()),
                "TITLE": self.counts[quota.base_award],
                "UNITS_LEADING": sum(self.counts[code] for code in _FLAGS),
            }.get(quota.base)

        return states(rulebook, self.counts.__getitem__, base)


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

    def quotas(self, rulebook: Rulebook | None) -> list[QuotaState]:
        """Return every quota of the rulebook with its counters."""
        return Counted(Counter(line.award for line in self.lines), self.staff).quotas(rulebook)


def drawn_up(unit: Unit, year: int, day: date) -> DrawnUp:
    """Return what was granted to, or is proposed for, the unit and all below it in the year.

    Three queries, however long the list is.

    Args:
        day: on which people at work are counted.
    """
    proposed, recorded = _of_list(unit, year)
    columns = ("pk", "award_type__code", "recipient_name", "object_kind", "state")
    order = ("award_type__rank", "recipient_name", "pk")
    given = recorded.annotate(state=Value("DECIDED")).order_by(*order).values_list(*columns)
    lines = [
        *(
            Line(f"hs{pk}", award, name, kind, state, proposal_id=pk)
            for pk, award, name, kind, state in proposed.order_by(*order).values_list(*columns)
        ),
        *(Line(f"kt{pk}", award, name, kind, state) for pk, award, name, kind, state in given),
    ]
    return DrawnUp(tuple(lines), _at_work(unit, day))


def seen_by(actor: Actor, unit: Unit, year: int) -> frozenset[str]:
    """Return the keys of the lines the actor may see, in two queries.

    An upper level sees dossiers once they reached it, and what stands in the register.
    """
    proposed, recorded = _of_list(unit, year)
    dossiers = proposed.visible_to(actor).order_by().values_list("pk", flat=True)
    awards = recorded.visible_to(actor).order_by().values_list("pk", flat=True)
    return frozenset([*(f"hs{pk}" for pk in dossiers), *(f"kt{pk}" for pk in awards)])


def counted(unit: Unit, year: int, day: date, *, but: int | None = None) -> Counted:
    """Count the same list without reading its lines, in three queries.

    Args:
        but: key of a dossier that is left out, such as the one being changed.
    """
    proposed, recorded = _of_list(unit, year)
    counts: Counter[str] = Counter()
    for rows in (proposed.exclude(pk=but or 0), recorded):
        found = rows.order_by().values_list("award_type__code").annotate(number=Count("pk"))
        counts.update(dict(found))
    return Counted(counts, _at_work(unit, day))


def touched(states: Iterable[QuotaState], awards: Collection[str]) -> list[QuotaState]:
    """The quotas that these awards use up or are the base of."""
    return [one for one in states if one.quota.award in awards or one.quota.base_award in awards]


def agency_of(unit: Unit) -> Unit:
    """Return the unit whose list a quota is counted on: the nearest one with legal personality."""
    return agencies_of([unit])[unit.pk]


def agencies_of(units: Sequence[Unit]) -> dict[int, Unit]:
    """Return the same for many units by their key, in one query; a unit under none is its own."""
    positions = [unit.tree_start for unit in units]
    if not positions:
        return {}
    agencies = Unit.objects.filter(
        has_legal_personality=True,
        tree_start__lte=max(positions),
        tree_end__gte=min(positions),
    )
    # Superiors first: the last one that holds a unit is the nearest.
    in_order = list(agencies.order_by("tree_start"))
    found = {unit.pk: unit for unit in units}
    for agency in in_order:
        found |= {unit.pk: agency for unit in units if agency.holds(unit.tree_start)}
    return found


def _of_list(unit: Unit, year: int) -> tuple[ProposalQuerySet, RecordedAwardQuerySet]:
    """What is proposed, and what was recorded without a proposal, for the unit and all below it."""
    here = {"unit__tree_start__range": (unit.tree_start, unit.tree_end), "year": year}
    recorded = RecordedAward.objects.standing().filter(**here, proposal=None)
    return Proposal.objects.live().filter(**here), recorded


def _at_work(unit: Unit, day: date) -> int:
    return Staff.objects.in_subtree(unit).working_on(day).filter(joined_on__lte=day).count()


def added(people: Iterable[tuple[Staff, str]]) -> list[Line]:
    """Return lines for people who are only tried out on the list, each with an award."""
    return [
        Line(f"thu-{staff.code}-{award}", award, staff.full_name, "INDIVIDUAL")
        for staff, award in people
    ]
