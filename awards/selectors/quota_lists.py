"""The counters of many lists at once: which list a unit's dossiers stand on, and what is on it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple, TypeVar

from django.db.models import Count

from awards.selectors.books import Books, usual_receipt
from awards.selectors.quota_rows import proposed_in, recorded_in, recorded_receipt
from awards.selectors.quotas import Counted
from legal.rules.quotas import QuotaState
from personnel.models import Staff, Unit


class Entry(NamedTuple):
    """What would stand on a list: of which unit, for which year and award, received when."""

    unit: Unit
    year: int
    award: str
    received_on: date


class Touched(NamedTuple):
    """A quota of a list whose award or base some entries have, with the entries counted in.

    Attributes:
        applies: whether it limits one of the entries, or has one in its base; it does not where
            all of them are judged by the rules of another day.
    """

    unit: Unit
    year: int
    state: QuotaState
    applies: bool


# --- Which list -----------------------------------------------------------------------------


def agencies_of(units: Sequence[Unit]) -> dict[int, Unit]:
    """Return the agency of each unit by its key: the nearest unit with legal personality.

    One query; a unit under none is its own.
    """
    positions = [unit.tree_start for unit in units]
    if not positions:
        return {}
    agencies = Unit.objects.filter(
        has_legal_personality=True,
        tree_start__lte=max(positions),
        tree_end__gte=min(positions),
    )
    return _nearest(units, agencies.order_by("tree_start"))


def _nearest(units: Iterable[Unit], agencies: Iterable[Unit]) -> dict[int, Unit]:
    """The innermost agency that holds each unit, in one walk along the tree."""
    found, above = {}, []
    waiting = iter(agencies)
    coming = next(waiting, None)
    for unit in sorted(units, key=lambda one: one.tree_start):
        while coming is not None and coming.tree_start <= unit.tree_start:
            above.append(coming)
            coming = next(waiting, None)
            # Closed subtrees hold nothing that comes later.
            above = [one for one in above if one.tree_end >= unit.tree_start]
        holding = [one for one in above if one.holds(unit.tree_start)]
        found[unit.pk] = holding[-1] if holding else unit
    return found


# --- What is on the lists -------------------------------------------------------------------


def counted(
    lists: Sequence[tuple[Unit, int]], today: date, books: Books, *, but: int | None = None
) -> list[Counted]:
    """Count the lists of some units and years without reading their lines, in three queries.

    Args:
        today: on which people at work are counted, and as received on which a draft is judged.
        but: key of a dossier that is left out, such as the one being changed.
    """
    if not lists:
        return []
    places = _Places.of(lists)
    rows = _rows(places, today, but)
    at_work = _at_work(places, today)
    found = []
    for unit, year in lists:
        counts: Counter[tuple[str, date]] = Counter()
        for _place, award, day, number in _between(rows[year], unit):
            counts[award, books.shelf.period(day)] += number
        staff = sum(number for _place, number in _between(at_work, unit))
        found.append(Counted(books, unit, year, counts, staff, usual_receipt(year, today)))
    return found


def touched_by(
    entries: Sequence[Entry], today: date, books: Books, *, but: int | None = None
) -> list[Touched]:
    """Return, for each list some entries would stand on, the quotas they touch, counted in.

    A fixed number of queries, however many lists; few where nothing is limited. A set of rules
    given to a unit inside an agency limits the list of that unit; every other quota is counted on
    the list of the agency.
    """
    limited = books.shelf.limited
    entries = [one for one in entries if one.award in limited]
    agencies = agencies_of(list({one.unit.pk: one.unit for one in entries}.values()))
    lists: dict[tuple[int, int], list[Entry]] = defaultdict(list)
    places: dict[int, tuple[Unit, Unit]] = {}
    for one in entries:
        agency = agencies[one.unit.pk]
        for place in (agency, *books.inside(agency, one.unit)):
            places[place.pk] = (place, agency)
            lists[place.pk, one.year].append(one)
    keys = [(places[pk][0], year) for pk, year in lists]
    counts = counted(keys, today, books, but=but)
    return [
        one
        for listed, mine in zip(counts, lists.values(), strict=True)
        for one in _of_list(listed, mine, places[listed.unit.pk][1], books)
    ]


def _of_list(
    listed: Counted, entries: Iterable[Entry], agency: Unit, books: Books
) -> Iterator[Touched]:
    lines = {(one.award, one.received_on) for one in entries}
    awards = {award for award, _day in lines}
    more = listed.with_more((one.award, one.received_on) for one in entries)
    for state in _own(more.quotas(), listed.unit, agency, books):
        if not awards.isdisjoint((state.quota.award, state.quota.base_award)):
            applies = limits(state, lines, books) or state.quota.base_award in awards
            yield Touched(listed.unit, listed.year, state, applies)


def limits(state: QuotaState, lines: Iterable[tuple[str, date]], books: Books) -> bool:
    """Whether a quota limits one of some lines (award, day of receipt)."""
    award, period = state.quota.award, books.shelf.period
    return any(code == award and period(day) in state.periods for code, day in lines)


def _own(states: list[QuotaState], unit: Unit, agency: Unit, books: Books) -> list[QuotaState]:
    """Of a unit inside an agency, the quotas that are not those of the whole agency."""
    if unit.pk == agency.pk:
        return states
    days = {day for one in states for day in one.periods}
    above = {
        row.code for day in days if (book := books.of(agency, day)) is not None for row in book.sets
    }
    return [one for one in states if one.row.code not in above]


class _Places(NamedTuple):
    """The part of the tree in which some lists lie, and their years."""

    start: int
    end: int
    years: frozenset[int]

    @classmethod
    def of(cls, lists: Sequence[tuple[Unit, int]]) -> _Places:
        return cls(
            min(unit.tree_start for unit, _year in lists),
            max(unit.tree_end for unit, _year in lists),
            frozenset(year for _unit, year in lists),
        )


_Row = tuple[int, str, date, int]
_Any = TypeVar("_Any", bound=tuple[Any, ...])


def _rows(places: _Places, today: date, but: int | None) -> Mapping[int, list[_Row]]:
    """How many are on lists, by year: place in the tree, award, day of receipt, number."""
    found: dict[int, list[_Row]] = defaultdict(list)
    group = ("unit__tree_start", "year", "award_type__code")
    proposed = proposed_in(*places).exclude(pk=but or 0).order_by()
    for place, year, award, day, number in _grouped(proposed, (*group, "judged_by")):
        found[year].append((place, award, day or today, number))
    recorded = recorded_in(*places).order_by()
    for place, year, award, day, number in _grouped(recorded, (*group, "decision__decided_on")):
        found[year].append((place, award, recorded_receipt(year, day), number))
    for rows in found.values():
        rows.sort()
    return found


def _grouped(rows: Any, group: tuple[str, ...]) -> Any:
    return rows.values_list(*group).annotate(number=Count("pk"))


def _at_work(places: _Places, day: date) -> list[tuple[int, int]]:
    """How many work at each place of the tree."""
    people = Staff.objects.filter(unit__tree_start__range=(places.start, places.end))
    working = people.working_on(day).filter(joined_on__lte=day).order_by()
    return sorted(working.values_list("unit__tree_start").annotate(number=Count("pk")))


def _between(rows: Sequence[_Any], unit: Unit) -> Iterator[_Any]:
    """The rows of the unit and all below it; rows come in the order of the tree."""
    first = bisect_left(rows, unit.tree_start, key=lambda row: row[0])
    last = bisect_right(rows, unit.tree_end, key=lambda row: row[0])
    yield from rows[first:last]
