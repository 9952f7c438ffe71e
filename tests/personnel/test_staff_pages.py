"""Pages and API of people over time: steps, grades, conduct, spouses, outside recipients."""

from datetime import date

import pytest
from django.urls import reverse

from core.scope import SYSTEM
from personnel.models import ExternalRecipient, LongAbsence, Role, Staff
from personnel.services import appointments, conduct, spouses
from personnel.services import staff as steps
from personnel.services import units as unit_steps
from personnel.services.orders import Order
from tests.factories.personnel import AT, StaffFactory, UserFactory
from tests.personnel.browsing import browser_of, page, post, signed_in

BY = {"by": SYSTEM, "at": AT}
MOVED = date(2020, 7, 1)
ORDER = Order("15/QĐ-UBND", date(2020, 6, 12))


@pytest.fixture
def officer(country):
    return browser_of(Role.HR_OFFICER, country.industry)


@pytest.fixture
def person(people):
    return people["trade"]


def text(answer):
    return answer.content.decode()


# --- Steps with one person --------------------------------------------------------------------


def test_every_new_page_opens_for_the_officer_and_not_for_others(country, person):
    person = Staff.objects.get(pk=person.pk)
    grade = steps.record_assessment(staff=person, year=2019, grade="GOOD", **BY)
    held = appointments.begin_concurrent(
        staff=person, unit=country.office, post="Ủy viên", on=MOVED, **BY
    )
    case = conduct.record_discipline(staff=person, form="UNDER_REVIEW", valid_from=MOVED, **BY)
    away = LongAbsence.objects.create(staff=person, kind="SICK", valid_from=MOVED)
    pages = [
        ("post_begin",),
        ("spouse_set",),
        ("staff_return",),
        ("leave_correct",),
        ("post_end", held.pk),
        ("place_correct", held.pk),
        ("place_withdraw", held.pk),
        ("grade_correct", grade.year),
        ("grade_withdraw", grade.year),
        ("discipline_add",),
        ("discipline_correct", case.pk),
        ("discipline_end", case.pk),
        ("discipline_withdraw", case.pk),
        ("review_close", case.pk),
        ("absence_add",),
        ("absence_correct", away.pk),
        ("absence_withdraw", away.pk),
    ]
    for role, expected in ((Role.HR_OFFICER, 200), (Role.DIRECTOR, 403)):
        browser = browser_of(role, country.industry)
        for name, *more in pages:
            assert page(browser, name, "CB1", *more).status_code == expected, (role, name)
            assert page(browser, name, "CB2", *more).status_code == 404, (role, name)
        assert page(browser, "conduct", "CB1").status_code == 200
        assert page(browser, "conduct", "CB2").status_code == 404
    officer = browser_of(Role.HR_OFFICER, country.industry)
    for name in ("post_end", "place_correct", "discipline_end", "absence_correct"):
        assert page(officer, name, "CB1", 999_999).status_code == 404


def test_a_post_beside_is_given_corrected_and_ended_on_screen(country, officer, person):
    answer = post(
        officer,
        "post_begin",
        "CB1",
        unit="SCT.office",
        post="Thư ký",
        on="01/07/2020",
        decision_ref="3/QĐ",
        version="1",
    )
    assert answer.status_code == 302
    held = person.appointments.concurrent().get()
    detail = text(page(officer, "staff_detail", "CB1"))
    assert "Kiêm nhiệm" in detail
    assert reverse("personnel:post_end", args=["CB1", held.pk]) in detail
    wrong = post(officer, "post_end", "CB1", held.pk, on="01/06/2020", version="2")
    assert wrong.status_code == 422
    assert "phải sau ngày bắt đầu kiêm nhiệm" in text(wrong)
    post(
        officer,
        "place_correct",
        "CB1",
        held.pk,
        unit="SCT.office",
        post="Thư ký hội đồng",
        on="15/07/2020",
        version="2",
    )
    post(officer, "post_end", "CB1", held.pk, on="01/10/2020", version="3")
    held.refresh_from_db()
    assert (held.post, held.valid_from, held.valid_to) == (
        "Thư ký hội đồng",
        date(2020, 7, 15),
        date(2020, 10, 1),
    )
    post(officer, "place_withdraw", "CB1", held.pk, reason="Nhầm", version="4")
    assert not person.appointments.concurrent().exists()


