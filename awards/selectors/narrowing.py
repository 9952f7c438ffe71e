"""Narrowing lists of proposals by what people choose, and by what a report's figure counted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Q

from awards import permissions
from awards.models import Proposal
from awards.models.proposal import ProposalQuerySet
from awards.selectors.reach import ranges_on, today_of
from awards.workflow import IN_REVIEW, PROPOSAL
from core.scope import Actor, in_ranges

PROPOSED = "PROPOSED"
LATE = "LATE"

# Filters that are a plain comparison; an empty text is a value of its own for the last two, so
# that a figure about yearly merit does not lead to the dossiers of a movement.
_FIELDS = {
    "year": "year",
    "award": "award_type__code",
    "decider": "decider",
    "basis": "basis",
    "object_kind": "object_kind",
    "step": "current_step__kind",
    "qualifier": "qualifier",
    "occasion": "occasion",
}


def sent_up() -> Q:
    """What a report counts as proposed: left the department, not yet decided."""
    return Q(state=IN_REVIEW, forwarded_on__isnull=False)


def narrowed(
    rows: ProposalQuerySet, wanted: Mapping[str, Any], actor: Actor, day: date
) -> ProposalQuerySet:
    """Return the proposals that fit every filter given.

    Args:
        wanted: by name; ``unit`` and ``holder`` are units and mean their whole subtree, that of
            ``unit`` as it was on the day ``as_of``.
    """
    for name, path in _FIELDS.items():
        if name in wanted:
            rows = rows.filter(**{path: wanted[name]})
    if unit := wanted.get("unit"):
        rows = rows.filter(in_ranges("unit__tree_start", ranges_on(unit, wanted.get("as_of"))))
    if holder := wanted.get("holder"):
        rows = rows.filter(in_ranges("current_step__unit__tree_start", today_of(holder)))
    if status := wanted.get("status"):
        rows = rows.filter(_in_status(status, day))
    if text := wanted.get("q"):
        rows = rows.search(text)
    if wanted.get("waiting"):
        mine = Proposal.objects.visible_to(actor, permissions.REVIEW)
        rows = rows.filter(pk__in=mine.values("pk"))
    return rows


def _in_status(status: str, day: date) -> Q:
    if status == PROPOSED:
        return sent_up()
    if status == LATE:
        return Q(state=IN_REVIEW, current_step__due_on__lt=day)
    return Q(state=status) if status in PROPOSAL.states else Q(pk__in=[])
