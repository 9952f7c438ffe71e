"""A list under check: the rows that count, and what is found about them on the way to a plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from django.db.models import Model
from django.utils.translation import gettext as _

from core.clock import day_of
from core.imports import Column, Row, Table
from core.imports.registry import Answers, Doubt, Note, Plan
from core.scope import Actor
from personnel.models import Staff, Unit
from personnel.services.loading.findings import Findings
from personnel.services.loading.outcome import Changes, Waiting, rest_of
from personnel.services.loading.people import PeopleFinder
from personnel.services.loading.unit_finder import UnitFinder


class ListCheck:
    """What every check of a list needs; the importer adds what its rows mean.

    Attributes:
        rows: those nobody asked to leave out; what is left out asks nothing, not even a name.
        skipped: numbers of the others.
        finder: leads names of units to units, and keeps those that lead nowhere.
        findings: what is wrong, by row and column.
    """

    def __init__(
        self,
        table: Table,
        answers: Answers,
        columns: Sequence[Column],
        *,
        action: str,
        by: Actor,
        at: datetime,
        fields: Mapping[str, str] | None = None,
    ) -> None:
        """Begin with a table; ``fields`` says which column holds a field of the rules."""
        self.table, self.by, self.at = table, by, at
        self.today = day_of(at)
        self.rows: list[Row] = []
        self.skipped: list[int] = []
        for row in table.rows:
            if answers.is_skipped(row.number):
                self.skipped.append(row.number)
            else:
                self.rows.append(row)
        self.finder = UnitFinder(by, action, answers, today=self.today)
        self.findings = Findings(columns, fields)

    def staff_by_row(self) -> dict[int, Staff | None]:
        """Whom each row is about, all fetched at once; without a person the reason is noted."""
        people = PeopleFinder(self.rows, self.finder, self.findings, self.by)
        return {row.number: people.find(row) for row in self.rows}

    def unit_of(self, row: Row, key: str, *, on: date, above: str = "") -> Unit | None:
        """The unit a cell means, if it lies in reach; without one the reason is noted.

        Args:
            on: of several units of the same name the one of this day is meant.
            above: the superior as the file writes it, to tell units of the same name apart.
        """
        unit = self.finder.find(row.get(key), row.number, above=above, on=on)
        if unit is None or self.finder.in_reach(unit):
            return unit
        self.findings.add(
            row.number,
            key,
            _("Đơn vị này ngoài phạm vi của bạn"),
            _("đơn vị bạn phụ trách, hoặc đề nghị cấp trên nạp"),
        )
        return None

    def plan(
        self,
        changes: Changes,
        figures: Mapping[str, int],
        written: Iterable[int],
        *,
        doubts: Sequence[Doubt] = (),
        skipped: Iterable[int] = (),
        notes: Iterable[Note] = (),
    ) -> Plan:
        """What the list would bring.

        Args:
            figures: what would be written, by label.
            written: numbers of the rows that something is written for.
            skipped: rows that answers to doubts left out.
            notes: what is worth knowing and stops nothing.
        """
        problems, names = self.findings.problems, self.finder.unknown_names()
        left_out = sorted({*self.skipped, *skipped})
        rest = rest_of(
            (row.number for row in self.table.rows),
            written,
            left_out,
            Waiting([*self.table.problems, *problems], doubts, names),
        )
        every = {_("Dòng trong tệp"): len(self.table.rows), **figures, **rest}
        return Plan(changes, problems, doubts, names, every, left_out, tuple(notes))


def keys_of(found: Mapping[int, Model | None]) -> set[int]:
    """Keys of the people or units that rows are about."""
    return {one.pk for one in found.values() if one is not None}
