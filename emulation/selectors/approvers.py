"""The people to be told about a case: those who act next, and those it belongs to."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from core.scope import permissions as action_table
from emulation import permissions
from emulation.models import Initiative, Registration
from personnel.models import RoleAssignment, User


def nearest(action: str, obj: Registration | Initiative, on: date, first: str = "") -> list[User]:
    """The accounts nearest above the case that may do the action on it.

    A deputy or a head is told before a director far above; if nobody near may act (it is the
    head's own case) the next level up is told. Accounts of machines read no notices.

    Args:
        first: a role whose holders are told alone, if there are any.
    """
    position = permissions.position_of(obj)
    held = (
        RoleAssignment.objects.in_force_on(on)
        .filter(
            role__in=action_table.roles_for(action),
            unit__tree_start__lte=position,
            unit__tree_end__gte=position,
            user__in=permissions.who_can(action, obj, on).filter(is_service=False),
        )
        .values_list("user_id", "role", "unit__depth")
    )
    chosen = [row for row in held if row[1] == first] or list(held)
    closest = max((depth for _user, _role, depth in chosen), default=0)
    return list(
        User.objects.filter(pk__in={user for user, _role, depth in chosen if depth == closest})
    )


def people_behind(obj: Registration | Initiative) -> QuerySet[User]:
    """The accounts of recipient or authors, and of whoever entered the case; no machines."""
    if isinstance(obj, Registration):
        people = Q(staff_id=obj.staff_id, staff__isnull=False)
    else:
        people = Q(staff_id__in=obj.authors.values("staff_id"))
    reachable = User.objects.filter(is_active=True, is_service=False)
    return reachable.filter(people | Q(pk=obj.created_by_id or 0))
