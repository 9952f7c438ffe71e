"""Two officers order the same units at the same moment: one of them wins, and nothing is torn."""

import pytest
from django.db import DatabaseError, connection, transaction

from core.errors import BusinessError
from core.scope import SYSTEM
from personnel.models import Appointment, Unit, UnitPlacement
from personnel.services import staff
from personnel.services import unit_changes as changes
from personnel.services import units as steps
from tests.factories.personnel import AT, DAY, OPENED, StaffFactory, UnitFactory
from tests.support.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def got(unit):
    return Unit.objects.get(pk=unit.pk)


def merge(source, target):
    return lambda: changes.merge_units(
        sources=[got(source)], into=got(target), on=DAY, by=SYSTEM, at=AT
    )


def move(unit, parent):
    return lambda: steps.move_unit(unit=got(unit), parent=got(parent), on=DAY, by=SYSTEM, at=AT)


def refusals(answers):
    return [answer for answer in answers if isinstance(answer, BusinessError)]


def test_two_units_do_not_swallow_each_other():
    first, second = UnitFactory(), UnitFactory()
    StaffFactory(unit=first)
    answers = at_once(merge(first, second), merge(second, first))
    assert len(refusals(answers)) == 1, answers
    assert Unit.objects.filter(dissolved_on=None).count() == 1


def test_two_moves_do_not_close_a_ring():
    first, second = UnitFactory(), UnitFactory()
    answers = at_once(move(first, second), move(second, first))
    assert len(refusals(answers)) == 1, answers


def test_nobody_is_hired_into_a_unit_that_merges():
    source, target = UnitFactory(), UnitFactory()
    known = StaffFactory(unit=source)

    def hire():
        return StaffFactory(unit=got(source), code="MOI", joined_on=DAY)

    def transfer():
        person = type(known).objects.select_related("unit").get(pk=known.pk)
        return staff.transfer(staff=person, unit=got(target), post="Phó", on=DAY, by=SYSTEM, at=AT)

    answers = at_once(merge(source, target), hire, transfer)
    assert all(isinstance(one, BusinessError) for one in answers if isinstance(one, Exception))
    for unit in Unit.objects.exclude(dissolved_on=None):
        assert not Appointment.objects.in_force_on(DAY).filter(unit=unit).exists()
    held = Appointment.objects.main().in_force_on(DAY)
    assert held.count() == held.values("staff").distinct().count()


def test_one_code_for_one_unit():
    first, second = UnitFactory(), UnitFactory()

    def give(unit):
        return lambda: steps.give_code(
            unit=got(unit), scheme="CURRENT", value="H86.02", on=DAY, by=SYSTEM, at=AT
        )

    answers = at_once(give(first), give(second))
    assert len(refusals(answers)) == 1, answers


def test_rows_past_the_services_do_not_close_a_ring_together():
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets in one writer at a time")
    first, second = UnitFactory(), UnitFactory()
    UnitPlacement.objects.all().delete()

    def put(child, parent):
        def write():
            try:
                with transaction.atomic():
                    UnitPlacement.objects.create(unit=child, parent=parent, valid_from=OPENED)
            except DatabaseError as error:
                return error
            return None

        return write

    answers = at_once(put(first, second), put(second, first))
    assert sum(isinstance(one, DatabaseError) for one in answers) == 1
