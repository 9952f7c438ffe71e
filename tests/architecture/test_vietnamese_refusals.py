"""Without a choice of language nobody meets an English sentence of the framework."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client

from personnel.models import Role
from tests.factories.awards import make_government
from tests.factories.personnel import PASSWORD, UserFactory
from tests.personnel.browsing import browser_of, post

# Words no Vietnamese sentence has; names of members and codes do not hold them.
ENGLISH = re.compile(
    r"\b(the|this|is|not|are|was|were|must|with|valid|value|error|allowed)\b", re.IGNORECASE
)
PROPOSALS = "/api/v1/proposals/"


@pytest.fixture
def gov(db: None) -> Any:
    return make_government()


@pytest.fixture
def officer(gov: Any) -> Client:
    client = Client()
    assert client.login(username=gov.officer.username, password=PASSWORD)
    return client


def texts(answer: Any) -> list[str]:
    found = answer.json()
    params = [one["reason"] for one in found.get("invalid_params", ())]
    return [found["title"], found["detail"], *params]


def assert_vietnamese(answer: Any, status: int, code: str) -> None:
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == code
    assert [text for text in texts(answer) if ENGLISH.search(text)] == []


def test_who_is_nobody(db: None) -> None:
    assert_vietnamese(Client().get(PROPOSALS), 401, "not-authenticated")
    bearer = {"Authorization": "Bearer x"}
    assert_vietnamese(Client(headers=bearer).get(PROPOSALS), 401, "authentication-failed")


def test_a_browser_without_its_token(gov: Any) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.login(username=gov.officer.username, password=PASSWORD)
    answer = client.post(PROPOSALS, {}, content_type="application/json")
    assert_vietnamese(answer, 403, "permission-denied")


@pytest.mark.parametrize(
    ("body", "kind", "status", "code"),
    [
        ("{", "application/json", 400, "parse-error"),
        (b"\xff", "application/json", 400, "parse-error"),
        ("[]", "application/json", 400, "invalid-input"),
        ("a=1", "text/plain", 415, "unsupported-media-type"),
        ("{}", "application/json", 400, "invalid-input"),
        (
            '{"staff": null, "award": [1], "year": "x", "merit": {}, "basis": "X", '
            '"initiatives": "x", "registration": "x"}',
            "application/json",
            400,
            "invalid-input",
        ),
    ],
)
def test_bodies_that_are_refused(
    officer: Client, body: Any, kind: str, status: int, code: str
) -> None:
    assert_vietnamese(officer.post(PROPOSALS, body, content_type=kind), status, code)


def test_people_as_another_system_should_not_send_them(officer: Client) -> None:
    body = {"code": None, "full_name": "", "category": "X", "joined_on": "x", "unit": [], "post": 1}
    answer = officer.put("/api/v1/staff/by-external-id/X/", body, content_type="application/json")
    assert_vietnamese(answer, 400, "invalid-input")


@pytest.mark.parametrize(
    "query", ["year=x", "state=X", "unit=x", "page_size=x", "cursor=x", "waiting_for_me=x"]
)
def test_parameters_that_mean_nothing(officer: Client, query: str) -> None:
    answer = officer.get(f"{PROPOSALS}?{query}")
    if answer.status_code != 200:
        assert_vietnamese(answer, answer.status_code, answer.json()["code"])


def test_addresses_and_methods_that_do_not_exist(officer: Client) -> None:
    assert_vietnamese(officer.delete(PROPOSALS), 405, "method-not-allowed")
    assert_vietnamese(officer.get("/api/v1/khong-co/"), 404, "not-found")
    assert_vietnamese(Client().post("/api/v1/khong-co/x"), 404, "not-found")
    assert_vietnamese(officer.get(f"{PROPOSALS}999999/"), 404, "not-found")
    assert officer.get("/khong-co/")["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("password", ["a", "123456789012", "password123", "nguyenvana1"])
def test_passwords_that_are_refused(db: None, password: str) -> None:
    user = UserFactory.build(username="nguyenvana", full_name="Nguyễn Văn A")
    with pytest.raises(ValidationError) as refused:
        validate_password(password, user)
    assert [text for text in refused.value.messages if ENGLISH.search(text)] == []


def test_forms_of_pages(gov: Any) -> None:
    admin = browser_of(Role.SYSTEM_ADMIN, gov.province)
    answer = post(admin, "account_create", username="á b", full_name="", email="x", password="1")
    assert answer.status_code == 422
    found = [text for errors in answer.context["form"].errors.values() for text in errors]
    assert found
    assert [text for text in found if ENGLISH.search(text)] == []
