"""Runs of consecutive years (năm liên tục): found for a whole group, told for one recipient.

One pass from the last year of a run backwards finds for everybody at once whose run is long enough
and holds what is asked; the words about one recipient come from the same pass over a group of one.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterator
from functools import reduce
from operator import and_
from typing import ClassVar

from legal.rules.base import Rule
from legal.rules.checks import notation
from legal.rules.checks.readings import LOOK_BACK, Reading, hopefully, leniently, strictly
from legal.rules.group import Group
from legal.rules.masks import Count
from legal.rules.tally import Tally, split

# Who may have a year in the run, by year.
Allowed = Callable[[int], int]


class Run(Rule):
    """A run of consecutive years, each with what is asked, that holds what is asked of it.

    Attributes:
        until_proposal: the run lasts until the proposal ("đến thời điểm đề nghị").
        yearly: what is proposed year by year; a run that ended before the last year but one is
            left to people, and one that was followed by the same award is used up.
    """

    claim = "MERIT"
    by_award = True
    until_proposal: ClassVar[bool] = False
    yearly: ClassVar[bool] = False

    @abstractmethod
    def asked(self) -> str:
        """Return what each year must have, in the notation."""

    @abstractmethod
    def least(self) -> int:
        """Return how many years the run must have at least."""

    def allowed(self, reading: Reading) -> Allowed:
        """Return who may have a year in the run, by year: everybody unless something is asked."""
        everyone = reading.group.everyone
        return lambda _year: everyone

    def sums(self, reading: Reading) -> list[tuple[int, str]]:
        """Return what the run must hold, in the notation, each with those it is asked of."""
        return []

    def judge(self, group: Group) -> Tally:
        """Look for a run: strictly, with what people may decide, and with luck."""
        sure = self._reached(strictly(self.context, group))
        decided = self._reached(leniently(self.context, group))
        hoped = self._reached(hopefully(self.context, group))
        return split(
            group.everyone,
            met=sure,
            not_met=group.everyone & ~hoped & ~decided,
            judgement=decided,
        )

    def best(
        self, reading: Reading, allowed: Allowed | None = None, *, growing: bool = False
    ) -> range:
        """Return the run of a group of one: one that holds all, else the longest, else none.

        Args:
            growing: only runs to which another year can be added.
        """
        merit = _Merit(reading, self.asked(), allowed or self.allowed(reading))
        best, rank = range(0), (False, 0, 0)
        ends = _recent(reading.group) if growing and not self.until_proposal else None
        for last, mask, used_up in ends or self._ends(reading):
            for year, streak, held in self._backwards(merit, last, mask, used_up):
                length = last - year + 1
                full = bool(streak & held) and length >= self.least()
                if streak and (full, length, last) > rank:
                    best, rank = range(year, last + 1), (full, length, last)
        return best

    def _reached(self, reading: Reading) -> int:
        merit = _Merit(reading, self.asked(), self.allowed(reading))
        least, found = self.least(), 0
        for last, mask, used_up in self._ends(reading):
            left = mask & ~found
            for year, streak, held in self._backwards(merit, last, left, used_up):
                if last - year + 1 >= least:
                    found |= streak & held
        return found

    def _backwards(
        self,
        merit: _Merit,
        last: int,
        mask: int,
        used_up: bool,  # noqa: FBT001
    ) -> Iterator[tuple[int, int, int]]:
        """Yield, year by year from the last, whose run reaches back so far and what it holds."""
        reading = merit.reading
        served_too = reading.lenient and not used_up
        streak = mask & merit.of(last, served_too=served_too)
        if not streak:
            # Nobody's run ends here, as in most years.
            return
        sums = _Sums(self.sums(reading), reading)
        for year in range(last, reading.first_year - 1, -1):
            streak &= merit.of(year, served_too=served_too)
            if not streak:
                return
            sums.add(year)
            yield year, streak, sums.held

    def _ends(self, reading: Reading) -> Iterator[tuple[int, int, bool]]:
        """Yield in which year a run may end, for whom, and whether it may be used up."""
        group = reading.group
        if self.until_proposal:
            yield from ((year, mask, False) for year, mask in last_years(group))
            return
        recent = _recent(group) if self.yearly else []
        yield from recent
        ended = {last for last, _mask, _used_up in recent}
        # Of what is not known only the last years are hoped for: nobody proposes again what may
        # have ended before the records begin.
        if self.yearly and (reading.hopeful or not reading.lenient):
            return
        rewarded = 0
        # A run too long to have begun within a working life is not looked for.
        first = max(reading.first_year, group.year - LOOK_BACK + self.least() - 1)
        for year in range(group.year, first - 1, -1):
            if year not in ended:
                yield year, group.everyone & ~rewarded, self.yearly
            if self.yearly:
                rewarded |= group.awarded((reading.award,), year)


def _recent(group: Group) -> list[tuple[int, int, bool]]:
    """Return the year judged and the one before as ends of a run."""
    return [(group.year, group.everyone, False), (group.year - 1, group.everyone, False)]


class _Merit:
    """Who has a year that may stand in a run; looked at once, however many runs reach it."""

    def __init__(self, reading: Reading, asked: str, allowed: Allowed) -> None:
        self.reading = reading
        self._asked = asked
        self._allowed = allowed
        self._known: dict[tuple[int, bool], int] = {}

    def of(self, year: int, *, served_too: bool) -> int:
        """Return who has the year, also where it served the same award already, or only else."""
        place = year, served_too
        if place not in self._known:
            found = self.reading.has_all(self._asked, year)
            if found:
                found &= self._allowed(year) & self.reading.counts(year, served_too=served_too)
            self._known[place] = found
        return self._known[place]


class _Sums:
    """What the years seen so far hold of what is asked, counted for everybody at once."""

    def __init__(self, asked: list[tuple[int, str]], reading: Reading) -> None:
        self._reading = reading
        self._everyone = reading.group.everyone
        self._alternatives = [
            (who, [(one.things, Count(one.wanted, self._everyone)) for one in alternative])
            for who, text in asked
            for alternative in notation.in_span(text)
        ]

    def add(self, year: int) -> None:
        for _who, counts in self._alternatives:
            for things, count in counts:
                for thing in things:
                    for mask in self._reading.has(thing, year):
                        count.add(mask)

    @property
    def held(self) -> int:
        """Those whose years hold one of the sums."""
        if not self._alternatives:
            return self._everyone
        found = 0
        for who, counts in self._alternatives:
            found |= reduce(and_, (count.enough for _things, count in counts), who)
        return found


def last_years(group: Group) -> list[tuple[int, int]]:
    """Return in which year a run until the proposal ends, and for whom.

    A year that is not over on the day of the dossier and has no grade yet does not break a run:
    for those without it the run ends the year before.
    """
    still_open = group.as_of is not None and group.as_of.year <= group.year
    if not still_open:
        return [(group.year, group.everyone)]
    graded = group.graded(group.year)
    return [(group.year, graded), (group.year - 1, group.everyone & ~graded)]
