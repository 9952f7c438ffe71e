"""The mode "Làm việc thay mặt" on pages and over the API, and the pages of delegations."""

import pytest
from django.test import Client
from django.urls import reverse

from core.models import AuditEvent
from personnel.models import Delegation, Role, Staff, User
from personnel.services import delegations as services
from tests.factories.delegations import delegate
from tests.factories.personnel import (
    AT,
    DAY,
    PASSWORD,
    StaffFactory,
    UserFactory,
    actor_for,
    grant,
)
from tests.personnel.browsing import browser_of, page, post, signed_in
from tests.support.clock import stopped_at

BANNER = "Đang làm việc thay mặt"


@pytest.fixture(autouse=True)
def _today():
    with stopped_at(DAY.isoformat()):
        yield


@pytest.fixture
def officer(country):
    staff = StaffFactory(unit=country.industry, full_name="Trần Thị Hạnh")
    roles = [(Role.HR_OFFICER, country.industry)]
    return UserFactory(full_name="Trần Thị Hạnh", staff=staff, roles=roles)


@pytest.fixture
def deputy(country):
    staff = StaffFactory(unit=country.office, full_name="Lê Văn Khoa")
    return UserFactory(full_name="Lê Văn Khoa", staff=staff)


@pytest.fixture
def given(country, officer, deputy):
    return delegate(officer, deputy, Role.HR_OFFICER, country.industry)


@pytest.fixture
def browser(deputy):
    return signed_in(deputy)


def text(answer):
    return answer.content.decode()


def test_the_mode_is_chosen_seen_on_every_page_and_left(country, people, browser, given):
    assert page(browser, "staff_detail", "CB1").status_code == 404
    home = text(browser.get("/"))
    assert BANNER not in home
    assert "Làm việc thay mặt Trần Thị Hạnh" in home
    begun = browser.post(reverse("personnel:acting_start", args=[given.pk]), {"next": "/nhan-su/"})
    assert begun["Location"] == "/nhan-su/"
    missing = page(browser, "staff_detail", "CB2")
    for answer in (page(browser, "staff_detail", "CB1"), browser.get("/"), missing):
        assert BANNER in text(answer)
        assert "Thôi thay mặt" in text(answer)
    assert missing.status_code == 404
    browser.post(reverse("personnel:acting_stop"))
    assert BANNER not in text(browser.get("/"))
    assert page(browser, "staff_detail", "CB1").status_code == 404


def test_what_is_done_in_the_mode_bears_both_names(country, people, browser, given, deputy):
    browser.post(reverse("personnel:acting_start", args=[given.pk]))
    answer = post(browser, "staff_leave", "CB1", on="2020-12-01", version=1)
    assert answer.status_code == 302, text(answer)
    event = AuditEvent.objects.get(action="personnel.staff_left")
    assert event.signature == "Lê Văn Khoa, thay mặt Trần Thị Hạnh"
    shown = text(page(browser, "delegation_detail", given.pk))
    assert "Ghi thôi việc" in shown
    assert "Lê Văn Khoa, thay mặt Trần Thị Hạnh" in shown


def test_a_page_not_to_be_seen_in_ones_own_name_offers_the_mode(country, people, browser, given):
    refused = text(page(browser, "staff_detail", "CB1"))
    assert "Mở thay mặt Trần Thị Hạnh" in refused
    assert 'name="next" value="/nhan-su/nguoi/CB1/"' in refused


def test_when_the_delegation_ends_the_mode_ends_and_a_sent_form_does_nothing(
    country, people, browser, given, deputy
):
    browser.post(reverse("personnel:acting_start", args=[given.pk]))
    services.end(delegation=given, on=DAY, by=actor_for(deputy), at=AT)
    answer = post(browser, "staff_leave", "CB1", on="2020-12-01", version=1)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert Staff.objects.get(code="CB1").left_on is None
    home = text(browser.get("/"))
    assert "Việc vừa gửi chưa được ghi" in home
    assert BANNER not in home


def test_its_last_day_is_over_at_midnight(country, deputy, given):
    with stopped_at("2020-12-09 20:00"):
        browser = signed_in(deputy)
        browser.post(reverse("personnel:acting_start", args=[given.pk]))
    with stopped_at("2020-12-09 23:59"):
        assert BANNER in text(browser.get("/"))
    with stopped_at("2020-12-10 00:00"):
        home = text(browser.get("/"))
    assert BANNER not in home
    assert "Thời gian thay mặt đã hết" in home


