"""Who may do what, where: actors, grants over ranges of the unit tree, and the action table.

A grant reaches a whole subtree. The subtree is a range of the tree's preorder numbers, so that
every question becomes a comparison of integers, in Python as well as in SQL.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Q
from django.utils.translation import gettext as _

from core.language import in_official_language

Range = tuple[int, int]


class Verdict(NamedTuple):
    """Answer to "may I?", with the reason for people when it is no."""

    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.allowed


@dataclass(frozen=True, slots=True)
class Grant:
    """A role held at a unit; it reaches the preorder range ``[start, end]``, both included."""

    role: str
    unit_id: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Principal:
    """The person on whose behalf somebody acts (người được thay mặt).

    ``delegation_id`` names what allows it.
    """

    user_id: int
    name: str
    staff_id: int | None = None
    delegation_id: int | None = None


class PermissionTable:
    """Which roles may do which action; every app adds its own rows once, at start-up."""

    def __init__(self) -> None:
        self._roles: dict[str, frozenset[str]] = {}

    def register(self, table: Mapping[str, Iterable[str]]) -> None:
        """Add the actions of an app.

        Raises:
            ValueError: an action was registered before with other roles.
        """
        for action, roles in table.items():
            known = self._roles.setdefault(action, frozenset(roles))
            if known != frozenset(roles):
                raise ValueError(f"action {action} is registered twice")

    def roles_for(self, action: str) -> frozenset[str]:
        """Return the roles that may do the action.

        Raises:
            KeyError: no app registered the action.
        """
        return self._roles[action]

    def actions(self) -> frozenset[str]:
        """Return every registered action."""
        return frozenset(self._roles)


permissions = PermissionTable()


@dataclass(frozen=True)
class Actor:
    """The person or machine that acts, with the grants that hold on the day.

    Attributes:
        user_id: account, ``None`` for the system itself.
        name: name for history, kept as text so that it outlives the account.
        staff_id: the person's own staff record: what he may see and enter as his own.
        close_staff_ids: staff records whose cases are too near for him to handle: his own and his
            spouse's, and those of the principal he acts for.
        principal: set while he acts on behalf of somebody; the grants are then only those that
            were delegated to him.
    """

    user_id: int | None
    username: str
    name: str
    staff_id: int | None = None
    grants: tuple[Grant, ...] = ()
    is_service: bool = False
    close_staff_ids: frozenset[int] = frozenset()
    principal: Principal | None = None
    _cache: dict[str, tuple[Range, ...]] = field(
        default_factory=dict, compare=False, repr=False, hash=False
    )

    def __post_init__(self) -> None:
        """Nobody is nearer to a person than himself."""
        if self.staff_id is not None:
            object.__setattr__(self, "close_staff_ids", self.close_staff_ids | {self.staff_id})

    @property
    @in_official_language
    def signature(self) -> str:
        """The name for papers and rows that keep one text: both names when acting for another."""
        return signed(self.name, self.principal.name if self.principal else "")

    @property
    def own_account_id(self) -> int | None:
        """The account whose entries are the actor's own; acting for another he has none."""
        return self.user_id if self.principal is None else None

    @property
    def account_ids(self) -> frozenset[int]:
        """The accounts in whose name he acts: his own, and that of his principal."""
        accounts = (self.user_id, self.principal.user_id if self.principal else None)
        return frozenset(account for account in accounts if account is not None)

    def is_close_to(self, *staff_ids: int | None) -> bool:
        """Tell whether one of these people is the actor, his spouse, his principal or hers."""
        return any(staff_id in self.close_staff_ids for staff_id in staff_ids)

    @cached_property
    def roles(self) -> frozenset[str]:
        """Every role the actor holds anywhere."""
        return frozenset(grant.role for grant in self.grants)

    def ranges(self, action: str) -> tuple[Range, ...]:
        """Return the merged preorder ranges in which the actor may do the action."""
        if action not in self._cache:
            roles = permissions.roles_for(action)
            self._cache[action] = merge_ranges(
                (grant.start, grant.end) for grant in self.grants if grant.role in roles
            )
        return self._cache[action]

    def may(self, action: str, position: int) -> bool:
        """Tell whether the actor may do the action at the unit with this preorder number."""
        return any(start <= position <= end for start, end in self.ranges(action))

    def may_somewhere(self, action: str) -> bool:
        """Tell whether the actor may do the action at any unit."""
        return bool(self.ranges(action))


SYSTEM = Actor(user_id=None, username="system", name="Hệ thống")


def actor_of(request: Any) -> Actor:
    """The actor of a request, of a page as well as of the API; a middleware put it there."""
    actor: Actor = request.actor
    return actor


def signed(name: str, on_behalf_name: str) -> str:
    """The name under an act, as people read it: with whom it was done for, if for somebody."""
    if not on_behalf_name:
        return name
    return _("%(name)s, thay mặt %(principal)s") % {"name": name, "principal": on_behalf_name}


def merge_ranges(ranges: Iterable[Range]) -> tuple[Range, ...]:
    """Return the ranges sorted, with overlapping and touching ones joined."""
    merged: list[Range] = []
    for start, end in sorted(ranges):
        if merged and start <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def in_ranges(lookup: str, ranges: Iterable[Range]) -> Q:
    """Build the condition "the preorder number lies in one of the ranges".

    Args:
        lookup: path to the preorder number, e.g. ``"unit__tree_start"``.
        ranges: no range gives a condition that is never true.
    """
    condition = Q(pk__in=[])
    for start, end in ranges:
        condition |= Q(**{f"{lookup}__range": (start, end)})
    return condition
