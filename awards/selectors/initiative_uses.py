"""The ledger of initiatives (sổ sử dụng sáng kiến): initiative × person × award × year.

An initiative carries a proposal as long as that is under way or granted. Whether it may carry
another one is for the rules to say; here only stands where it was used.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from django.db.models import QuerySet

from awards.models import Proposal
from awards.workflow import LIVE_STATES
from core.scope import SYSTEM, Actor

_USES: Any = Proposal.initiatives.through
_COLUMNS = (
    "initiative_id",
    "initiative__code",
    "proposal__staff_id",
    "proposal__award_type__code",
    "proposal__award_type__family",
    "proposal__year",
    "proposal_id",
    "proposal__state",
)


class InitiativeUse(NamedTuple):
    """One proposal that an initiative carries.

    Attributes:
        code: of the initiative.
        award: code of the award.
        family: ``TITLE`` or ``FORM``.
        proposal: number of the dossier.
        state: state of the dossier; ``DECIDED`` where the award was given.
    """

    initiative_id: int
    code: str
    staff_id: int | None
    award: str
    family: str
    year: int
    proposal: str
    state: str
    proposal_id: int


def uses_of_initiatives(ids: Iterable[int], *, but: int | None = None) -> list[InitiativeUse]:
    """Where these initiatives were used, by whomever, in one query.

    Args:
        but: key of a proposal that is left out, such as the one being changed.
    """
    return _read(live().filter(initiative_id__among=[*ids]).exclude(proposal_id=but or 0))


def uses_of_people(staff_ids: Iterable[int]) -> list[InitiativeUse]:
    """Which initiatives carried proposals for these people, in one query."""
    return _read(live().filter(proposal__staff_id__among=[*staff_ids]))


def live() -> QuerySet[Any]:
    """The rows of proposals under way or granted, not limited to what somebody may see."""
    found: QuerySet[Any] = _USES.objects.filter(proposal__state__in=sorted(LIVE_STATES))
    return found


def _read(rows: QuerySet[Any]) -> list[InitiativeUse]:
    ordered = rows.order_by("proposal__year", "proposal_id", "initiative_id")
    return [
        InitiativeUse(
            initiative, code, staff, award, family, year, Proposal(pk=pk, year=year).code, state, pk
        )
        for initiative, code, staff, award, family, year, pk, state in ordered.values_list(
            *_COLUMNS
        )
    ]


def by_initiative(uses: Iterable[InitiativeUse]) -> dict[int, list[InitiativeUse]]:
    """The uses of each initiative, the oldest first."""
    found: dict[int, list[InitiativeUse]] = defaultdict(list)
    for use in uses:
        found[use.initiative_id].append(use)
    return dict(found)


def visible(actor: Actor, uses: Collection[InitiativeUse]) -> frozenset[int]:
    """Keys of the proposals among these that the actor may see, in one query."""
    keys = {use.proposal_id for use in uses}
    if actor == SYSTEM or not keys:
        return frozenset(keys)
    rows = Proposal.objects.visible_to(actor).filter(pk__among=sorted(keys))
    return frozenset(rows.values_list("pk", flat=True))
