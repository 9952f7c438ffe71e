"""Plain values the page components show: a view builds them, a template hands them on.

Components read attributes only, so any object (or dict) with the same names will do; these
classes say which names there are and give them defaults.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

TONES = ("neutral", "info", "progress", "ok", "warn", "danger", "honour")
"""Ways a state can look; ``honour`` (gold) is kept for honours and nothing else."""


@dataclass(frozen=True)
class Crumb:
    """One step of the path to this page; the last one has no ``url``.

    Attributes:
        is_law: the label is words of a legal text, which stay Vietnamese in every language.
    """

    label: str
    url: str = ""
    is_law: bool = False


@dataclass(frozen=True)
class Tab:
    """A section reached by its own address."""

    label: str
    url: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True)
class Chip:
    """A filter in force; ``remove_url`` is the same list without it."""

    label: str
    value: str
    remove_url: str = ""


@dataclass(frozen=True)
class Step:
    """One step of a route. ``state``: done, current, waiting, returned, refused, skipped."""

    label: str
    state: str = "waiting"
    holder: str = ""
    unit: str = ""
    on: date | None = None
    limit: date | None = None
    late: bool = False
    outcome: str = ""
    note: str = ""


@dataclass(frozen=True)
class Event:
    """One act in a history."""

    at: datetime | date
    actor: str
    text: str
    unit: str = ""
    comment: str = ""
    tone: str = "neutral"
    url: str = ""


@dataclass(frozen=True)
class Caution:
    """Something to know before an act is confirmed, with the page that tells more.

    ``short`` stands where many lines are listed.
    """

    text: str
    url: str = ""
    label: str = ""
    short: str = ""


@dataclass(frozen=True)
class Choice:
    """Something to be done on a page, allowed or not.

    ``comment`` is "none", "optional" or "required". ``url`` answers GET with a page that asks
    the same question (for browsers without script) and POST with the act. ``direct`` leads to that
    page at once, for acts that ask more than a comment. ``cautions`` are told before it is done.
    """

    name: str
    label: str
    url: str = ""
    consequence: str = ""
    allowed: bool = True
    reason: str = ""
    tone: str = "secondary"
    icon: str = ""
    comment: str = "none"
    comment_label: str = ""
    legal_basis: str = ""
    direct: bool = False
    cautions: tuple[Caution, ...] = ()


@dataclass(frozen=True)
class FileLink:
    """A paper to download."""

    name: str
    url: str
    kind: str = ""
    size: int | None = None
    added_on: date | None = None
    note: str = ""


@dataclass(frozen=True)
class LineResult:
    """Result of one line of an act on many, or of an imported file. ``tone`` from TONES."""

    place: str
    label: str
    message: str
    tone: str = "ok"
    url: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Column:
    """Column of a data table; ``numeric`` aligns right and groups digits."""

    label: str
    numeric: bool = False
    note: str = ""


@dataclass(frozen=True)
class Cell:
    """Value of a data table with a link to the records behind it, or a tone."""

    value: Any
    url: str = ""
    tone: str = ""
    detail: str = ""


@dataclass(frozen=True)
class Table:
    """A table given as data; ``totals`` is an optional last row."""

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Any]]
    totals: Sequence[Any] = ()
    empty: str = ""


@dataclass(frozen=True)
class Bar:
    """One bar: its label, its number, and the address of the records behind it."""

    label: str
    value: float
    url: str = ""
    highlight: bool = False


@dataclass(frozen=True)
class Series:
    """Numbers in order (usually by year) under one title."""

    title: str
    points: Sequence[tuple[str, float]]
    url: str = ""


@dataclass(frozen=True)
class Mark:
    """Something that happened in a year, for a time line. ``shape``: dot, square, star."""

    year: int
    label: str
    shape: str = "dot"
    detail: str = ""
    url: str = ""


@dataclass(frozen=True)
class Span:
    """A half-open period on a line of years; without ``end`` it goes on. ``tone`` from TONES."""

    label: str
    start: date
    end: date | None = None
    tone: str = "neutral"
    detail: str = ""


@dataclass
class StateTones:
    """Which tone a workflow state has; apps add the states of their own tables."""

    _tones: dict[str, str] = field(
        default_factory=lambda: {
            "DRAFT": "neutral",
            "SUBMITTED": "progress",
            "IN_REVIEW": "progress",
            "RETURNED": "warn",
            "APPROVED": "ok",
            "RECOGNISED": "ok",
            "NOT_RECOGNISED": "danger",
            "REFUSED": "danger",
            "WITHDRAWN": "neutral",
        }
    )

    def register(self, tones: dict[str, str]) -> None:
        """Add or change the tones of states."""
        unknown = set(tones.values()) - set(TONES)
        if unknown:
            raise ValueError(f"Unknown tones {sorted(unknown)}; expected some of {TONES}")
        self._tones.update(tones)

    def of(self, state: str) -> str:
        """Tone of a state; a state nobody described is neutral."""
        return self._tones.get(str(state), "neutral")


state_tones = StateTones()
