"""Hiring, editing, transferring, leaving, assessing; search and order of people."""

from datetime import date

import pytest

from core.errors import Forbidden, InvalidInput, NotVisible, Stale
from core.models import AuditEvent
from core.scope import SYSTEM
from personnel.models import AnnualAssessment, Role, Staff, Unit
from personnel.selectors import staff as reads
from personnel.services import assessments
from personnel.services import staff as steps
from personnel.services import units as unit_steps
from tests.factories.personnel import AT, DAY, JOINED, StaffFactory, UnitFactory, actor_with

MOVED = date(2020, 7, 1)


def transfer(person, unit, on=MOVED, post="Phó Trưởng phòng", **more):
    return steps.transfer(
        staff=person, unit=unit, post=post, on=on, **{"by": SYSTEM, "at": AT} | more
    )


def test_hired_person_stands_in_the_unit_from_the_first_day(country):
    person = StaffFactory(unit=country.trade, post="Chuyên viên")
    assert reads.unit_of(person, JOINED) == country.trade
    assert reads.unit_of(person, date(2015, 3, 1)) is None
    assert [appointment.staff for appointment in reads.roster(country.trade, DAY)] == [person]


def test_transfer_closes_one_appointment_and_opens_the_next(country):
    person = StaffFactory(unit=country.trade)
    transfer(person, country.clinic)
    assert reads.unit_of(person, date(2020, 6, 30)) == country.trade
    assert reads.unit_of(person, MOVED) == country.clinic
    assert Staff.objects.get(pk=person.pk).unit == country.clinic
    assert reads.standings([person.pk], MOVED)[person.pk].post == "Phó Trưởng phòng"
    assert not reads.roster(country.trade, DAY)


def test_transfer_that_begins_later_leaves_the_record_where_it_is(country):
    person = StaffFactory(unit=country.trade)
    transfer(person, country.clinic, on=date(2021, 1, 1))
    assert Staff.objects.get(pk=person.pk).unit == country.trade


@pytest.mark.parametrize(
    ("on", "reason"),
    [
        (JOINED, "phải sau ngày bắt đầu vị trí hiện tại"),
        (date(2014, 1, 1), "phải sau ngày bắt đầu vị trí hiện tại"),
        (date(1900, 1, 1), "nằm ngoài khoảng cho phép"),
    ],
)
def test_transfer_on_an_impossible_day_is_refused(country, on, reason):
    person = StaffFactory(unit=country.trade)
    with pytest.raises(InvalidInput, match=reason):
        transfer(person, country.clinic, on=on)
    assert person.appointments.count() == 1


def test_transfer_to_the_same_place_or_a_closed_unit_is_refused(country):
    person = StaffFactory(unit=country.trade)
    with pytest.raises(InvalidInput, match="đang ở đúng vị trí này"):
        transfer(person, country.trade, post="Chuyên viên")
    young = UnitFactory(parent=country.industry, opened_on=DAY)
    with pytest.raises(InvalidInput, match="trước ngày thành lập"):
        transfer(person, young)


def test_transfer_needs_the_right_at_both_ends(country):
    person = StaffFactory(unit=country.trade)
    with pytest.raises(NotVisible):
        transfer(person, country.clinic, by=actor_with(Role.HR_OFFICER, country.industry))
    with pytest.raises(NotVisible):
        transfer(person, country.clinic, by=actor_with(Role.HR_OFFICER, country.health))
    transfer(person, country.clinic, by=actor_with(Role.PROVINCE_OFFICER, country.province))


def test_nobody_without_the_right_writes_anything(country):
    person = StaffFactory(unit=country.trade)
    director = actor_with(Role.DIRECTOR, country.industry)
    with pytest.raises(Forbidden):
        StaffFactory(unit=country.trade, by=director)
    for step in (
        lambda: steps.update_staff(staff=person, email="a@b.vn", by=director, at=AT),
        lambda: steps.leave(staff=person, on=MOVED, by=director, at=AT),
        lambda: steps.record_assessment(staff=person, year=2019, grade="GOOD", by=director, at=AT),
    ):
        with pytest.raises(Forbidden, match="Hãy đề nghị cán bộ tổ chức"):
            step()


