"""An importer for tests of the machinery: it writes names with codes into the list of names.

Names are plain rows without a domain. A row whose code is "GẦN …" is in doubt; a place that nobody
confirmed is an unknown name; a row named "Nổ" makes the writing fail; one named "Giết" kills the
process in the middle of it, if the environment says so.
"""

from __future__ import annotations

import os
import signal
from datetime import UTC, datetime

from core.db import bulk
from core.errors import GuardRefused
from core.imports import Column, ImportProblem, written
from core.imports.registry import (
    CREATED,
    SKIP,
    UPDATED,
    Candidate,
    Doubt,
    Plan,
    UnknownName,
    Written,
    WrittenLine,
)
from core.imports.template import CodeSheet
from core.models import NameMatch
from core.vietnamese import fold

KIND = "toy"
PLACES = {"P1": "Phòng Một", "P2": "Phòng Hai"}
KILL_ENV = "TOY_IMPORTER_KILLS"


class ToyImporter:
    """Tên và mã."""

    key = "toy.names"
    label = "Đồ chơi"
    lead = "Tên kèm mã, để thử."
    action = "personnel.change_staff"
    file_name = "mau-do-choi.xlsx"
    max_rows = 20_000

    def columns(self):
        return (
            Column("name", "Họ và tên", required=True, aliases=("Tên",)),
            Column("code", "Mã số", required=True, max_length=20),
            Column("place", "Nơi làm việc"),
        )

    def code_sheets(self, actor, day):
        return [CodeSheet("Mã nơi", ("Mã", "Tên"), list(PLACES.items()))]

    def plan(self, table, answers, *, by, at, tell):
        changes, problems, doubts, skipped = [], [], [], []
        unknown: dict[str, list[int]] = {}
        known = {one.folded: one for one in NameMatch.objects.filter(kind=KIND)}
        for done, row in enumerate(table.rows, start=1):
            tell(done, len(table.rows))
            place = row.get("place")
            if place and place not in PLACES and answers.code_for("place", place) not in PLACES:
                if answers.is_skipped(row.number):
                    skipped.append(row.number)
                else:
                    unknown.setdefault(place, []).append(row.number)
                continue
            if row.get("name") == "Sai":
                problems.append(ImportProblem(row.number, "Họ và tên", "Tên sai", "tên đúng"))
                continue
            old = known.get(fold(row.get("name")))
            if old is not None and row.get("code", "").startswith("GẦN"):
                beside = [Candidate(old.code, {"Tên": old.text, "Mã": old.code})]
                choice = answers.choice(row.number, beside)
                if choice is None:
                    incoming = {"Tên": row.get("name"), "Mã": row.get("code")}
                    doubts.append(Doubt(row.number, incoming, beside, "Trùng tên"))
                    continue
                if choice.verdict == SKIP:
                    skipped.append(row.number)
                    continue
            changes.append((row, old))
        return Plan(
            changes,
            problems,
            doubts,
            [
                UnknownName("place", text, rows, [("P1", "Phòng Một"), ("P2", "Phòng Hai")])
                for text, rows in unknown.items()
            ],
            {"Thêm mới": sum(old is None for _row, old in changes)},
            skipped,
        )

    def write(self, plan, *, load, by, at, tell):
        fresh, entries, lines = [], [], []
        for done, (row, old) in enumerate(plan.changes, start=1):
            tell(done, len(plan.changes))
            if old is not None:
                before = written.values_of(old, ["code"])
                old.code = row.get("code")
                old.save(update_fields=["code"])
                entries.append(written.Entry(row.number, old, before))
                lines.append(WrittenLine(row.number, UPDATED, old.code))
                continue
            made = NameMatch(
                kind=KIND,
                text=row.get("name"),
                folded=fold(row.get("name")),
                code=row.get("code"),
                confirmed_by_name=by.signature,
                confirmed_at=at,
            )
            fresh.append(made)
            entries.append(written.Entry(row.number, made, None))
            lines.append(WrittenLine(row.number, CREATED, made.code))
        bulk.insert(NameMatch, fresh)
        written.note(load, entries)
        names = {one.text for one in fresh}
        if "Giết" in names and os.environ.get(KILL_ENV):
            os.kill(os.getpid(), signal.SIGKILL)
        if "Nổ" in names:
            raise RuntimeError("boom")
        return Written(len(fresh), len(lines) - len(fresh), 0, lines)

    def undo(self, load, *, by, at):
        written.refuse_later_loads(load)
        made = NameMatch.objects.filter(pk__in=written.created_ids(load, NameMatch))
        if made.filter(code="DÙNG").exists():
            raise GuardRefused("Tên này đã được dùng.")
        made.delete()
        written.restore(load, NameMatch)


AT = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)
