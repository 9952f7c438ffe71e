"""The records behind the figures of an annual report, line by line.

A report adds awards given and dossiers sent up. Their records are read here with the same
conditions as the figures, whoever reads: a report is about the unit, and who may see the report
may see what it counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, QuerySet, Value
from django.db.models.functions import Coalesce

from awards.models import Proposal, RecordedAward
from awards.reports.annual import DECIDED, PROPOSED, label_of
from awards.selectors.narrowing import sent_up
from awards.selectors.reach import Reach, reach_of_year
from personnel.models import Unit

# What a figure's filter says, besides unit, year and status; the same columns in both tables.
_FIELDS = {
    "award": "award_type__code",
    "decider": "decider",
    "basis": "basis",
    "object_kind": "object_kind",
    "qualifier": "qualifier",
    "occasion": "occasion",
}

ORDER = ("part", "rank", "object_kind", "place", "name_key", "pk")


@dataclass(frozen=True, slots=True)
class Record:
    """One award given, or one dossier that waits for the level above.

    Attributes:
        document: number of the decision; empty while none was issued.
        dated_on: day of the decision, or the day the dossier left the department.
        lies_at: where the dossier lies; empty once it is decided.
        award_id, decision_id, proposal_id: what else there is to read, for those who may.
    """

    status: str
    recipient: str
    object_kind: str
    unit_name: str
    award: str
    basis: str
    decider: str
    document: str
    dated_on: date | None
    signer: str
    dossier: str
    lies_at: str = ""
    award_id: int | None = None
    decision_id: int | None = None
    proposal_id: int | None = None


@dataclass(frozen=True, slots=True)
class Behind:
    """Awards given and dossiers sent up that stand behind a figure, in the order of ``ORDER``."""

    awards: QuerySet[Any]
    proposals: QuerySet[Any]

    def count(self) -> int:
        """How many there are."""
        return self.awards.count() + self.proposals.count()

    def keys(self) -> Keys:
        """Both kinds as one list of keys, to be read in pages."""
        return Keys(_keyed(self.awards, 0), _keyed(self.proposals, 1))

    def all(self) -> Iterator[Record]:
        """Every record, in two queries."""
        for award in _keyed(_with_award_parts(self.awards), 0).order_by(*ORDER):
            yield _of_award(award)
        for proposal in _keyed(_with_proposal_parts(self.proposals), 1).order_by(*ORDER):
            yield _of_proposal(proposal)

    def these(self, keys: list[dict[str, Any]]) -> list[Record]:
        """The records of one page of keys, in their order, in two queries."""
        mine = [key["pk"] for key in keys if key["part"] == 0]
        sent = [key["pk"] for key in keys if key["part"] == 1]
        awards = _with_award_parts(self.awards).in_bulk(mine)
        proposals = _with_proposal_parts(self.proposals).in_bulk(sent)
        found = []
        for key in keys:
            if key["part"] == 0 and key["pk"] in awards:
                found.append(_of_award(awards[key["pk"]]))
            elif key["part"] == 1 and key["pk"] in proposals:
                found.append(_of_proposal(proposals[key["pk"]]))
        return found


@dataclass(frozen=True, slots=True)
class Keys:
    """Two keyed lists read as one: conditions go to each, order and limit to both together.

    It knows what ``core.keyset.page`` asks of a queryset.
    """

    awards: QuerySet[Any]
    proposals: QuerySet[Any]
    order: tuple[str, ...] = ORDER

    def order_by(self, *order: str) -> Keys:
        """The same keys in another order."""
        return Keys(self.awards, self.proposals, order)

    def filter(self, *conditions: Any) -> Keys:
        """The keys that fulfil the conditions."""
        return Keys(self.awards.filter(*conditions), self.proposals.filter(*conditions), self.order)

    def __getitem__(self, few: slice) -> list[dict[str, Any]]:
        rows = self.awards.values(*ORDER).union(self.proposals.values(*ORDER), all=True)
        return list(rows.order_by(*self.order)[few])


def behind(
    unit: Unit,
    year: int,
    wanted: Mapping[str, Any] | None = None,
    reach: Reach | None = None,
) -> Behind:
    """Return what stands behind a figure of the report of the unit and year.

    Args:
        reach: the structure of the day the report was asked for; without it that of the end of
            the year.
        wanted: the filters of the figure; ``status`` tells given from proposed, ``q`` searches
            by name without regard to marks.
    """
    chosen = wanted or {}
    status = chosen.get("status", "")
    awards: QuerySet[Any] = RecordedAward.objects.standing()
    proposals: QuerySet[Any] = Proposal.objects.filter(sent_up())
    within = (reach or reach_of_year(unit, year)).condition()
    return Behind(
        awards=_narrowed(
            awards.none() if status == PROPOSED else awards.filter(within, year=year), chosen
        ),
        proposals=_narrowed(
            proposals.none() if status == DECIDED else proposals.filter(within, year=year), chosen
        ),
    )


def records(unit: Unit, year: int, reach: Reach | None = None) -> Iterator[Record]:
    """Yield what the report of the unit and year counts, in two queries for a given reach."""
    return behind(unit, year, reach=reach).all()


def _narrowed(rows: Any, wanted: Mapping[str, Any]) -> Any:
    found = rows
    for name, path in _FIELDS.items():
        if name in wanted:
            found = found.filter(**{path: wanted[name]})
    return found.search(wanted["q"]) if wanted.get("q") else found


def _keyed(rows: QuerySet[Any], part: int) -> QuerySet[Any]:
    return rows.order_by().annotate(
        part=Value(part),
        rank=F("award_type__rank"),
        place=F("unit__tree_start"),
        name_key=Coalesce("staff__sort_key", Value("")),
    )


def _with_award_parts(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.select_related("award_type", "decision", "proposal")


def _with_proposal_parts(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.select_related("award_type", "unit", "current_step__unit", "current_step__bloc")


def _of_award(award: Any) -> Record:
    return Record(
        status=DECIDED,
        unit_name=award.unit_name,
        document=award.decision.number,
        dated_on=award.decision.decided_on,
        signer=award.decision.signer_name,
        dossier=award.proposal.code if award.proposal else "",
        award_id=award.pk,
        decision_id=award.decision_id,
        proposal_id=award.proposal_id,
        **_shared(award),
    )


def _of_proposal(proposal: Any) -> Record:
    step = proposal.current_step
    return Record(
        status=PROPOSED,
        unit_name=proposal.unit.name,
        document="",
        dated_on=proposal.forwarded_on,
        signer="",
        dossier=proposal.code,
        lies_at=f"{step.full_label} · {step.unit.label}" if step else "",
        proposal_id=proposal.pk,
        **_shared(proposal),
    )


def _shared(row: Any) -> dict[str, Any]:
    return {
        "recipient": row.recipient_name,
        "object_kind": row.get_object_kind_display(),
        "award": label_of(row.award_type.code, row.award_type.name, row.qualifier, row.occasion),
        "basis": row.get_basis_display(),
        "decider": row.decider_label,
    }