def test_leaving_ends_the_appointment_and_keeps_the_record_in_reach(country):
    person = StaffFactory(unit=country.trade)
    steps.leave(staff=person, on=MOVED, by=SYSTEM, at=AT)
    assert reads.unit_of(person, MOVED) is None
    assert Staff.objects.visible_to(actor_with(Role.HR_OFFICER, country.industry)).get() == person
    with pytest.raises(InvalidInput, match="đã thôi việc từ ngày 01/07/2020"):
        transfer(person, country.office, on=DAY)


def test_all_faults_of_a_new_person_are_told_at_once(country):
    StaffFactory(unit=country.trade, code="CB1", external_id="HRM-1")
    with pytest.raises(InvalidInput) as refused:
        StaffFactory(
            unit=country.trade,
            code="CB1",
            external_id="HRM-1",
            full_name="",
            category="NGUOI",
            sex="X",
            email="khong phai",
            joined_on=date(2009, 1, 1),
            birth_date=date(2010, 1, 1),
            post="",
        )
    assert {problem.field for problem in refused.value.problems} == {
        "code", "external_id", "full_name", "category", "sex", "email", "joined_on", "unit", "post",
    }  # fmt: skip
    assert Staff.objects.count() == 1


def test_a_changed_name_changes_order_and_search(country):
    person = StaffFactory(unit=country.trade, full_name="Trần Thị Ánh")
    steps.update_staff(staff=person, full_name="Trần Thị Uyên", by=SYSTEM, at=AT)
    assert person.given_name == "Uyên"
    assert reads.search("uyen").get() == person
    assert not reads.search("anh")
    event = AuditEvent.objects.get(action="personnel.staff_updated")
    assert event.data["changes"]["full_name"] == {"from": "Trần Thị Ánh", "to": "Trần Thị Uyên"}


def test_unchanged_facts_write_nothing(country, django_assert_num_queries):
    person = StaffFactory(unit=country.trade)
    with django_assert_num_queries(2):  # the savepoint
        steps.update_staff(staff=person, full_name=person.full_name, by=SYSTEM, at=AT)
    assert person.version == 1


def test_a_stale_edit_is_refused_with_what_changed(country):
    person = StaffFactory(unit=country.trade)
    steps.update_staff(staff=person, email="moi@example.vn", by=SYSTEM, at=AT)
    with pytest.raises(Stale) as refused:
        steps.update_staff(
            staff=Staff.objects.get(pk=person.pk),
            email="khac@example.vn",
            expected_version=1,
            by=SYSTEM,
            at=AT,
        )
    assert [change["label"] for change in refused.value.changes] == ["Sửa hồ sơ"]


def test_an_earlier_first_day_moves_the_first_appointment(country):
    person = StaffFactory(unit=country.trade)
    steps.update_staff(staff=person, joined_on=date(2014, 1, 6), by=SYSTEM, at=AT)
    assert reads.unit_of(person, date(2014, 1, 6)) == country.trade
    transfer(person, country.clinic)
    with pytest.raises(InvalidInput, match="sau khi vị trí đầu tiên đã kết thúc"):
        steps.update_staff(staff=person, joined_on=DAY, by=SYSTEM, at=AT)


def test_assessment_is_recorded_once_per_year_and_may_be_corrected(country):
    person = StaffFactory(unit=country.trade)
    paper = {"decision_ref": "15/QĐ", "by": SYSTEM, "at": AT}
    for _again in range(2):
        first = steps.record_assessment(staff=person, year=2019, grade="GOOD", **paper)
    with pytest.raises(InvalidInput, match=r"năm 2019 đã có xếp loại “Hoàn thành tốt.* \(15/QĐ\)"):
        steps.record_assessment(staff=person, year=2019, grade="EXCELLENT", **paper)
    assessments.correct_assessment(assessment=first, grade="EXCELLENT", **paper)
    assert [fact.grade for fact in reads.assessments([person.pk], [2018, 2019])] == ["EXCELLENT"]
    trail = AuditEvent.objects.filter(action="personnel.assessment_recorded").order_by("pk")
    old = {"grade": "GOOD", "rule": "EARLIER", "decision_ref": "15/QĐ", "decided_on": None}
    assert [event.data["before"] for event in trail] == [None, old]


@pytest.mark.parametrize(("year", "grade"), [(2014, "GOOD"), (2021, "GOOD"), (2019, "TOT")])
def test_impossible_assessments_are_refused(country, year, grade):
    person = StaffFactory(unit=country.trade)
    with pytest.raises(InvalidInput):
        steps.record_assessment(staff=person, year=year, grade=grade, by=SYSTEM, at=AT)
    assert not AnnualAssessment.objects.exists()


