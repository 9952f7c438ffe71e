"""Where a unit comes from and what became of it (nguồn gốc, kế thừa)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from core.periods import holds_on
from personnel.models import Unit, UnitEvent, UnitName, UnitSuccession


@dataclass(frozen=True, slots=True)
class Named:
    """A unit with the name it had on the day in question."""

    unit: Unit
    name: str


@dataclass(frozen=True, slots=True)
class Passage:
    """One event by which some units passed into others.

    Attributes:
        carries_record: titles of the predecessors count as the successors', by ``basis``.
    """

    event: UnitEvent
    predecessors: tuple[Named, ...]
    successors: tuple[Named, ...]
    basis: str = ""

    @property
    def carries_record(self) -> bool:
        """Whether titles are carried over."""
        return bool(self.basis)


@dataclass(frozen=True, slots=True)
class Lineage:
    """Everything from which a unit descends and into which it passed, oldest event first."""

    unit: Unit
    passages: tuple[Passage, ...]

    @property
    def origins(self) -> tuple[Passage, ...]:
        """Events in which the unit itself took over others."""
        return tuple(one for one in self.passages if self._among(one.successors))

    @property
    def became(self) -> tuple[Passage, ...]:
        """Events in which the unit itself passed on, whole or in part."""
        return tuple(one for one in self.passages if self._among(one.predecessors))

    @property
    def units(self) -> list[Unit]:
        """Every unit that is named, each once."""
        found = {
            named.unit.pk: named.unit
            for one in self.passages
            for named in (*one.predecessors, *one.successors)
        }
        return list(found.values())

    def _among(self, named: Iterable[Named]) -> bool:
        return any(one.unit.pk == self.unit.pk for one in named)


def lineage(unit: Unit) -> Lineage:
    """The events above and below the unit; four queries, however long the chain.

    Walking back follows predecessors of predecessors, walking on successors of successors. An
    event that is reached is told whole, with all units it joined or parted.
    """
    edges = list(
        UnitSuccession.objects.filter(event__cancelled_by=None)
        .order_by("pk")
        .values_list("predecessor_id", "successor_id", "event_id")
    )
    wanted = _walk(unit.pk, [(after, before, event) for before, after, event in edges])
    wanted |= _walk(unit.pk, edges)
    if not wanted:
        return Lineage(unit, ())
    rows = list(
        UnitSuccession.objects.filter(event__in=wanted)
        .select_related("event", "predecessor", "successor")
        .order_by("event__on", "event_id", "pk")
    )
    names = _names({row.predecessor_id for row in rows} | {row.successor_id for row in rows})
    return Lineage(unit, tuple(_passages(rows, names)))


def living_heirs(unit: Unit, on: date) -> list[Unit]:
    """Who holds on ``on`` what the unit left, through all later mergers and splits; one query."""
    rows = UnitSuccession.objects.filter(event__cancelled_by=None, event__on__lte=on)
    ended: dict[int, list[int]] = {}
    for before, after, event_on, end in rows.values_list(
        "predecessor_id", "successor_id", "event__on", "predecessor__dissolved_on"
    ):
        if event_on == end:
            ended.setdefault(before, []).append(after)
    found: dict[int, None] = {}
    waiting, seen = list(ended.get(unit.pk, [])), {unit.pk}
    while waiting:
        one = waiting.pop(0)
        if one in seen:
            continue
        seen.add(one)
        if one in ended:
            waiting += ended[one]
        else:
            found[one] = None
    return list(Unit.objects.filter(pk__in=found).in_tree_order())


def events_of(unit: Unit) -> QuerySet[UnitEvent]:
    """Everything recorded of the unit, newest first, with what took a step back."""
    return (
        unit.events.select_related("cancelled_by", "cancels")
        .prefetch_related("units")
        .order_by("-on", "-pk")
    )


def _walk(start: int, edges: list[tuple[int, int, int]]) -> set[int]:
    """The events on all ways from ``start`` along the edges."""
    out: dict[int, list[tuple[int, int]]] = {}
    for one, other, event in edges:
        out.setdefault(one, []).append((other, event))
    events: set[int] = set()
    waiting, seen = [start], {start}
    while waiting:
        for other, event in out.get(waiting.pop(), []):
            events.add(event)
            if other not in seen:
                seen.add(other)
                waiting.append(other)
    return events


def _passages(rows: list[UnitSuccession], names: Mapping[int, list[UnitName]]) -> Iterable[Passage]:
    grouped: dict[int, list[UnitSuccession]] = {}
    for row in rows:
        grouped.setdefault(row.event_id, []).append(row)
    for parts in grouped.values():
        event = parts[0].event
        before = {row.predecessor_id: row.predecessor for row in parts}
        after = {row.successor_id: row.successor for row in parts}
        eve = event.on - timedelta(1)
        yield Passage(
            event,
            tuple(Named(unit, _name(unit, names, eve)) for unit in before.values()),
            tuple(Named(unit, _name(unit, names, event.on)) for unit in after.values()),
            parts[0].basis,
        )


def _names(units: set[int]) -> dict[int, list[UnitName]]:
    found: dict[int, list[UnitName]] = {}
    for row in UnitName.objects.filter(unit__in=units):
        found.setdefault(row.unit_id, []).append(row)
    return found


def _name(unit: Unit, names: Mapping[int, list[UnitName]], day: date) -> str:
    for row in names.get(unit.pk, []):
        if holds_on(day, row.valid_from, row.valid_to):
            return row.name
    return unit.name
