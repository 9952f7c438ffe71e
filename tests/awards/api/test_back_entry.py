"""Recording a decision of paper over REST, and recipients outside the staff there."""

from __future__ import annotations

from awards.models import Decision, RecordedAward
from personnel.models import ExternalRecipient
from tests.awards.api.conftest import URL, Api, names_of
from tests.factories.awards import ProposalFactory
from tests.factories.emulation import award
from tests.factories.personnel import StaffFactory
from tests.factories.recipients import outsider

BACK_ENTRY = "/api/v1/awards/back-entry/"
PAPER = {
    "number": "12/QĐ-SCT",
    "decided_on": "2019-01-15",
    "year": 2018,
    "award": "GIAYKHEN",
    "signer_name": "Trần Văn Hai",
}


def test_one_decision_with_many_names_once(gov, officer):
    award("GIAYKHEN")
    lan = StaffFactory(unit=gov.division, full_name="Nguyễn Thị Lan", code="NS001")
    body = {
        **PAPER,
        "recipients": [
            {"recipient": "NS001"},
            {"name": "Hộ ông Kim Rinh", "kind": "HOUSEHOLD"},
        ],
    }
    answer = officer.post(BACK_ENTRY, body, Idempotency_Key="ghi-lai-1")
    assert answer.status_code == 201, answer.content
    assert (answer.json()["created"], answer.json()["unchanged"]) == (2, 0)
    officer.post(BACK_ENTRY, body, Idempotency_Key="ghi-lai-1")
    assert RecordedAward.objects.count() == 2
    assert RecordedAward.objects.get(staff=lan).load_id == answer.json()["load"]
    again = officer.post(BACK_ENTRY, body)
    assert again.json()["unchanged"] == 2
    home = ExternalRecipient.objects.get()
    rows = officer.get("/api/v1/awards/", external=home.code).json()["results"]
    assert [row["external"]["code"] for row in rows] == [home.code]
    assert rows[0]["object_kind"] == "HOUSEHOLD"


def test_what_is_wrong_is_named_and_nothing_is_written(gov, officer):
    award("GIAYKHEN")
    StaffFactory(unit=gov.division, full_name="Nguyễn Thị Lan")
    body = {**PAPER, "recipients": [{"name": "Nguyen Thi Lan"}, {"name": "Không Ai Cả"}]}
    assert names_of(officer.post(BACK_ENTRY, body)) == ["recipients[0]", "recipients[1].name"]
    assert names_of(officer.post(BACK_ENTRY, {**PAPER, "recipients": []})) == ["recipients"]
    wrong = {**PAPER, "award": "LA", "recipients": [{"name": "Nguyễn Thị Lan"}]}
    assert officer.post(BACK_ENTRY, wrong).status_code == 400
    assert not Decision.objects.exists()
    assert Api(gov.head).post(BACK_ENTRY, body).status_code == 403


def test_a_proposal_for_somebody_outside(gov, officer):
    firm = outsider(gov.division)
    award("GIAYKHEN")
    body = {"external": firm.code, "award": "GIAYKHEN", "year": 2020}
    made = officer.post(URL, body)
    assert made.status_code == 201, made.content
    assert made.json()["external"] == {"code": firm.code, "name": firm.name}
    assert made.json()["staff"] is None
    assert names_of(officer.post(URL, body)) == ["external"]
    assert names_of(officer.post(URL, {**body, "external": "NG-999999"})) == ["external"]
    changed = officer.patch(f"{URL}{made.json()['id']}/", {"merit": "Ủng hộ quỹ", "version": 1})
    assert changed.json()["external"]["code"] == firm.code


def test_lists_take_a_day(gov, officer):
    ProposalFactory(gov=gov)
    query = {"unit": gov.department.code, "as_of": "2009-12-31"}
    assert officer.get(URL, **query).json()["results"] == []
    assert len(officer.get(URL, unit=gov.department.code).json()["results"]) == 1
    report = officer.get("/api/v1/reports/annual/", unit=gov.department.code, year=2020).json()
    assert report["as_of"] == "2020-12-31"