def test_leaving_and_coming_back_on_screen(country, officer, person):
    post(officer, "staff_leave", "CB1", on="01/07/2020", version="1")
    assert "Trở lại làm việc" in text(page(officer, "staff_detail", "CB1"))
    post(officer, "leave_correct", "CB1", on="01/08/2020", version="2")
    assert Staff.objects.get(code="CB1").left_on == date(2020, 8, 1)
    answer = post(
        officer,
        "staff_return",
        "CB1",
        unit="SCT.office",
        post="Văn thư",
        on="01/10/2020",
        version="3",
    )
    assert answer.status_code == 302
    back = Staff.objects.get(code="CB1")
    assert (back.left_on, back.unit) == (None, country.office)


def test_grades_on_screen(officer, person):
    wanted = {"year": "2020", "grade": "GOOD", "decision_ref": "8/QĐ", "decided_on": "25/11/2020"}
    assert post(officer, "staff_assess", "CB1", **wanted).status_code == 302
    detail = text(page(officer, "staff_detail", "CB1"))
    assert "Nghị định 90/2020/NĐ-CP" in detail
    assert "đọc qua nguồn thứ hai" in detail
    second = post(officer, "staff_assess", "CB1", **wanted | {"grade": "EXCELLENT"})
    assert second.status_code == 422
    assert "đã có xếp loại" in text(second)
    post(officer, "grade_correct", "CB1", 2020, grade="EXCELLENT", decision_ref="8/QĐ")
    assert person.assessments.get().grade == "EXCELLENT"
    post(officer, "grade_withdraw", "CB1", 2020, reason="Nhầm người")
    assert not person.assessments.exists()
    assert page(officer, "grade_correct", "CB1", 2020).status_code == 404


def test_a_short_year_is_told_and_does_not_block(country, officer):
    new = StaffFactory(unit=country.trade, joined_on=date(2020, 9, 1))
    answer = post(officer, "staff_assess", new.code, year="2020", grade="GOOD")
    assert answer.status_code == 302
    detail = text(page(officer, "staff_detail", new.code))
    assert "dưới 6 tháng" in detail


def test_conduct_on_screen(officer, person):
    post(officer, "discipline_add", "CB1", form="UNDER_REVIEW", valid_from="01/03/2020")
    held = person.disciplines.get()
    assert "Đang xem xét" in text(page(officer, "conduct", "CB1"))
    post(
        officer,
        "review_close",
        "CB1",
        held.pk,
        on="01/05/2020",
        form="REPRIMAND",
        decision_ref="5/QĐ",
        decided_on="28/04/2020",
    )
    part = text(page(officer, "conduct", "CB1"))
    assert "Khiển trách" in part
    assert "Đang có hiệu lực" in part
    made = person.disciplines.get(form="REPRIMAND")
    post(officer, "discipline_end", "CB1", made.pk, on="01/06/2020")
    assert "Hết hiệu lực" in text(page(officer, "conduct", "CB1"))
    post(officer, "absence_add", "CB1", kind="TRAINING", valid_from="01/01/2020", result="")
    away = person.absences.get()
    post(
        officer,
        "absence_correct",
        "CB1",
        away.pk,
        kind="TRAINING",
        valid_from="01/01/2020",
        valid_to="01/07/2020",
        result="GOOD",
    )
    assert "Khá" in text(page(officer, "conduct", "CB1"))
    for name, pk in (("discipline_withdraw", made.pk), ("absence_withdraw", away.pk)):
        assert post(officer, name, "CB1", pk, reason="Nhầm").status_code == 302
    assert person.disciplines.count() == 1
    assert not person.absences.exists()


def test_disciplines_at_the_same_time_are_told_on_screen_before_they_are_recorded(officer, person):
    first = {"form": "WARNING", "valid_from": "01/03/2020", "decision_ref": "5/QĐ"}
    assert post(officer, "discipline_add", "CB1", **first).status_code == 302
    second = first | {"form": "REPRIMAND", "valid_from": "01/06/2020"}
    asked = post(officer, "discipline_add", "CB1", **second)
    assert asked.status_code == 422
    assert "Trùng thời gian với Cảnh cáo từ 01/03/2020" in text(asked)
    assert 'type="checkbox" name="overlap_known"' in text(asked)
    assert person.disciplines.count() == 1
    assert post(officer, "discipline_add", "CB1", **second, overlap_known="on").status_code == 302
    assert person.disciplines.count() == 2


