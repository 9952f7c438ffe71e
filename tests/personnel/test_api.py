"""Units and staff over REST: who sees what, how lists page, what an upsert answers."""

import re
from datetime import date

import pytest
from allauth.idp.oidc.models import Client, Token
from django.core.management import CommandError, call_command
from django.test import Client as Browser

from core import clock
from personnel.api import serializers
from personnel.models import Role, Staff, User
from tests.factories.personnel import PASSWORD, StaffFactory, UserFactory, grant

PERSON = {
    "code": "CB01",
    "full_name": "Nguyễn Thị Ánh",
    "unit": "SCT.trade",
    "post": "Chuyên viên",
    "category": "CIVIL_SERVANT",
    "joined_on": "2015-03-02",
}
URL = "/api/v1/staff/by-external-id/HRM-7/"


def new_client(capsys, user, *options):
    call_command("create_api_client", "--name", "HRM", "--user", user.username, *options)
    return dict(line.split("=", 1) for line in capsys.readouterr().out.splitlines())


def token_of(credentials, **more):
    return Browser().post(
        "/identity/o/api/token", {"grant_type": "client_credentials", **credentials, **more}
    )


@pytest.fixture
def machine(country, capsys):
    """A browser-less client of the industry department's officer account, with its token."""
    user = UserFactory(is_service=True, password=None, roles=[(Role.HR_OFFICER, country.industry)])
    token = token_of(new_client(capsys, user)).json()["access_token"]
    client = Browser(headers={"Authorization": f"Bearer {token}"})
    client.user, client.token = user, token
    return client


def signed_in(user):
    browser = Browser()
    assert browser.login(username=user.username, password=PASSWORD)
    return browser


# --- Tokens ---------------------------------------------------------------------------------


def test_credentials_need_no_quoting_in_shell_or_form(machine, capsys):
    for value in new_client(capsys, machine.user).values():
        assert re.fullmatch(r"[A-Za-z0-9_-]{32,}", value)


def test_secret_and_token_are_stored_as_hashes_only(machine, capsys):
    credentials = new_client(capsys, machine.user)
    stored = Client.objects.get(pk=credentials["client_id"])
    assert credentials["client_secret"] not in stored.secret
    assert machine.token not in Token.objects.get().hash
    assert stored.check_secret(credentials["client_secret"])


def test_wrong_secret_gets_no_token(country, capsys):
    credentials = new_client(capsys, UserFactory(is_service=True))
    assert token_of(credentials | {"client_secret": "sai"}).status_code == 401


@pytest.mark.parametrize(
    "header", ["Bearer sai", "Bearer", "Bearer ", "Basic dXNlcjpwYXNz", "Bearer ey.a.b", "gì đó"]
)
def test_a_header_that_proves_nothing_is_refused_even_beside_a_session(machine, header):
    browser = signed_in(UserFactory())
    for client in (Browser(), browser):
        answer = client.get(
            "/api/v1/units/", headers={"Authorization": header.encode().decode("latin1")}
        )
        assert answer.status_code == 401
        assert answer["WWW-Authenticate"].startswith("Bearer")
        assert answer["Content-Type"] == "application/problem+json"


def test_expired_token_is_refused(machine):
    assert machine.get("/api/v1/units/").status_code == 200
    Token.objects.update(expires_at=clock.now())
    assert machine.get("/api/v1/units/").status_code == 401


def test_token_of_a_switched_off_or_human_account_is_refused(machine):
    User.objects.filter(pk=machine.user.pk).update(is_active=False)
    assert machine.get("/api/v1/units/").status_code == 401
    User.objects.filter(pk=machine.user.pk).update(is_active=True, is_service=False)
    assert machine.get("/api/v1/units/").status_code == 401


def test_read_only_client_may_not_write(country, capsys):
    user = UserFactory(is_service=True, roles=[(Role.HR_OFFICER, country.industry)])
    credentials = new_client(capsys, user, "--read-only")
    assert token_of(credentials, scope="write").status_code == 400
    token = token_of(credentials).json()["access_token"]
    client = Browser(headers={"Authorization": f"Bearer {token}"})
    assert client.get("/api/v1/staff/").status_code == 200
    answer = client.put(URL, PERSON, content_type="application/json")
    assert answer.status_code == 403
    assert not Staff.objects.exists()


def test_clients_are_only_made_for_service_accounts(country):
    user = UserFactory()
    for name in (user.username, "khongco"):
        with pytest.raises(CommandError, match="tài khoản"):
            call_command("create_api_client", "--name", "X", "--user", name)


def test_nobody_gets_401_and_a_person_uses_his_session(country):
    assert Browser().get("/api/v1/staff/").status_code == 401
    browser = signed_in(UserFactory(roles=[(Role.DIRECTOR, country.industry)]))
    codes = [unit["code"] for unit in browser.get("/api/v1/units/").json()["results"]]
    assert codes == ["SCT", "SCT.office", "SCT.trade"]


# --- Lists ----------------------------------------------------------------------------------


def test_lists_show_the_reach_only(machine, country):
    inside, outside = StaffFactory(unit=country.trade), StaffFactory(unit=country.clinic)
    assert [row["code"] for row in machine.get("/api/v1/staff/").json()["results"]] == [inside.code]
    assert machine.get(f"/api/v1/staff/{outside.code}/").status_code == 404
    assert machine.get("/api/v1/units/SYT/").status_code == 404
    assert machine.get("/api/v1/staff/", {"unit": "SYT"}).status_code == 404
    assert (
        machine.get("/api/v1/units/", {"q": "trade"}).json()["results"][0]["parent_code"] == "SCT"
    )


