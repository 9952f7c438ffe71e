"""Everything kept about one person, part by part; every app adds what it keeps.

One list serves the page "Hồ sơ của tôi" and the files a person takes away, so that neither can
show less than the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from personnel.models import Staff


@dataclass(frozen=True)
class Section:
    """One part of what is kept.

    Attributes:
        columns: headings in words.
        rows: plain values: texts, numbers, days, moments, yes or no.
        topic: what a request for correction of this part is about, where one can be sent.
    """

    key: str
    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]
    topic: str = ""


Collector = Callable[[Staff], Iterable[Section]]
_COLLECTORS: dict[str, tuple[int, Collector]] = {}


def register(app: str, collector: Collector, *, order: int) -> None:
    """Add what an app keeps; done in its ``ready()``, which may run twice."""
    _COLLECTORS[app] = (order, collector)


def sections(staff: Staff) -> list[Section]:
    """All parts in order; the caller makes sure that it is the person himself who asks."""
    collectors = sorted(_COLLECTORS.values(), key=lambda known: known[0])
    return [section for _order, collect in collectors for section in collect(staff)]
