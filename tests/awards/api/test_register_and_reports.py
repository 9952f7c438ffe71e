"""Decisions, the register and the annual report over REST."""

from __future__ import annotations

import pytest

from awards.domain.steps import StepKind
from awards.models import Decision, RecordedAward
from awards.services import decisions
from personnel.models import Role
from tests.awards.api.conftest import Api, names_of
from tests.awards.api.test_transitions import DECISION
from tests.factories.awards import AT, DAY, YEAR, ProposalFactory, advance, assessed, decide
from tests.factories.personnel import StaffFactory, UnitFactory, actor_with

DECISIONS = "/api/v1/decisions/"
AWARDS = "/api/v1/awards/"
REPORT = "/api/v1/reports/annual/"


def ids(answer):
    assert answer.status_code == 200, answer.content
    return [row["id"] for row in answer.json()["results"]]


@pytest.fixture
def given(gov):
    """An award of each division, by one decision each, and one collective."""
    made = []
    for number, values in enumerate(
        [
            {},
            {"staff": assessed(StaffFactory(unit=gov.other_division))},
            {"code": "TTLDTT", "subject_unit": gov.division},
        ],
        start=1,
    ):
        proposal = ProposalFactory(gov=gov, **values)
        decide(gov, proposal, number=f"{number}/QĐ-SCT")
        made.append(RecordedAward.objects.get(proposal=proposal))
    return made


# --- Decisions ------------------------------------------------------------------------------


def body_of(proposals, **changes):
    named = [{"id": one.pk, "version": one.version} for one in proposals]
    return {**DECISION, "proposals": named, **changes}


@pytest.fixture
def ready(gov):
    return [advance(gov, ProposalFactory(gov=gov), StepKind.DIRECTOR) for _ in range(3)]


def test_one_decision_for_many(gov, ready):
    director = Api(gov.director)
    answer = director.post(DECISIONS, body_of(ready), Idempotency_Key="qd")
    assert answer.status_code == 201, answer.content
    assert answer.json()["unit"]["code"] == gov.department.code
    assert RecordedAward.objects.filter(decision_id=answer.json()["id"]).count() == 3
    again = director.post(DECISIONS, body_of(ready), Idempotency_Key="qd")
    assert again.json() == answer.json()
    assert director.get(f"{DECISIONS}{answer.json()['id']}/").json() == answer.json()
    assert len(ids(director.get(AWARDS, decision=answer.json()["id"]))) == 3


def test_one_that_does_not_fit_stops_all(gov, ready):
    director = Api(gov.director)
    body = body_of(ready)
    body["proposals"][1]["version"] -= 1
    answer = director.post(DECISIONS, body)
    assert names_of(answer) == ["proposals"]
    assert ready[1].code in answer.json()["invalid_params"][0]["reason"]
    assert not Decision.objects.exists()
    assert not RecordedAward.objects.exists()


@pytest.mark.parametrize(
    ("change", "names"),
    [
        (lambda body: body.update(proposals=[]), ["proposals"]),
        (lambda body: body["proposals"].append({"id": 10**6, "version": 1}), ["proposals[3].id"]),
        (lambda body: body["proposals"].append(body["proposals"][0]), ["proposals[3].id"]),
        (lambda body: body["proposals"][2].pop("version"), ["proposals[2].version"]),
        (lambda body: body.update(decided_on="2030-01-01"), ["decided_on"]),
        (lambda body: body.update(number=""), ["number"]),
    ],
)
def test_wrong_members_of_a_decision_are_named(gov, ready, change, names):
    body = body_of(ready)
    change(body)
    assert names_of(Api(gov.director).post(DECISIONS, body)) == names
    assert not Decision.objects.exists()


def test_who_may_not_decide_is_told(gov, ready, officer):
    answer = officer.post(DECISIONS, body_of(ready[:1]))
    assert answer.status_code == 403
    answer = officer.post(DECISIONS, body_of(ready))
    assert names_of(answer) == ["proposals"] * 3
    assert Api(gov.head).post(DECISIONS, body_of(ready)).status_code == 400
    assert not Decision.objects.exists()


