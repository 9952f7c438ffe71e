"""The small notation in which a rule-set states what must be found, so that officers can change it.

- Of each year: ``CSTDCS | EXCELLENT & INITIATIVE`` – alternatives, each a list that must hold.
- In a span of years: ``1 CO_CP + 2 CO_BO|CO_TINH; 4 CO_BO|CO_TINH`` – alternatives, each a sum of
  counts, each count of one thing or another.

A thing is a grade (so or better), ``INITIATIVE`` or ``TOPIC`` (recognised works), or an award code.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from legal.rules.checks.words import award_name, or_better
from legal.rules.facts import GRADES

WORKS: Final = {
    "INITIATIVE": "sáng kiến được công nhận",
    "TOPIC": "đề tài, đề án, công trình được nghiệm thu",
}
_THING = re.compile(r"[A-Z][A-Z0-9_]*")
_COUNT = re.compile(r"([1-9][0-9]?)\s+(.+)")


class NotationError(ValueError):
    """A threshold is not written in the notation."""


@dataclass(frozen=True, slots=True)
class Count:
    """So many of one thing or another."""

    wanted: int
    things: tuple[str, ...]

    @property
    def words(self) -> str:
        """The count as people read it; grades are counted by years, titles and forms by times."""
        noun = "năm " if self.things[0] in GRADES else ""
        return f"{self.wanted:02d} {noun}{' hoặc '.join(thing_words(one) for one in self.things)}"


@cache
def of_each_year(text: str) -> tuple[tuple[str, ...], ...]:
    """Read what each year must have: alternatives of things that hold together.

    Raises:
        NotationError: the text is not in the notation.
    """
    return tuple(
        tuple(_thing(part) for part in alternative.split("&")) for alternative in text.split("|")
    )


@cache
def in_span(text: str) -> tuple[tuple[Count, ...], ...]:
    """Read what a span of years must have: alternatives of sums of counts.

    Raises:
        NotationError: the text is not in the notation.
    """
    return tuple(
        tuple(_count(part) for part in alternative.split("+")) for alternative in text.split(";")
    )


def year_words(text: str) -> str:
    """Return what each year must have, as people read it."""
    return " hoặc ".join(
        " và ".join(thing_words(thing) for thing in alternative)
        for alternative in of_each_year(text)
    )


def span_words(text: str) -> str:
    """Return what a span of years must have, as people read it."""
    return "; hoặc ".join(
        " và ".join(count.words for count in alternative) for alternative in in_span(text)
    )


def thing_words(thing: str) -> str:
    """Return one thing as people read it."""
    if thing in GRADES:
        return or_better(thing)
    return WORKS.get(thing) or award_name(thing)


def _count(text: str) -> Count:
    match = _COUNT.fullmatch(text.strip())
    if match is None:
        raise NotationError(
            f"“{text.strip()}” không đúng dạng “số lượng mã”, ví dụ “2 CSTDCS”, số từ 1 đến 99"
        )
    return Count(int(match[1]), tuple(_thing(part) for part in match[2].split("|")))


def _thing(text: str) -> str:
    if not _THING.fullmatch(text.strip()):
        raise NotationError(f"“{text.strip()}” không phải mã mức xếp loại, danh hiệu, công trình")
    return text.strip()
