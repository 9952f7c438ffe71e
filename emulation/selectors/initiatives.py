"""Reads of initiatives: lists and counts."""

from __future__ import annotations

from django.db.models import Count
from django.utils.translation import gettext as _

from core.errors import NotVisible
from core.scope import Actor
from emulation import permissions, workflow
from emulation.models import Initiative
from emulation.models.initiative import InitiativeQuerySet
from personnel.models import Staff, Unit


def visible_to(actor: Actor, action: str = permissions.VIEW_INITIATIVE) -> InitiativeQuerySet:
    """The initiatives on which the actor may do the action, ready for a list."""
    return Initiative.objects.visible_to(actor, action).for_lists().in_register_order()


def visible_initiative(actor: Actor, code: str) -> Initiative:
    """The initiative of that code if the actor may see it, else NotVisible."""
    initiative = visible_to(actor).select_related("created_by").filter(code=code).first()
    if initiative is None:
        raise NotVisible(_("Không tìm thấy sáng kiến này trong phạm vi của bạn."))
    return initiative


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
