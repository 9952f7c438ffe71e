"""Delegations as they are read: what somebody may act under, and what he gave."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from core.models import AuditEvent
from personnel.models import Delegation


def held_by(user_id: int, on: date) -> list[Delegation]:
    """The delegations under which the account may act on the day, the one that ends first."""
    return list(
        _with_people(Delegation.objects.in_force_on(on))
        .filter(deputy=user_id)
        .order_by("valid_to", "pk")
    )


def chosen(user_id: int, delegation_id: str | int | None, on: date) -> Delegation | None:
    """The delegation somebody says he acts under, if it is his and in force on the day."""
    text = str(delegation_id or "")
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        return None
    found = _with_people(Delegation.objects.in_force_on(on))
    return found.filter(deputy=user_id, pk=int(text)).first()


def of_person(user_id: int) -> QuerySet[Delegation]:
    """Every delegation somebody gave or holds, the newest first."""
    mine = Q(principal=user_id) | Q(deputy=user_id)
    return _with_people(Delegation.objects.filter(mine)).order_by("-valid_from", "-pk")


def acts_under(delegation: Delegation) -> QuerySet[AuditEvent]:
    """What the deputy did on behalf of the principal while this delegation ran, newest first."""
    return AuditEvent.objects.filter(
        on_behalf_id=delegation.principal_id,
        actor_id=delegation.deputy_id,
        data__delegation=delegation.pk,
    ).order_by("-pk")


def _with_people(delegations: QuerySet[Delegation]) -> QuerySet[Delegation]:
    return delegations.select_related("principal", "deputy", "unit")