@pytest.mark.parametrize(
    ("year", "rule", "there"),
    [
        (2019, "ND90_2020", False),
        (2020, "ND335_2025", False),
        (2020, "ND48_2023", False),
        (2019, "EARLIER", True),
        (2020, "EARLIER", True),
        (2020, "ND90_2020", True),
    ],
)
def test_no_year_is_graded_under_a_text_that_came_later(country, year, rule, there):
    person = StaffFactory(unit=country.trade)

    def record():
        steps.record_assessment(staff=person, year=year, grade="GOOD", rule=rule, by=SYSTEM, at=AT)

    if there:
        record()
        assert AnnualAssessment.objects.get().rule == rule
        return
    with pytest.raises(InvalidInput, match=f"chưa có vào năm {year}"):
        record()
    assert not AnnualAssessment.objects.exists()


def test_a_name_in_the_code_of_an_old_font_is_refused(country):
    facts = {"category": "CIVIL_SERVANT", "joined_on": date(2016, 5, 4), "by": SYSTEM, "at": AT}
    with pytest.raises(InvalidInput, match=r"bảng mã TCVN3.*Nguyễn Văn An"):
        steps.hire(
            code="X1", full_name="NguyÔn V¨n An", unit=country.trade, post="Chuyên viên", **facts
        )
    assert not Staff.objects.filter(code="X1").exists()


@pytest.mark.parametrize(
    "text", ["nguyen", "Nguyễn", "NGUYEN thi", "anh nguyen", "cb00777", "00777 anh", "ễn"]
)
def test_search_ignores_marks_case_and_order_of_words(country, text):
    person = StaffFactory(unit=country.trade, full_name="Nguyễn Thị Ánh", code="CB00777")
    StaffFactory(unit=country.trade, full_name="Lê Đạt", code="CB00778")
    assert reads.search(text).get() == person


def test_search_of_d_with_and_without_stroke(country):
    person = StaffFactory(unit=country.trade, full_name="Đỗ Đạt")
    assert reads.search("do dat").get() == person
    assert not reads.search("xyz")


def test_people_stand_in_vietnamese_order(country):
    in_order = [
        "Trần Văn An",
        "Lê Thị Ánh",
        "Nguyễn Thị Ánh",
        "Võ Ân",
        "Bùi Bình",
        "Lê Dũng",
        "Lê Đạt",
        "Kim Lan",
        "Thạch Oanh",
        "Phạm Ô",
        "Lê Ơn",
        "Lê Út",
        "Lê Ưng",
    ]
    for name in reversed(in_order):
        StaffFactory(unit=country.trade, full_name=name)
    assert [person.full_name for person in Staff.objects.in_name_order()] == in_order


def test_given_name_may_be_set_where_it_is_not_the_last_word(country):
    person = StaffFactory(
        unit=country.trade, full_name="Thạch Sô Phi (Sơn)", given_name="Sô Phi", code="K1"
    )
    StaffFactory(unit=country.trade, full_name="Lê Sơn", code="K2")
    StaffFactory(unit=country.trade, full_name="Lê Ri", code="K0")
    assert list(Staff.objects.in_name_order().values_list("code", flat=True)) == ["K0", "K1", "K2"]
    with pytest.raises(InvalidInput, match="không có trong họ và tên"):
        steps.update_staff(staff=person, given_name="Khác", by=SYSTEM, at=AT)


def test_text_longer_than_its_column_is_refused_on_both_databases(country):
    long = {"full_name": "A" * 60, "external_id": "x" * 101, "email": f"{'a' * 250}@x.vn"}
    with pytest.raises(InvalidInput) as refused:
        StaffFactory(unit=country.trade, **long)
    fields = {problem.field for problem in refused.value.problems}
    assert fields == {"given_name", "external_id", "email"}


def test_nobody_is_hired_into_a_unit_dissolved_meanwhile(country):
    seen = Unit.objects.get(pk=country.trade.pk)
    unit_steps.dissolve_unit(unit=country.trade, on=DAY, by=SYSTEM, at=AT)
    with pytest.raises(InvalidInput, match="đã giải thể"):
        StaffFactory(unit=seen, joined_on=DAY)
