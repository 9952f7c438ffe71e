"""What the rules are told of people: every kind of record in one query, disciplines included."""

from datetime import date

import pytest

from awards.selectors.facts.people import facts_of_people, person_facts
from core.scope import SYSTEM
from legal.rules.facts import DisciplineFact
from personnel.models import Staff
from personnel.services import conduct
from personnel.services import staff as steps
from tests.factories.personnel import AT, StaffFactory, UnitFactory

pytestmark = pytest.mark.django_db
START, END = date(2020, 3, 1), date(2021, 3, 1)


def people(number):
    unit = UnitFactory()
    made = [StaffFactory(unit=unit) for _ in range(number)]
    for person in made:
        steps.record_assessment(staff=person, year=2019, grade="GOOD", by=SYSTEM, at=AT)
        conduct.record_discipline(
            staff=person,
            form="WARNING",
            valid_from=START,
            valid_to=END,
            decision_ref="5/QĐ",
            by=SYSTEM,
            at=AT,
        )
    return made


def test_disciplines_are_known_and_none_is_an_answer():
    clean = StaffFactory()
    assert person_facts(clean, 2020).disciplines == ()
    assert person_facts(clean, 2020).absence_days is None
    disciplined = people(1)[0]
    facts = person_facts(disciplined, 2020)
    assert facts.disciplines == (DisciplineFact("WARNING", START, END, facts.disciplines[0].ref),)
    assert facts.grades[2019].grade == "GOOD"


@pytest.mark.parametrize("number", [1, 4])
def test_many_people_take_as_many_queries_as_one(number, django_assert_num_queries):
    made = people(number)
    rows = list(Staff.objects.select_related("unit").order_by("pk"))
    with django_assert_num_queries(10):
        facts = dict(facts_of_people([row.pk for row in rows], 2020))
    assert set(facts) == {person.pk for person in made}
    one = made[-1]
    assert facts[one.pk] == person_facts(one, 2020)
