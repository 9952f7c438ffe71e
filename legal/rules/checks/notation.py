"""The small notation in which a rule-set states what must be found, so that officers can change it.

- Of each year: ``CSTDCS | EXCELLENT & INITIATIVE`` – alternatives, each a list that must hold.
- In a span of years: ``1 CO_CP + 2 CO_BO|CO_TINH; 4 CO_BO|CO_TINH`` – alternatives, each a sum of
  counts, each count of one thing or another.

A thing is a grade (so or better), ``INITIATIVE`` or ``TOPIC`` (recognised works), or an award code.
People may also write it in words, as it is shown to them: names for codes, “hoặc” and “và”.
"""

from __future__ import annotations

import re
from collections.abc import Callable
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
_COUNT = re.compile(r"0*([1-9]|[1-4][0-9]|50)\s+(.+)")
_NOUN = re.compile(r"\A(?:năm|nam|lần|lan)\s+", re.IGNORECASE)
_OR = re.compile(r"\||\b(?:hoặc|hoac)\b", re.IGNORECASE)
_AND_EACH = re.compile(r"&|\b(?:và|va)\b", re.IGNORECASE)
_AND_SUM = re.compile(r"\+|\b(?:và|va)\b", re.IGNORECASE)
_NEXT_WAY = re.compile(r";\s*(?:(?:hoặc|hoac)\b)?", re.IGNORECASE)


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


def each_year_coded(text: str, code_of: Callable[[str], str]) -> str:
    """Return what each year must have in codes, from codes, names or both.

    Args:
        code_of: gives the code of one thing as it was written.
    """
    return " | ".join(
        " & ".join(code_of(part.strip()) for part in _AND_EACH.split(alternative))
        for alternative in _OR.split(text)
    )


def in_span_coded(text: str, code_of: Callable[[str], str]) -> str:
    """Return what a span of years must have in codes, from codes, names or both.

    Args:
        code_of: gives the code of one thing as it was written.

    Raises:
        NotationError: a count is missing, or too large.
    """
    return "; ".join(
        " + ".join(_count_coded(part, code_of) for part in _AND_SUM.split(way))
        for way in _NEXT_WAY.split(text)
    )


def _count_coded(text: str, code_of: Callable[[str], str]) -> str:
    wanted, things = _counted(text)
    named = _OR.split(_NOUN.sub("", things))
    return f"{wanted} {'|'.join(code_of(one.strip()) for one in named)}"


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
    wanted, things = _counted(text)
    return Count(wanted, tuple(_thing(part) for part in things.split("|")))


def _counted(text: str) -> tuple[int, str]:
    match = _COUNT.fullmatch(text.strip())
    if match is None:
        raise NotationError(
            f"“{text.strip()}” không đúng dạng “số lượng rồi tên hoặc mã”, ví dụ “2 CSTDCS”, số từ 1 đến 50"
        )
    return int(match[1]), match[2]


def _thing(text: str) -> str:
    if not _THING.fullmatch(text.strip()):
        raise NotationError(f"“{text.strip()}” không phải mã mức xếp loại, danh hiệu, công trình")
    return text.strip()