def test_nobody_else_can_take_the_mode(country, given, officer):
    for user in (UserFactory(), officer):
        browser = signed_in(user)
        answer = browser.post(reverse("personnel:acting_start", args=[given.pk]))
        assert answer.status_code == 404
        assert BANNER not in text(browser.get("/"))


def test_a_form_opened_in_one_name_is_not_sent_in_another(country, people, deputy, given):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(deputy)
    grant(deputy, Role.HR_OFFICER, country.industry)
    page(browser, "staff_leave", "CB1")
    old = browser.cookies["csrftoken"].value
    begun = browser.post(
        reverse("personnel:acting_start", args=[given.pk]), {"csrfmiddlewaretoken": old}
    )
    assert begun.status_code == 302
    values = {"on": "2020-12-01", "version": 1}
    late = post(browser, "staff_leave", "CB1", **values, csrfmiddlewaretoken=old)
    assert late.status_code == 403
    new = browser.cookies["csrftoken"].value
    sent = post(browser, "staff_leave", "CB1", **values, csrfmiddlewaretoken=new)
    assert sent.status_code == 302


def test_the_way_back_leads_nowhere_else(browser, given):
    address = reverse("personnel:acting_start", args=[given.pk])
    answer = browser.post(address, {"next": "https://example.com/"})
    assert answer["Location"] == "/"
    assert browser.get(address).status_code == 405


# --- Over the API ---------------------------------------------------------------------------


def test_the_header_says_for_whom_a_call_is_made(country, people, deputy, given):
    client = signed_in(deputy)
    address = "/api/v1/staff/CB1/"
    assert client.get(address).status_code == 404
    answer = client.get(address, headers={"X-On-Behalf-Of": str(given.pk)})
    assert answer.status_code == 200
    assert "X-On-Behalf-Of" in answer["Vary"]
    # The mode of the pages means nothing here.
    client.post(reverse("personnel:acting_start", args=[given.pk]))
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("said", ["0", "999999", "x", "-1", "1e3"])
@pytest.mark.parametrize("address", ["/api/v1/staff/", "/api/v1/delegations/"])
def test_an_unknown_delegation_is_refused_with_a_problem(deputy, said, address):
    answer = signed_in(deputy).get(address, headers={"X-On-Behalf-Of": said})
    assert answer.status_code == 403
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "forbidden"


def test_somebody_elses_delegation_is_refused(country, given, officer):
    for user in (officer, UserFactory()):
        answer = signed_in(user).get("/api/v1/staff/", headers={"X-On-Behalf-Of": str(given.pk)})
        assert answer.status_code == 403


def test_the_api_lists_what_one_gave_and_holds(country, given, officer, deputy):
    (row,) = signed_in(deputy).get("/api/v1/delegations/", {"held": "true"}).json()["results"]
    assert row == {
        "id": given.pk,
        "principal": "Trần Thị Hạnh",
        "deputy": "Lê Văn Khoa",
        "held": True,
        "kind": "DEPUTY",
        "role": "HR_OFFICER",
        "unit": {"code": "SCT", "name": "Sở SCT"},
        "valid_from": "2020-11-30",
        "valid_to": "2020-12-10",
        "document": "",
        "state": "running",
    }
    assert signed_in(officer).get("/api/v1/delegations/", {"held": "true"}).json()["results"] == []
    assert len(signed_in(officer).get("/api/v1/delegations/").json()["results"]) == 1
    assert signed_in(UserFactory()).get("/api/v1/delegations/").json()["results"] == []


# --- Pages of delegations -------------------------------------------------------------------


def test_an_officer_gives_and_ends_on_pages(country, officer, deputy):
    browser = signed_in(officer)
    assert "Bạn chưa ủy quyền cho ai" in text(page(browser, "delegation_list"))
    held = officer.roles.get()
    values = {
        "held": held.pk,
        "deputy": deputy.pk,
        "kind": "DEPUTY",
        "valid_from": "30/11/2020",
        "valid_to": "10/12/2020",
    }
    wrong = post(browser, "delegation_give", **{**values, "valid_to": "01/11/2020"})
    assert (wrong.status_code, set(wrong.context["form"].errors)) == (422, {"valid_to"})
    answer = post(browser, "delegation_give", **values)
    given = Delegation.objects.get()
    assert answer["Location"] == reverse("personnel:delegation_detail", args=[given.pk])
    assert (given.unit, given.role) == (country.industry, Role.HR_OFFICER)
    listed = text(page(browser, "delegation_list"))
    assert "Lê Văn Khoa" in listed
    assert "Đang hiệu lực" in listed
    assert post(browser, "delegation_end", given.pk, on="30/11/2020").status_code == 302
    assert "Đã chấm dứt" in text(page(browser, "delegation_detail", given.pk))


