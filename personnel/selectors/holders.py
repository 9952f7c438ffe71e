"""Every way in which an account may do an action: by a role of its own, or for somebody else.

The policy answers "who may act on this" for one thing.  Reminders ask it for a thousand at once,
and letters ask who is nearest; both read the ways once and compare numbers.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from core.scope import permissions
from personnel.models import Delegation, RoleAssignment
from personnel.models.reach import at, delegated_reach, held_reach


class Way(NamedTuple):
    """One account that may act in one stretch of the tree.

    Attributes:
        depth: of the unit the role is held at; the deeper, the nearer to what lies below.
        accounts: in whose name it would act: its own, and the principal's.
        close: staff whose cases it does not handle this way.
    """

    user_id: int
    has_email: bool
    role: str
    start: int
    end: int
    depth: int
    accounts: frozenset[int]
    close: frozenset[int]

    def reaches(self, position: int) -> bool:
        """Whether the unit with this preorder number lies inside."""
        return self.start <= position <= self.end

    def may_handle(
        self, staff_ids: Iterable[int | None] = (), entered_by: int | None = None
    ) -> bool:
        """Whether a case about these people, entered by that account, is nobody's own this way."""
        return entered_by not in self.accounts and self.close.isdisjoint(staff_ids)


def ways(action: str, on: date, position: int | None = None) -> list[Way]:
    """The ways in which people may do the action on the day; two queries.

    Machines are left out: they read no notices.
    """
    roles = permissions.roles_for(action)
    held = held_reach(RoleAssignment.objects.in_force_on(on).filter(role__in=roles)).filter(
        user__is_active=True, user__is_service=False
    )
    delegated = delegated_reach(Delegation.objects.in_force_on(on).filter(role__in=roles), on)
    if position is not None:
        held, delegated = held.filter(at(position)), delegated.filter(at(position))
    return [*map(_own, held.values_list(*_OWN)), *map(_for_another, delegated.values_list(*_OTHER))]


_REACH = ("reach_start", "reach_end", "reach_depth")
_OWN = (
    *("user_id", "user__email", "role", *_REACH),
    *("user__staff_id", "user__staff__spouse_id"),
)
_OTHER = (
    *("deputy_id", "deputy__email", "role", *_REACH, "principal_id"),
    *("deputy__staff_id", "deputy__staff__spouse_id"),
    *("principal__staff_id", "principal__staff__spouse_id"),
)


def _own(row: tuple) -> Way:
    user_id, email, role, start, end, depth, *close = row
    accounts = frozenset({user_id})
    return Way(user_id, bool(email), role, start, end, depth, accounts, _people(close))


def _for_another(row: tuple) -> Way:
    user_id, email, role, start, end, depth, principal_id, *close = row
    accounts = frozenset({user_id, principal_id})
    return Way(user_id, bool(email), role, start, end, depth, accounts, _people(close))


def _people(staff_ids: Iterable[int | None]) -> frozenset[int]:
    return frozenset(one for one in staff_ids if one is not None)
