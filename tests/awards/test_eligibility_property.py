"""Whatever the records are, the run over many and the check of one give the same verdicts."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from awards.models import Decision, RecordedAward
from awards.selectors.eligibility import awards_for, run_over
from awards.selectors.facts.people import person_facts
from legal.models import AwardType
from legal.rules.evaluate import evaluate
from legal.rules.registry import reviewed_rulebook
from personnel.models import AnnualAssessment, Discipline, LongAbsence, Staff
from tests.factories.personnel import StaffFactory, UnitFactory

YEAR = 2025
GRADES = ("EXCELLENT", "GOOD", "COMPLETED", "FAILED")
CODES = ("LDTT", "CSTDCS", "CSTD_TINH", "BK_TINH", "BK_TTG", "HCLD_3")
YEARS = range(2016, YEAR + 1)
BOOK = reviewed_rulebook(date(2025, 12, 1))

award_rows = st.tuples(
    st.sampled_from(CODES),
    st.sampled_from(YEARS),
    st.sampled_from(("MERIT", "MOVEMENT")),
    st.sampled_from(("", "INITIATIVE", "EXCELLENT")),
)
people = st.lists(
    st.fixed_dictionaries(
        {
            "grades": st.dictionaries(st.sampled_from(YEARS), st.sampled_from(GRADES)),
            "awards": st.lists(award_rows, max_size=6, unique_by=lambda row: row[:2]),
            "discipline": st.none() | st.sampled_from(YEARS),
            "absence": st.none() | st.sampled_from(("TRAINING", "PARENTAL", "SICK", "UNPAID")),
            "late": st.booleans(),
        }
    ),
    min_size=1,
    max_size=5,
)


def written(rows):
    """Records as loads write them, without the checks of forms."""
    unit = UnitFactory()
    decision = Decision.objects.create(
        unit=unit, decider="UNIT_HEAD", number="1/QĐ", decided_on=date(2025, 1, 10), year=2025,
        signer_name="A", signer_post="B", summary="C", recorded_at=datetime.now(UTC),
    )  # fmt: skip
    types = {one.code: one for one in AwardType.objects.filter(code__in=CODES)}
    for row in rows:
        person = StaffFactory(unit=unit)
        if row["late"]:
            Staff.objects.filter(pk=person.pk).update(
                joined_on=date(2025, 10, 1), service_from=date(2018, 5, 1)
            )
        for year, grade in row["grades"].items():
            AnnualAssessment.objects.create(staff=person, year=year, grade=grade)
        for code, year, basis, ground in row["awards"]:
            RecordedAward.objects.create(
                staff=person, unit=unit, award_type=types[code], year=year, basis=basis,
                ground=ground, decider="UNIT_HEAD", object_kind="INDIVIDUAL", decision=decision,
                recipient_name=person.full_name, search_key="x", unit_name="x",
                recorded_at=datetime.now(UTC),
            )  # fmt: skip
        if row["discipline"]:
            start = date(row["discipline"], 4, 1)
            Discipline.objects.create(
                staff=person, form="WARNING", valid_from=start,
                valid_to=start.replace(year=start.year + 1), decision_ref="3/QĐ",
            )  # fmt: skip
        if row["absence"]:
            LongAbsence.objects.create(
                staff=person, kind=row["absence"], valid_from=date(2025, 2, 1),
                valid_to=date(2025, 9, 1),
            )  # fmt: skip
    return Staff.objects.filter(unit=unit)


@pytest.mark.django_db
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=people)
def test_one_and_many_give_the_same_verdicts(rows):
    awards = awards_for(BOOK, "INDIVIDUAL")
    found = written(rows)
    many = {}
    for keys, rulings in run_over(found, awards, BOOK, year=YEAR, size=2):
        for award, ruling in rulings.items():
            codes = ruling.codes()
            for place, key in enumerate(keys):
                many[key, award] = ruling.verdict(place)
                assert codes[place] == many[key, award].code
    assert len(many) == len(rows) * len(awards)
    for person in found:
        facts = person_facts(person, YEAR)
        for award in awards:
            assert many[person.pk, award] == evaluate(award, facts, BOOK)
