"""Invented merits: who got, or is proposed for, what in which year.

Everything is a function of the running number, so that proposals, decisions and recorded awards
agree without being kept in memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import gcd
from typing import NamedTuple

from awards.bench import careers
from awards.bench.organisation import MINISTRY, PROVINCE, STATE, Organisation, Person
from awards.bench.scales import FIRST_YEAR, LAST_YEAR, YEARS, Scale
from awards.domain.steps import Decider
from legal.models import AwardType

# Of twenty awards, so many are of this kind; the first that the recipient may get.
_MIX = (
    *["LDTT"] * 9, *["CSTDCS"] * 4, *["GIAYKHEN"] * 3, "CSTD_TINH", "BK_TINH", "BK_BO", "BK_TTG",
)  # fmt: skip
_COLLECTIVE_MIX = (
    *["TTLDTT"] * 10,
    *["TTLDXS"] * 4,
    *["GIAYKHEN"] * 3,
    "CO_TINH",
    "BK_TINH",
    "BK_BO",
)
_EVERY_COLLECTIVE = 12


class Merit(NamedTuple):
    """One recipient, one award, one year."""

    year: int
    award: str
    decider: str
    occasion: str
    person: Person | None
    unit: int


class Catalogue:
    """The keys and usual deciders of the award types."""

    def __init__(self) -> None:
        types = AwardType.objects.filter(code__in={*_MIX, *_COLLECTIVE_MIX, *careers.ORDERS})
        self.ids = {one.code: one.pk for one in types}
        self.deciders = {one.code: str(one.default_decider) for one in types}
        self.needs_bloc = {one.code: one.needs_bloc for one in types}


@dataclass
class Merits:
    """Recorded and proposed merits of an organisation."""

    scale: Scale
    organisation: Organisation
    catalogue: Catalogue

    def __post_init__(self) -> None:
        self._people = len(self.organisation.people)
        self._inside = [unit for unit in self.organisation.units if unit > MINISTRY]
        self._careers = self._people // careers.ONE_IN
        self._others = self._people - self._careers
        # A step without a common divisor visits everybody once before anybody twice.
        self._step = next(
            n for n in range(self._others // 3 + 7, 10**9) if gcd(n, self._others) == 1
        )

    def recorded(self, number: int) -> Merit:
        """Return the merit of a recorded award, counted from 0; numbers rise with the years."""
        per_year = -(-self.scale.awards // YEARS)
        year, rest = FIRST_YEAR + number // per_year, number % per_year
        return self._merit(year, rest, "")

    def waiting(self) -> Iterator[Merit]:
        """The merits of proposals that wait for the department's check."""
        for number in range(self.scale.open_proposals):
            yield self._merit(LAST_YEAR, number, "Đợt cuối năm")

    def _merit(self, year: int, rest: int, occasion: str) -> Merit:
        number = rest // _EVERY_COLLECTIVE
        if rest % _EVERY_COLLECTIVE == 0:
            again, number = divmod(number, len(self._inside))
            award = _COLLECTIVE_MIX[(number * 7 + year) % len(_COLLECTIVE_MIX)]
            person, unit = None, self._inside[number]
        else:
            places = self._careers * careers.AWARDS_A_YEAR + self._others
            again, number = divmod(rest - number - 1, places)
            person, award = self._of_person(year, number)
            unit = person.unit
        if again:
            occasion = f"{occasion or 'Chuyên đề'} {again}"
        return Merit(year, award, self.catalogue.deciders[award], occasion, person, unit)

    def _of_person(self, year: int, number: int) -> tuple[Person, str]:
        """Who gets the award of a year with this number: careers first, then the others."""
        people = self.organisation.people
        career, nth = divmod(number, careers.AWARDS_A_YEAR)
        if career < self._careers:
            return people[careers.place_of(career)], careers.award(career, year, nth)
        number -= self._careers * careers.AWARDS_A_YEAR
        other = (number * self._step + year * 131) % self._others
        return people[careers.place_without(other)], _MIX[(number * 7 + year) % len(_MIX)]

    def issuer(self, merit: Merit) -> int:
        """Return the unit that decides."""
        return {
            Decider.UNIT_HEAD: self.organisation.department[merit.unit],
            Decider.PROVINCE_CHAIR: PROVINCE,
            Decider.MINISTER: MINISTRY,
        }.get(Decider(merit.decider), STATE)
