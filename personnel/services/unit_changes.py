"""Mergers and splits: steps that concern several units, their people and what stands below."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypedDict, TypeVar, Unpack

from django.db import transaction

from core.scope import Actor
from personnel.models import Unit, UnitEvent, UnitPlacement
from personnel.services import (
    rollover,
    tree,
    unit_endings,
    unit_people,
    unit_plans,
    unit_steps,
    units,
    versions,
)
from personnel.services.orders import Order
from personnel.services.unit_plans import Merger, Part, Target
from personnel.services.unit_steps import Change
from personnel.services.unit_values import NewUnit

__all__ = [
    "Changed",
    "MergeOptions",
    "NewUnit",
    "Part",
    "SplitOptions",
    "merge_units",
    "rehearse",
    "split_unit",
]

Result = TypeVar("Result")


class MergeOptions(TypedDict, total=False):
    """What may be said of a merger besides who becomes what.

    Attributes:
        children: units below a source that are merged too; the others move as they are.
        carries_record: the titles of the sources count as the target's; ``basis`` says by what.
    """

    children: Mapping[Unit, Target | None]
    carries_record: bool
    basis: str


class SplitOptions(TypedDict, total=False):
    """What may be said of a split besides the parts; as for a merger."""

    carries_record: bool
    basis: str


@dataclass(frozen=True, slots=True)
class Changed:
    """What a merger or a split did.

    Attributes:
        into: the units that took over, in the order in which they were named.
        accounts: accounts that lost a role with a unit that ended; the administrator gives roles
            anew where the work goes on.
    """

    event: UnitEvent
    into: tuple[Unit, ...]
    people: int
    moved_units: int
    accounts: int
    delegations: int


@transaction.atomic
def merge_units(
    *,
    sources: Sequence[Unit],
    into: Target,
    on: date,
    order: Order | None = None,
    by: Actor,
    at: datetime,
    **options: Unpack[MergeOptions],
) -> Changed:
    """Let ``into`` continue the sources from ``on``; the sources end that day (sáp nhập, hợp nhất).

    Everybody keeps the post he has, now in the target; units below a source go under the target
    or, where ``children`` says so, are merged themselves. Roles and delegations held at a unit
    that ends are given anew. Nothing of what was before ``on`` changes.
    """
    tree.lock()
    plan = unit_plans.merger(sources, into, options.get("children", {}))
    _hold(plan.ending, plan.existing_targets)
    unit_plans.require_rights(plan, by)
    basis = unit_plans.basis_of(options)
    order = unit_plans.check_merger(plan, Change(on, order, by, at), basis)
    change = Change(on, order, by, at)
    taken = _open_targets(plan, change)
    moved = _move_below(plan, taken, change)
    for unit in plan.ending:
        versions.write(unit, {"dissolved_on": on}, None)
        unit_steps.end_unit(unit, on)
    ended = unit_endings.end_roles(plan.ending, change)
    events = [_tell_merger(plan, target, taken, change, basis.text) for target in plan.targets]
    people = unit_people.move_people(
        {unit.pk: taken[target] for unit, target in plan.pairs}, change
    )
    _settle(change, [*plan.ending, *taken.values()])
    for unit, target in plan.pairs:
        unit_steps.trail(
            change,
            "personnel.unit_merged",
            unit,
            {"into": taken[target].code, "carries_record": bool(basis.text)},
        )
    return Changed(
        event=events[0],
        into=tuple(taken[target] for target in plan.targets),
        people=people,
        moved_units=moved,
        accounts=ended.accounts,
        delegations=ended.delegations,
    )


@transaction.atomic
def split_unit(
    *,
    unit: Unit,
    parts: Sequence[Part | Target],
    on: date,
    order: Order | None = None,
    keeps: bool,
    by: Actor,
    at: datetime,
    **options: Unpack[SplitOptions],
) -> Changed:
    """Let ``parts`` take over the unit or a part of it from ``on`` (chia, tách).

    With ``keeps`` the unit goes on with what no part takes; without, it ends that day, and the
    part marked ``takes_rest`` gets the people and units that nobody named.
    """
    tree.lock()
    plan = unit_plans.split(unit, parts, keeps=keeps)
    _hold([unit], plan.existing_targets)
    unit_plans.require_rights(plan, by)
    basis = unit_plans.basis_of(options)
    order = unit_plans.check_split(plan, Change(on, order, by, at), basis)
    change = Change(on, order, by, at)
    taken = _open_targets(plan, change)
    moved, people = _share_out(plan, taken, change)
    ended = unit_endings.Ended()
    versions.write(unit, {} if keeps else {"dissolved_on": on}, None)
    if not keeps:
        unit_steps.end_unit(unit, on)
        ended = unit_endings.end_roles([unit], change)
    heirs = [(unit, taken[target]) for target in plan.targets]
    event = unit_steps.note_event(
        change, unit_steps.SPLIT, [unit, *taken.values()], heirs=heirs, basis=basis.text
    )
    _settle(change, [unit, *taken.values()])
    codes = [one.code for one in taken.values()]
    unit_steps.trail(change, "personnel.unit_split", unit, {"into": codes, "keeps": keeps})
    return Changed(event, tuple(taken.values()), people, moved, ended.accounts, ended.delegations)


def _hold(ending: Sequence[Unit], targets: Sequence[Unit]) -> None:
    """Lock the units in one order, so that two steps never wait for each other."""
    for unit in sorted((*ending, *targets), key=lambda one: one.pk):
        tree.hold(unit)


def _open_targets(plan: Merger | unit_plans.Split, change: Change) -> dict[Target | None, Unit]:
    """The targets as units: those that are new are opened, superiors first."""
    taken: dict[Target | None, Unit] = {}
    for target in plan.targets:
        if isinstance(target, Unit):
            taken[target] = target
            continue
        superior = plan.superior_of(target)
        parent = superior if isinstance(superior, Unit) else taken.get(superior)
        values = plan.values[target]
        unit = unit_steps.create_unit(values, parent, change.on)
        unit_steps.trail(change, "personnel.unit_opened", unit, units.opened(values, unit, parent))
        taken[target] = unit
    return taken


def _move_below(plan: Merger, taken: Mapping[Target | None, Unit], change: Change) -> int:
    """Put what stands below a source, and is not merged itself, under the source's target."""
    moved = 0
    ending = [unit.pk for unit in plan.ending]
    for target in plan.targets:
        sources = plan.sources_of(target)
        rows = UnitPlacement.objects.filter(unit_steps.still_on(change.on), parent__in=sources)
        moved += _pass_below(
            rows.exclude(unit__in=ending).values_list("unit_id", flat=True),
            taken[target],
            change,
            ", ".join(str(unit) for unit in sources),
        )
    return moved


