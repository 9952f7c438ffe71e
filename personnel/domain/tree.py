"""The tree of units as plain numbers.

Dated placements are the truth; what lists and permissions need is today's tree as preorder
ranges: every unit gets a position, and a unit's subtree is exactly the positions from its own
to its ``end``.  A subtree is then one range condition on both databases, whatever its depth.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from core.periods import holds_on

ParentMap = Mapping[int, int | None]


class TreeError(ValueError):
    """The given parents do not form a forest."""


class CycleError(TreeError):
    """Some units are above themselves; ``units`` names them from one round of the cycle."""

    def __init__(self, units: tuple[int, ...]) -> None:
        super().__init__(f"cycle through {units}")
        self.units = units


class MissingParentError(TreeError):
    """A unit names a parent that is not among the units."""


@dataclass(frozen=True, slots=True)
class Node:
    """One unit as the numbering needs it; ``sort`` orders it among its sisters."""

    id: int
    parent: int | None
    sort: tuple[int | str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A unit's place in preorder: its subtree is the positions ``start``..``end`` inclusive."""

    start: int
    end: int
    depth: int

    def holds(self, position: int) -> bool:
        """Whether ``position`` lies in this subtree (the unit itself included)."""
        return self.start <= position <= self.end


@dataclass(frozen=True, slots=True)
class PlacementFact:
    """``unit`` stands under ``parent`` from ``start`` until the day before ``end``."""

    unit: int
    parent: int | None
    start: date
    end: date | None = None

    def covers(self, day: date) -> bool:
        """Whether the placement is in force on ``day``."""
        return holds_on(day, self.start, self.end)


def find_cycle(parents: ParentMap) -> tuple[int, ...] | None:
    """The units of one cycle, or None when every unit reaches a root."""
    settled: set[int] = set()
    for first in parents:
        trail: dict[int, None] = {}
        node: int | None = first
        while node is not None and node not in settled:
            if node in trail:
                walked = list(trail)
                return tuple(walked[walked.index(node) :])
            trail[node] = None
            node = parents.get(node)
        settled.update(trail)
    return None


def number(nodes: Iterable[Node]) -> dict[int, Place]:
    """Preorder places of all units, sisters in the order of ``sort`` then id.

    Raises CycleError or MissingParentError when the nodes are not a forest.
    """
    by_id = {node.id: node for node in nodes}
    children: dict[int | None, list[Node]] = {}
    for node in by_id.values():
        if node.parent is not None and node.parent not in by_id:
            raise MissingParentError(f"unit {node.id} names unknown parent {node.parent}")
        children.setdefault(node.parent, []).append(node)
    for sisters in children.values():
        sisters.sort(key=lambda node: (node.sort, node.id))
    places = _walk(children)
    if len(places) != len(by_id):
        cycle = find_cycle({node.id: node.parent for node in by_id.values()})
        raise CycleError(cycle or ())
    return places


def _walk(children: Mapping[int | None, list[Node]]) -> dict[int, Place]:
    """Number what is reachable from the roots, without recursion (depth is unbounded)."""
    starts: dict[int, tuple[int, int]] = {}
    places: dict[int, Place] = {}
    position = 0
    stack: list[tuple[Node, int, bool]] = [
        (root, 0, False) for root in reversed(children.get(None, []))
    ]
    while stack:
        node, depth, leaving = stack.pop()
        if leaving:
            start, own_depth = starts[node.id]
            places[node.id] = Place(start, position, own_depth)
            continue
        position += 1
        starts[node.id] = (position, depth)
        stack.append((node, depth, True))
        stack.extend((child, depth + 1, False) for child in reversed(children.get(node.id, [])))
    return places


def ancestors(unit: int, parents: ParentMap) -> list[int]:
    """The units above ``unit``, nearest first."""
    above: list[int] = []
    node = parents.get(unit)
    while node is not None:
        if node == unit or node in above:
            raise CycleError((unit, *above))
        above.append(node)
        node = parents.get(node)
    return above