def test_filters_and_search(machine, country):
    StaffFactory(unit=country.trade, full_name="Nguyễn Ánh", code="A")
    StaffFactory(unit=country.office, full_name="Lê Đạt", code="B", category="WORKER")
    for query, expected in (
        ({"q": "nguyen"}, ["A"]),
        ({"q": "dat"}, ["B"]),
        ({"category": "WORKER"}, ["B"]),
        ({"unit": "SCT.trade"}, ["A"]),
        ({"unit": "SCT"}, ["A", "B"]),
    ):
        rows = machine.get("/api/v1/staff/", query).json()["results"]
        assert [row["code"] for row in rows] == expected, query
    wrong = machine.get("/api/v1/staff/", {"category": "X"})
    assert (wrong.status_code, wrong.json()["invalid_params"][0]["name"]) == (400, "category")


def test_pages_follow_each_other_in_both_directions(machine, country):
    for number in range(5):
        StaffFactory(unit=country.trade, full_name="Lê An", code=f"C{number}")
    seen, url, pages = [], "/api/v1/staff/?page_size=2", []
    while url:
        page = machine.get(url).json()
        pages.append(page)
        seen += [row["code"] for row in page["results"]]
        url = page["next"]
    assert seen == ["C0", "C1", "C2", "C3", "C4"]
    assert pages[0]["previous"] is None
    back = machine.get(pages[2]["previous"]).json()
    assert [row["code"] for row in back["results"]] == ["C2", "C3"]
    first = machine.get(back["previous"]).json()
    assert (first["previous"], [row["code"] for row in first["results"]]) == (None, ["C0", "C1"])


@pytest.mark.parametrize("query", ["cursor=abc", "cursor=WzBd", "page_size=0", "page_size=x"])
def test_nonsense_in_the_address_is_told(machine, query):
    assert machine.get(f"/api/v1/staff/?{query}").status_code == 400


def test_lists_cost_the_same_however_many_rows(machine, country, django_assert_num_queries):
    # token, client, owner, roles, rows, posts
    StaffFactory(unit=country.trade)
    with django_assert_num_queries(6):
        machine.get("/api/v1/staff/")
    for _number in range(10):
        StaffFactory(unit=country.trade)
    with django_assert_num_queries(6):
        machine.get("/api/v1/staff/")
    with django_assert_num_queries(5):
        machine.get("/api/v1/units/")


def test_rows_have_exactly_the_described_fields(machine, country):
    person = StaffFactory(unit=country.trade)
    for url, serializer in (
        ("/api/v1/units/", serializers.UnitSerializer),
        ("/api/v1/staff/", serializers.StaffLineSerializer),
    ):
        assert set(machine.get(url).json()["results"][0]) == set(serializer().fields)
    for url, serializer in (
        ("/api/v1/units/SCT.trade/", serializers.UnitDetailSerializer),
        (f"/api/v1/staff/{person.code}/", serializers.StaffDetailSerializer),
    ):
        answer = machine.get(url).json()
        assert set(answer) == set(serializer().fields)
        for name in ("placements", "appointments"):
            if name in answer:
                assert set(answer[name][0]) == set(serializer().fields[name].child.fields)


# --- Upsert ---------------------------------------------------------------------------------


def put(client, **changes):
    return client.put(URL, PERSON | changes, content_type="application/json")


def test_upsert_answers_201_then_200_unchanged_then_updated(machine):
    assert (put(machine).status_code, put(machine).json()["outcome"]) == (201, "unchanged")
    assert Staff.objects.count() == 1
    changed = put(machine, email="anh@example.vn")
    assert (changed.status_code, changed.json()["outcome"]) == (200, "updated")
    moved = put(machine, email="anh@example.vn", unit="SCT.office", since="2020-07-01")
    assert moved.json()["outcome"] == "updated"
    assert Staff.objects.get().unit.code == "SCT.office"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"unit": "SYT.clinic"}, "unit"),
        ({"unit": "KHONG"}, "unit"),
        ({"full_name": ""}, "full_name"),
        ({"category": "X"}, "category"),
        ({"joined_on": "31/12/2020"}, "joined_on"),
        ({"joined_on": "2009-01-01"}, "unit"),
        ({"birth_date": "2016-01-01"}, "joined_on"),
        ({"email": "x"}, "email"),
        ({"code": "A/1"}, "code"),
    ],
)
def test_bad_input_is_told_as_problem_and_nothing_is_written(machine, changes, field):
    answer = put(machine, **changes)
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert field in [problem["name"] for problem in answer.json()["invalid_params"]]
    assert not Staff.objects.exists()


def test_upsert_needs_the_right(country):
    browser = signed_in(UserFactory(roles=[(Role.DIRECTOR, country.industry)]))
    answer = put(browser)
    assert answer.status_code == 403
    assert "sửa hồ sơ nhân sự" in answer.json()["detail"]


def test_birth_and_day_fields_are_iso(machine):
    put(machine, birth_date="1990-02-03")
    row = machine.get("/api/v1/staff/CB01/").json()
    assert (row["birth_date"], row["joined_on"]) == ("1990-02-03", "2015-03-02")
    assert row["appointments"][0]["valid_from"] == "2015-03-02"
    assert Staff.objects.get().birth_date == date(1990, 2, 3)


def test_role_that_ended_ends_the_clients_reach(country, capsys):
    user = UserFactory(is_service=True)
    grant(user, Role.HR_OFFICER, country.industry, valid_to=date(2020, 1, 1))
    token = token_of(new_client(capsys, user)).json()["access_token"]
    client = Browser(headers={"Authorization": f"Bearer {token}"})
    assert client.get("/api/v1/units/").json()["results"] == []
