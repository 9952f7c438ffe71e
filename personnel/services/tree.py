"""Keeps today's tree (parent and preorder range of each unit) true to the placements."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from django.db.models import F
from django.utils.translation import gettext as _

from core.db import bulk
from core.errors import InvalidInput, Problem
from core.vietnamese import text_sort_key
from personnel.domain import tree
from personnel.models import Unit, UnitKind, UnitPlacement
from personnel.selectors.as_of import heirs_on

_CHUNK = 500
# More groups than these are written unit by unit, in one statement.
_MANY = 20


def lock() -> None:
    """Let one writer at a time change the tree.

    PostgreSQL locks the oldest unit's row, so that the next writer's reads begin after the first
    one's commit; SQLite lets in one writer anyway.
    """
    Unit.objects.select_for_update(no_key=True).order_by("pk").values_list("pk").first()


def hold(unit: Unit) -> None:
    """Read the unit again and let nobody change it before the step is done.

    Without this a unit could be dissolved between the check that it is open and the row that puts
    somebody into it.
    """
    unit.refresh_from_db(from_queryset=Unit.objects.select_for_update(no_key=True))


def placement_facts() -> list[tree.PlacementFact]:
    """All placements as plain facts."""
    rows = UnitPlacement.objects.values_list("unit_id", "parent_id", "valid_from", "valid_to")
    return [tree.PlacementFact(*row) for row in rows]


def refuse_cycles(parents: tree.ParentMap, from_day: date) -> None:
    """Raise InvalidInput when these units, put under these parents, would stand above themselves.

    To be asked before anything is written: the database would refuse it without a name.
    """
    facts = tree.moved(placement_facts(), parents, from_day)
    found = tree.first_cycle_from(facts, from_day)
    if found is None:
        return
    day, units = found
    names = Unit.objects.filter(pk__in=units).values_list("name", flat=True)
    raise InvalidInput(
        problems=[
            Problem(
                field="parent",
                place=_("Đơn vị cấp trên"),
                reason=_("từ ngày %(day)s các đơn vị sau sẽ trực thuộc lẫn nhau: %(names)s.")
                % {"day": day.strftime("%d/%m/%Y"), "names": ", ".join(names)},
                hint=_("Hãy chọn đơn vị cấp trên khác."),
            )
        ]
    )


def rebuild(on: date) -> int:
    """Renumber the tree as it stands on ``on``; returns how many units changed.

    Only units whose numbers differ are written: in one UPDATE per group that moves alike, or all
    at once when there are many groups.
    """
    rows = list(
        Unit.objects.order_by("pk").values_list(
            "pk", "kind", "sort_order", "name", "parent_id", "tree_start", "tree_end", "depth"
        )
    )
    parents = tree.standing_parents(placement_facts(), on, heirs_on(on))
    nodes = [
        tree.Node(pk, parents.get(pk), (UnitKind.rank(kind), order, _name_key(name)))
        for pk, kind, order, name, *_rest in rows
    ]
    new = tree.number(nodes)
    old = {row[0]: tree.Place(*row[5:8]) for row in rows}
    shifts = list(tree.shifts(old, new))
    changed = {unit for shift in shifts for unit in shift.units}
    before: dict[int, int | None] = {row[0]: row[4] for row in rows}
    moved = {unit for unit, parent in before.items() if parents.get(unit) != parent}
    _let_go(unit for unit in moved if before[unit] is not None)
    if len(shifts) > _MANY:
        _write_places(changed | moved, new, parents)
        return len(changed | moved)
    for shift in shifts:
        _slide(shift)
    _write_parents(moved, parents)
    return len(changed | moved)


@lru_cache(maxsize=8192)
def _name_key(name: str) -> str:
    """Names rarely change, and every step needs the keys of all of them."""
    return text_sort_key(name)


def _write_places(
    units: set[int], places: dict[int, tree.Place], parents: dict[int, int | None]
) -> None:
    """Write every unit's numbers: after a load hardly two of them move alike."""
    rows = [
        Unit(
            pk=unit,
            parent_id=parents.get(unit),
            tree_start=places[unit].start,
            tree_end=places[unit].end,
            depth=places[unit].depth,
        )
        for unit in sorted(units)
    ]
    bulk.update(Unit, rows, ["parent", "tree_start", "tree_end", "depth"])


def _slide(shift: tree.Shift) -> None:
    for first in range(0, len(shift.units), _CHUNK):
        Unit.objects.filter(pk__in=shift.units[first : first + _CHUNK]).update(
            tree_start=F("tree_start") + shift.start,
            tree_end=F("tree_end") + shift.end,
            depth=F("depth") + shift.depth,
        )


def _let_go(units: Iterable[int]) -> None:
    """Take away the parents that change: on the way from one tree to another no ring may stand."""
    found = sorted(units)
    for first in range(0, len(found), _CHUNK):
        Unit.objects.filter(pk__in=found[first : first + _CHUNK]).update(parent=None)


def _write_parents(moved: Iterable[int], parents: dict[int, int | None]) -> None:
    by_parent: dict[int, list[int]] = {}
    for unit in moved:
        parent = parents.get(unit)
        if parent is not None:
            by_parent.setdefault(parent, []).append(unit)
    for parent, units in by_parent.items():
        Unit.objects.filter(pk__in=units).update(parent_id=parent)
