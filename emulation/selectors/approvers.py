"""The people to be told about a case: those who act next, and those it belongs to."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from emulation import permissions
from emulation.models import Initiative, Registration
from personnel.models import User
from personnel.selectors import holders


def nearest(action: str, obj: Registration | Initiative, on: date, first: str = "") -> list[User]:
    """The accounts nearest above the case that may do the action on it.

    A deputy or a head is told before a director far above; if nobody near may act (it is the
    head's own case) the next level up is told. Who acts on behalf of somebody is as
    near as he is. Accounts of machines read no notices.

    Args:
        first: a role whose holders are told alone, if there are any.
    """
    people, entered_by = permissions.case_of(action, obj)
    ways = [
        way
        for way in holders.ways(action, on, permissions.position_of(obj))
        if way.may_handle(people, entered_by)
    ]
    chosen = [way for way in ways if way.role == first] or ways
    closest = max((way.depth for way in chosen), default=0)
    return list(User.objects.filter(pk__in={one.user_id for one in chosen if one.depth == closest}))


def people_behind(obj: Registration | Initiative) -> QuerySet[User]:
    """The accounts of recipient or authors, and of whoever entered the case; no machines."""
    if isinstance(obj, Registration):
        people = Q(staff_id=obj.staff_id, staff__isnull=False)
    else:
        people = Q(staff_id__in=obj.authors.values("staff_id"))
    reachable = User.objects.filter(is_active=True, is_service=False)
    return reachable.filter(people | Q(pk=obj.created_by_id or 0))
