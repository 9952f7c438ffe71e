"""Who could become eligible in the next years, and what would still have to come (dự kiến).

Nothing here is promised: for each coming year the facts are extended by records that could come,
least first, and judged by the very rules that judge a dossier. What is reported is the least that
would be enough. A title is assumed only in a year in which the person could get it himself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from legal.rules import verdict as verdicts
from legal.rules.assumptions import (
    AS_IT_IS,
    Assumed,
    Coming,
    Scenario,
    going_on,
    leaves_before,
    missing_of,
)
from legal.rules.checks.spans import Run
from legal.rules.evaluate import Judged, Ruling
from legal.rules.facts import Subject
from legal.rules.group import Group
from legal.rules.masks import indices, mask_of
from legal.rules.prospects import Prospects, prospects
from legal.rules.rulebook import Rulebook
from legal.rules.scenarios import scenarios


@dataclass(frozen=True, slots=True)
class Outlook:
    """One award that could be reached in one year.

    Attributes:
        ways: what would have to come, each way as short as the others; a way with nothing in it
            means that going on as now is enough.
        code: the verdict that would follow: *eligible*, or *needs judgement*.
    """

    award: str
    year: int
    ways: tuple[Scenario, ...]
    code: str

    @property
    def as_now(self) -> bool:
        """Whether nothing has to come but that the person goes on as now."""
        return AS_IT_IS in self.ways


class Forecast:
    """The outlook of a group of recipients, as far as their records and today's rules tell.

    Args:
        subjects: facts of one kind, judged for one year and day.
        books: the rules by year, as they are known today.
        first: the first year whose records may not exist yet.
        every_way: look for all ways that are equally short, not only for one of them.

    Raises:
        ValueError: the recipients differ in year, day or kind.
    """

    def __init__(
        self,
        subjects: Sequence[Subject],
        books: Mapping[int, Rulebook],
        *,
        first: int,
        every_way: bool = True,
    ) -> None:
        self._group = Group(subjects)
        self._subjects = subjects
        self._books = books
        self._first = first
        self._every_way = every_way
        self._found: dict[tuple[str, int, Scenario], _Reached] = {}
        self._asking: set[tuple[str, int]] = set()
        self._left: dict[int, int] = {}
        self._plain: dict[int, Sequence[Subject]] = {}
        self._groups: dict[int, Group] = {}

    def outlook(self, award: str, year: int) -> Iterator[tuple[int, Outlook]]:
        """Yield who could get the award in the year, by position in the group.

        Nobody is named for a year that he is known not to serve to its end.
        """
        reached = self._reach(award, year, AS_IT_IS)
        for index in indices(reached.mask):
            subject = self._subjects[index]
            ways = dict.fromkeys(
                missing_of(subject, way, self._first) for way in reached.ways[index]
            )
            eligible = reached.eligible >> index & 1
            code = verdicts.ELIGIBLE if eligible else verdicts.NEEDS_JUDGEMENT
            yield index, Outlook(award, year, tuple(ways), code)

    def _reach(self, award: str, year: int, given: Scenario) -> _Reached:
        key = (award, year, given)
        if key not in self._found:
            if (award, year) in self._asking:
                # A rule-set in which two awards ask for each other reaches neither.
                return _Reached({}, 0)
            self._asking.add((award, year))
            self._found[key] = self._search(award, year, given)
            self._asking.discard((award, year))
        return self._found[key]

    def _search(self, award: str, year: int, given: Scenario) -> _Reached:
        """Try what could come, least first, for those who are still without a way."""
        staying = self._staying(year)
        if not staying:
            return _Reached({}, 0)
        reached = _Reached({}, 0)
        ruling = self._judge(award, year, staying, given)
        coming = scenarios(ruling, self._first)
        reached.add(AS_IT_IS, staying, prospects(ruling))
        left = self._hopeful(award, year, staying & ~reached.mask, given.union(*coming))
        tiers = groupby((one for one in coming if one), key=len)
        for _size, tier in tiers:
            for scenario in tier:
                among = left & (-1 if self._every_way else ~reached.mask)
                among &= self._attainable(scenario)
                if among:
                    found = self._judge(award, year, among, given | scenario)
                    reached.add(scenario, among, prospects(found))
            left &= ~reached.mask
            if not left:
                break
        return reached

    def _hopeful(self, award: str, year: int, among: int, everything: Scenario) -> int:
        """Return who would have a way if all came together: most have none at all.

        A work may raise a question of its own, so everything but works is tried too.
        """
        hoped = 0
        for some in {everything, frozenset(one for one in everything if not one.is_work)}:
            left = among & ~hoped
            if left and some:
                hoped |= _spread(prospects(self._judge(award, year, left, some)).either, left)
        return hoped

    def _attainable(self, scenario: Scenario) -> int:
        """Return who could get the titles of a scenario in their years."""
        found = self._group.everyone
        for one in scenario:
            if one.awards:
                found &= self._could(one, scenario)
        return found

    def _could(self, title: Assumed, scenario: Scenario) -> int:
        found = 0
        for award in title.awards:
            earlier = frozenset(
                Assumed(award, one.year)
                for one in scenario
                if one.thing == title.thing and one.year < title.year
            )
            given = earlier if earlier and self._counts_years(award, title.year) else AS_IT_IS
            found |= self._reach(award, title.year, given).mask
        return found

    def _counts_years(self, award: str, year: int) -> bool:
        """Tell whether an award asks for a run of years, which an earlier one may use up."""
        alone = Ruling(award, self._group.alone(0), self._books[year])
        return any(isinstance(one.rule, Run) for one in _leaves(alone.judged))

    def _staying(self, year: int) -> int:
        if year not in self._left:
            self._left[year] = mask_of(self._subjects, lambda one: leaves_before(one, year))
        return self._group.everyone & ~self._left[year] & ~self._group.contradicted

    def _judge(self, award: str, year: int, among: int, scenario: Scenario) -> Ruling:
        if not scenario and among == self._staying(year):
            return Ruling(award, self._group_as_now(year), self._books[year])
        plain, coming = self._as_now(year), Coming(scenario, year)
        facts = [coming.with_facts(plain[index]) for index in indices(among)]
        return Ruling(award, Group(facts), self._books[year])

    def _group_as_now(self, year: int) -> Group:
        """Those who stay, going on as now: one group for all awards, which share its masks."""
        if year not in self._groups:
            plain = self._as_now(year)
            self._groups[year] = Group([plain[index] for index in indices(self._staying(year))])
        return self._groups[year]

    def _as_now(self, year: int) -> Sequence[Subject]:
        if year not in self._plain:
            self._plain[year] = [going_on(one, year, self._first) for one in self._subjects]
        return self._plain[year]


@dataclass(slots=True)
class _Reached:
    """Who has a way to an award, and which ways."""

    ways: dict[int, list[Scenario]]
    eligible: int

    @property
    def mask(self) -> int:
        """Everybody with a way."""
        return sum(1 << index for index in self.ways)

    def add(self, scenario: Scenario, among: int, found: Prospects) -> None:
        """Note a way for those of a part of the group for whom it is one."""
        for index in indices(_spread(found.either, among)):
            self.ways.setdefault(index, []).append(scenario)
        self.eligible |= _spread(found.eligible, among)


def _spread(mask: int, among: int) -> int:
    """Return the bits of a part of the group at their places in the whole group."""
    places = list(indices(among))
    return sum(1 << places[index] for index in indices(mask))


def _leaves(judged: Sequence[Judged]) -> Iterator[Judged]:
    for one in judged:
        yield from _leaves(one.parts) if one.parts else (one,)
