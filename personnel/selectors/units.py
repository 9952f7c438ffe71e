"""Reads of the unit tree used by pages, APIs and other apps."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count
from django.utils.translation import gettext as _

from core.errors import NotVisible
from core.scope import Actor
from personnel import permissions
from personnel.domain import tree
from personnel.models import Appointment, Unit, UnitPlacement

if TYPE_CHECKING:
    from personnel.models.staff import StaffQuerySet
    from personnel.models.unit import UnitQuerySet


def visible_to(actor: Actor, action: str = permissions.VIEW_UNIT) -> UnitQuerySet:
    """The units on which ``actor`` may do ``action``, in tree order."""
    return Unit.objects.visible_to(actor, action).in_tree_order()


def visible_unit(actor: Actor, code: str, action: str = permissions.VIEW_UNIT) -> Unit:
    """The unit of that code if ``actor`` may do ``action`` on it, else NotVisible."""
    unit = (
        visible_to(actor, action).select_related("parent", "sector_unit").filter(code=code).first()
    )
    if unit is None:
        raise NotVisible(_("Không tìm thấy đơn vị “%(code)s”.") % {"code": code})
    return unit


def subtree(unit: Unit) -> UnitQuerySet:
    """``unit`` and everything below it today, in tree order."""
    return Unit.objects.subtree_of(unit).in_tree_order()


def ancestors(unit: Unit, on: date | None = None) -> list[Unit]:
    """The units above ``unit``, nearest first; as they stood on a day when ``on`` is given.

    Not limited to what somebody may see: the names of one's superiors are no secret.
    """
    if on is None:
        above = Unit.objects.filter(tree_start__lt=unit.tree_start, tree_end__gte=unit.tree_end)
        return list(above.order_by("-tree_start"))
    facts = (
        tree.PlacementFact(*row)
        for row in UnitPlacement.objects.in_force_on(on).values_list(
            "unit_id", "parent_id", "valid_from", "valid_to"
        )
    )
    ids = tree.ancestors(unit.pk, tree.parents_on(facts, on))
    found = Unit.objects.in_bulk(ids)
    return [found[pk] for pk in ids]


class _Sums:
    """Numbers at positions of a tree, summed over any range of it."""

    def __init__(self, numbers: Iterable[tuple[int, int]]) -> None:
        self._positions: list[int] = []
        self._sums: list[int] = [0]
        for position, number in sorted(numbers):
            self._positions.append(position)
            self._sums.append(self._sums[-1] + number)

    def of(self, place: tree.Place) -> int:
        """The sum over a unit and everything below it."""
        first = bisect_left(self._positions, place.start)
        after = bisect_right(self._positions, place.end)
        return self._sums[after] - self._sums[first]


class Headcount(_Sums):
    """How many people of a set lie in any subtree of today, from one query."""

    def __init__(self, people: StaffQuerySet) -> None:
        rows = people.order_by().values_list("unit__tree_start").annotate(number=Count("pk"))
        super().__init__(rows)


class DayHeadcount(_Sums):
    """How many people of a set worked in any subtree of a day, from one query."""

    def __init__(self, people: StaffQuerySet, day: date, places: Mapping[int, tree.Place]) -> None:
        rows = (
            Appointment.objects.main()
            .in_force_on(day)
            .filter(staff__in=people)
            .order_by()
            .values_list("unit")
            .annotate(number=Count("staff", distinct=True))
        )
        super().__init__((places[pk].start, number) for pk, number in rows if pk in places)
