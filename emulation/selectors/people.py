"""People and units that may be named when something is entered."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from core.scope import Actor, in_ranges
from emulation import permissions
from emulation.models import Initiative
from personnel.models import Staff, Unit
from personnel.models.staff import StaffQuerySet
from personnel.models.unit import UnitQuerySet

_AT_WORK = Q(left_on__isnull=True)


def registrable(actor: Actor) -> StaffQuerySet:
    """The people whom the actor may register: himself, and those of his units."""
    reach = in_ranges("unit__tree_start", actor.ranges(permissions.REGISTER))
    if actor.staff_id is not None:
        reach |= Q(pk=actor.staff_id)
    return Staff.objects.filter(reach & _AT_WORK).select_related("unit").in_name_order()


def registrable_units(actor: Actor, on: date) -> UnitQuerySet:
    """The collectives that the actor may register."""
    return Unit.objects.visible_to(actor, permissions.REGISTER).open_on(on).in_tree_order()


def possible_authors(actor: Actor, case: Initiative | None = None) -> StaffQuerySet:
    """Whom the actor may name as authors: those of his units, and colleagues of his agency.

    Somebody who enters an initiative of his own names co-authors from other divisions; in an
    agency the names of colleagues are no secret. Those whom the ``case`` names already stay
    possible, wherever they went.
    """
    reach = in_ranges("unit__tree_start", actor.ranges(permissions.SUBMIT_INITIATIVE))
    agency = agency_of(actor)
    if agency is not None:
        reach |= Q(unit__tree_start__range=(agency.tree_start, agency.tree_end))
    reach &= _AT_WORK
    if case is not None:
        reach |= Q(pk__in=case.authors.values("staff"))
    return Staff.objects.filter(reach).select_related("unit").in_name_order()


def agency_of(actor: Actor) -> Unit | None:
    """The actor's agency: the nearest unit at or above his own that is a legal person."""
    own = Unit.objects.filter(staff=actor.staff_id or 0).first()
    if own is None:
        return None
    above = Unit.objects.filter(
        tree_start__lte=own.tree_start, tree_end__gte=own.tree_start, has_legal_personality=True
    )
    return above.order_by("-tree_start").first() or own
