"""Phases of an emulation year: which one is open on a day, and how many days are left."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

UPCOMING = "UPCOMING"
OPEN = "OPEN"
CLOSED = "CLOSED"


@dataclass(frozen=True, slots=True)
class PhaseDates:
    """The days of one phase; people may act on the closing day too.

    Raises:
        ValueError: the phase closes before it opens.
    """

    kind: str
    opens_on: date
    closes_on: date

    def __post_init__(self) -> None:
        if self.closes_on < self.opens_on:
            raise ValueError(f"phase {self.kind} closes before it opens")

    def is_open(self, day: date) -> bool:
        """Tell whether one may act in the phase on that day."""
        return self.opens_on <= day <= self.closes_on

    def standing(self, day: date) -> str:
        """Return whether the phase is still to come, open or closed on that day."""
        if day < self.opens_on:
            return UPCOMING
        return OPEN if day <= self.closes_on else CLOSED

    def days_left(self, day: date) -> int:
        """Return the days from ``day`` to the closing day: 0 on that day, negative later."""
        return (self.closes_on - day).days


def open_phases(phases: Iterable[PhaseDates], day: date) -> list[PhaseDates]:
    """Return the phases open on the day, the one that closes first in front."""
    return sorted(
        (phase for phase in phases if phase.is_open(day)),
        key=lambda phase: (phase.closes_on, phase.kind),
    )


def step_reached(days_left: int, steps: Sequence[int]) -> int | None:
    """Return the tightest reminder step reached, e.g. 3 with two days left of (7, 3, 1).

    A job that comes late thus finds the step that holds now, never one that has been overtaken.
    """
    if days_left < 0:
        return None
    return min((step for step in steps if days_left <= step), default=None)
