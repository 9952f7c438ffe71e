"""Writing what a staff list changes: everybody at once, each with his trace."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from core.audit.recording import record_many
from core.db import bulk
from core.db.doubles import doubles_refused
from core.errors import Stale
from core.imports import written
from core.imports.written import Entry
from core.models import Load
from core.scope import Actor
from personnel.models import Appointment, Staff, StaffIdentity, Unit
from personnel.services import identity
from personnel.services.loading.staff_lines import Work

_FACTS = (
    *("full_name", "given_name", "sort_key", "search_key", "birth_date", "sex", "category"),
    *("email", "external_id", "joined_on", "left_on", "unit_id"),
)


def write(works: Sequence[Work], *, load: Load, by: Actor, at: datetime) -> None:
    """Write the changes in the current transaction.

    Raises:
        Stale: somebody changed one of the people, or ended one of the units, since the check.
    """
    new = [work for work in works if work.is_new]
    changed = [work for work in works if not work.is_new]
    _hold(works, changed)
    entries: list[Entry] = []
    with doubles_refused():
        bulk.insert(Staff, [work.staff for work in new])
        entries += _change_staff(changed)
        entries += _change_periods(changed)
        entries += _open(works)
        entries += _identities(works)
    entries += [Entry(work.rows[0], work.staff) for work in new]
    written.note(load, entries)
    _trail(works, load, by, at)


def _hold(works: Sequence[Work], changed: Sequence[Work]) -> None:
    """Let nobody change these people or end these units before the load is done."""
    units = {opened.unit_id for work in works for _row, opened in work.opens}
    held = Unit.objects.select_for_update(no_key=True).filter(pk__among=units).order_by("pk")
    ends = dict(held.values_list("pk", "dissolved_on"))
    for work in works:
        for _row, opened in work.opens:
            end = ends.get(opened.unit_id, date.min)
            if end is not None and not (opened.valid_to and opened.valid_to <= end):
                raise _stale()
    if not changed:
        return
    seen = {work.staff.pk: work.staff.version for work in changed}
    rows = Staff.objects.select_for_update(no_key=True).filter(pk__among=seen).order_by("pk")
    if dict(rows.values_list("pk", "version")) != seen:
        raise _stale()


def _stale() -> Stale:
    return Stale(
        _("Người khác vừa sửa hồ sơ hoặc đơn vị có trong tệp. Hãy kiểm tra lại tệp rồi ghi lại.")
    )


def _change_staff(changed: Sequence[Work]) -> list[Entry]:
    """Every person the load touches gets a new version, whatever it was."""
    entries = []
    fields: set[str] = {"version"}
    for work in changed:
        staff, names = work.staff, list(work.difference)
        entries.append(Entry(work.rows[0], staff, written.values_of(staff, [*names, "version"])))
        for name in names:
            setattr(staff, name, work.difference[name]["to"])
        staff.version += 1
        fields.update(names)
    bulk.update(Staff, [work.staff for work in changed], sorted(map(_field, fields)))
    return entries


def _field(name: str) -> str:
    return "unit" if name == "unit_id" else name


def _change_periods(changed: Sequence[Work]) -> list[Entry]:
    """Move and end appointments, before new ones take their days."""
    owners = {pk: work for work in changed for pk in (*work.ends, *work.begins)}
    rows = list(Appointment.objects.filter(pk__among=owners))
    entries = []
    for row in rows:
        work = owners[row.pk]
        entries.append(Entry(work.rows[0], row, written.values_of(row, ["valid_from", "valid_to"])))
        row.valid_to = work.ends.get(row.pk, row.valid_to)
        row.valid_from = work.begins.get(row.pk, row.valid_from)
    bulk.update(Appointment, rows, ["valid_from", "valid_to"])
    return entries


def _open(works: Sequence[Work]) -> Iterator[Entry]:
    """New appointments; those of new people are theirs and need no trace of their own."""
    opened: list[Model] = []
    traced: list[Entry] = []
    for work in works:
        for row, appointment in work.opens:
            appointment.staff_id = work.staff.pk
            opened.append(appointment)
            if not work.is_new:
                traced.append(Entry(row, appointment))
    bulk.insert(Appointment, opened)
    return iter(traced)


def _identities(works: Sequence[Work]) -> list[Entry]:
    rows: list[StaffIdentity] = []
    entries = []
    for work in works:
        if work.identity:
            row = identity.prepared(work.identity).row(work.staff.pk)
            rows.append(row)
            entries += [] if work.is_new else [Entry(work.rows[0], row)]
    bulk.insert(StaffIdentity, rows)
    return entries


def _trail(works: Sequence[Work], load: Load, by: Actor, at: datetime) -> None:
    """One event for each step on each person, so that his history tells of the load too."""
    by_action: dict[str, list[tuple[Model, dict[str, Any]]]] = {}
    for action, staff, data in _events(works):
        by_action.setdefault(action, []).append(
            (staff, {**data, "version": staff.version, "load": load.pk})
        )
    for action, events in by_action.items():
        record_many(events, action=action, by=by, at=at)


def _events(works: Iterable[Work]) -> Iterator[tuple[str, Staff, dict[str, Any]]]:
    for work in works:
        for action, data in work.events:
            yield action, work.staff, data
        if work.identity:
            yield identity.SET, work.staff, {"replaced": False}
