"""Two officers at the same moment: never a double, never somebody in a dissolved unit."""

import pytest

from core.errors import BusinessError
from core.scope import SYSTEM
from personnel.models import Appointment, Staff, Unit
from personnel.services import staff, units
from tests.factories.personnel import AT, DAY, StaffFactory, UnitFactory
from tests.support.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def hire(unit, code="CB1"):
    return StaffFactory(unit=Unit.objects.get(pk=unit.pk), code=code, joined_on=DAY)


def refusals(answers):
    return [answer for answer in answers if isinstance(answer, BusinessError)]


def test_one_number_for_one_person():
    unit = UnitFactory()
    answers = at_once(*[lambda: hire(unit)] * 3)
    assert (Staff.objects.count(), len(refusals(answers))) == (1, 2)


def test_a_transfer_done_twice_happens_once():
    person, unit = StaffFactory(), UnitFactory()

    def move():
        found = Staff.objects.select_related("unit").get(pk=person.pk)
        return staff.transfer(staff=found, unit=unit, post="Phó", on=DAY, by=SYSTEM, at=AT)

    answers = at_once(*[move] * 3)
    assert len(refusals(answers)) == 2
    assert Appointment.objects.filter(staff=person).count() == 2


def test_nobody_enters_a_unit_that_is_dissolved():
    for _ in range(5):
        unit = UnitFactory()

        def dissolve(unit=unit):
            found = Unit.objects.get(pk=unit.pk)
            return units.dissolve_unit(unit=found, on=DAY, by=SYSTEM, at=AT)

        answers = at_once(dissolve, lambda unit=unit: hire(unit, f"CB{unit.pk}"))
        assert len(refusals(answers)) == 1, answers


def test_the_tree_stays_one_tree_when_several_open_below_it():
    top = UnitFactory()

    def open_below(code):
        return lambda: UnitFactory(code=code, parent=Unit.objects.get(pk=top.pk))

    assert not refusals(at_once(*[open_below(f"X{n}") for n in range(4)]))
    places = [(unit.tree_start, unit.tree_end) for unit in Unit.objects.order_by("tree_start")]
    assert places == [(1, 5), (2, 2), (3, 3), (4, 4), (5, 5)]
