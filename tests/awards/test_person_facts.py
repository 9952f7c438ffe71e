"""What the rules are told of people: every kind of record in one query, disciplines included."""

from datetime import date
from decimal import Decimal

import pytest

from awards.selectors.facts.people import facts_of_people, person_facts
from core.scope import SYSTEM
from legal.rules.facts import BarFact, DisciplineFact
from personnel.models import Staff
from personnel.services import bars, conduct
from personnel.services import staff as steps
from tests.factories import emulation as made_up
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


def test_an_initiative_counts_once_for_each_author_by_its_widest_recognition():
    unit = UnitFactory()
    author, other = StaffFactory(unit=unit), StaffFactory(unit=unit)
    case = made_up.InitiativeFactory(authors=[author, other], shares=[Decimal(70), Decimal(30)])
    made_up.recognised(case)
    made_up.recognised(case, scope="PROVINCE", decision_number="5/QĐ-UBND")
    [known] = person_facts(author, 2020).initiatives
    assert (known.scope, known.share, known.year, known.applied) == ("PROVINCE", 70, 2020, True)
    assert known.ref == f"initiative:{case.code}"
    assert [one.share for one in person_facts(other, 2020).initiatives] == [30]
    assert person_facts(author, 2019).initiatives == ()


def test_a_science_work_is_told_of_each_member_with_its_influence():
    unit = UnitFactory()
    chair, member, stranger = (StaffFactory(unit=unit) for _one in range(3))
    work = made_up.ScienceWorkFactory(
        members=[chair, member], applied=True, evidence="Ba xã.", influence_scope="PROVINCE",
        influence_ref="9/QĐ", influence_on=date(2020, 11, 2),
    )  # fmt: skip
    for one in (chair, member):
        [known] = person_facts(one, 2020).topics
        assert (known.ref, known.scope, known.influence) == (f"work:{work.pk}", "BASE", "PROVINCE")
        assert known.applied is True
    assert person_facts(stranger, 2020).topics == ()


def test_a_notice_is_told_with_its_days():
    person = StaffFactory()
    held = bars.record_bar(
        staff=person, source="Thuế tỉnh", reason="Đang xác minh", document_ref="1/TTR",
        document_on=START, by=SYSTEM, at=AT,
    )  # fmt: skip
    assert person_facts(person, 2020).bars == (
        BarFact("Thuế tỉnh", "1/TTR", START, None, f"bar:{held.pk}"),
    )
