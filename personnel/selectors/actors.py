"""From an account to an actor: who acts, and where his roles reach on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import FilteredRelation, Q

from core.scope import Actor, Grant, Principal
from personnel.models import Delegation, User

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

ANONYMOUS = Actor(user_id=None, username="", name="")


class _Held(NamedTuple):
    """A role of an account, and whom the account's person is married to; no role if it has none."""

    user_id: int
    is_active: bool
    staff_id: int | None
    spouse_id: int | None
    role: str | None
    unit_id: int
    start: int
    end: int


def actor_for(user: User | AnonymousUser, on: date, delegation: Delegation | None = None) -> Actor:
    """The actor for an account on a day; one query, none for nobody.

    An account that is switched off, or not signed in, acts as nobody and may do nothing.

    Args:
        delegation: what he acts under when he acts for another; he then has no rights but those
            delegated to him, as far as the other holds them himself on the day, and nothing is
            his own.
    """
    if not isinstance(user, User) or user.pk is None or not user.is_active:
        return ANONYMOUS
    if delegation is not None:
        return _on_behalf(user, delegation, on)
    held = _held([user.pk], on)
    return Actor(
        user_id=user.pk,
        username=user.username,
        name=user.get_full_name(),
        staff_id=user.staff_id,
        grants=tuple(sorted(_grants(held), key=_order)),
        is_service=user.is_service,
        close_staff_ids=_close(held),
    )


def _on_behalf(user: User, delegation: Delegation, on: date) -> Actor:
    principal = delegation.principal
    held = _held([user.pk, principal.pk], on)
    return Actor(
        user_id=user.pk,
        username=user.username,
        name=user.get_full_name(),
        grants=_delegated(delegation, held, on) if delegation.deputy_id == user.pk else (),
        is_service=user.is_service,
        close_staff_ids=_close(held),
        principal=Principal(
            user_id=principal.pk,
            name=principal.get_full_name(),
            staff_id=principal.staff_id,
            delegation_id=delegation.pk,
        ),
    )


def _delegated(delegation: Delegation, held: Iterable[_Held], on: date) -> tuple[Grant, ...]:
    """What was delegated, cut down to what the principal himself holds on the day."""
    if not delegation.is_in_force_on(on):
        return ()
    of_principal = [one for one in held if one.user_id == delegation.principal_id and one.is_active]
    wanted = Grant(
        delegation.role,
        delegation.unit_id,
        delegation.unit.tree_start,
        delegation.unit.tree_end,
    )
    inner = {
        max(wanted, grant, key=lambda one: (one.start, -one.end))
        for grant in _grants(of_principal)
        if grant.role == wanted.role and grant.start <= wanted.end and wanted.start <= grant.end
    }
    return tuple(sorted(inner, key=_order))


def _held(user_ids: list[int], on: date) -> list[_Held]:
    in_force = Q(roles__valid_from__lte=on) & (
        Q(roles__valid_to__isnull=True) | Q(roles__valid_to__gt=on)
    )
    rows = (
        User.objects.filter(pk__in=user_ids)
        .annotate(held=FilteredRelation("roles", condition=in_force))
        .values_list(
            "pk",
            "is_active",
            "staff_id",
            "staff__spouse_id",
            "held__role",
            "held__unit_id",
            "held__unit__tree_start",
            "held__unit__tree_end",
        )
    )
    return [_Held(*row) for row in rows]


def _grants(held: Iterable[_Held]) -> list[Grant]:
    return [Grant(one.role, one.unit_id, one.start, one.end) for one in held if one.role]


def _close(held: Iterable[_Held]) -> frozenset[int]:
    people = (person for one in held for person in (one.staff_id, one.spouse_id))
    return frozenset(person for person in people if person is not None)


def _order(grant: Grant) -> tuple[str, int]:
    return grant.role, grant.unit_id
