"""Changes recorded for a later day show on that day, once."""

from datetime import date

from core.scope import SYSTEM
from personnel.models import Staff, Unit
from personnel.services import staff, units
from personnel.services.rollover import roll_over
from personnel.tasks import roll_over_day
from tests.factories.personnel import AT, DAY, StaffFactory

NEW_YEAR = date(2021, 1, 1)


def test_moves_and_transfers_show_on_their_day(country):
    person, other = StaffFactory(unit=country.trade), StaffFactory(unit=country.trade)
    units.move_unit(unit=country.office, parent=country.health, on=NEW_YEAR, by=SYSTEM, at=AT)
    staff.transfer(staff=person, unit=country.clinic, post="Phó", on=NEW_YEAR, by=SYSTEM, at=AT)
    assert roll_over(on=DAY) == 0
    assert roll_over(on=NEW_YEAR) > 0
    assert Unit.objects.get(code="SCT.office").parent == country.health
    assert Staff.objects.get(pk=person.pk).unit == country.clinic
    assert Staff.objects.get(pk=other.pk).unit == country.trade
    assert roll_over(on=NEW_YEAR) == 0


def test_somebody_who_left_keeps_the_last_unit(country):
    person = StaffFactory(unit=country.trade)
    staff.leave(staff=person, on=DAY, by=SYSTEM, at=AT)
    assert roll_over(on=NEW_YEAR) == 0
    assert Staff.objects.get(pk=person.pk).unit == country.trade


def test_the_job_asks_the_clock(country, clock_at):
    person = StaffFactory(unit=country.trade)
    staff.transfer(staff=person, unit=country.clinic, post="Phó", on=NEW_YEAR, by=SYSTEM, at=AT)
    with clock_at("2021-01-01"):
        roll_over_day()
    assert Staff.objects.get(pk=person.pk).unit == country.clinic
