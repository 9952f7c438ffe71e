"""Who may be chosen to act on behalf of somebody."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from core.search import containing
from personnel.models import RoleAssignment, Unit, User
from personnel.models.delegation import NOT_DELEGABLE


def possible(principal: User) -> QuerySet[User]:
    """The accounts of people in the agencies in which the principal holds a role or works."""
    reach = Q(pk__in=[])
    for agency in _agencies(principal):
        reach |= Q(staff__unit__tree_start__range=(agency.tree_start, agency.tree_end))
    return among(User.objects.filter(reach), principal)


def among(users: QuerySet[User], principal: User) -> QuerySet[User]:
    """Those of these accounts that may act for the principal, in the order of their names."""
    fit = users.filter(is_active=True, is_service=False).exclude(pk=principal.pk)
    return fit.order_by("full_name", "pk")


def matching(users: QuerySet[User], text: str) -> QuerySet[User]:
    """Those whose name or sign-in name has every word of the text, marks ignored."""
    return users.filter(containing(text))


def has_role_to_give(user: User, on: date) -> bool:
    """Whether the account holds, today or later, any role that can be delegated."""
    roles = RoleAssignment.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=on), user=user.pk
    )
    return roles.exclude(role__in=NOT_DELEGABLE).exists()


def _agencies(principal: User) -> list[Unit]:
    """The nearest units that are legal persons, at or above where he works or holds a role."""
    places = Q(pk__in=RoleAssignment.objects.filter(user=principal).values("unit"))
    places |= Q(staff=principal.staff_id or 0)
    found = []
    for unit in Unit.objects.filter(places):
        above = Unit.objects.filter(
            tree_start__lte=unit.tree_start,
            tree_end__gte=unit.tree_end,
            has_legal_personality=True,
        )
        found.append(above.order_by("-tree_start").first() or unit)
    return found
