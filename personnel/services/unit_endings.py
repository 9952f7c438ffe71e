"""What ends with a unit: the roles held there and what was delegated there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from core.audit.recording import record_many
from personnel.models import Delegation, RoleAssignment, Unit
from personnel.services.unit_steps import Change, still_on


@dataclass(frozen=True, slots=True)
class Ended:
    """How many accounts lost a role, and how many delegations ended: they are given anew."""

    accounts: int = 0
    delegations: int = 0


def end_roles(units: Sequence[Unit], change: Change) -> Ended:
    """End every role and delegation at these units on the day of the change.

    What has not begun by then is taken away. Nothing passes to another unit by itself: whoever
    looks after the accounts decides anew who acts there.
    """
    return Ended(_end_assignments(units, change), _end_delegations(units, change))


def _end_assignments(units: Sequence[Unit], change: Change) -> int:
    rows = RoleAssignment.objects.filter(still_on(change.on), unit__in=units)
    held = list(rows.select_related("user", "unit"))
    record_many(
        (
            (
                row.user,
                {"role": row.role, "unit": row.unit.code, "on": change.on, "with_unit": True},
            )
            for row in held
        ),
        action="personnel.role_ended",
        by=change.by,
        at=change.at,
    )
    begun = Q(valid_from__lt=change.on)
    rows.exclude(begun).delete()
    rows.filter(begun).update(valid_to=change.on)
    return len({row.user_id for row in held})


def _end_delegations(units: Sequence[Unit], change: Change) -> int:
    rows = Delegation.objects.filter(still_on(change.on), unit__in=units, revoked=False)
    given = list(rows.select_related("principal", "unit"))
    record_many(
        (
            (row, {"role": row.role, "unit": row.unit.code, "on": change.on, "with_unit": True})
            for row in given
        ),
        action="personnel.delegation_ended",
        by=change.by,
        at=change.at,
    )
    begun = Q(valid_from__lt=change.on)
    rows.exclude(begun).update(revoked=True)
    rows.filter(begun).update(valid_to=change.on)
    return len(given)