def test_a_narrower_unit_may_be_chosen(country, officer, deputy):
    values = {
        "held": officer.roles.get().pk,
        "unit": "SCT.trade",
        "deputy": deputy.pk,
        "kind": "MANDATE",
        "valid_from": "2020-11-30",
        "valid_to": "2020-12-10",
        "document_ref": "15/GUQ-SCT",
    }
    assert post(signed_in(officer), "delegation_give", **values).status_code == 302
    assert Delegation.objects.get().unit == country.trade


def test_deputies_are_found_among_colleagues_only(country, officer, deputy):
    StaffFactory(unit=country.clinic)
    UserFactory(full_name="Lê Ở Xa", staff=StaffFactory(unit=country.clinic))
    UserFactory(full_name="Lê Máy", is_service=True)
    found = text(page(signed_in(officer), "deputy_pick", q="le"))
    assert "Lê Văn Khoa" in found
    assert "Lê Ở Xa" not in found
    assert "Lê Máy" not in found


def test_whoever_holds_no_role_gives_none(country, deputy):
    browser = signed_in(deputy)
    assert page(browser, "delegation_give").status_code == 403
    assert page(browser, "deputy_pick", q="a").status_code == 200
    assert page(browser, "delegation_list").status_code == 200


def test_in_the_mode_nothing_is_given_on(country, browser, given, deputy):
    grant(deputy, Role.UNIT_HEAD, country.office)
    other = UserFactory(staff=StaffFactory(unit=country.office))
    browser.post(reverse("personnel:acting_start", args=[given.pk]))
    values = {
        "held": deputy.roles.get().pk,
        "deputy": other.pk,
        "kind": "DEPUTY",
        "valid_from": "2020-11-30",
        "valid_to": "2020-12-10",
    }
    assert post(browser, "delegation_give", **values).status_code == 403
    assert Delegation.objects.count() == 1


def test_the_administrator_sees_the_delegation_and_not_what_was_done(
    country, people, given, officer, browser
):
    browser.post(reverse("personnel:acting_start", args=[given.pk]))
    post(browser, "staff_leave", "CB1", on="2020-12-01", version=1)
    admin = browser_of(Role.SYSTEM_ADMIN, country.industry)
    assert "Lê Văn Khoa" in text(page(admin, "account_delegations", officer.pk))
    shown = text(page(admin, "delegation_detail", given.pk))
    assert "Trần Thị Hạnh" in shown
    assert "Ghi thôi việc" not in shown
    stranger = browser_of(Role.SYSTEM_ADMIN, country.health)
    assert page(stranger, "delegation_detail", given.pk).status_code == 404
    assert page(stranger, "account_delegations", officer.pk).status_code == 404


def test_the_administrator_records_one_on_a_document(country, officer, deputy):
    admin = browser_of(Role.SYSTEM_ADMIN, country.industry)
    values = {
        "held": officer.roles.get().pk,
        "deputy": deputy.pk,
        "kind": "MANDATE",
        "valid_from": "2020-11-30",
        "valid_to": "2020-12-10",
    }
    bare = post(admin, "account_delegate", officer.pk, **values)
    assert (bare.status_code, set(bare.context["form"].errors)) == (422, {"document_ref"})
    written = post(admin, "account_delegate", officer.pk, **values, document_ref="15/GUQ-SCT")
    assert written.status_code == 302
    assert "Lê Văn Khoa" in text(page(admin, "account_deputy_pick", officer.pk, q="khoa"))


def test_signing_in_as_somebody_else_does_not_keep_the_mode(country, browser, given, officer):
    browser.post(reverse("personnel:acting_start", args=[given.pk]))
    assert browser.login(username=officer.username, password=PASSWORD)
    assert BANNER not in text(browser.get("/"))
    assert User.objects.filter(pk=officer.pk).exists()