def test_own_conduct_is_seen_and_not_changed(country, person):
    account = UserFactory(staff=person, roles=[(Role.HR_OFFICER, country.industry)])
    browser = signed_in(account)
    part = page(browser, "conduct", "CB1")
    assert part.status_code == 200
    assert reverse("personnel:discipline_add", args=["CB1"]) not in text(part)
    answer = post(browser, "discipline_add", "CB1", form="UNDER_REVIEW", valid_from="01/03/2020")
    assert answer.status_code == 403


def test_the_spouse_on_screen(country, officer, person, people):
    other = StaffFactory(unit=country.office, full_name="Lê Văn Phúc", code="CB7")
    assert post(officer, "spouse_set", "CB1", spouse="CB7", version="1").status_code == 302
    assert "Lê Văn Phúc" in text(page(officer, "staff_detail", "CB1"))
    other.refresh_from_db()
    assert other.spouse == person
    assert post(officer, "spouse_set", "CB1", spouse="CB2", version="2").status_code == 422
    assert post(officer, "spouse_set", "CB1", spouse="", version="2").status_code == 302
    assert Staff.objects.get(code="CB7").spouse is None
    spouses.set_spouse(staff=Staff.objects.get(code="CB1"), spouse=people["clinic"], **BY)
    assert "Lê Đạt" not in text(page(officer, "staff_detail", "CB1"))


# --- Recipients outside -----------------------------------------------------------------------


def test_recipients_on_screen(country, officer):
    empty = page(officer, "recipient_list")
    assert "Chưa có đối tượng ngoài" in text(empty)
    wanted = {"kind": "ENTERPRISE", "name": "Công ty Lúa Vàng", "unit": "SCT"}
    assert post(officer, "recipient_add", **wanted).status_code == 302
    made = ExternalRecipient.objects.get()
    again = post(officer, "recipient_add", **wanted)
    assert again.status_code == 422
    assert made.code in text(again)
    assert "Công ty Lúa Vàng" in text(again)
    assert post(officer, "recipient_add", **wanted, despite_similar="on").status_code == 302
    detail = text(page(officer, "recipient_detail", made.code))
    assert "Có đối tượng gần giống" in detail
    changed = {**wanted, "name": "Công ty Lúa Vàng Cầu Ngang", "version": "1"}
    assert post(officer, "recipient_edit", made.code, **changed).status_code == 302
    stale = post(officer, "recipient_edit", made.code, **changed | {"address": "Khóm 1"})
    assert stale.status_code == 409
    for query, number in (({"q": "lua vang"}, 2), ({"q": "cau ngang"}, 1), ({"loai": "PERSON"}, 0)):
        assert len(page(officer, "recipient_list", **query).context["page"].rows) == number
    assert "Đối tượng ngoài" in text(page(officer, "staff_list"))


def test_recipients_are_scoped_and_only_read_by_readers(country, officer):
    post(officer, "recipient_add", kind="HOUSEHOLD", name="Hộ Thạch Sang", unit="SCT.trade")
    made = ExternalRecipient.objects.get()
    elsewhere = browser_of(Role.HR_OFFICER, country.health)
    assert page(elsewhere, "recipient_detail", made.code).status_code == 404
    assert not page(elsewhere, "recipient_list").context["page"].rows
    director = browser_of(Role.DIRECTOR, country.industry)
    assert page(director, "recipient_detail", made.code).status_code == 200
    assert page(director, "recipient_edit", made.code).status_code == 403
    assert page(director, "recipient_add").status_code == 403
    member = browser_of(Role.STAFF_MEMBER, country.industry)
    assert page(member, "recipient_list").status_code == 403
    assert page(member, "recipient_detail", made.code).status_code == 404


# --- API --------------------------------------------------------------------------------------


