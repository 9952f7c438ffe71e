"""How the members of collectives did in a year, for the shares that titles of collectives ask."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from datetime import date
from typing import Any

from awards.models import Proposal, RecordedAward
from legal.rules.facts import DISCIPLINES, GRADES, MemberCount
from personnel.domain.tree import Place
from personnel.models import AnnualAssessment, Appointment, Discipline
from personnel.selectors import as_of

# A fighter meets the standard of the advanced worker too (Luật 2022, Điều 23 khoản 1, text read).
_FIGHTERS = frozenset({"CSTDCS"})
_ADVANCED = _FIGHTERS | {"LDTT"}
_COMPLETED = frozenset({"EXCELLENT", "GOOD", "COMPLETED"})
# Only warnings and what is graver is asked for.
_GRAVE = tuple(DISCIPLINES)[tuple(DISCIPLINES).index("WARNING") :]


def member_counts(units: Collection[int], year: int, day: date) -> dict[int, MemberCount]:
    """Return the counts of these units with all below them, in a fixed number of queries.

    Members are the people whose place of work lay in the unit at the end of the year, or on the
    day where that is earlier. Titles count when they were given, or are being proposed.

    Args:
        units: keys; units that did not exist that day have no counts.
    """
    last = min(date(year, 12, 31), day)
    places = as_of.places_on(last)
    wanted = {pk: places[pk] for pk in units if pk in places}
    if not wanted:
        return {}
    inside = _inside(places, wanted.values())
    at = dict(
        Appointment.objects.main()
        .in_force_on(last)
        .filter(unit_id__among=inside)
        .values_list("staff_id", "unit_id")
    )
    people = _People(at, places)
    held = _titles(at, year)
    grades = dict(
        AnnualAssessment.objects.filter(staff_id__among=at, year=year).values_list(
            "staff_id", "grade"
        )
    )
    disciplined = frozenset(
        Discipline.objects.filter(
            staff_id__among=at, form__in=_GRAVE, valid_from__year=year
        ).values_list("staff_id", flat=True)
    )
    total = people.counting(lambda _one: True)
    graded = people.counting(lambda one: grades.get(one) in GRADES)
    completed = people.counting(lambda one: grades.get(one) in _COMPLETED)
    advanced = people.counting(lambda one: bool(held.get(one, _NONE) & _ADVANCED))
    fighters = people.counting(lambda one: bool(held.get(one, _NONE) & _FIGHTERS))
    grave = people.counting(lambda one: one in disciplined)
    return {
        pk: MemberCount(
            total=total(place),
            ldtt=advanced(place),
            cstdcs=fighters(place),
            completed=completed(place) if graded(place) == total(place) else None,
            disciplined=grave(place),
        )
        for pk, place in wanted.items()
    }


_NONE: frozenset[str] = frozenset()


class _People:
    """Where people work in the tree of a day, to count some of them in any subtree."""

    def __init__(self, at: dict[int, int], places: dict[int, Place]) -> None:
        self._at = at
        self._places = places
        self._size = max((place.end for place in places.values()), default=0)

    def counting(self, test: Callable[[int], bool]) -> Callable[[Place], int]:
        """Return who counts those that pass the test, in a unit and all below it."""
        numbers = [0] * (self._size + 2)
        for person, unit in self._at.items():
            if test(person):
                numbers[self._places[unit].start + 1] += 1
        for index in range(1, len(numbers)):
            numbers[index] += numbers[index - 1]
        return lambda place: numbers[place.end + 1] - numbers[place.start]


def _inside(places: dict[int, Place], wanted: Iterable[Place]) -> list[int]:
    """The units at or below one of the wanted places; nested ones are looked at once."""
    tops: list[Place] = []
    for place in sorted(wanted, key=lambda one: (one.start, -one.end)):
        if not tops or place.start > tops[-1].end:
            tops.append(place)
    by_start = {place.start: pk for pk, place in places.items()}
    return [
        by_start[number]
        for top in tops
        for number in range(top.start, top.end + 1)
        if number in by_start
    ]


def _titles(people: dict[int, int], year: int) -> dict[int, frozenset[str]]:
    """Which of the titles each has of the year, given or on its way."""
    wanted: dict[str, Any] = {
        "staff_id__among": people,
        "year": year,
        "award_type__code__in": sorted(_ADVANCED),
    }
    given = RecordedAward.objects.standing().filter(**wanted)
    proposed = Proposal.objects.live().filter(**wanted)
    found: dict[int, set[str]] = defaultdict(set)
    for rows in (given, proposed):
        for person, code in rows.order_by().values_list("staff_id", "award_type__code"):
            found[person].add(code)
    return {person: frozenset(codes) for person, codes in found.items()}
