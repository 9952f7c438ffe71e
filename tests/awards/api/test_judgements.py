"""Over REST: ground and claims, judgements, likenesses, the two days, the ledger."""

from __future__ import annotations

import pytest

from awards.domain.steps import StepKind
from awards.models import JudgementTick, RecordedAward
from tests.awards.api.conftest import URL, Api, names_of
from tests.awards.test_likeness import FLOOD, FLOOD_AGAIN
from tests.factories.awards import YEAR, ProposalFactory, advance, assessed
from tests.factories.emulation import InitiativeFactory, recognised
from tests.factories.legal import load_catalogue
from tests.factories.personnel import StaffFactory

pytestmark = pytest.mark.django_db
RULE = "Luat2022_D24_K1_b"


@pytest.fixture
def person(gov):
    return assessed(StaffFactory(unit=gov.division, code="NS001"))


def drafted(person, **more):
    return {"staff": person.code, "year": YEAR, "award": "CSTDCS", **more}


def test_ground_and_claims_are_written_read_and_left_when_the_award_changes(officer, person):
    sent = drafted(person, ground="INITIATIVE", claims=["MODEL", "PRIZE"])
    made = officer.post(URL, sent).json()
    assert (made["ground"], made["claims"]) == ("INITIATIVE", ["PRIZE", "MODEL"])
    assert made["competent_received_on"] is None
    listed = officer.get(URL).json()["results"][0]
    assert (listed["ground"], listed["competent_received_on"]) == ("INITIATIVE", None)
    path = f"{URL}{made['id']}/"
    changed = officer.patch(path, {"award": "LDTT", "version": 1}).json()
    assert (changed["ground"], changed["claims"]) == ("", ["PRIZE", "MODEL"])
    assert names_of(officer.patch(path, {"ground": "RESEARCH", "version": 2})) == ["ground"]
    assert names_of(officer.post(URL, drafted(person, claims=["FAME"])))[0].startswith("claims")


def test_earlier_awards_are_recorded_with_their_ground(officer, gov, person):
    load_catalogue()
    other = StaffFactory(unit=gov.division, code="NS002")
    answer = officer.post(
        "/api/v1/awards/back-entry/",
        {
            "number": "12/QĐ-SCT",
            "decided_on": "2019-01-15",
            "year": 2018,
            "award": "CSTDCS",
            "ground": "EXCELLENT",
            "recipients": [
                {"recipient": person.code},
                {"recipient": other.code, "ground": "COMBAT"},
            ],
        },
    )
    assert answer.status_code == 201
    found = dict(RecordedAward.objects.values_list("staff__code", "ground"))
    assert found == {"NS001": "EXCELLENT", "NS002": "COMBAT"}
    rows = officer.get("/api/v1/awards/").json()["results"]
    assert {row["ground"] for row in rows} == {"EXCELLENT", "COMBAT"}


def test_a_condition_is_judged(officer, gov, person):
    proposal = ProposalFactory(gov=gov, staff=person, submit=False)
    path = f"{URL}{proposal.pk}/judgements/"
    said = {"rule": RULE, "ok": False, "note": "Chưa có minh chứng.", "version": 1}
    answer = officer.post(path, said)
    assert answer.status_code == 201
    (row,) = officer.get(path).json()["results"]
    assert (row["rule"], row["ok"], row["by"]) == (RULE, False, gov.officer.name)
    assert names_of(officer.post(path, {**said, "note": ""})) == ["note"]
    assert officer.post(path, {**said, "version": 9}).status_code == 409
    assert officer.post(path, {"rule": RULE, "ok": True}).status_code == 428
    assert Api(gov.director).post(path, said).status_code == 403
    assert JudgementTick.objects.count() == 1


def test_sending_what_looks_alike_lists_it_and_says_how_to_answer(officer, gov, person):
    other = ProposalFactory(gov=gov, staff=person, code="GIAYKHEN", merit=FLOOD)
    proposal = ProposalFactory(
        gov=gov, staff=person, code="BK_TINH", merit=FLOOD_AGAIN, submit=False
    )
    steps = f"{URL}{proposal.pk}/transitions/"
    refused = officer.post(steps, {"name": "submit", "version": 1})
    assert refused.status_code == 409
    body = refused.json()
    assert body["type"].endswith("likeness-not-acknowledged")
    (param,) = body["invalid_params"]
    assert param["name"] == "likenesses"
    assert other.code in param["reason"]
    path = f"{URL}{proposal.pk}/likenesses/"
    (row,) = officer.get(path).json()["results"]
    assert (row["ref"], row["is_open"], row["answer"]) == (f"proposal:{other.pk}", True, None)
    assert row["ref"] in param["reason"]
    answer = {"refs": [row["ref"]], "note": "Đợt tháng 10.", "version": 1}
    assert names_of(officer.post(path, {**answer, "refs": ["award:1"]})) == ["refs"]
    (row,) = officer.post(path, answer).json()["results"]
    assert (row["is_open"], row["answer"]["note"]) == (False, "Đợt tháng 10.")
    assert officer.post(steps, {"name": "submit", "version": 1}).status_code == 200


def test_both_days_are_read_and_one_is_corrected(officer, gov, person):
    proposal = advance(gov, ProposalFactory(gov=gov, staff=person), StepKind.DIRECTOR)
    path = f"{URL}{proposal.pk}/received/"
    days = {"received_on": "2021-01-11", "competent_received_on": "2021-01-11"}
    assert officer.get(path).json() == days
    asked = {"day": "2021-01-10", "reason": "Theo dấu.", "version": proposal.version}
    answer = officer.browser.put(path, asked, content_type="application/json")
    assert answer.status_code == 400
    asked |= {"day": "2021-01-11"}
    answer = officer.browser.put(path, asked, content_type="application/json")
    assert answer.json() == days
    asked["version"] += 1
    other = Api(gov.director).browser
    assert other.put(path, asked, content_type="application/json").status_code == 403
    assert officer.get(f"{URL}{proposal.pk}/").json()["competent_received_on"] == "2021-01-11"


def test_the_ledger_tells_of_elsewhere_only_number_and_year(officer, gov, person):
    stranger = assessed(StaffFactory(unit=gov.other_division))
    work = recognised(InitiativeFactory(authors=[person, stranger], by=gov.officer))
    near = ProposalFactory(gov=gov, staff=person, initiatives=[work], code="GIAYKHEN")
    far = ProposalFactory(gov=gov, staff=stranger, initiatives=[work], code="GIAYKHEN")
    path = f"/api/v1/initiatives/{work.code}/uses/"
    rows = officer.get(path).json()["results"]
    assert [(row["staff"], row["proposal"]) for row in rows] == [
        (person.code, near.code),
        (stranger.code, far.code),
    ]
    assert (rows[0]["award"], rows[0]["family"]) == ("GIAYKHEN", "FORM")
    head = Api(gov.head)
    told = {row["proposal"]: row for row in head.get(path).json()["results"]}
    assert told[near.code]["staff"] == person.code
    assert (told[far.code]["staff"], told[far.code]["award"]) == (None, None)
    assert told[far.code]["year"] == YEAR
    mine = head.get(f"/api/v1/staff/{person.code}/initiative-uses/").json()["results"]
    assert [row["proposal"] for row in mine] == [near.code]
    assert head.get(f"/api/v1/staff/{stranger.code}/initiative-uses/").status_code == 404
