"""People whose unit passes into another: the same post there, from the day, nobody lost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import F
from django.utils.translation import gettext as _

from core.audit.recording import record_many
from core.db.doubles import doubles_refused
from personnel.models import Appointment, Staff, Unit
from personnel.services import rollover
from personnel.services.checks import Checks, vn_date
from personnel.services.unit_steps import Change, still_on

_BATCH = 1000
_NAMED = 5


@dataclass(slots=True)
class Passing:
    """What becomes of the appointments: rows to write, and rows of the target that end."""

    ending: list[Appointment] = field(default_factory=list)
    begun: list[tuple[Appointment, Appointment]] = field(default_factory=list)
    superseded: list[Appointment] = field(default_factory=list)


def check_people(checks: Checks, units: Sequence[Unit], on: date, when: str) -> None:
    """Nobody begins in a unit after the day of its end."""
    late = Appointment.objects.filter(unit__in=units, valid_from__gt=on)
    names = [
        f"{one.staff} ({vn_date(one.valid_from)})"
        for one in late.select_related("staff").order_by("valid_from", "pk")[:_NAMED]
    ]
    if names:
        checks.add(
            "on",
            _("đã ghi người bắt đầu công tác ở đơn vị sau ngày đó: %s.") % ", ".join(names),
            _("Hãy điều chuyển những người này thẳng đến đơn vị mới, hoặc kiểm tra lại ngày."),
            when,
        )


def move_people(
    targets: Mapping[int, Unit], change: Change, *, chosen: Iterable[int] | None = None
) -> int:
    """Give everybody who works in one of the units the same post in its target; returns how many.

    Args:
        targets: for each unit that passes on its people, the one that takes them.
        chosen: only these people, when a unit passes on a part of them.
    """
    passing = _plan(targets, change, chosen)
    with doubles_refused():
        _write(passing, change)
    people = {one.staff_id for one in passing.ending}
    if change.on <= change.today:
        rollover.units_of_staff(change.today, [Unit(pk=pk) for pk in targets])
        for batch in _batches(sorted(people)):
            Staff.objects.filter(pk__in=batch).update(version=F("version") + 1)
    _trail(passing, change)
    return len(people)


def _plan(targets: Mapping[int, Unit], change: Change, chosen: Iterable[int] | None) -> Passing:
    rows = Appointment.objects.filter(
        still_on(change.on), unit__in=list(targets), valid_from__lte=change.on
    )
    if chosen is not None:
        rows = rows.filter(staff__in=list(chosen))
    passing = Passing(list(rows.select_for_update(of=("self",)).select_related("unit", "staff")))
    # The place of work goes first: a post beside it that would double it there is given up.
    passing.ending.sort(key=lambda one: (one.is_concurrent, one.valid_to or date.max, one.pk))
    held = _held_there(targets, passing, change)
    for one in passing.ending:
        unit = targets[one.unit_id]
        same = [
            other
            for other in held[one.staff_id, unit.pk, one.post]
            if one.valid_to is None or other.valid_from < one.valid_to
        ]
        if same and one.is_concurrent:
            continue
        passing.superseded += same
        new = _in_unit(one, unit, change)
        held[one.staff_id, unit.pk, one.post].append(new)
        passing.begun.append((one, new))
    return passing


def _in_unit(one: Appointment, unit: Unit, change: Change) -> Appointment:
    return Appointment(
        staff=one.staff,
        unit=unit,
        post=one.post,
        is_manager=one.is_manager,
        is_concurrent=one.is_concurrent,
        decision_ref=_ref_of(one, change),
        valid_from=change.on,
        valid_to=one.valid_to,
    )


def _ref_of(one: Appointment, change: Change) -> str:
    """By what the place in the target begins; who comes on that very day has a paper of his own."""
    if one.valid_from == change.on:
        return one.decision_ref
    return change.order.number if change.order else ""


def _held_there(
    targets: Mapping[int, Unit], passing: Passing, change: Change
) -> defaultdict[tuple[int, int, str], list[Appointment]]:
    """Posts that the people hold in a target already, on the day or later."""
    places = {unit.pk for unit in targets.values()}
    people = {one.staff_id for one in passing.ending}
    rows = Appointment.objects.filter(still_on(change.on), unit__in=places)
    held: defaultdict[tuple[int, int, str], list[Appointment]] = defaultdict(list)
    for one in rows.select_related("unit", "staff"):
        if one.staff_id in people:
            held[one.staff_id, one.unit_id, one.post].append(one)
    return held


def _write(passing: Passing, change: Change) -> None:
    closed = [one.pk for one in (*passing.ending, *passing.superseded)]
    for batch in _batches(closed):
        rows = Appointment.objects.filter(pk__in=batch)
        rows.filter(valid_from__gte=change.on).delete()
        rows.update(valid_to=change.on)
    Appointment.objects.bulk_create((new for _old, new in passing.begun), batch_size=_BATCH)


def _trail(passing: Passing, change: Change) -> None:
    record_many(
        (
            (
                old.staff,
                {
                    "from": {"unit": old.unit.code, "post": old.post, "is_manager": old.is_manager},
                    "to": {"unit": new.unit.code, "post": new.post, "is_manager": new.is_manager},
                    "on": change.on,
                },
            )
            for old, new in passing.begun
        ),
        action="personnel.staff_moved_with_unit",
        by=change.by,
        at=change.at,
    )


def _batches(keys: Sequence[int]) -> Iterable[Sequence[int]]:
    for first in range(0, len(keys), _BATCH):
        yield keys[first : first + _BATCH]
