"""One person kept equal to the agency's staff software."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.errors import InvalidInput
from core.models import AuditEvent
from core.scope import SYSTEM
from personnel.models import Appointment, Role, Staff
from personnel.services import appointments
from personnel.services import staff as staff_steps
from personnel.services.staff_sync import Outcome, StaffInput, upsert_by_external_id
from tests.factories.personnel import AT, actor_with

PERSON = StaffInput(
    code="CB01",
    full_name="Nguyễn Thị Ánh",
    unit_code="SCT.trade",
    post="Chuyên viên",
    category="CIVIL_SERVANT",
    joined_on=date(2015, 3, 2),
)


def upsert(data=PERSON, by=SYSTEM):
    return upsert_by_external_id(external_id="HRM-7", data=data, by=by, at=AT)


def test_first_call_creates_second_changes_nothing(country):
    person, outcome = upsert()
    assert (outcome, person.unit) == (Outcome.CREATED, country.trade)
    trail = AuditEvent.objects.count()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        person, outcome = upsert()
    assert outcome == Outcome.UNCHANGED
    assert not [q for q in queries if q["sql"].split()[0] in ("INSERT", "UPDATE", "DELETE")]
    assert AuditEvent.objects.count() == trail


def test_changed_facts_are_written(country):
    upsert()
    person, outcome = upsert(replace(PERSON, email="anh@example.vn"))
    assert outcome == Outcome.UPDATED
    assert Staff.objects.get().email == "anh@example.vn"
    assert person.appointments.count() == 1


def test_the_given_name_an_officer_entered_stays_while_the_name_does(country):
    person, _outcome = upsert()
    staff_steps.update_staff(staff=person, given_name="Thị Ánh", by=SYSTEM, at=AT)
    assert upsert()[1] == Outcome.UNCHANGED
    assert Staff.objects.get().given_name == "Thị Ánh"
    upsert(replace(PERSON, full_name="Nguyễn Thị Bình"))
    assert Staff.objects.get().given_name == "Bình"


def test_another_unit_is_a_transfer_from_its_day(country):
    upsert()
    moved = replace(PERSON, unit_code="SCT.office", since=date(2020, 7, 1))
    person, outcome = upsert(moved)
    assert (outcome, Staff.objects.get().unit) == (Outcome.UPDATED, country.office)
    assert person.appointments.count() == 2
    assert upsert(moved)[1] == Outcome.UNCHANGED


def test_another_unit_without_a_day_is_refused_and_nothing_is_written(country):
    upsert()
    changed = replace(PERSON, unit_code="SCT.office", email="anh@example.vn")
    with pytest.raises(InvalidInput, match="since") as refused:
        upsert(changed)
    assert refused.value.problems[0].field == "since"
    assert Staff.objects.get().email == ""
    assert Appointment.objects.count() == 1


def test_the_identifier_is_read_in_one_form_and_never_empty(country):
    upsert()
    again = upsert_by_external_id(external_id=" HRM-7 ", data=PERSON, by=SYSTEM, at=AT)
    assert again[1] == Outcome.UNCHANGED
    with pytest.raises(InvalidInput) as refused:
        upsert_by_external_id(external_id="  ", data=replace(PERSON, code="CB02"), by=SYSTEM, at=AT)
    assert refused.value.problems[0].field == "external_id"


def test_unknown_and_invisible_units_are_refused_alike(country):
    officer = actor_with(Role.HR_OFFICER, country.health)
    for code in ("KHONG", "SCT.trade"):
        with pytest.raises(InvalidInput, match=f"không có đơn vị mã “{code}”"):
            upsert(replace(PERSON, unit_code=code), by=officer)


def test_somebody_who_left_comes_back_into_his_record(country):
    person, _outcome = upsert()
    appointments.leave(staff=person, on=date(2019, 1, 1), by=SYSTEM, at=AT)
    assert upsert(replace(PERSON, since=date(2015, 3, 2)))[1] == Outcome.UNCHANGED
    back = replace(PERSON, since=date(2020, 7, 1))
    assert upsert(back)[1] == Outcome.UPDATED
    person.refresh_from_db()
    assert (person.left_on, Staff.objects.count()) == (None, 1)
    assert person.appointments.count() == 2
    assert upsert(back)[1] == Outcome.UNCHANGED