def parents_on(placements: Iterable[PlacementFact], day: date) -> dict[int, int | None]:
    """Who stood under whom on ``day``; units without a placement that day are left out."""
    return {fact.unit: fact.parent for fact in placements if fact.covers(day)}


def standing_parents(
    placements: Iterable[PlacementFact], day: date, heirs: Mapping[int, int] | None = None
) -> dict[int, int | None]:
    """The parent by which each unit is kept in the tree of ``day``.

    That is the placement of ``day``; a unit that opens later stands already where it will open.
    A dissolved unit stands below the one that took it over (``heirs``), so that whoever looks
    after the successor reaches its history, and without such a one where it stood last.
    """
    best: dict[int, tuple[tuple[int, int], int | None]] = {}
    for fact in placements:
        rank = _standing_rank(fact, day)
        if fact.unit not in best or rank > best[fact.unit][0]:
            best[fact.unit] = (rank, fact.parent)
    parents = {unit: parent for unit, (_, parent) in best.items()}
    return _below_heirs(parents, heirs or {})


def _below_heirs(parents: dict[int, int | None], heirs: Mapping[int, int]) -> dict[int, int | None]:
    """Put each unit below its heir; heirs that would close a ring are left out of account.

    No sequence of business steps makes such a ring, for whoever takes over outlives what he takes
    over; rows written past the services may, and the tree must stand all the same.
    """
    taken = {unit: heir for unit, heir in heirs.items() if unit in parents and heir in parents}
    while ring := find_cycle({**parents, **taken}):
        inside = [unit for unit in ring if unit in taken]
        if not inside:
            break
        for unit in inside:
            del taken[unit]
    return {**parents, **taken}


def only_heirs(successions: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Units with exactly one successor, and that one."""
    found: dict[int, set[int]] = {}
    for predecessor, successor in successions:
        found.setdefault(predecessor, set()).add(successor)
    return {unit: next(iter(heirs)) for unit, heirs in found.items() if len(heirs) == 1}


def _standing_rank(fact: PlacementFact, day: date) -> tuple[int, int]:
    if fact.covers(day):
        return (2, 0)
    if fact.start <= day:
        return (1, fact.start.toordinal())
    return (0, -fact.start.toordinal())


def moved(
    placements: Iterable[PlacementFact], parents: ParentMap, day: date
) -> list[PlacementFact]:
    """The placements after these units were put under these parents from ``day``."""
    found: list[PlacementFact] = []
    for fact in placements:
        if fact.unit not in parents or (fact.end is not None and fact.end <= day):
            found.append(fact)
            continue
        if fact.start < day:
            found.append(PlacementFact(fact.unit, fact.parent, fact.start, day))
        elif fact.start > day:
            found.append(fact)
            continue
        found.append(PlacementFact(fact.unit, parents[fact.unit], day, fact.end))
    return found


def first_cycle_from(
    placements: Iterable[PlacementFact], day: date
) -> tuple[date, tuple[int, ...]] | None:
    """The first day from ``day`` on which some unit would stand above itself, and that cycle."""
    facts = list(placements)
    days = sorted({day} | {fact.start for fact in facts if fact.start > day})
    for each in days:
        cycle = find_cycle(parents_on(facts, each))
        if cycle:
            return each, cycle
    return None


@dataclass(frozen=True, slots=True)
class Shift:
    """Units whose numbers change by the same amounts: one UPDATE serves them all."""

    start: int
    end: int
    depth: int
    units: tuple[int, ...]


def shifts(old: Mapping[int, Place], new: Mapping[int, Place]) -> Iterator[Shift]:
    """The fewest uniform steps that turn ``old`` numbering into ``new``.

    Opening or moving one unit slides whole runs of units by one amount, so even in a tree of
    thousands there are only a handful of groups.
    """
    groups: dict[tuple[int, int, int], list[int]] = {}
    for unit, place in new.items():
        before = old[unit]
        delta = (
            place.start - before.start,
            place.end - before.end,
            place.depth - before.depth,
        )
        if any(delta):
            groups.setdefault(delta, []).append(unit)
    for (start, end, depth), units in groups.items():
        yield Shift(start, end, depth, tuple(units))