def _pass_below(rows: Iterable[int], target: Unit, change: Change, origin: str) -> int:
    found = [pk for pk in dict.fromkeys(rows) if pk != target.pk]
    if found:
        unit_steps.place_below(found, target, change.on)
        note = f"{origin} → {target}"
        unit_steps.note_event(change, unit_steps.MOVED, found, note=note[:500])
    return len(found)


def _share_out(
    plan: unit_plans.Split, taken: Mapping[Target | None, Unit], change: Change
) -> tuple[int, int]:
    """Give every part its units and people; what is left goes to the one that takes the rest."""
    moved = people = 0
    parts = sorted(plan.parts, key=lambda part: part.takes_rest)
    for part in parts:
        unit = taken[part.into]
        below = [one.pk for one in part.children]
        if part.takes_rest:
            rows = UnitPlacement.objects.filter(unit_steps.still_on(change.on), parent=plan.unit)
            below += list(rows.values_list("unit_id", flat=True))
        moved += _pass_below(below, unit, change, str(plan.unit))
        chosen = None if part.takes_rest else [person.pk for person in part.people]
        if chosen is None or chosen:
            people += unit_people.move_people({plan.unit.pk: unit}, change, chosen=chosen)
    return moved, people


def _tell_merger(
    plan: Merger, target: Target, taken: Mapping[Target | None, Unit], change: Change, basis: str
) -> UnitEvent:
    unit = taken[target]
    heirs = [(source, unit) for source in plan.sources_of(target)]
    concerned = [*(source for source, _ in heirs), unit]
    return unit_steps.note_event(change, unit_steps.MERGED, concerned, heirs=heirs, basis=basis)


def _settle(change: Change, concerned: Sequence[Unit]) -> None:
    """Renumber the tree and read back what the step changed."""
    tree.rebuild(change.today)
    if change.on <= change.today:
        rollover.follow_heirs(change.today)
    for unit in concerned:
        unit.refresh_from_db()


def rehearse(step: Callable[[], Result]) -> Result:
    """Do a step and take it back: what it would do, and everything that stands against it."""
    with transaction.atomic():
        result = step()
        transaction.set_rollback(True)
    return result
