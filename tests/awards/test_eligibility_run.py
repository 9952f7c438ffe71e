"""Verdicts on many people: as many queries as for one, and the very verdicts of the single check."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from awards.selectors.eligibility import awards_for, run_over
from awards.selectors.facts.people import person_facts
from legal.rules.evaluate import evaluate, evaluate_many
from legal.rules.registry import reviewed_rulebook
from personnel.models import Staff
from tests.factories.awards import assessed
from tests.factories.personnel import StaffFactory, UnitFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 1, 5, 9, tzinfo=UTC)
YEAR = 2025
BOOK = reviewed_rulebook(date(2025, 12, 1))
GRADES = ("EXCELLENT", "GOOD", "COMPLETED", "FAILED")


@pytest.fixture
def awards():
    return awards_for(BOOK, "INDIVIDUAL")


def people(number):
    unit = UnitFactory()
    for turn in range(number):
        person = StaffFactory(unit=unit)
        if turn % 5:
            assessed(person, GRADES[turn % 4], YEAR, at=AT)
    return Staff.objects.filter(unit=unit)


def queries(rows, awards):
    with CaptureQueriesContext(
        connection,
    ) as found:
        for _keys, rulings in run_over(rows, awards, BOOK, year=YEAR, size=3):
            for ruling in rulings.values():
                ruling.codes()
    return len(found)


def test_the_number_of_queries_does_not_depend_on_the_people(awards):
    assert queries(people(1), awards) == queries(people(11), awards)


def test_a_run_over_chunks_gives_the_verdicts_of_single_checks(awards):
    rows = people(10)
    found = {}
    for keys, rulings in run_over(rows, awards, BOOK, year=YEAR, size=4):
        for award, ruling in rulings.items():
            for place, key in enumerate(keys):
                assert ruling.codes()[place] == ruling.verdict(place).code
                found[key, award] = ruling.verdict(place)
    assert len(found) == 10 * len(awards)
    for person in rows:
        for award in awards:
            assert found[person.pk, award] == evaluate(award, person_facts(person, YEAR), BOOK)


def test_people_named_by_their_keys_are_judged_in_their_order(awards):
    keys = sorted(people(3).values_list("pk", flat=True))
    [(found, rulings)] = run_over(keys[::-1], awards, BOOK, year=YEAR)
    assert list(found) == keys
    assert set(rulings) == set(awards)


def test_nobody_is_no_chunk(awards):
    assert list(run_over(Staff.objects.none(), awards, BOOK, year=YEAR)) == []
    assert list(run_over([], awards, BOOK, year=YEAR)) == []


def explained(person, awards):
    with CaptureQueriesContext(connection) as found:
        facts = person_facts(person, YEAR)
        for ruling in evaluate_many(awards, [facts], BOOK).values():
            assert ruling.verdict(0).findings
    return len(found)


def test_explaining_everything_to_one_person_takes_a_fixed_number_of_queries(awards):
    new, old = people(2)
    for year in range(YEAR - 9, YEAR):
        assessed(old, "EXCELLENT", year, at=AT)
    assert explained(new, awards) == explained(old, awards) == explained(new, awards[:1])


def test_somebody_left_out_by_a_query_is_not_judged_with_everybody(awards):
    kept, left_out = people(2)
    [(keys, _rulings)] = run_over(Staff.objects.exclude(pk=left_out.pk), awards, BOOK, year=YEAR)
    assert left_out.pk not in keys
    assert kept.pk in keys
    [(everybody, rulings)] = run_over(Staff.objects.all(), awards, BOOK, year=YEAR)
    assert {kept.pk, left_out.pk} <= set(everybody)
    place = everybody.index(kept.pk)
    for award, ruling in rulings.items():
        assert ruling.verdict(place) == evaluate(award, person_facts(kept, YEAR), BOOK)
