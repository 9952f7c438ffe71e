"""What the database refuses even when the services are bypassed."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from core.db import guards
from personnel.models import Appointment, RoleAssignment, Staff, Unit, UnitPlacement
from tests.factories.personnel import OPENED, StaffFactory, UserFactory, grant

LATER = date(2020, 7, 1)


@pytest.fixture
def person(country):
    return StaffFactory(unit=country.trade)


def refused(write):
    with pytest.raises(DatabaseError), transaction.atomic():
        write()


def test_every_guard_is_installed(db):
    assert guards.missing() == []


def test_overlapping_appointments(country, person):
    second = {"staff": person, "unit": country.office, "post": "Chuyên viên"}
    refused(lambda: Appointment.objects.create(**second, valid_from=LATER))
    refused(lambda: Appointment.objects.bulk_create([Appointment(**second, valid_from=LATER)]))
    person.appointments.update(valid_to=LATER)
    Appointment.objects.create(**second, valid_from=LATER)
    refused(lambda: person.appointments.filter(unit=country.trade).update(valid_to=None))


def test_overlapping_placements(country):
    placement = {"unit": country.trade, "parent": country.health, "valid_from": LATER}
    refused(lambda: UnitPlacement.objects.create(**placement))


def test_overlapping_roles(country):
    user = UserFactory()
    grant(user, "DIRECTOR", country.industry)
    role = {"user": user, "role": "DIRECTOR", "valid_from": LATER}
    RoleAssignment.objects.create(**role, unit=country.health)
    refused(lambda: RoleAssignment.objects.create(**role, unit=country.industry))


def test_periods_and_places_out_of_order(country, person):
    for rows, values in (
        (UnitPlacement.objects, {"valid_to": OPENED}),
        (Appointment.objects, {"valid_to": date(2000, 1, 1)}),
        (UnitPlacement.objects.filter(unit=country.trade), {"parent": country.trade}),
        (Unit.objects, {"dissolved_on": date(2000, 1, 1)}),
        (Unit.objects, {"kind": "PHONG"}),
        (Staff.objects, {"left_on": date(2000, 1, 1)}),
        (Staff.objects, {"category": "NGUOI"}),
        (Staff.objects, {"external_id": ""}),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**values)
