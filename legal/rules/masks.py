"""Masks: recipients as the bits of a whole number, the first one lowest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

S = TypeVar("S")


def mask_of(subjects: Iterable[S], test: Callable[[S], bool]) -> int:
    """Return the mask of those for whom the test holds."""
    # Digits read at once: adding bit by bit copies a long number for each person.
    digits = "".join(["1" if test(subject) else "0" for subject in subjects])
    return int(digits[::-1], 2) if digits else 0


def mask_at(places: Iterable[int], size: int) -> int:
    """Return the mask with these positions of so many."""
    digits = bytearray(b"0" * size)
    for place in places:
        digits[size - 1 - place] = 49  # the digit 1
    return int(digits, 2) if size else 0


def indices(mask: int) -> Iterator[int]:
    """Return the positions of the bits of a mask, lowest first."""
    digits = bin(mask)[:1:-1]
    place = digits.find("1")
    while place >= 0:
        yield place
        place = digits.find("1", place + 1)


class Count:
    """How often something was found, for everybody at once, up to the number wanted."""

    def __init__(self, wanted: int, everyone: int) -> None:
        self._reached = [everyone, *([0] * wanted)]

    def add(self, mask: int) -> None:
        """Count once more for those in the mask."""
        reached = self._reached
        for nth in range(len(reached) - 1, 0, -1):
            reached[nth] |= reached[nth - 1] & mask

    @property
    def enough(self) -> int:
        """Those with the number wanted."""
        return self._reached[-1]
