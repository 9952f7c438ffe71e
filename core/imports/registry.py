"""What can be loaded: importers, declared by the apps, and what they tell the machinery.

The machinery knows files, columns, states and progress; an importer knows what its rows mean. It
says what a table would change (``plan``), writes it (``write``) and takes it back (``undo``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Protocol

from django.apps import apps
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from core.errors import NotVisible
from core.imports.columns import Column, Table
from core.imports.problems import ImportProblem
from core.scope import SYSTEM, Actor
from core.vietnamese import fold

if TYPE_CHECKING:
    from core.imports.template import CodeSheet
    from core.models import Load

SAME, NEW, SKIP = "same", "new", "skip"
EVERY_ROW = "*"

Progress = Callable[[int, int], None]
"""``tell(done, total)``: cheap, may be called for every row."""


def silent(done: int, total: int) -> None:
    """Tell nobody how far it is."""


# --- What an importer finds -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that stands already and may be the one meant by a row.

    Attributes:
        code: how the answer names it.
        facts: label and text, shown beside those of the row.
    """

    code: str
    facts: dict[str, str]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A row that may be somebody who stands already (nghi trùng); a person decides.

    Attributes:
        incoming: label and text of the row, with the labels of the candidates' facts.
        reason: why it is in doubt, a sentence; may be empty.
    """

    row: int
    incoming: Mapping[str, str]
    existing: Sequence[Candidate]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class UnknownName:
    """A name in free text that leads to no code yet (tên chưa khớp).

    Attributes:
        kind: what is named, a word of the importers, e.g. ``"unit"``.
        text: as the file writes it.
        rows: numbers of the rows that use it.
        suggestions: code and label, likeliest first.
        kind_label: the kind for people; empty when there is only one.
    """

    kind: str
    text: str
    rows: Sequence[int]
    suggestions: Sequence[tuple[str, str]] = ()
    kind_label: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """Something worth knowing before a plan is written; it stops nothing (lưu ý).

    Attributes:
        text: a sentence for people.
        tone: ``"ok"``, ``"warn"`` or ``"info"``.
    """

    text: str
    tone: str = "info"


@dataclass(frozen=True, slots=True)
class Plan:
    """What a table would bring. It is written only without problems, doubts and unknown names.

    Attributes:
        changes: whatever the importer's ``write`` needs; the machinery does not look inside.
        figures: what would happen, by label for people: ``{"Thêm mới": 12}``.
        skipped: rows left out because somebody answered so.
        notes: what is worth knowing before it is written.
    """

    changes: Any
    problems: Sequence[ImportProblem] = ()
    doubts: Sequence[Doubt] = ()
    unknown_names: Sequence[UnknownName] = ()
    figures: Mapping[str, int] = field(default_factory=dict)
    skipped: Sequence[int] = ()
    notes: Sequence[Note] = ()

    @property
    def is_clean(self) -> bool:
        """Whether it can be written as it is."""
        return not (self.problems or self.doubts or self.unknown_names)


CREATED, UPDATED, UNCHANGED, SKIPPED = "created", "updated", "unchanged", "skipped"


@dataclass(frozen=True, slots=True)
class WrittenLine:
    """One line of the result file.

    Attributes:
        outcome: ``CREATED``, ``UPDATED``, ``UNCHANGED`` or ``SKIPPED``.
        code: of the record the row became.
        note: what else is worth knowing.
    """

    row: int
    outcome: str
    code: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """What was written, in figures and line by line."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    lines: Sequence[WrittenLine] = ()


# --- What people answered -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Choice:
    """The answer to a doubtful row: ``SAME`` as the record ``code``, ``NEW``, or ``SKIP``."""

    verdict: str
    code: str = ""


class Answers:
    """What the officer decided about rows and names.

    Args:
        rows: ``"same:<code>"``, ``"new"`` or ``"skip"`` by row number; ``"*"`` speaks for every
            row that has no answer of its own (``"same"`` then means the first candidate).
        names: code by ``(kind, folded text)``.
    """

    def __init__(
        self,
        rows: Mapping[str, str] | None = None,
        names: Mapping[tuple[str, str], str] | None = None,
    ) -> None:
        self._rows = dict(rows or {})
        self._names = dict(names or {})
        self.used_names: dict[tuple[str, str], tuple[str, str]] = {}

    def get(self, row: int) -> str | None:
        """Return the answer to a row as it was given, ``None`` if there is none."""
        return self._rows.get(str(row), self._rows.get(EVERY_ROW))

    def choice(self, row: int, candidates: Sequence[Candidate] = ()) -> Choice | None:
        """Return the answer to a row; ``None`` while it is open or names no such candidate."""
        verdict, _sep, code = (self.get(row) or "").partition(":")
        if verdict in (NEW, SKIP):
            return Choice(verdict)
        known = [candidate.code for candidate in candidates]
        if verdict != SAME or not known:
            return None
        if not code:
            return Choice(SAME, known[0])
        return Choice(SAME, code) if code in known else None

    def is_skipped(self, row: int) -> bool:
        """Tell whether this very row was answered with "skip"."""
        return self._rows.get(str(row)) == SKIP

    def code_for(self, kind: str, text: str) -> str | None:
        """Return the code that was confirmed for a name."""
        key = (kind, fold(text))
        code = self._names.get(key)
        if code is not None:
            self.used_names[key] = (text, code)
        return code


