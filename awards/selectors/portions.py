"""A portion of the recipients of a unit, so that one page judges no more than it can at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from awards.models.recipient import ObjectKind
from awards.permissions import VIEW_ELIGIBILITY
from core.scope import Actor, Range
from personnel.models import Staff, Unit

PERSON, COLLECTIVE = ObjectKind.INDIVIDUAL, ObjectKind.COLLECTIVE


@dataclass(frozen=True, slots=True)
class Portion:
    """Some of the recipients, neighbours in the tree of units.

    Attributes:
        kind: ``INDIVIDUAL`` or ``COLLECTIVE``.
        places: keys of people or of units, each with its unit's number in the tree.
        number: which portion it is, from 1; ``of`` is how many there are.
        total: how many recipients all portions have.
    """

    kind: str
    places: tuple[tuple[int, int], ...]
    number: int
    of: int
    total: int

    def inside(self, ranges: Iterable[Range]) -> list[int]:
        """The keys of those whose unit lies in one of the ranges."""
        bounds = tuple(ranges)
        return [
            key for key, place in self.places if any(start <= place <= end for start, end in bounds)
        ]


def people_of(unit: Unit, actor: Actor, day: date) -> QuerySet[Staff]:
    """Who works in the unit or below it, as far as the actor may see what the rules say of them.

    His own case and those too near to him are left out: he proposes none of them.
    """
    found = Staff.objects.visible_to(actor, VIEW_ELIGIBILITY).in_subtree(unit).working_on(day)
    return found.exclude(pk__in=sorted(actor.close_staff_ids))


def units_of(unit: Unit, actor: Actor, day: date) -> QuerySet[Unit]:
    """The unit and those below it, as collectives; likewise."""
    return Unit.objects.visible_to(actor, VIEW_ELIGIBILITY).subtree_of(unit).open_on(day)


def portion(
    unit: Unit, actor: Actor, day: date, *, kind: str = PERSON, number: int = 1, size: int
) -> Portion:
    """Return one portion of the recipients below a unit, in two queries.

    Args:
        number: one that does not exist gives the nearest that does.
        size: how many recipients a portion has at most.
    """
    if kind == COLLECTIVE:
        rows, path = units_of(unit, actor, day), "tree_start"
    else:
        rows, path = people_of(unit, actor, day), "unit__tree_start"  # type: ignore[assignment]
    total = rows.count()
    of = max(-(-total // size), 1)
    number = min(max(number, 1), of)
    places = rows.order_by(path, "pk").values_list("pk", path)
    return Portion(kind, tuple(places[(number - 1) * size : number * size]), number, of, total)


def only(kind: str, places: Iterable[tuple[int, int]]) -> Portion:
    """Return a portion of recipients that were chosen before."""
    found = tuple(places)
    return Portion(kind, found, 1, 1, len(found))


def recipients(kind: str, keys: Iterable[int]) -> dict[int, Staff | Unit]:
    """Return people with their unit, or units with the one above, by key; one query."""
    wanted = sorted(keys)
    if kind == COLLECTIVE:
        units = Unit.objects.filter(pk__among=wanted).select_related("parent")
        return {one.pk: one for one in units}
    people = Staff.objects.filter(pk__among=wanted).select_related("unit")
    return {one.pk: one for one in people}
