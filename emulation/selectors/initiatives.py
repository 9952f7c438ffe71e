"""Reads of initiatives: lists, and facts for the rules."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Count
from django.utils.translation import gettext as _

from core.errors import NotVisible
from core.scope import Actor
from emulation import permissions, workflow
from emulation.models import Initiative, InitiativeRecognition
from emulation.models.initiative import InitiativeQuerySet
from personnel.models import Staff, Unit


class RecognisedInitiative(NamedTuple):
    """One recognition of an initiative for one of its authors, as a plain fact.

    ``applied_on`` is the first day of application or trial; none where it was not recorded.
    """

    staff_id: int
    initiative_id: int
    code: str
    title: str
    year: int
    share: Decimal
    scope: str
    decision_number: str
    decided_on: date
    applied_on: date | None


def visible_to(actor: Actor, action: str = permissions.VIEW_INITIATIVE) -> InitiativeQuerySet:
    """The initiatives on which the actor may do the action, ready for a list."""
    return Initiative.objects.visible_to(actor, action).for_lists().in_register_order()


def visible_initiative(actor: Actor, code: str) -> Initiative:
    """The initiative of that code if the actor may see it, else NotVisible."""
    initiative = visible_to(actor).select_related("created_by").filter(code=code).first()
    if initiative is None:
        raise NotVisible(_("Không tìm thấy sáng kiến này trong phạm vi của bạn."))
    return initiative


def recognised_initiatives(
    staff_ids: Iterable[int], years: Iterable[int]
) -> list[RecognisedInitiative]:
    """Every recognition of these people's initiatives of these years, in one query.

    Not limited to what somebody may see: the rules judge a person by all there is.
    """
    rows = (
        InitiativeRecognition.objects.filter(
            initiative__state=workflow.RECOGNISED,
            initiative__year__in=list(years),
            initiative__authors__staff_id__among=list(staff_ids),
        )
        .order_by("initiative__authors__staff_id", "decided_on", "pk")
        .values_list(
            "initiative__authors__staff_id",
            "initiative_id",
            "initiative__code",
            "initiative__title",
            "initiative__year",
            "initiative__authors__share",
            "scope",
            "decision_number",
            "decided_on",
            "initiative__first_applied_on",
        )
    )
    return [RecognisedInitiative(*row) for row in rows]


def state_counts(unit: Unit, year: int, actor: Actor) -> dict[str, int]:
    """How many of a year's initiatives in the unit stand in each state, as the actor sees them."""
    rows = (
        Initiative.objects.visible_to(actor)
        .in_subtree(unit)
        .filter(year=year)
        .order_by()
        .values_list("state")
        .annotate(n=Count("pk"))
    )
    counted = dict(rows)
    return {state: counted.get(state, 0) for state in workflow.INITIATIVE.states}


def of_person(actor: Actor, staff: Staff) -> list[Initiative]:
    """The person's initiatives that the actor may see, newest first."""
    mine = visible_to(actor).filter(authors__staff=staff).exclude(state=workflow.WITHDRAWN)
    return list(mine.order_by("-year", "code"))


def waiting_for(actor: Actor) -> InitiativeQuerySet:
    """What the actor may decide now, the oldest in front."""
    return (
        Initiative.objects.visible_to(actor, permissions.DECIDE_INITIATIVE)
        .filter(state=workflow.SUBMITTED)
        .for_lists()
        .in_register_order()
    )


def returned_to(actor: Actor) -> InitiativeQuerySet:
    """The actor's own initiatives that came back to be completed."""
    return (
        Initiative.objects.filter(InitiativeQuerySet.own_of(actor), state=workflow.RETURNED)
        .for_lists()
        .in_register_order()
    )
