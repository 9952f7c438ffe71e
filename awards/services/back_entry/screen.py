"""One decision with many names, as it is typed: checked like a list, recorded as one load."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from awards.services.back_entry.columns import columns
from awards.services.back_entry.importer import BACK_ENTRY
from core.errors import InvalidInput, Problem
from core.imports import Row, Table, names, pipeline
from core.imports.pipeline import File
from core.imports.registry import NEW, SAME, Answers, Plan
from core.imports.results import every_problem
from core.language import in_official_language
from core.models import Load
from core.scope import Actor
from core.vietnamese import nfc

# Longer lists come as files.
MOST_LINES = 150


@dataclass(frozen=True, slots=True)
class PaperInput:
    """What the decision says once for all its names.

    Attributes:
        award: code of the award.
        issuer, decider: empty takes who usually decides the award for the recipient's unit.
        ground: of every name that has none of its own.
    """

    number: str
    decided_on: date
    year: int
    award: str
    decider: str = ""
    issuer: str = ""
    signer_name: str = ""
    signer_post: str = ""
    summary: str = ""
    basis: str = ""
    occasion: str = ""
    qualifier: str = ""
    ground: str = ""


@dataclass(frozen=True, slots=True)
class LineInput:
    """One recipient.

    Attributes:
        recipient: code of who was picked; empty leaves it to the name.
        is_new: none of those who stand already is meant.
        kind: a key of ``columns.kinds()``; empty for somebody on the staff list, or a unit where
            the award is only for collectives.
        unit, post: where he stood then; empty takes what the staff record says.
    """

    recipient: str = ""
    is_new: bool = False
    name: str = ""
    kind: str = ""
    birth_date: date | int | None = None
    unit: str = ""
    post: str = ""
    merit: str = ""
    ground: str = ""


def check(paper: PaperInput, lines: Sequence[LineInput], *, by: Actor, at: datetime) -> Plan:
    """Look at every line as at a row of a list; the first line is row 1.

    Raises:
        Forbidden: the actor records earlier awards nowhere.
    """
    table, answers = _table(paper, lines)
    if not lines:
        pipeline.require(BACK_ENTRY, by)
        return Plan(None)
    return pipeline.plan_of(BACK_ENTRY, table, answers, by=by, at=at)


def record(paper: PaperInput, lines: Sequence[LineInput], *, by: Actor, at: datetime) -> Load:
    """Record the decision for all its names, or nothing; the load can be taken back as a whole.

    Raises:
        Forbidden: the actor records earlier awards nowhere.
        InvalidInput: a line is wrong, in doubt or a double; each is named.
    """
    pipeline.require(BACK_ENTRY, by)
    if not lines:
        raise InvalidInput.at("recipients", _("Hãy ghi ít nhất một người, tập thể được khen."))
    if len(lines) > MOST_LINES:
        raise InvalidInput.at(
            "recipients",
            _("Danh sách dài quá %(most)d dòng.") % {"most": MOST_LINES},
            _("Hãy nạp bằng tệp."),
        )
    table, answers = _table(paper, lines)
    file = File(_title(paper), b"")
    found, load = pipeline.load_now(BACK_ENTRY, file, table, answers, by=by, at=at)
    if load is None:
        raise InvalidInput(
            _("Chưa ghi gì: có %(count)d chỗ cần sửa.") % {"count": len([*every_problem(found)])},
            problems=[*_problems(found)],
        )
    return load


def key_of_column(title: str) -> str:
    """The key of a column by its title in a problem; empty for the whole row."""
    return next((column.key for column in columns() if column.title == title), "")


def _problems(found: Plan) -> Iterator[Problem]:
    for problem in sorted(every_problem(found), key=lambda one: one.row):
        field = key_of_column(problem.column)
        place = f"recipients[{problem.row - 1}]" if problem.row else ""
        shared = field in PaperInput.__dataclass_fields__
        yield Problem(
            reason=problem.sentence,
            field=field if shared or not place else f"{place}.{field}".rstrip("."),
            place=problem.place,
        )


def _table(paper: PaperInput, lines: Sequence[LineInput]) -> tuple[Table, Answers]:
    shared = {
        "number": nfc(paper.number),
        "decided_on": paper.decided_on,
        "year": paper.year,
        "award": paper.award,
        "decider": paper.decider,
        "issuer": nfc(paper.issuer),
        "signer_name": nfc(paper.signer_name),
        "signer_post": nfc(paper.signer_post),
        "summary": nfc(paper.summary),
        "basis": paper.basis,
        "occasion": nfc(paper.occasion),
        "qualifier": nfc(paper.qualifier),
        "ground": paper.ground,
    }
    rows = []
    answers: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        own: dict[str, Any] = {
            "recipient": "" if line.is_new else line.recipient.strip(),
            "name": nfc(line.name),
            "birth_date": line.birth_date,
            "kind": line.kind,
            "unit": nfc(line.unit),
            "post": nfc(line.post),
            "merit": line.merit.strip(),
            "ground": line.ground or paper.ground,
        }
        present = {key: value for key, value in (shared | own).items() if value not in ("", None)}
        rows.append(Row(number, present, frozenset()))
        if line.is_new:
            answers[str(number)] = NEW
        elif line.recipient:
            answers[str(number)] = f"{SAME}:{line.recipient.strip()}"
    return Table(tuple(rows), ()), Answers(answers, names.confirmed())


@in_official_language
def _title(paper: PaperInput) -> str:
    return _("Quyết định %(number)s ngày %(day)s") % {
        "number": paper.number,
        "day": f"{paper.decided_on:%d/%m/%Y}",
    }
