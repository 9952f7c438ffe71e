"""Missed candidates and forecasts over REST."""

from __future__ import annotations

from datetime import date

import pytest

from personnel.models import Role
from tests.awards.api.conftest import Api
from tests.factories.awards import DAY, YEAR, ProposalFactory, assessed
from tests.factories.personnel import StaffFactory, actor_with
from tests.support.clock import stopped_at

MISSED = "/api/v1/eligibility/missed/"
FORECAST = "/api/v1/eligibility/forecast/"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def january():
    with stopped_at("2021-01-12"):
        yield


@pytest.fixture
def person(gov):
    return assessed(
        StaffFactory(unit=gov.division, full_name="Thạch Sa Rây", retires_on=date(2022, 6, 1))
    )


@pytest.fixture
def api(gov):
    return Api(gov.officer)


def test_a_missed_candidate_comes_with_reason_and_what_is_left_to_people(gov, api, person):
    answer = api.get(MISSED, unit=gov.department.code, year=YEAR, award="LDTT").json()
    assert (answer["portion"], answer["portions"]) == (1, 1)
    assert answer["judged"] == answer["total"]
    [one] = answer["results"]
    assert one["recipient"] == {"code": person.code, "name": "Thạch Sa Rây"}
    assert one["award"]["code"] == "LDTT"
    assert one["code"] == "NEEDS_JUDGEMENT"
    assert "hoàn thành tốt nhiệm vụ" in one["reason"]
    assert one["left"]


def test_who_is_proposed_is_not_among_them(gov, api, person):
    ProposalFactory(gov=gov, staff=person, submit=False)
    answer = api.get(MISSED, unit=gov.department.code, year=YEAR, award="LDTT").json()
    assert answer["results"] == []


def test_a_forecast_names_years_and_needs_and_ends_with_retirement(gov, api, person):
    answer = api.get(FORECAST, unit=gov.department.code, year=YEAR, award="CSTDCS").json()
    one = next(row for row in answer["results"] if row["recipient"]["code"] == person.code)
    assert one["retires_on"] == "2022-06-01"
    assert [row["year"] for row in one["outlook"]] == [2021]
    assert any("sáng kiến" in text for text in one["outlook"][0]["needs"])


@pytest.mark.parametrize("address", [MISSED, FORECAST])
def test_it_answers_within_ones_own_units(gov, address):
    head = Api(gov.head)
    assert head.get(address, unit=gov.division.code, year=YEAR).status_code == 200
    assert head.get(address, unit=gov.other_division.code, year=YEAR).status_code == 404
    nobody = Api(actor_with(Role.STAFF_MEMBER, gov.division, on=DAY))
    assert nobody.get(address, unit=gov.division.code).status_code == 403


def test_a_question_that_makes_no_sense_is_refused(gov, api):
    assert api.get(MISSED).status_code in {400, 422}
    assert api.get(MISSED, unit=gov.department.code, year="x").status_code in {400, 422}
    for address in (MISSED, FORECAST):
        assert api.get(address, unit=gov.department.code, award="XX").status_code == 400
