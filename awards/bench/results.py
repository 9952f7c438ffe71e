"""What a run prints."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from awards.bench.measuring import CALM, Spread
from awards.bench.scales import Scale

_HEADS = ("", "work", "limit", "found", "goal", "met", "times")


@dataclass(frozen=True, slots=True)
class Line:
    """One goal and how it stands.

    Attributes:
        found: what was measured, usually a ratio with its least and greatest round.
        is_met: ``None`` when nothing may be said, as when the answers differed.
        times: what the two sides took, to give the ratio a size.
    """

    code: str
    work: str
    limit: str
    found: str = "no ratio: the answers differ"
    goal: str = "–"
    is_met: bool | None = None
    times: str = ""

    def with_ratio(self, ratio: Spread, goal: float, times: str) -> Line:
        """The line with its ratio; the goal is met when the median is within it."""
        met = ratio.middle <= goal
        return replace(self, found=str(ratio), goal=f"≤ {goal:g}", is_met=met, times=times)

    @property
    def cells(self) -> tuple[str, ...]:
        """The line as a row of the table."""
        met = {True: "yes", False: "NO", None: "–"}[self.is_met]
        return (self.code, self.work, self.limit, self.found, self.goal, met, self.times)


@dataclass(frozen=True, slots=True)
class Setting:
    """What every measurement is told."""

    scale: Scale
    rounds: int
    say: Callable[[str], None]


def table(lines: Iterable[Line]) -> str:
    """Return the lines as a table that reads well in a terminal and in Markdown."""
    rows = [_HEADS, *(line.cells for line in lines)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADS))]
    ruler = tuple("-" * width for width in widths)
    return "\n".join(
        f"| {' | '.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))} |"
        for row in (rows[0], ruler, *rows[1:])
    )


def floor_note(what: str, floor: Spread) -> str:
    """Tell how calm the machine was while something was measured."""
    note = f"{what}: hello floor {floor.middle:.2f} ms [{floor.least:.2f}–{floor.greatest:.2f}]"
    if floor.width > CALM:
        note += f"; WARNING: it spread {floor.width:.1f}× (more than {CALM}×), repeat when calmer"
    return note
