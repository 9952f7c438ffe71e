"""Where roles reach, in SQL: those held, and those delegated as far as the principal holds them.

Both ways give every row ``reach_start``, ``reach_end`` and ``reach_depth``, so that one condition
over these asks about both.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Greatest, Least

from personnel.models.account import RoleAssignment
from personnel.models.delegation import Delegation
from personnel.models.staff import Staff

# People by their numbers, or a query for them.
StaffIds = Iterable[int] | QuerySet


def held_reach(roles: QuerySet[RoleAssignment]) -> QuerySet[RoleAssignment]:
    """Roles held, with the stretch of the tree each reaches."""
    return roles.annotate(
        reach_start=F("unit__tree_start"),
        reach_end=F("unit__tree_end"),
        reach_depth=F("unit__depth"),
    )


def delegated_reach(delegations: QuerySet[Delegation], on: date) -> QuerySet[Delegation]:
    """Delegations, once for each role of the principal that backs them on the day.

    Of the unit delegated and the unit at which the principal holds the role, one lies in the
    other: the inner one is reached.
    """
    backed = Q(
        principal__roles__role=F("role"),
        principal__roles__valid_from__lte=on,
        principal__roles__unit__tree_start__lte=F("unit__tree_end"),
        principal__roles__unit__tree_end__gte=F("unit__tree_start"),
    ) & (Q(principal__roles__valid_to__isnull=True) | Q(principal__roles__valid_to__gt=on))
    return delegations.filter(backed).annotate(
        reach_start=Greatest("unit__tree_start", "principal__roles__unit__tree_start"),
        reach_end=Least("unit__tree_end", "principal__roles__unit__tree_end"),
        reach_depth=Greatest("unit__depth", "principal__roles__unit__depth"),
    )


def acting(
    roles: Iterable[str],
    on: date,
    reach: Q,
    *,
    close_to: StaffIds = (),
    entered_by: int | None = None,
) -> Q:
    """Accounts that may act in one of the roles: by their own right, or on behalf of another.

    Args:
        reach: condition over ``reach_start`` and ``reach_end``.
        close_to: staff whose case it is: they, their spouses, and whoever acts for one of these
            have no part in it.
        entered_by: the account that entered the case and therefore has no part in it either.
    """
    apart = ~_near(close_to) & (Q() if entered_by is None else ~Q(pk=entered_by))
    held = RoleAssignment.objects.in_force_on(on).filter(user=OuterRef("pk"), role__in=roles)
    delegated = Delegation.objects.in_force_on(on).filter(deputy=OuterRef("pk"), role__in=roles)
    for_another = delegated_reach(delegated.exclude(_near(close_to, "principal__")), on)
    if entered_by is not None:
        for_another = for_another.exclude(principal=entered_by)
    by_right = Exists(held_reach(held).filter(reach)) | Exists(for_another.filter(reach))
    return apart & by_right


def at(position: int) -> Q:
    """The condition "reaches the unit with this preorder number"."""
    return Q(reach_start__lte=position, reach_end__gte=position)


def _near(staff_ids: StaffIds, account: str = "") -> Q:
    """The accounts of these people and of their spouses."""
    if not isinstance(staff_ids, QuerySet):
        staff_ids = list(staff_ids)
        if not staff_ids:
            return Q(pk__in=[])
    near = Staff.objects.filter(Q(pk__in=staff_ids) | Q(spouse__in=staff_ids))
    return Q(**{f"{account}staff__in": near.values("pk")})
