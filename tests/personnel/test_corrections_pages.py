"""Pages of requests for correction, and their lines in "Việc của tôi"."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from personnel.models import CorrectionRequest
from personnel.services import corrections
from tests.factories.personnel import AT, StaffFactory, UserFactory, actor_for, actor_with
from tests.personnel.browsing import browser_of, page, post, signed_in

NUMBER = "086199000123"


@pytest.fixture
def person(country):
    return StaffFactory(unit=country.trade, full_name="Thạch Thị Sa Rinh", code="CB-SR")


@pytest.fixture
def me(country, person):
    return browser_of("STAFF_MEMBER", country.trade, staff=person)


@pytest.fixture
def officer(country):
    return browser_of("HR_OFFICER", country.industry)


def text(answer):
    return answer.content.decode()


def request_of(person, **more):
    user = person.user
    values = {"topic": "birth_date", "wanted": "05/06/1990"} | more
    return corrections.send(staff=person, **values, by=actor_for(user), at=AT)


def test_sent_listed_answered_on_the_pages(country, me, officer, person):
    form = page(me, "correction_send", muc="birth_date")
    assert form.context["form"].initial["topic"] == "birth_date"
    wrong = post(me, "correction_send", topic="birth_date", wanted=NUMBER, reason="giữ lại")
    assert wrong.status_code == 422
    assert "giữ lại" in text(wrong)
    made = post(me, "correction_send", topic="birth_date", wanted="05/06/1990", reason="")
    request = CorrectionRequest.objects.get()
    assert made["Location"] == reverse("personnel:correction_detail", args=[request.pk])
    assert "Thạch Thị Sa Rinh" in text(page(officer, "correction_list"))
    shown = page(officer, "correction_detail", request.pk)
    assert {choice.name for choice in shown.context["choices"]} == {"accept", "refuse"}
    own = page(me, "correction_detail", request.pk)
    assert {choice.name for choice in own.context["choices"]} == {"withdraw"}
    silent = post(officer, "correction_step", request.pk, "refuse", comment="", version=1)
    assert silent.status_code == 422
    done = post(officer, "correction_step", request.pk, "accept", comment="Đã sửa", version=1)
    assert done.status_code == 302
    again = post(officer, "correction_step", request.pk, "refuse", comment="x", version=1)
    assert again.status_code == 409
    assert "Đã sửa" in text(page(me, "correction_detail", request.pk))
    assert "Không có yêu cầu nào chờ" in text(page(officer, "correction_list"))
    ended = text(page(officer, "correction_list", tinh_trang="da-tra-loi"))
    assert "Thạch Thị Sa Rinh" in ended


def test_requests_are_not_seen_outside(country, me, person):
    request = request_of(person)
    outside = browser_of("HR_OFFICER", country.health)
    assert page(outside, "correction_detail", request.pk).status_code == 404
    assert post(outside, "correction_step", request.pk, "accept").status_code == 404
    colleague = browser_of("STAFF_MEMBER", country.trade, staff=StaffFactory(unit=country.trade))
    assert page(colleague, "correction_detail", request.pk).status_code == 404
    assert page(colleague, "correction_list").status_code == 403
    watcher = browser_of("DATA_OFFICER", country.industry)
    assert page(watcher, "correction_detail", request.pk).status_code == 200
    assert post(watcher, "correction_step", request.pk, "accept", version=1).status_code == 403


def test_an_officer_sees_why_he_may_not_answer_himself(country):
    mine = StaffFactory(unit=country.trade)
    browser = signed_in(UserFactory(roles=[("HR_OFFICER", country.industry)], staff=mine))
    request = request_of(mine)
    choices = page(browser, "correction_detail", request.pk).context["choices"]
    assert {choice.name: choice.allowed for choice in choices} == {
        "accept": False, "refuse": False, "withdraw": True,
    }  # fmt: skip
    assert post(browser, "correction_step", request.pk, "accept", version=1).status_code == 403


def test_it_waits_in_the_inbox_the_late_ones_in_front(country, clock_at):
    officer = browser_of("HR_OFFICER", country.industry)
    for number in range(2):
        staff = StaffFactory(unit=country.trade, full_name=f"Người Thứ {number}")
        actor_with("STAFF_MEMBER", country.trade, staff=staff)
        corrections.send(
            staff=staff, topic="other", wanted="x", by=actor_for(staff.user),
            at=AT.replace(month=12, day=2 - number),
        )  # fmt: skip
    with clock_at("2020-12-04"):
        lines = officer.get(reverse("work:inbox")).context["lines"]
    told = [(line.title, line.limit.label, line.late) for line in lines]
    assert told == [
        ("Trả lời yêu cầu chỉnh sửa: Người Thứ 1", "Quá hạn 1 ngày", 1),
        ("Trả lời yêu cầu chỉnh sửa: Người Thứ 0", "Hạn hôm nay", 0),
    ]
    with clock_at("2020-12-04"):
        mine = signed_in(staff.user).get(reverse("work:inbox")).context["mine"]
    assert "Yêu cầu chỉnh sửa của tôi" in [section.title for section in mine]


def test_many_requests_are_one_line(country, clock_at):
    officer = browser_of("HR_OFFICER", country.industry)
    for _ in range(6):
        staff = StaffFactory(unit=country.trade)
        actor_with("STAFF_MEMBER", country.trade, staff=staff)
        request_of(staff)
    with clock_at("2020-12-03"):
        (line,) = officer.get(reverse("work:inbox")).context["lines"]
    assert (line.count, line.late) == (6, 6)
    assert line.url == reverse("personnel:correction_list")


def test_the_pages_cost_the_same_for_one_request_and_for_twenty(country, me, officer, person):
    costs = []
    for number in (1, 19):
        for _ in range(number):
            request_of(person)
        with CaptureQueriesContext(connection) as queries:
            assert page(officer, "correction_list").context["page"].rows
            page(me, "my_record")
        costs.append(len(queries))
    assert costs[0] == costs[1]
