"""Personal data over REST: masked, told on a purpose, requests for correction."""

import pytest

from core.models import AuditEvent, IdempotencyKey
from core.scope import SYSTEM
from personnel.models import CorrectionRequest, StaffIdentity
from personnel.services import identity
from tests.factories.personnel import AT, StaffFactory
from tests.personnel.browsing import browser_of

NUMBER = "086199000123"
JSON = "application/json"


@pytest.fixture
def person(country):
    made = StaffFactory(unit=country.trade, code="CB-SR")
    identity.set_number(staff=made, number=NUMBER, by=SYSTEM, at=AT)
    return made


@pytest.fixture
def me(country, person):
    return browser_of("STAFF_MEMBER", country.trade, staff=person)


@pytest.fixture
def officer(country):
    return browser_of("HR_OFFICER", country.industry)


def address(person, tail=""):
    return f"/api/v1/staff/{person.code}/identity/{tail}"


def test_the_number_is_read_masked_by_whoever_sees_the_person(country, officer, me, person):
    for browser in (officer, me, browser_of("AUDITOR", country.industry)):
        assert browser.get(address(person)).json() == {"masked": "•••••••••123"}
    assert browser_of("HR_OFFICER", country.health).get(address(person)).status_code == 404
    for path in ("/api/v1/staff/", f"/api/v1/staff/{person.code}/", address(person)):
        assert NUMBER not in officer.get(path).content.decode()


def test_a_look_is_told_once_and_kept_nowhere(country, officer, me, person):
    looks = address(person, "looks/")
    assert officer.post(looks, {"purpose": "BECAUSE"}, JSON).status_code == 400
    told = officer.post(looks, {"purpose": "CHECK"}, JSON, headers={"Idempotency-Key": "một"})
    assert (told.status_code, told.json()) == (201, {"number": NUMBER})
    assert told["Cache-Control"] == "no-store"
    assert not IdempotencyKey.objects.exists()
    auditor = browser_of("AUDITOR", country.industry)
    assert auditor.post(looks, {"purpose": "CHECK"}, JSON).status_code == 403
    (line,) = me.get(looks).json()["results"]
    assert (line["act"], line["purpose"]) == (identity.VIEWED, "CHECK")
    guard = browser_of("DATA_OFFICER", country.province)
    assert len(guard.get(looks).json()["results"]) == 1
    assert officer.get(looks).status_code == 403


def test_set_replace_and_clear(country, officer, me):
    other = StaffFactory(unit=country.trade, code="CB-KHAC")
    wrong = officer.put(address(other), {"number": "12"}, JSON)
    assert wrong.status_code == 400
    assert wrong.json()["invalid_params"][0]["name"] == "number"
    done = officer.put(address(other), {"number": "084 088 001 999"}, JSON)
    assert done.json() == {"masked": "•••••••••999"}
    assert me.delete(address(other)).status_code == 404
    assert officer.delete(address(other)).status_code == 204
    assert not StaffIdentity.objects.filter(staff=other).exists()


def test_a_person_never_sets_his_own(country, me, person):
    assert me.put(address(person), {"number": "084088001999"}, JSON).status_code == 403
    assert me.delete(address(person)).status_code == 403


def test_requests_are_sent_listed_and_answered(country, officer, me, person):
    path = "/api/v1/correction-requests/"
    body = {"topic": "birth_date", "wanted": "05/06/1990"}
    sent = [me.post(path, body, JSON, headers={"Idempotency-Key": "gui-1"}) for _ in range(2)]
    assert [answer.status_code for answer in sent] == [201, 201]
    request = CorrectionRequest.objects.get()
    wrong = me.post(path, {"topic": "other", "wanted": NUMBER}, JSON)
    assert wrong.json()["invalid_params"][0]["name"] == "wanted"
    assert officer.post(path, body, JSON).status_code == 404
    (row,) = officer.get(path, {"state": "SENT"}).json()["results"]
    assert (row["id"], row["state"], row["staff"]["code"]) == (request.pk, "SENT", "CB-SR")
    assert officer.get(path, {"state": "X"}).status_code == 400
    one = f"{path}{request.pk}/"
    assert officer.get(one)["ETag"] == f'"{request.pk}-1"'
    steps = officer.get(f"{one}transitions/").json()
    assert {step["name"]: step["allowed"] for step in steps["available"]} == {
        "accept": True, "refuse": True, "withdraw": False,
    }  # fmt: skip
    refuse = {"name": "refuse", "comment": "Giấy khai sinh ghi khác"}
    assert officer.post(f"{one}transitions/", refuse, JSON).status_code == 428
    answer = officer.post(f"{one}transitions/", refuse | {"version": 1}, JSON)
    assert (answer.status_code, answer.json()["state"]) == (200, "REFUSED")
    stale = officer.post(f"{one}transitions/", refuse | {"version": 1}, JSON)
    assert stale.status_code == 409
    assert me.get(one).json()["answer"] == "Giấy khai sinh ghi khác"
    assert browser_of("HR_OFFICER", country.health).get(one).status_code == 404
    assert AuditEvent.objects.filter(action="personnel.correction.refuse").count() == 1