# --- Importers ------------------------------------------------------------------------------


class Importer(Protocol):
    """One kind of file (loại dữ liệu nạp).

    Attributes:
        key: ``"app.what"``, also in addresses.
        label: what is loaded, e.g. "Nhân sự".
        lead: one sentence: what the file brings and what it leaves alone.
        action: permission needed at some unit.
        file_name: of the template.
        max_rows: longest table.
    """

    key: str
    label: str | Promise
    lead: str | Promise
    action: str
    file_name: str
    max_rows: int

    def columns(self) -> Sequence[Column]:
        """Return the columns, in the order of the template."""
        ...

    def code_sheets(self, actor: Actor, day: date) -> Iterable[CodeSheet]:
        """Return the sheets of codes for the template."""
        ...

    def plan(
        self, table: Table, answers: Answers, *, by: Actor, at: datetime, tell: Progress
    ) -> Plan:
        """Check the rows against what stands; nothing is written.

        ``table.problems`` are added by the machinery; the rows they name may lack values.
        """
        ...

    def write(self, plan: Plan, *, load: Load, by: Actor, at: datetime, tell: Progress) -> Written:
        """Write a clean plan in the current transaction, with its ``LoadedRecord`` rows."""
        ...

    def undo(self, load: Load, *, by: Actor, at: datetime) -> None:
        """Take a whole load back in the current transaction; the load is ``UNDONE`` already.

        Raises:
            GuardRefused: something was built on it; the message names what.
        """
        ...


_IMPORTERS: dict[str, Importer] = {}


def register(importer: Importer) -> None:
    """Add an importer; called in an app's ``ready()``."""
    _IMPORTERS[importer.key] = importer


def get(key: str) -> Importer:
    """Return an importer.

    Raises:
        NotVisible: nothing of this name can be loaded.
    """
    found = _IMPORTERS.get(key)
    if found is None:
        raise NotVisible(_("Không có loại dữ liệu nạp này."))
    return found


def may_use(actor: Actor, importer: Importer) -> bool:
    """Tell whether the actor may load such a file anywhere; the operator's commands always."""
    return actor == SYSTEM or actor.may_somewhere(importer.action)


def all_for(actor: Actor) -> list[Importer]:
    """Return what the actor may load from a file, lower apps first, for others build on them.

    An importer with ``has_page`` is fed by a page of its own and is not offered among the files.
    """
    upwards = [config.label for config in reversed(list(apps.get_app_configs()))]
    usable = [
        importer
        for importer in _IMPORTERS.values()
        if may_use(actor, importer) and not getattr(importer, "has_page", False)
    ]
    return sorted(usable, key=lambda one: _place(one.key.partition(".")[0], upwards))


def asks_names(actor: Actor) -> bool:
    """Tell whether the actor may load files whose names are asked about, and so keeps their list.

    An importer whose rows hold codes only says so with ``asks_names = False``.
    """
    return any(getattr(importer, "asks_names", True) for importer in all_for(actor))


def _place(label: str, order: Sequence[str]) -> int:
    return order.index(label) if label in order else len(order)


# --- Who acts, when the machine goes on later -----------------------------------------------

ActorSource = Callable[[int, int | None, date], Actor]
"""``(user id, delegation id or None, day)`` to the actor with the grants of that day."""

_ACTOR_SOURCES: list[ActorSource] = []


def set_actor_source(source: ActorSource) -> None:
    """Say how an account becomes an actor; the app that has the accounts does."""
    _ACTOR_SOURCES[:] = [source]


def actor_of_user(user_id: int | None, delegation_id: int | None, day: date) -> Actor:
    """Return the actor an account is on a day; no account is the operator's own command."""
    if user_id is None:
        return SYSTEM
    return _ACTOR_SOURCES[0](user_id, delegation_id, day)


# --- Who may look through the loads of others -----------------------------------------------

ReaderSource = Callable[[Actor], Q]

_READER_SOURCES: list[ReaderSource] = []


def set_reader_source(source: ReaderSource) -> None:
    """Say which loads of others an actor may read (a condition on ``Load``)."""
    _READER_SOURCES[:] = [source]


_NONE = Q(pk__in=[])


def readable_by(actor: Actor) -> Q:
    """Return the condition for loads of others that the actor may read."""
    return _READER_SOURCES[0](actor) if _READER_SOURCES else _NONE


def reads_others(actor: Actor) -> bool:
    """Tell whether the actor may look through loads of others at all."""
    return readable_by(actor) != _NONE
