"""Lists with one record in each row, about somebody or a unit that stands already.

Grades, discipline and notices are loaded the same way: a row finds its person or unit, becomes a
new record, completes one that stands, or changes nothing. What differs is told to ``RecordList`` as
data: the columns, the checker of a row, the table and the steps in the trail.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple, Protocol

from django.db.models import Model
from django.utils.functional import Promise

from core.audit.recording import record_many
from core.db import bulk
from core.db.doubles import doubles_refused
from core.imports import Column, Row, Table, written
from core.imports.registry import CREATED, UPDATED, Answers, Note, Plan, Progress, Written
from core.imports.template import CodeSheet
from core.imports.written import Entry
from core.models import Load
from core.scope import Actor
from personnel.models import Staff, Unit
from personnel.services.loading import records_undo
from personnel.services.loading.list_check import ListCheck
from personnel.services.loading.outcome import Changes, written_lines
from personnel.services.loading.shared_columns import choice_sheet, unit_sheet

Facts = dict[str, Any]


class New(NamedTuple):
    """A record to be made; ``values`` in the order of the fields of its list."""

    row: int
    subject: Staff | Unit
    values: tuple[Any, ...]


class Completed(NamedTuple):
    """A recorded one that has its new values already; ``before`` holds the former ones."""

    row: int
    subject: Staff | Unit
    record: Model
    before: Facts


Work = New | Completed


class Checker(Protocol):
    """Goes through the rows; everything it asks was fetched when it was made."""

    def work(self, row: Row) -> Work | None:
        """What a row writes; ``None`` when it changes nothing or has a problem."""
        ...

    def notes(self) -> Iterable[Note]:
        """What is worth knowing once all rows were looked at; it stops nothing."""
        return ()


class About(NamedTuple):
    """Whom the records are about.

    Attributes:
        attribute: of the model, holding the key of the person or unit.
        named_by: the column that names him or it in the result file.
        undo: takes a load of such records back.
    """

    attribute: str
    named_by: str
    undo: Callable[..., None]


PEOPLE = About("staff_id", "code", records_undo.of_people)
UNITS = About("unit_id", "unit", records_undo.of_units)


def told_whole(now: Facts, before: Facts | None) -> Facts:
    """A record as the audit trail keeps it: what it says, and what it said before."""
    return {**now, "before": before}


@dataclass
class RecordList:
    """An importer of such a list (see ``core.imports.registry.Importer``).

    Attributes:
        checker: checks the rows of a list under check.
        code_lists: title and choices of the sheets of the template, after that of the units.
        labels: how the new records and the completed ones are called in the figures.
        fields: attributes of the model that rows bring, in the order of ``New.values``.
        steps: steps of the audit trail for a new record and for a completed one.
        later: steps after which a row is no longer the load's own.
        told: what the trail keeps of a record, from its values and the former ones.
        cells: column of the file by field of the rules, where the names differ.
    """

    key: str
    label: str | Promise
    lead: str | Promise
    action: str
    file_name: str
    max_rows: int
    columns: Callable[[], Sequence[Column]]
    checker: Callable[[ListCheck], Checker]
    labels: tuple[Promise, Promise]
    model: type[Model]
    about: About
    fields: Sequence[str]
    steps: tuple[str, str]
    later: Sequence[str]
    code_lists: Sequence[tuple[Promise, Iterable[tuple[str, Any]]]] = ()
    told: Callable[[Facts, Facts | None], Facts] = told_whole
    cells: Mapping[str, str] | None = None

    def code_sheets(self, actor: Actor, day: date) -> Iterable[CodeSheet]:
        """Units in reach, and the words of the choices."""
        yield unit_sheet(actor, self.action, day)
        for title, choices in self.code_lists:
            yield choice_sheet(str(title), choices)

    def plan(
        self, table: Table, answers: Answers, *, by: Actor, at: datetime, tell: Progress
    ) -> Plan:
        """Check the rows against what is recorded."""
        check = ListCheck(
            table, answers, self.columns(), action=self.action, by=by, at=at, fields=self.cells
        )
        checker = self.checker(check)
        works: list[Work] = []
        for done, row in enumerate(check.rows, start=1):
            work = checker.work(row)
            if work is not None:
                works.append(work)
            tell(done, len(check.rows))
        new = sum(isinstance(work, New) for work in works)
        figures = dict(zip(map(str, self.labels), (new, len(works) - new), strict=True))
        codes = [(row.number, row.get(self.about.named_by)) for row in table.rows]
        written = (work.row for work in works)
        return check.plan(Changes(works, codes), figures, written, notes=checker.notes())

    def write(self, plan: Plan, *, load: Load, by: Actor, at: datetime, tell: Progress) -> Written:
        """Write the plan in the current transaction."""
        works: Sequence[Work] = plan.changes.works
        new = [work for work in works if isinstance(work, New)]
        completed = [work for work in works if isinstance(work, Completed)]
        with doubles_refused():
            self._insert(new, load)
        changed = sorted({name for work in completed for name in work.before})
        bulk.update(self.model, [work.record for work in completed], changed)
        written.note(load, (Entry(work.row, work.record, work.before) for work in completed))
        for step in dict.fromkeys(self.steps):
            told = (
                (work.subject, {**self._told(work), "load": load.pk})
                for work in works
                if self._step(work) == step
            )
            record_many(told, action=step, by=by, at=at)
        outcome = {work.row: CREATED if isinstance(work, New) else UPDATED for work in works}
        return written_lines(plan, outcome)

    def undo(self, load: Load, *, by: Actor, at: datetime) -> None:
        """Take the load back."""
        self.about.undo(load, self.model, self.later, by=by, at=at)

    def _insert(self, new: Sequence[New], load: Load) -> None:
        """Write new records without an instance for each: lists of a province are long."""
        if not new:
            return
        keys = bulk.new_keys(self.model, len(new))
        names = ("id", self.about.attribute, *self.fields)
        pairs = list(zip(keys, new, strict=True))
        rows = ((key, work.subject.pk, *work.values) for key, work in pairs)
        bulk.insert_values(self.model, {}, names, rows)
        written.note_made(load, self.model, ((work.row, key) for key, work in pairs))

    def _step(self, work: Work) -> str:
        return self.steps[0] if isinstance(work, New) else self.steps[1]

    def _told(self, work: Work) -> Facts:
        if isinstance(work, New):
            return self.told(dict(zip(self.fields, work.values, strict=True)), None)
        return self.told({name: getattr(work.record, name) for name in self.fields}, work.before)
