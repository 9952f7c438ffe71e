"""Delegations for tests, written by the service."""

from __future__ import annotations

from datetime import date, timedelta

from personnel.models import Delegation, Staff, Unit, User
from personnel.selectors import actors
from personnel.services import delegations
from personnel.services.delegations import Terms
from tests.factories.personnel import AT, DAY, actor_for


def delegate(
    principal: User,
    deputy: User,
    role: str,
    unit: Unit,
    start: date = DAY,
    end: date = DAY + timedelta(10),
    at=AT,
    **more: str,
) -> Delegation:
    """Let the deputy act on behalf of the principal, as the principal himself would."""
    terms = Terms(role, unit, more.pop("kind", "DEPUTY"), start, end, **more)
    return delegations.give(
        principal=principal, deputy=deputy, terms=terms, by=actor_for(principal, at.date()), at=at
    )


def on_behalf(deputy: User, delegation: Delegation, on: date = DAY):
    """The deputy's actor in the mode; ask again after the tree or the roles changed."""
    fresh = Delegation.objects.select_related("principal", "unit").get(pk=delegation.pk)
    return actors.actor_for(User.objects.get(pk=deputy.pk), on, fresh)


def marry(one: Staff, other: Staff) -> None:
    """Let the two be husband and wife on the staff list."""
    for person, spouse in ((one, other), (other, one)):
        Staff.objects.filter(pk=person.pk).update(spouse=spouse)
        person.refresh_from_db()