def test_decisions_in_reach(gov, given, officer):
    newest = [award.decision_id for award in reversed(given)]
    assert ids(officer.get(DECISIONS)) == newest
    assert ids(officer.get(DECISIONS, number="2/QĐ-SCT")) == [newest[1]]
    assert ids(officer.get(DECISIONS, year=2019)) == []
    assert ids(Api(gov.head).get(DECISIONS)) == [newest[0], newest[2]]
    assert Api(gov.head).get(f"{DECISIONS}{newest[1]}/").status_code == 404


# --- Register -------------------------------------------------------------------------------


def test_the_register_in_reach(gov, given, officer):
    newest = [award.pk for award in reversed(given)]
    stranger = actor_with(Role.HR_OFFICER, UnitFactory(parent=gov.province), on=AT.date())
    for actor, seen in (
        (gov.officer, newest),
        (gov.auditor, newest),
        (gov.province_leader, newest),
        (gov.head, [newest[0], newest[2]]),
        (stranger, []),
    ):
        client = Api(actor)
        assert ids(client.get(AWARDS)) == seen
        for pk in newest:
            assert client.get(f"{AWARDS}{pk}/").status_code == (200 if pk in seen else 404)


def test_filters_of_the_register(gov, given, officer):
    person, other, unit = given
    decisions.annul(
        other.proposal,
        number="9/QĐ-SCT",
        decided_on=DAY,
        reason="Khai sai.",
        by=gov.officer,
        at=AT,
    )
    for query, expected in (
        ({"year": YEAR}, [unit, other, person]),
        ({"unit": gov.division.code}, [unit, person]),
        ({"award": "LDTT"}, [other, person]),
        ({"object_kind": "COLLECTIVE"}, [unit]),
        ({"status": "DECIDED"}, [unit, person]),
        ({"status": "ANNULLED"}, [other]),
        ({"staff": other.staff.code}, [other]),
        ({"decider": "PRESIDENT"}, []),
        ({"q": person.staff.code}, [person]),
        ({"since_id": 0}, [person, other, unit]),
        ({"since_id": person.pk}, [other, unit]),
    ):
        assert ids(officer.get(AWARDS, **query)) == [one.pk for one in expected], query
    shown = officer.get(f"{AWARDS}{other.pk}/").json()
    assert shown["annulment"] == {"number": "9/QĐ-SCT", "decided_on": DAY.isoformat()}
    assert shown["unit_name"] == gov.other_division.name


def test_the_feed_goes_on_where_it_ended(given, officer):
    first = officer.get(AWARDS, since_id=0, page_size=2)
    assert ids(first) == [given[0].pk, given[1].pk]
    assert ids(officer.get(first.json()["next"])) == [given[2].pk]


# --- Report ---------------------------------------------------------------------------------


def test_the_annual_report_leads_to_its_records(gov, given, officer):
    answer = officer.get(REPORT, unit=gov.department.code, year=YEAR)
    assert answer.status_code == 200
    report = answer.json()
    assert report["totals"]["decided"] == {
        "collectives": 1,
        "individuals": 2,
        "households": 0,
    }
    lines = [
        (section, line)
        for part in report["parts"]
        for section in part["sections"]
        for line in section["lines"]
    ]
    for section, line in lines:
        query = {name: line[name] for name in ("award", "qualifier", "occasion", "basis")}
        records = officer.get(
            AWARDS,
            unit=gov.department.code,
            year=YEAR,
            status=section["status"],
            decider=section["decider"],
            **query,
        )
        assert len(ids(records)) == line["collectives"] + line["individuals"]


def test_the_report_is_for_those_who_may_see_it(gov, officer):
    asked = {"unit": gov.department.code, "year": YEAR}
    assert Api(gov.head).get(REPORT, unit=gov.division.code, year=YEAR).status_code == 200
    assert Api(gov.council).get(REPORT, **asked).status_code in {403, 404}
    stranger = Api(actor_with(Role.HR_OFFICER, UnitFactory(parent=gov.province), on=AT.date()))
    assert stranger.get(REPORT, **asked).status_code == 404
    assert names_of(officer.get(REPORT, unit=gov.department.code)) == ["year"]
    assert names_of(officer.get(REPORT, year="x")) == ["unit", "year"]
