"""A government, and clients that speak for its people."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from core.scope import Actor
from tests.factories.personnel import PASSWORD

URL = "/api/v1/proposals/"


class Api:
    """A signed-in client that sends JSON; a refusal must be a problem, whatever it is about."""

    def __init__(self, actor: Actor) -> None:
        self.browser = Client()
        assert self.browser.login(username=actor.username, password=PASSWORD)

    def get(self, path: str, **query: Any):
        return self._checked(self.browser.get(path, query))

    def post(self, path: str, body: Any, **headers: str):
        return self._send("post", path, body, headers)

    def patch(self, path: str, body: Any, **headers: str):
        return self._send("patch", path, body, headers)

    def _send(self, method, path, body, headers):
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        call = getattr(self.browser, method)
        return self._checked(call(path, body, content_type="application/json", headers=sent))

    @staticmethod
    def _checked(answer):
        if answer.status_code >= 400:
            assert answer["Content-Type"] == "application/problem+json"
            assert answer.json()["status"] == answer.status_code
            assert answer.json()["detail"]
        return answer


@pytest.fixture
def today(clock_at):
    with clock_at("2021-01-11") as at:
        yield at


@pytest.fixture
def gov(governments, db, today):
    return governments()


@pytest.fixture
def officer(gov):
    return Api(gov.officer)


def names_of(answer):
    """The parameters a 400 complains about."""
    assert answer.status_code == 400, answer.content
    return [problem["name"] for problem in answer.json()["invalid_params"]]
