"""Taking back loads of people, and what refuses it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.errors import Forbidden, GuardRefused
from core.models import AuditEvent, LoadState
from core.scope import SYSTEM
from personnel.models import (
    AnnualAssessment,
    Appointment,
    Discipline,
    Role,
    Staff,
    StaffIdentity,
)
from personnel.services import appointments, assessments
from personnel.services import staff as steps
from tests.factories.personnel import AT, UserFactory, actor_with
from tests.personnel.loading import DISCIPLINES, GRADES, STAFF, bring_in, records_file, told, undo
from tests.personnel.test_load_staff import many, row

pytestmark = pytest.mark.django_db


def load(*rows, key=STAFF):
    plan, done = bring_in(key, records_file(*rows))
    assert told(plan) == []
    assert done is not None
    return done


def state():
    """Everything a load of people may write, but for the versions."""
    people = Staff.objects.order_by("pk").values()
    return (
        [{name: value for name, value in one.items() if name != "version"} for one in people],
        list(Appointment.objects.order_by("pk").values()),
        list(StaffIdentity.objects.order_by("pk").values_list("staff", "last_digits")),
        list(AnnualAssessment.objects.order_by("pk").values()),
        list(Discipline.objects.order_by("pk").values()),
    )


def test_new_people_go_with_places_and_numbers(country):
    before = state()
    done = load(
        row(identity="086180001234"),
        row(unit="SYT.clinic", post="Cố vấn", since="01/05/2019", beside="Có", external=""),
    )
    undo(done)
    done.refresh_from_db()
    assert done.state == LoadState.UNDONE
    assert state() == before
    assert AuditEvent.objects.filter(action="personnel.staff_load_undone").count() == 1


def test_changed_people_are_as_they_were_but_with_a_newer_version(country):
    load(row(since="01/05/2015"), row(code="CB101", name="Lê Văn Thử", born="", external=""))
    before = state()
    versions = dict(Staff.objects.values_list("code", "version"))
    done = load(
        row(unit="SCT.office", since="01/10/2020", email="moi@example.vn", identity="086180001234"),
        row(code="CB101", name="Lê Văn Thử", born="05/05/1985", joined="01/01/2012",
            left="01/11/2020", external=""),
        row(code="CB101", name="Lê Văn Thử", born="05/05/1985", unit="SYT.clinic", post="Cố vấn",
            since="01/05/2019", left="01/06/2019", beside="Có", external=""),
    )  # fmt: skip
    assert state() != before
    undo(done)
    assert state() == before
    assert all(Staff.objects.get(code=code).version > versions[code] for code in versions)


def test_a_later_step_refuses(country):
    done = load(row())
    staff = Staff.objects.get()
    appointments.transfer(
        staff=staff, unit=country.office, post="Phó Chánh Văn phòng", on=date(2020, 10, 1),
        by=SYSTEM, at=AT,
    )  # fmt: skip
    with pytest.raises(GuardRefused, match=r"Trần Thị Mẫu \(CB100\)"):
        undo(done)


def test_a_later_load_refuses_until_it_is_taken_back(country):
    first = load(row())
    second = load(row(email="moi@example.vn"))
    with pytest.raises(GuardRefused, match=r"danh-sach\.xlsx"):
        undo(first)
    undo(second)
    # Now the version tells that something went on in between.
    assert Staff.objects.get().email == "mau@example.vn"


def test_who_lost_the_reach_no_longer_takes_back(country):
    here, elsewhere = (
        actor_with(Role.HR_OFFICER, unit) for unit in (country.industry, country.health)
    )
    people = load(row())
    grades = load(grade(), key=GRADES)
    before = state()
    himself = replace(here, staff_id=Staff.objects.get(code="CB100").pk)
    for by, one in ((elsewhere, grades), (elsewhere, people), (himself, grades)):
        with pytest.raises(Forbidden):
            undo(one, by=by)
    assert state() == before
    undo(grades, by=here)
    undo(people, by=here)
    assert not Staff.objects.exists()


def test_an_account_a_grade_or_a_spouse_refuses_and_is_named(country):
    done = load(row(), row(code="CB101", name="Lê Văn Thử", born="", external=""))
    staff = Staff.objects.get(code="CB100")
    UserFactory(staff=staff)
    assessments.record_assessment(staff=staff, year=2019, grade="GOOD", by=SYSTEM, at=AT)
    with pytest.raises(GuardRefused) as refused:
        undo(done)
    assert "tài khoản (1, của Trần Thị Mẫu)" in refused.value.message
    assert "kết quả xếp loại (1, của Trần Thị Mẫu)" in refused.value.message
    assert Staff.objects.count() == 2


def grade(**changes):
    return {
        "Số hiệu nhân sự": "CB100", "Năm": "2019", "Mức xếp loại": "HTTNV",
        "Số văn bản": "15/QĐ-SCT",
    } | changes  # fmt: skip


def test_grades_go_and_completed_ones_are_as_they_were(country):
    load(row())
    load(grade(**{"Số văn bản": ""}), key=GRADES)
    before = state()
    done = load(grade(), grade(Năm="2018"), key=GRADES)
    assert AnnualAssessment.objects.get(year=2019).decision_ref == "15/QĐ-SCT"
    undo(done)
    assert state() == before


def test_a_grade_corrected_since_refuses(country):
    load(row())
    done = load(grade(), key=GRADES)
    other = load(grade(Năm="2018"), key=GRADES)
    undo(other)
    assessments.correct_assessment(
        assessment=AnnualAssessment.objects.get(), grade="EXCELLENT", by=SYSTEM,
        at=AT + timedelta(days=1),
    )  # fmt: skip
    with pytest.raises(GuardRefused, match="Trần Thị Mẫu"):
        undo(done)


def test_discipline_goes(country):
    load(row())
    before = state()
    done = load(
        {
            "Số hiệu nhân sự": "CB100",
            "Hình thức kỷ luật": "Khiển trách",
            "Có hiệu lực từ ngày": "01/02/2019",
            "Số quyết định": "3/QĐ-SCT",
        },
        key=DISCIPLINES,
    )
    undo(done)
    assert state() == before


def test_the_number_of_statements_does_not_depend_on_the_rows(country):
    counts = {}
    for size in (10, 200):
        _plan, done = bring_in(STAFF, many(size), rows={"*": "new"})
        with CaptureQueriesContext(connection) as captured:
            undo(done)
        counts[size] = len(captured)
    assert counts[200] <= counts[10] + 2


def test_an_edit_of_the_screen_after_undo_is_still_noticed(country):
    load(row())
    staff = Staff.objects.get()
    done = load(row(email="moi@example.vn"))
    undo(done)
    fresh = Staff.objects.get()
    assert fresh.version == staff.version + 2
    steps.update_staff(staff=fresh, by=SYSTEM, at=AT, email="khac@example.vn")
