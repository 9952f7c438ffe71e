"""Forecasts of the people of a unit (dự kiến): facts of today, and the rules of the coming years."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from awards.selectors.books import books_below, usual_receipt
from awards.selectors.eligibility import awards_for
from awards.selectors.facts.people import facts_of_people
from awards.selectors.facts.streams import chunks
from awards.selectors.portions import PERSON, Portion
from core.scope import Range
from legal.models import AwardType
from legal.rules.facts import PersonFacts
from legal.rules.forecast import Forecast, Outlook
from legal.rules.registry import NoRuleSetError
from legal.rules.rulebook import Rulebook
from personnel.models import Unit

YEARS_AHEAD = 3
# Who grants an award, the rarest in front; a ministry and a province stand on one step.
_STEPS: Final = {"STATE": 0, "GOVERNMENT": 1, "MINISTRY": 2, "PROVINCE": 2, "UNIT": 3}
# Many possible records are tried for everybody, so fewer people are looked at in one page.
AT_ONCE = 200
_CHUNK = 200


@dataclass(frozen=True, slots=True)
class YearBooks:
    """A part of a unit's tree with the rules of each year, as they are known today."""

    books: Mapping[int, Rulebook]
    ranges: tuple[Range, ...]


@dataclass(frozen=True, slots=True)
class Prospect:
    """A person and an award, with the outlook of each year in which he could get it.

    Attributes:
        retirement_known: whether the day of retirement is on record; without it nobody can tell
            which years come before it.
    """

    key: int
    award: str
    years: Mapping[int, Outlook]
    retirement_known: bool

    @property
    def least(self) -> int:
        """How many records are needed at least, in the year that needs fewest."""
        return min(min(map(len, one.ways)) for one in self.years.values())


def coming_years(year: int) -> range:
    """The years a forecast speaks of."""
    return range(year + 1, year + 1 + YEARS_AHEAD)


def base_year(chosen: int, today: date) -> int:
    """From which year a forecast looks ahead: this year, or the last where its results are due."""
    return min(max(chosen, today.year - 1), today.year)


def year_books(unit: Unit, year: int) -> list[YearBooks]:
    """The rules below a unit for a year and those that come; none where no law is known."""
    found: dict[tuple[Range, ...], dict[int, Rulebook]] = {}
    for one in (year, *coming_years(year)):
        try:
            for book, ranges in books_below(unit, date(one, 12, 31)):
                found.setdefault(ranges, {})[one] = book
        except NoRuleSetError:
            return []
    return [YearBooks(books, ranges) for ranges, books in found.items()]


def rarest_first(awards: Iterable[AwardType]) -> dict[str, int]:
    """Return the place of each award in a forecast: rare ones first, titles of the base last."""
    ordered = sorted(awards, key=lambda one: (_STEPS.get(one.level, len(_STEPS)), one.rank))
    return {award.code: place for place, award in enumerate(ordered)}


def outlooks(
    portion: Portion,
    parts: Sequence[YearBooks],
    *,
    year: int,
    today: date,
    awards: Collection[str] = (),
    every_way: bool = False,
) -> list[Prospect]:
    """Return which people of a portion could get which award in the coming years.

    Args:
        awards: only these; without any, all that have a standard.
        every_way: name all ways that are equally short, not only one; slower.
    """
    found: list[Prospect] = []
    for part in parts:
        keys = portion.inside(part.ranges)
        if not keys:
            continue
        book = part.books[year]
        codes = [
            code
            for code in awards_for(book, PERSON)
            if (not awards or code in awards) and book.has_standard(code, PERSON)
        ]
        for chunk in chunks(facts_of_people(keys, year, as_of=usual_receipt(year, today)), _CHUNK):
            owners, subjects = zip(*chunk, strict=True)
            ahead = Forecast(subjects, part.books, first=year, every_way=every_way)
            for code in codes:
                found.extend(_of_award(ahead, code, year, owners, subjects))
    return found


def every_way_of(
    portion: Portion,
    parts: Sequence[YearBooks],
    shown: Sequence[Prospect],
    *,
    year: int,
    today: date,
) -> list[Prospect]:
    """Return the same prospects with all ways that are equally short, for the few that are shown."""
    keys = {one.key for one in shown}
    few = tuple(row for row in portion.places if row[0] in keys)
    found = outlooks(
        Portion(PERSON, few, 1, 1, len(few)),
        parts,
        year=year,
        today=today,
        awards={one.award for one in shown},
        every_way=True,
    )
    by_place = {(one.key, one.award): one for one in found}
    return [by_place[one.key, one.award] for one in shown]


def _of_award(
    ahead: Forecast,
    award: str,
    year: int,
    owners: Sequence[int],
    subjects: Sequence[PersonFacts],
) -> Iterator[Prospect]:
    found: dict[int, dict[int, Outlook]] = {}
    for one in coming_years(year):
        for index, outlook in ahead.outlook(award, one):
            found.setdefault(index, {})[one] = outlook
    for index in sorted(found):
        known = subjects[index].retires_on is not None
        yield Prospect(owners[index], award, found[index], known)
