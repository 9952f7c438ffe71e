"""Refusals of the API as problem details, versions and pages, apart from any resource."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from rest_framework import exceptions, serializers
from rest_framework.parsers import JSONParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.test import APIRequestFactory

from core import clock, keyset
from core.api import etags, idempotency, pagination
from core.api.problems import CONTENT_TYPE, problem_handler
from core.api.schema import add_problems
from core.errors import (
    Forbidden,
    GuardRefused,
    IllegalTransition,
    InvalidInput,
    NotVisible,
    Problem,
    Stale,
)
from core.models import IdempotencyKey, Load
from core.tasks import forget_leftovers
from tests.factories.personnel import UnitFactory, UserFactory


def request_for(method="post", path="/x/", body=None, user=None, **headers):
    factory = APIRequestFactory()
    plain = getattr(factory, method)(path, body or {}, format="json", headers=headers)
    request = Request(plain, parsers=[JSONParser()])
    request.user = user
    return request


def problem(error):
    return problem_handler(error, {"request": request_for(path="/api/v1/x/")})


# --- Problems -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (InvalidInput.at("year", "Sai năm."), 400, "invalid-input"),
        (Forbidden("Không được."), 403, "forbidden"),
        (NotVisible("Không thấy."), 404, "not-found"),
        (IllegalTransition("Không thể."), 409, "illegal-transition"),
        (GuardRefused("Chưa đủ."), 409, "condition-not-met"),
        (Stale("Cũ."), 409, "stale"),
        (etags.VersionMissing("Thiếu."), 428, "version-required"),
        (Http404(), 404, "not-found"),
        (PermissionDenied(), 403, "permission-denied"),
        (exceptions.NotAuthenticated(), 401, "not-authenticated"),
        (exceptions.MethodNotAllowed("PUT"), 405, "method-not-allowed"),
        (exceptions.UnsupportedMediaType("text/csv"), 415, "unsupported-media-type"),
        (exceptions.ParseError(), 400, "parse-error"),
    ],
)
def test_every_refusal_is_a_problem(error, status, code):
    answer = problem(error)
    assert (answer.status_code, answer.content_type) == (status, CONTENT_TYPE)
    assert answer.data["status"] == status
    assert answer.data["code"] == code
    assert answer.data["type"] == f"urn:vinh-danh:problem:{code}"
    assert answer.data["title"] not in {"", "Lỗi"}
    assert answer.data["detail"]
    assert answer.data["instance"] == "/api/v1/x/"


def test_what_is_not_foreseen_stays_a_server_error():
    assert problem(RuntimeError("x")) is None


def test_a_throttled_client_is_told_when_to_come_back():
    assert problem(exceptions.Throttled(wait=7))["Retry-After"] == "7"


def test_stale_tells_the_changes():
    change = {"label": "Gửi", "by": "A", "at": clock.now(), "comment": ""}
    assert problem(Stale("Cũ.", changes=[change])).data["changes"] == [change]


class Inner(serializers.Serializer):
    day = serializers.DateField()


class Outer(serializers.Serializer):
    name = serializers.CharField(max_length=3)
    inner = Inner()
    rows = Inner(many=True)
    words = serializers.ListField(child=serializers.CharField(max_length=2))

    def validate_name(self, name):
        return name


def test_wrong_members_carry_their_path():
    body = {
        "name": "dài quá",
        "inner": {"day": "x"},
        "rows": [{"day": "2020-01-01"}, {"day": "y"}],
        "words": ["a", "dài"],
    }
    checked = Outer(data=body)
    with pytest.raises(exceptions.ValidationError) as refused:
        checked.is_valid(raise_exception=True)
    data = problem(refused.value).data
    assert [one["name"] for one in data["invalid_params"]] == [
        "name",
        "inner.day",
        "rows[1].day",
        "words[1]",
    ]
    assert data["detail"] == "Có 4 chỗ cần sửa."


def test_problems_of_a_business_error_carry_place_and_hint():
    error = InvalidInput(problems=[Problem("Sai.", field="a", place="Dòng 2", hint="Hãy sửa.")])
    assert problem(error).data["invalid_params"] == [
        {"name": "a", "reason": "Dòng 2: Sai. Hãy sửa."}
    ]


# --- Versions -------------------------------------------------------------------------------


def test_the_version_comes_from_header_or_body():
    assert etags.expected_version(request_for(If_Match='"5-3"', **{"If-Match": '"5-3"'}), 5) == 3
    assert etags.expected_version(request_for(body={"version": 4}), 5) == 4
    both = request_for(body={"version": 3}, **{"If-Match": '"5-3"'})
    assert etags.expected_version(both, 5) == 3
    assert etags.etag(5, 3) == '"5-3"'


@pytest.mark.parametrize(
    ("body", "header"),
    [
        ({}, '"6-3"'),
        ({}, 'W/"5-3"'),
        ({}, "5-3"),
        ({"version": 2}, '"5-3"'),
        ({"version": "3"}, ""),
        ({"version": -1}, ""),
    ],
)
def test_a_version_that_is_none_is_refused(body, header):
    with pytest.raises(InvalidInput):
        etags.expected_version(request_for(body=body, **{"If-Match": header}), 5)


def test_no_version_is_told():
    with pytest.raises(etags.VersionMissing):
        etags.expected_version(request_for(**{"If-Match": "*"}), 5)


# --- Repeated requests ----------------------------------------------------------------------


@pytest.mark.django_db
def test_old_keys_are_forgotten():
    user = UserFactory()
    work = lambda: Response({"n": IdempotencyKey.objects.count()}, status=201)  # noqa: E731
    first = request_for(user=user, **{"Idempotency-Key": "k"})
    assert idempotency.once(first, work).data == {"n": 1}
    IdempotencyKey.objects.update(created_at=clock.now() - idempotency.KEPT_FOR - timedelta(1))
    again = idempotency.once(request_for(user=user, **{"Idempotency-Key": "k"}), work)
    assert "Idempotent-Replayed" not in again
    assert IdempotencyKey.objects.count() == 1


@pytest.mark.django_db
def test_leftovers_go_by_the_clock():
    user = UserFactory()
    for name, hours in (("moi.csv", 23), ("cu.csv", 25)):
        at = clock.now() - timedelta(hours=hours)
        Load.objects.create(importer="tests", owner=user, name=name, content=b"a", uploaded_at=at)
    old = clock.now() - idempotency.KEPT_FOR - timedelta(1)
    IdempotencyKey.objects.create(user=user, key="k", fingerprint="", created_at=old)
    assert forget_leftovers() == 2
    assert Load.objects.get().name == "moi.csv"


@pytest.mark.django_db
def test_a_key_that_is_too_long_is_refused():
    request = request_for(user=UserFactory(), **{"Idempotency-Key": "k" * 101})
    with pytest.raises(InvalidInput, match="100"):
        idempotency.once(request, Response)


# --- Pages ----------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("order", [("code",), ("-code",), ("kind", "-pk"), ("-kind", "code")])
@pytest.mark.parametrize("size", [1, 2, 7])
def test_pages_show_every_row_once_in_order_forth_and_back(order, size):
    from personnel.models import Unit  # noqa: PLC0415

    for number in range(7):
        UnitFactory(code=f"U{number}", kind="DIVISION" if number % 2 else "DEPARTMENT")
    expected = list(Unit.objects.order_by(*order))
    seen, page = [], keyset.page(Unit.objects.all(), order=order, size=size)
    pages = [page]
    while page.next:
        seen += page.rows
        page = keyset.page(Unit.objects.all(), order=order, size=size, cursor=page.next)
        pages.append(page)
    assert seen + page.rows == expected
    for before in reversed(pages[:-1]):
        page = keyset.page(Unit.objects.all(), order=order, size=size, cursor=page.previous)
        assert page.rows == before.rows


@pytest.mark.django_db
@pytest.mark.parametrize("cursor", ["rác", "e30", "WzAsMV0", "WzIsMV0", "WzAsImEiXQ"])
def test_a_cursor_of_our_own_making_only(cursor):
    from personnel.models import Unit  # noqa: PLC0415

    with pytest.raises(InvalidInput) as refused:
        keyset.page(Unit.objects.all(), order=("pk", "code"), size=2, cursor=cursor, name="cursor")
    assert refused.value.problems[0].field == "cursor"


@pytest.mark.parametrize("size", ["0", "-1", "201", "x", "", "٣"])
def test_the_size_of_a_page_is_checked(size):
    request = Request(APIRequestFactory().get("/x/", {"page_size": size}))
    with pytest.raises(InvalidInput):
        pagination.paginated(request, None, ("pk",), dict)


# --- Description ----------------------------------------------------------------------------


def test_every_operation_declares_its_refusals():
    operation = {"responses": {"200": {}}, "parameters": [{"name": "If-Match"}, {"name": "id"}]}
    reading = {"responses": {"200": {}}, "parameters": [{"name": "id"}]}
    described = add_problems(
        {
            "components": {"schemas": {}},
            "paths": {"/x/{id}/": {"patch": operation, "get": reading, "parameters": []}},
        }
    )
    assert list(operation["responses"]) == ["200", "400", "401", "403", "404", "409", "428"]
    assert list(reading["responses"]) == ["200", "401", "403", "404"]
    assert "Problem" in described["components"]["schemas"]
