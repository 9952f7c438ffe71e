"""Facts about collectives: units of the organisation, with the record they continue."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from awards.models import RecordedAward
from awards.selectors.facts.checked import checked
from awards.selectors.facts.descent import Carried, carried_into
from awards.selectors.facts.members import member_counts
from awards.selectors.facts.streams import Kind
from emulation.models import BlocMembership
from legal.rules.facts import GRADES, AwardFact, CollectiveFacts, MemberCount, YearRecord
from personnel.models import Unit, UnitAssessment, UnitKind

# Who gives flags (Luật 2022, Điều 25 khoản 2, Điều 26: of the Government, ministries, provinces).
_GIVES_FLAGS = (UnitKind.STATE, UnitKind.MINISTRY, UnitKind.PROVINCE)
_WORST_FIRST = tuple(GRADES)[::-1]


class _Grade(NamedTuple):
    unit: int
    year: int
    grade: str
    party_grade: str
    pk: int


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is kept about many units, by unit."""

    grades: Mapping[int, list[_Grade]]
    awards: Mapping[int, list[tuple[Any, ...]]]
    members: Mapping[int, MemberCount]
    flags: frozenset[int]
    opened: Mapping[int, date]


def facts_of_units(
    units: Collection[Unit], year: int, *, as_of: date | None = None
) -> Iterator[tuple[int, CollectiveFacts]]:
    """Yield keys and facts of units in the order of keys; a fixed number of queries.

    What a predecessor has counts on only where that was decided (tính tiếp thành tích). Which
    place a unit took in its bloc is not kept.
    """
    keys = [unit.pk for unit in units]
    carried = carried_into(keys)
    kept = _read(keys, carried, year, as_of)
    for unit in sorted(units, key=lambda one: one.pk):
        yield unit.pk, checked(_facts(unit, carried.get(unit.pk, {}), kept, year, as_of))


def unit_facts(unit: Unit, year: int, *, as_of: date | None = None) -> CollectiveFacts:
    """Collect what the rules may know about one unit."""
    return dict(facts_of_units([unit], year, as_of=as_of))[unit.pk]


def _read(keys: list[int], carried: Mapping[int, Carried], year: int, as_of: date | None) -> _Kept:
    predecessors = {pk for one in carried.values() for pk in one}
    everybody = sorted({*keys, *predecessors})
    last = date(year, 12, 31)
    grades = Kind(
        UnitAssessment.objects.filter(year__lte=year).order_by("year"),
        *("unit_id", "year", "grade", "party_grade", "pk"),
    ).read(everybody)
    awards = Kind(
        RecordedAward.objects.standing().filter(year__lte=year).order_by("year", "pk"),
        *("subject_unit_id", "award_type__code", "year"),
        *("decision__decided_on", "basis", "ground", "pk"),
    ).read(everybody)
    blocs = BlocMembership.objects.in_force_on(min(as_of or last, last)).filter(
        unit_id__among=keys, bloc__organiser__kind__in=_GIVES_FLAGS
    )
    opened = Unit.objects.filter(pk__among=predecessors) if predecessors else Unit.objects.none()
    return _Kept(
        grades=_by_unit(map(_Grade._make, grades)),
        awards=_by_unit(awards),
        members=member_counts(keys, year, as_of or last),
        flags=frozenset(blocs.values_list("unit_id", flat=True)),
        opened=dict(opened.values_list("pk", "opened_on")),
    )


def _by_unit(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row[0], []).append(row)
    return found


def _facts(
    unit: Unit, carried: Carried, kept: _Kept, year: int, as_of: date | None
) -> CollectiveFacts:
    grades = _grades(unit.pk, carried, kept)
    members = kept.members.get(unit.pk)
    return CollectiveFacts(
        ref=f"unit:{unit.pk}",
        name=unit.name,
        year=year,
        as_of=as_of,
        kind="ENTERPRISE" if unit.kind == UnitKind.ENTERPRISE else "AGENCY",
        founded_on=min([unit.opened_on, *(kept.opened[pk] for pk in carried)]),
        dissolved_on=unit.dissolved_on,
        grades={row.year: _record(row, row.grade) for row in grades},
        party_grades={row.year: _record(row, row.party_grade) for row in grades if row.party_grade},
        awards=tuple(
            AwardFact(code, of, decided_on, basis, ground, f"award:{pk}")
            for owner, last in ((unit.pk, year), *carried.items())
            for _owner, code, of, decided_on, basis, ground, pk in kept.awards.get(owner, ())
            if of <= last
        ),
        members={} if members is None else {year: members},
        eligible_for_flag=True if unit.pk in kept.flags else None,
    )


def _record(row: _Grade, grade: str) -> YearRecord:
    return YearRecord(row.year, grade, f"unit_grade:{row.pk}")


def _grades(unit: int, carried: Carried, kept: _Kept) -> list[_Grade]:
    """The unit's own grades, and for the years before those of whom it continues.

    Of several predecessors the lower grade counts: the year is one for the new unit as a whole.
    """
    found = {row.year: row for row in kept.grades.get(unit, ())}
    before: dict[int, _Grade] = {}
    for owner, last in carried.items():
        for row in kept.grades.get(owner, ()):
            if row.year <= last and row.year not in found:
                before[row.year] = min(row, before.get(row.year, row), key=_rank)
    return [*found.values(), *before.values()]


def _rank(row: _Grade) -> int:
    return _WORST_FIRST.index(row.grade)
