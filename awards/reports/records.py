"""The records behind the figures of an annual report, line by line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from awards.models import Proposal, RecordedAward
from awards.reports.annual import DECIDED, PROPOSED, label_of
from awards.selectors.narrowing import sent_up
from personnel.models import Unit


@dataclass(frozen=True, slots=True)
class Record:
    """One award given, or one dossier that waits for the level above.

    Attributes:
        document: number of the decision; empty while none was issued.
        dated_on: day of the decision, or the day the dossier left the department.
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


def records(unit: Unit, year: int) -> Iterator[Record]:
    """Yield what the report of the unit and year counts, in the order of its chapters."""
    given = RecordedAward.objects.standing().select_related("decision", "proposal")
    waiting = Proposal.objects.filter(sent_up())
    for award in _of(given, unit, year):
        yield Record(
            status=DECIDED,
            unit_name=award.unit_name,
            document=award.decision.number,
            dated_on=award.decision.decided_on,
            signer=award.decision.signer_name,
            dossier=award.proposal.code if award.proposal else "",
            **_shared(award),
        )
    for proposal in _of(waiting, unit, year):
        yield Record(
            status=PROPOSED,
            unit_name=proposal.unit.name,
            document="",
            dated_on=proposal.forwarded_on,
            signer="",
            dossier=proposal.code,
            **_shared(proposal),
        )


def _of(rows: Any, unit: Unit, year: int) -> Any:
    return (
        rows.filter(unit__tree_start__range=(unit.tree_start, unit.tree_end), year=year)
        .select_related("award_type", "unit", "staff")
        .order_by(
            "decider", "award_type__rank", "object_kind", "unit__tree_start", "staff__sort_key"
        )
    )


def _shared(row: Any) -> dict[str, str]:
    return {
        "recipient": row.recipient_name,
        "object_kind": row.get_object_kind_display(),
        "award": label_of(row.award_type.code, row.award_type.name, row.qualifier, row.occasion),
        "basis": row.get_basis_display(),
        "decider": row.decider_label,
    }
