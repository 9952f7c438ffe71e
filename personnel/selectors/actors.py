"""From an account to an actor: who acts, and where his roles reach on a day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from core.scope import Actor, Grant
from personnel.models import RoleAssignment, User

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

ANONYMOUS = Actor(user_id=None, username="", name="")


def actor_for(user: User | AnonymousUser, on: date) -> Actor:
    """The actor for an account on a day; one query, none for nobody.

    An account that is switched off, or not signed in, acts as nobody and may do nothing.
    """
    if not isinstance(user, User) or user.pk is None or not user.is_active:
        return ANONYMOUS
    assignments = (
        RoleAssignment.objects.in_force_on(on)
        .filter(user_id=user.pk)
        .values_list("role", "unit_id", "unit__tree_start", "unit__tree_end")
    )
    return Actor(
        user_id=user.pk,
        username=user.username,
        name=user.get_full_name(),
        staff_id=user.staff_id,
        grants=tuple(Grant(*row) for row in sorted(assignments)),
        is_service=user.is_service,
    )
