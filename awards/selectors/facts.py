"""From records to the plain facts the rules look at: the only adapter between the two."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from emulation.selectors import initiatives as initiative_reads
from legal.rules.facts import DisciplineFact, InitiativeFact, PersonFacts, YearRecord
from personnel.models import Staff, UnitKind
from personnel.selectors import conduct as conduct_reads
from personnel.selectors import staff as staff_reads

# How many years before the award year the rules may look at.
_YEARS_BACK = 6


def person_facts(staff: Staff, year: int) -> PersonFacts:
    """Collect what the rules may know about a person for an award of the year."""
    return facts_of_people([staff], year)[staff.pk]


def facts_of_people(people: Sequence[Staff], year: int) -> dict[int, PersonFacts]:
    """The same for many people: one query for each kind of record, however many they are.

    Disciplines are kept, so nobody's are unknown. Days away are not: long absences alone do not
    tell how many working days somebody missed. ``people`` come with their unit.
    """
    ids = [staff.pk for staff in people]
    years = range(year - _YEARS_BACK, year + 1)
    grades: dict[int, dict[int, YearRecord]] = defaultdict(dict)
    for grade in staff_reads.assessments(ids, years):
        record = YearRecord(year=grade.year, grade=grade.grade, ref=grade.ref)
        grades[grade.staff_id][grade.year] = record
    recognised: dict[int, list[InitiativeFact]] = defaultdict(list)
    for found in initiative_reads.recognised_initiatives(ids, years):
        recognised[found.staff_id].append(
            InitiativeFact(
                id=found.initiative_id,
                title=found.title,
                scope=found.scope,
                recognised_on=found.decided_on,
                ref=found.code,
                year=found.year,
            )
        )
    disciplines: dict[int, list[DisciplineFact]] = defaultdict(list)
    for row in conduct_reads.discipline_rows(ids):
        disciplines[row.staff_id].append(
            DisciplineFact(kind=row.form, start=row.valid_from, end=row.valid_to, ref=row.ref)
        )
    return {
        staff.pk: PersonFacts(
            ref=staff.code,
            year=year,
            joined_on=staff.joined_on,
            occupation="WORKER" if staff.unit.kind == UnitKind.ENTERPRISE else "PUBLIC",
            grades=grades.get(staff.pk, {}),
            initiatives=tuple(recognised.get(staff.pk, ())),
            disciplines=tuple(disciplines.get(staff.pk, ())),
        )
        for staff in people
    }
