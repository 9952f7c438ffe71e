"""Quotas of a list: who is on it, which rules limit each dossier, and how much of a quota is used.

The list of a unit and a year is what was granted and what is proposed (drafts too, for they are
the list being drawn up). The law chooses the set of rules by the day on which the competent body
received the dossier, and a quota stands in such a set. So a dossier is limited by the quotas of the
set its conditions are taken from, and by no other:

* what was decided in a past year shows the quotas that were in force for it then;
* a proposal drawn up today for a past year is judged, and limited, by the rules of today, and does
  not use up the quota of that year;
* the base of a share (those with LĐTT, the people of the unit) is a fact of the year: all count.

A simulation changes lines in memory and counts again; nothing is written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from awards.models.recipient import ObjectKind
from awards.selectors.books import Books, usual_receipt
from awards.selectors.quota_rows import lines_of, number_at_work
from legal.domain.rulesets import QuotaEntry
from legal.rules.quotas import QuotaState, states
from personnel.models import Staff, Unit

# Titles for which leading a bloc is what a collective is proposed for.
_FLAGS = ("CO_TINH", "CO_BO")


@dataclass(frozen=True, slots=True)
class Line:
    """One recipient on the list for one award.

    Attributes:
        key: stable within the list: the dossier, the recorded award or what was added.
        received_on: the day whose rules judge and limit it.
        person: number of the person it is about; empty for a collective.
        proposal_id: the dossier behind it; ``None`` for what was recorded without one, or added.
    """

    key: str
    award: str
    name: str
    object_kind: str
    received_on: date
    person: str = ""
    state: str = ""
    proposal_id: int | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """How many are on the list of a unit and a year, by award and by the rules that limit them.

    Attributes:
        counts: by award and the first day of the period in which the same rules hold.
        staff: people at work in the unit and below it on the day counted.
        usual: the day a dossier of the year would be received; its quotas show on an empty list.
    """

    books: Books
    unit: Unit
    year: int
    counts: Counter[tuple[str, date]]
    staff: int
    usual: date

    def with_more(self, lines: Iterable[tuple[str, date]]) -> Counted:
        """The same with one more for each award and day of receipt named."""
        more = Counter((award, self.books.shelf.period(day)) for award, day in lines)
        return replace(self, counts=self.counts + more)

    def quotas(self, *, also: Iterable[date] = ()) -> list[QuotaState]:
        """Return every quota that limits something on the list, with its counters.

        Args:
            also: days of receipt whose quotas are shown too, though nothing was received then.
        """
        period = self.books.shelf.period
        days = {period(self.usual), *map(period, also)}
        days |= {day for _award, day in self.counts}
        books = {day: self.books.of(self.unit, day) for day in days}
        return states({day: one for day, one in books.items() if one}, self.counts, self._base)

    def _base(self, quota: QuotaEntry) -> int | None:
        return {
            "STAFF": self.staff,
            "PROPOSED": self.counts.total(),
            "TITLE": self._all(quota.base_award),
            "UNITS_LEADING": self._all(*_FLAGS),
        }.get(quota.base)

    def _all(self, *awards: str) -> int:
        return sum(number for (award, _day), number in self.counts.items() if award in awards)


@dataclass(frozen=True, slots=True)
class DrawnUp:
    """The list of a unit and a year (danh sách đang lập), line by line.

    Attributes:
        empty: the same list without a line.
    """

    lines: tuple[Line, ...]
    empty: Counted

    def without(self, keys: Iterable[str]) -> DrawnUp:
        """The list with these lines dropped."""
        dropped = frozenset(keys)
        kept = tuple(line for line in self.lines if line.key not in dropped)
        return replace(self, lines=kept)

    def with_added(self, lines: Sequence[Line]) -> DrawnUp:
        """The list with these lines added, but for people who are on it with the same award."""
        there = self.people()
        new = tuple(line for line in dict.fromkeys(lines) if (line.person, line.award) not in there)
        return replace(self, lines=(*self.lines, *new))

    def people(self) -> frozenset[tuple[str, str]]:
        """Who is on the list with which award."""
        return frozenset((line.person, line.award) for line in self.lines if line.person)

    def quotas(self, *, also: Iterable[date] = ()) -> list[QuotaState]:
        """Return every quota that limits something on the list, with its counters."""
        lines = [(line.award, line.received_on) for line in self.lines]
        return self.empty.with_more(lines).quotas(also=also)


def drawn_up(unit: Unit, year: int, today: date, books: Books) -> DrawnUp:
    """Return what was granted to, or is proposed for, the unit and all below it in the year.

    Three queries, however long the list is.

    Args:
        today: on which people at work are counted, and as received on which a draft is judged.
    """
    lines = tuple(Line(**row) for row in lines_of(unit, year, today))
    at_work = number_at_work(unit, today)
    empty = Counted(books, unit, year, Counter(), at_work, usual_receipt(year, today))
    return DrawnUp(lines, empty)


def added(people: Iterable[tuple[Staff, str]], received_on: date) -> list[Line]:
    """Return lines for people who are only tried out on the list, each with an award."""
    return [
        Line(
            key=f"thu-{staff.code}-{award}",
            award=award,
            name=staff.full_name,
            object_kind=ObjectKind.INDIVIDUAL,
            received_on=received_on,
            person=staff.code,
        )
        for staff, award in people
    ]
