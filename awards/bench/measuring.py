"""Ratios that hold on a busy machine: sides in turns, one ratio a round, answers compared first."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from typing import Any

LEAST_ROUNDS = 7
CALM = 1.3
_SHOWN = 160


class AnswersDifferError(AssertionError):
    """The sides do not do the same work, so a ratio of their times would mean nothing."""


@dataclass(frozen=True, slots=True)
class Spread:
    """The middle of some numbers, with the least and the greatest."""

    middle: float
    least: float
    greatest: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Spread:
        """Sum up at least one number."""
        return cls(median(values), min(values), max(values))

    @property
    def width(self) -> float:
        """How many times the least fits into the greatest."""
        return self.greatest / self.least

    def __str__(self) -> str:
        return f"{self.middle:.2f} [{self.least:.2f}–{self.greatest:.2f}]"


@dataclass(frozen=True, slots=True)
class Timings:
    """Seconds by side, one entry for each round."""

    seconds: Mapping[str, tuple[float, ...]]

    def ratios(self, side: str, limit: str) -> tuple[float, ...]:
        """Return how many times longer ``side`` took than ``limit``, round by round."""
        return tuple(
            ours / theirs
            for ours, theirs in zip(self.seconds[side], self.seconds[limit], strict=True)
        )

    def ratio(self, side: str, limit: str) -> Spread:
        """Return the ratios of all rounds as one spread."""
        return Spread.of(self.ratios(side, limit))

    def milliseconds(self, side: str, per: int = 1) -> Spread:
        """Return the time of one of ``per`` pieces of work."""
        return Spread.of([1000 * seconds / per for seconds in self.seconds[side]])


def _nothing() -> None:
    pass


def in_turns(
    sides: Mapping[str, Callable[[], object]],
    rounds: int,
    prepare: Callable[[], object] = _nothing,
) -> Timings:
    """Run the sides A B C, A B C … and time each; one round before is not counted.

    The collector of garbage runs between the pieces, not inside them.

    Args:
        prepare: brings everything back to the start before each piece; its time does not count.
    """
    for work in sides.values():
        prepare()
        work()
    seconds: dict[str, list[float]] = {name: [] for name in sides}
    with _quick_collector():
        for _round in range(max(rounds, LEAST_ROUNDS)):
            for name, work in sides.items():
                prepare()
                gc.collect()
                gc.disable()
                started = time.perf_counter()
                work()
                seconds[name].append(time.perf_counter() - started)
                gc.enable()
    return Timings({name: tuple(values) for name, values in seconds.items()})


@contextmanager
def _quick_collector() -> Iterator[None]:
    """Let the collector look only at what comes into being from now on."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.enable()
        gc.unfreeze()


def require_same(answers: Mapping[str, Any], what: str = "") -> Any:
    """Return the answer that all sides gave.

    Raises:
        AnswersDifferError: they did not all give the same one.
    """
    (first, expected), *others = answers.items()
    for name, answer in others:
        if answer != expected:
            place, left, right = _difference(expected, answer)
            raise AnswersDifferError(
                f"{what}: “{first}” and “{name}” differ at {place or 'the top'}: "
                f"{_short(left)} / {_short(right)}"
            )
    return expected


def _difference(left: Any, right: Any, place: str = "") -> tuple[str, Any, Any]:
    """Find the first place where two answers differ."""
    if isinstance(left, dict) and isinstance(right, dict) and left.keys() == right.keys():
        pairs = [(f"{place}.{key}", left[key], right[key]) for key in left]
    elif isinstance(left, list) and isinstance(right, list) and len(left) == len(right):
        pairs = [
            (f"{place}[{index}]", *both) for index, both in enumerate(zip(left, right, strict=True))
        ]
    else:
        return place, left, right
    inner = next(pair for pair in pairs if pair[1] != pair[2])
    return _difference(inner[1], inner[2], inner[0])


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
