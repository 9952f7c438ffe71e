"""From records to the plain facts the rules look at: the only adapter between the two."""

from __future__ import annotations

from emulation.selectors import initiatives as initiative_reads
from legal.rules.facts import InitiativeFact, PersonFacts, YearRecord
from personnel.models import Staff, UnitKind
from personnel.selectors import staff as staff_reads

# How many years before the award year the rules may look at.
_YEARS_BACK = 6


def person_facts(staff: Staff, year: int) -> PersonFacts:
    """Collect what the rules may know about a person for an award of the year.

    Disciplines and absences are not kept here yet, so they stay unknown to the rules.
    """
    years = range(year - _YEARS_BACK, year + 1)
    grades = {
        fact.year: YearRecord(year=fact.year, grade=fact.grade, ref=fact.ref)
        for fact in staff_reads.assessments([staff.pk], years)
    }
    recognised = tuple(
        InitiativeFact(
            id=fact.initiative_id,
            title=fact.title,
            scope=fact.scope,
            recognised_on=fact.decided_on,
            ref=fact.code,
            year=fact.year,
        )
        for fact in initiative_reads.recognised_initiatives([staff.pk], years)
    )
    return PersonFacts(
        staff_ref=staff.code,
        year=year,
        joined_on=staff.joined_on,
        is_public_employee=staff.unit.kind != UnitKind.ENTERPRISE,
        grades=grades,
        initiatives=recognised,
    )
