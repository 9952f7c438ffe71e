"""Who may be given what, over REST: the same verdicts as on the pages, within the reader's reach."""

from __future__ import annotations

from datetime import date

import pytest

from personnel.models import Discipline
from tests.awards.api.conftest import Api
from tests.factories.awards import assessed
from tests.factories.personnel import StaffFactory

PEOPLE, UNITS = "/api/v1/eligibility/people/", "/api/v1/eligibility/units/"


@pytest.fixture
def person(gov):
    return assessed(StaffFactory(unit=gov.division, full_name="Thạch Sa Rây"), "GOOD")


def test_a_person_with_every_award_and_its_findings(officer, person):
    shown = officer.get(f"{PEOPLE}{person.code}/", year=2020).json()
    assert shown["subject"] == {"code": person.code, "name": "Thạch Sa Rây"}
    assert (shown["year"], shown["received_on"]) == (2020, "2020-12-31")
    by_award = {one["award"]["code"]: one for one in shown["results"]}
    assert by_award["LDTT"]["code"] == by_award["LDTT"]["verdict"]["code"] == "NEEDS_JUDGEMENT"
    finding = next(
        one for one in by_award["LDTT"]["verdict"]["findings"] if one["outcome"] == "MET"
    )
    assert finding["citation"].startswith("Điều 24")
    assert finding["facts"]["ref"] == "grade:2020"


def test_contradictions_name_their_records(officer, person):
    rows = [
        Discipline.objects.create(
            staff=person, form=form, valid_from=date(2018, month, 1), decision_ref="3/QĐ-SCT"
        )
        for form, month in (("WARNING", 1), ("REPRIMAND", 6))
    ]
    shown = officer.get(f"{PEOPLE}{person.code}/", year=2020, award="LDTT").json()
    [only] = shown["results"]
    [told] = only["verdict"]["contradictions"]
    assert only["code"] == "UNKNOWN"
    assert told["text"].startswith("Thời hạn kỷ luật chồng nhau")
    assert told["refs"] == [f"discipline:{row.pk}" for row in rows]


def test_one_award_by_the_rules_of_a_day_and_newer_ones_beside(gov, person, clock_at):
    with clock_at("2026-11-02"):
        shown = (
            Api(gov.officer)
            .get(f"{PEOPLE}{person.code}/", year=2020, award="LDTT", received_on="2026-09-15")
            .json()
        )
    [only] = shown["results"]
    assert "2025B" in only["verdict"]["ruleset"]
    assert "2026C" in only["beside"]["ruleset"]


def test_a_collective_is_judged_too(officer, gov, person):
    shown = officer.get(f"{UNITS}{gov.division.code}/", year=2020, award="TTLDTT").json()
    assert [one["award"]["code"] for one in shown["results"]] == ["TTLDTT"]


def test_the_people_of_a_unit_page_by_page(officer, gov, person):
    for _number in range(3):
        StaffFactory(unit=gov.other_division)
    url = f"/api/v1/units/{gov.department.code}/eligibility/"
    seen = []
    answer = officer.get(url, award="LDTT", year=2020, page_size=2).json()
    while True:
        seen += [(one["staff"]["code"], one["code"]) for one in answer["results"]]
        if not answer["next"]:
            break
        answer = officer.get(answer["next"]).json()
    assert len(seen) == len(set(seen)) == 5
    assert (person.code, "NEEDS_JUDGEMENT") in seen


def test_the_list_asks_for_an_award(officer, gov):
    answer = officer.get(f"/api/v1/units/{gov.department.code}/eligibility/")
    assert answer.status_code == 400
    assert "award" in answer.content.decode()


def test_an_unknown_award_is_refused_with_the_nearest_code(officer, gov, person):
    for address in (f"{PEOPLE}{person.code}/", f"{UNITS}{gov.department.code}/"):
        answer = officer.get(address, award="LDT")
        assert answer.status_code == 400
        [problem] = answer.json()["invalid_params"]
        assert problem["name"] == "award"
        assert problem["reason"].endswith("Có phải “LDTT”?")


def test_others_do_not_learn_that_the_person_is_there(gov, person):
    stranger = Api(gov.ministry_officer)
    assert stranger.get(f"{PEOPLE}{person.code}/").status_code == 404
