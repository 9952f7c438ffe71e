"""The organisation as it stood on a day: who was below whom, and what each unit was called.

Today's lists and permissions use today's tree; a report about an earlier day asks here and gets
ranges of today's numbers back, so that its rows are found with the same kind of condition.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import F

from core.scope import Range, merge_ranges
from core.vietnamese import text_sort_key
from personnel.domain import tree
from personnel.models import (
    Appointment,
    Unit,
    UnitKind,
    UnitName,
    UnitPlacement,
    UnitSuccession,
)


def heirs_on(day: date) -> dict[int, int]:
    """Of the units dissolved by ``day``: those that passed whole into exactly one other."""
    rows = UnitSuccession.objects.filter(
        event__on=F("predecessor__dissolved_on"),
        event__cancelled_by=None,
        predecessor__dissolved_on__lte=day,
    )
    return tree.only_heirs(rows.values_list("predecessor_id", "successor_id"))


def standing_parents(day: date) -> dict[int, int | None]:
    """By whom each unit known on ``day`` was kept in the tree that day; two queries.

    Units dissolved before stand below the one that took them over, units opened later are left
    out: this is the tree as the lists of that day had it.
    """
    rows = UnitPlacement.objects.filter(valid_from__lte=day)
    facts = [
        tree.PlacementFact(*row)
        for row in rows.values_list("unit_id", "parent_id", "valid_from", "valid_to")
    ]
    return tree.standing_parents(facts, day, heirs_on(day))


def positions_in(unit: Unit, day: date) -> tuple[Range, ...]:
    """Today's preorder numbers of all units that stood in the subtree of ``unit`` on ``day``.

    Use it with ``core.scope.in_ranges``; a unit that was not there yet has none. Three queries.
    """
    parents = standing_parents(day)
    if unit.pk not in parents:
        return ()
    inside = set(_below(unit.pk, parents))
    numbers = Unit.objects.order_by().values_list("pk", "tree_start")
    return merge_ranges((start, start) for pk, start in numbers if pk in inside)


def names_on(unit_ids: Iterable[int], day: date) -> dict[int, UnitName]:
    """What these units were called on ``day``; one query, and none missing but unnamed ones.

    A dissolved unit keeps the name it had last.
    """
    rows = UnitName.objects.in_force_on(day).filter(unit__in=set(unit_ids))
    return {row.unit_id: row for row in rows}


def unit_names(places: Iterable[Appointment]) -> dict[int, UnitName]:
    """What the unit of each ended place of work was called on its last day; one query.

    Who left before a unit was renamed never worked under its later name. A place that goes on has
    none here: its unit is called as it is today.
    """
    shown = list(places)
    names: dict[int, list[UnitName]] = {}
    wanted = UnitName.objects.filter(unit__in={one.unit_id for one in shown})
    for row in wanted.order_by("valid_from"):
        names.setdefault(row.unit_id, []).append(row)
    found = {}
    for one in shown:
        end = one.valid_to
        known = [row for row in names.get(one.unit_id, ()) if end and row.valid_from < end]
        if known:
            found[one.pk] = known[-1]
    return found


def name_on(unit: Unit, day: date) -> str:
    """What one unit was called on ``day``, or today's name if none is recorded for the day."""
    found = names_on([unit.pk], day).get(unit.pk)
    return found.name if found else unit.name


@dataclass(frozen=True, slots=True)
class Standing:
    """One unit in the tree of a day: the name it had, and the place there."""

    unit: Unit
    name: str
    place: tree.Place


def today(unit: Unit) -> Standing:
    """The unit in today's tree, whose numbers its own columns keep."""
    return Standing(unit, unit.name, tree.Place(unit.tree_start, unit.tree_end, unit.depth))


def tree_on(units: Iterable[Unit], day: date) -> list[Standing]:
    """These units in the order of the tree of ``day``, with the names of that day.

    What is between two of them but not given leaves no gap: the numbers stay those of all units.
    """
    shown = list(units)
    names = {row.unit_id: row.name for row in UnitName.objects.in_force_on(day)}
    places = places_on(day, names)
    found = [
        Standing(unit, names.get(unit.pk, unit.name), places[unit.pk])
        for unit in shown
        if unit.pk in places
    ]
    return sorted(found, key=lambda one: one.place.start)


def places_on(day: date, names: Mapping[int, str] | None = None) -> dict[int, tree.Place]:
    """Preorder numbers of all units that existed on ``day``, as the tree of that day has them."""
    if names is None:
        names = dict(UnitName.objects.in_force_on(day).values_list("unit_id", "name"))
    known = Unit.objects.order_by().values_list("pk", "kind", "sort_order", "name")
    parents = _open_parents(day)
    return tree.number(
        tree.Node(pk, parents[pk], (UnitKind.rank(kind), order, text_sort_key(names.get(pk, name))))
        for pk, kind, order, name in known
        if pk in parents
    )


def _open_parents(day: date) -> dict[int, int | None]:
    """Who stood under whom among the units that existed on the day."""
    rows = UnitPlacement.objects.in_force_on(day).values_list("unit_id", "parent_id")
    parents = dict(rows)
    return {unit: parent if parent in parents else None for unit, parent in parents.items()}


def _below(unit: int, parents: dict[int, int | None]) -> Iterator[int]:
    """The unit and everything below it."""
    children: dict[int, list[int]] = {}
    for child, parent in parents.items():
        if parent is not None:
            children.setdefault(parent, []).append(child)
    waiting = [unit]
    while waiting:
        one = waiting.pop()
        yield one
        waiting += children.get(one, [])