def test_the_api_tells_conduct_and_lists_it(country, person, officer):
    conduct.record_discipline(
        staff=person,
        form="WARNING",
        valid_from=date(2020, 3, 1),
        valid_to=date(2021, 3, 1),
        decision_ref="5/QĐ",
        **BY,
    )
    LongAbsence.objects.create(staff=person, kind="SICK", valid_from=MOVED)
    one = officer.get("/api/v1/staff/CB1/").json()
    assert one["disciplines"][0]["form"] == "WARNING"
    assert one["absences"][0]["kind"] == "SICK"
    assert one["appointments"][0]["is_concurrent"] is False
    for query, number in (
        ({}, 1),
        ({"on": "2020-03-01"}, 1),
        ({"on": "2021-03-01"}, 0),
        ({"form": "REPRIMAND"}, 0),
        ({"unit": "SCT.office"}, 0),
    ):
        rows = officer.get("/api/v1/disciplines/", query).json()["results"]
        assert len(rows) == number, query
    rows = officer.get("/api/v1/absences/", {"kind": "SICK"}).json()["results"]
    assert rows[0]["staff"] == {"code": "CB1", "full_name": "Nguyễn Thị Ánh"}
    other = browser_of(Role.HR_OFFICER, country.health)
    assert other.get("/api/v1/disciplines/").json()["results"] == []
    assert other.get("/api/v1/absences/").json()["results"] == []


def test_the_api_of_recipients(country, officer):
    body = {"kind": "ENTERPRISE", "name": "Công ty Sao Mai", "unit": "SCT"}
    made = officer.post("/api/v1/recipients/", body, content_type="application/json")
    assert made.status_code == 201
    again = officer.post("/api/v1/recipients/", body, content_type="application/json")
    assert again.status_code == 400
    assert again.json()["invalid_params"][0]["name"] == "despite_similar"
    sure = {**body, "despite_similar": True}
    assert (
        officer.post("/api/v1/recipients/", sure, content_type="application/json").status_code
        == 201
    )
    rows = officer.get("/api/v1/recipients/", {"q": "sao mai"}).json()["results"]
    assert len(rows) == 2
    one = officer.get(f"/api/v1/recipients/{made.json()['code']}/").json()
    assert one == made.json()
    assert officer.get("/api/v1/recipients/KHONG/").status_code == 404
    outside = {**body, "unit": "SYT", "name": "Khác hẳn"}
    refused = officer.post("/api/v1/recipients/", outside, content_type="application/json")
    assert refused.status_code == 404


def test_a_place_of_work_bears_the_name_its_unit_had_then(country, officer, person):
    """Who left before a unit was renamed never worked under its later name."""
    steps.transfer(staff=person, unit=country.office, post="Chuyên viên", on=MOVED, **BY)
    for unit in (country.trade, country.office):
        unit_steps.rename_unit(
            unit=unit, name=f"Tên mới {unit.code}", on=date(2020, 9, 1), order=ORDER, **BY
        )
    shown = page(officer, "staff_detail", person.code)
    assert [line.unit_name for line in shown.context["places"]] == [
        "Tên mới SCT.office",
        "Đơn vị SCT.trade",
    ]
    answer = officer.get(f"/api/v1/staff/{person.code}/").json()
    assert [one["unit"]["name"] for one in answer["appointments"]] == [
        "Đơn vị SCT.trade",
        "Tên mới SCT.office",
    ]


def test_a_second_record_of_the_same_person_is_asked_about(country, officer, person):
    born = date(1990, 2, 1)
    Staff.objects.filter(pk=person.pk).update(birth_date=born)
    facts = {
        "full_name": "nguyen thi anh",
        "birth_date": "01/02/1990",
        "code": "CB9",
        "category": "CIVIL_SERVANT",
        "joined_on": "01/02/2020",
        "unit": country.office.code,
        "post": "Chuyên viên",
    }
    form = page(officer, "staff_hire").context["form"]
    assert form["despite_same"].is_hidden
    asked = post(officer, "staff_hire", **facts)
    assert asked.status_code == 422
    assert set(asked.context["form"].errors) == {"despite_same"}
    assert not asked.context["form"]["despite_same"].is_hidden
    assert person.code in text(asked)
    assert not Staff.objects.filter(code="CB9").exists()
    assert post(officer, "staff_hire", **facts, despite_same="on").status_code == 302
    other = facts | {"code": "CB8", "birth_date": "02/02/1990"}
    assert post(officer, "staff_hire", **other).status_code == 302
