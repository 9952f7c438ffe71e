"""Steps of a proposal over REST: what may be done and why not, doing it, and doing it at once."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from awards.domain.steps import StepKind
from awards.models import Decision, Proposal, RecordedAward
from tests.awards.api.conftest import URL, Api, names_of
from tests.factories.awards import DAY, ProposalFactory, advance, decide, make_government

DECISION = {
    "number": "18/QĐ-SCT",
    "decided_on": DAY.isoformat(),
    "signer_name": "Phạm Minh Đức",
    "signer_post": "Giám đốc",
    "summary": "Công nhận danh hiệu thi đua năm 2020",
}
COUNCIL = {
    "minutes_number": "02/BB",
    "met_on": DAY.isoformat(),
    "members": 9,
    "votes_for": 8,
    "votes_against": 1,
}


def steps_of(proposal):
    return f"{URL}{proposal.pk}/transitions/"


def do(client, proposal, name, **more):
    """Do a step on the version that is there now."""
    version = Proposal.objects.get(pk=proposal.pk).version
    return client.post(steps_of(proposal), {"name": name, "version": version, **more})


def test_the_steps_say_what_i_may_and_why_not(gov, officer):
    proposal = ProposalFactory(gov=gov, by=gov.head)
    shown = officer.get(steps_of(proposal))
    assert shown["ETag"] == f'"{proposal.pk}-{proposal.version}"'
    options = {one["name"]: one for one in shown.json()["available"]}
    assert set(options) == {"approve", "decide", "return", "refuse", "withdraw"}
    assert options["approve"]["allowed"]
    assert options["return"]["comment_required"]
    assert [one["name"] for one in shown.json()["done"]] == ["submit"]
    others = {
        one["name"]: one for one in Api(gov.director).get(steps_of(proposal)).json()["available"]
    }
    assert not others["approve"]["allowed"]
    assert "Thẩm định hồ sơ" in others["approve"]["reason"]


def test_from_draft_to_the_register(gov, officer):
    proposal = ProposalFactory(gov=gov, submit=False)
    director = Api(gov.director)
    assert do(officer, proposal, "submit").json()["state"] == "IN_REVIEW"
    assert do(director, proposal, "approve").status_code == 200
    assert do(officer, proposal, "approve", comment="Đủ hồ sơ.").status_code == 200
    assert do(Api(gov.council), proposal, "approve", council=COUNCIL).status_code == 200
    answer = do(director, proposal, "decide", decision=DECISION)
    assert answer.status_code == 200, answer.content
    assert answer.json()["state"] == "DECIDED"
    assert RecordedAward.objects.get().decision.number == "18/QĐ-SCT"
    annulment = {"number": "30/QĐ-SCT", "decided_on": DAY.isoformat()}
    answer = do(officer, proposal, "annul", comment="Khai sai.", decision=annulment)
    assert answer.json()["state"] == "ANNULLED"


@pytest.mark.parametrize(
    ("name", "more", "names"),
    [
        ("vanish", {}, ["name"]),
        ("return", {}, ["comment"]),
        ("refuse", {"comment": "  "}, ["comment"]),
        ("decide", {}, ["decision"]),
        ("decide", {"decision": {}}, ["decision"]),
        (
            "decide",
            {"decision": {"number": "1"}},
            [f"decision.{name}" for name in list(DECISION)[1:]],
        ),
        ("decide", {"decision": {**DECISION, "decided_on": "hôm qua"}}, ["decision.decided_on"]),
        ("decide", {"decision": {**DECISION, "decided_on": "2030-01-01"}}, ["decided_on"]),
        ("approve", {"council": {"members": 3}}, ["council.minutes_number"]),
        ("approve", {"council": {**COUNCIL, "votes_for": 4}}, ["votes_for"]),
    ],
)
def test_what_a_step_asks_is_named(gov, name, more, names):
    proposal = advance(gov, ProposalFactory(gov=gov), StepKind.DIRECTOR)
    found = names_of(do(Api(gov.director), proposal, name, **more))
    assert found[: len(names)] == names
    assert Proposal.objects.get().state == "IN_REVIEW"


def test_an_upper_level_outside_answers_on_paper(today, db):
    gov = make_government(upper_participates=False)
    proposal = advance(gov, ProposalFactory(gov=gov, code="BK_TTG"), StepKind.PROVINCE)
    client = Api(gov.officer)
    assert names_of(do(client, proposal, "approve")) == ["document"]
    assert do(client, proposal, "approve", document="12/TTr-UBND").status_code == 200


def test_illegal_refused_and_stale_are_conflicts_that_say_why(gov, officer):
    proposal = ProposalFactory(gov=gov, by=gov.head)
    illegal = do(officer, proposal, "submit")
    assert (illegal.status_code, illegal.json()["code"]) == (409, "illegal-transition")
    assert "Đang xét" in illegal.json()["detail"]
    unmet = do(officer, proposal, "decide", decision=DECISION)
    assert unmet.status_code in {400, 409}
    seen = Proposal.objects.get().version
    assert do(officer, proposal, "approve", comment="Đủ.").status_code == 200
    late = officer.post(
        steps_of(proposal), {"name": "return", "comment": "Thiếu.", "version": seen}
    )
    assert (late.status_code, late.json()["code"]) == (409, "stale")
    (change,) = late.json()["changes"]
    assert (change["label"], change["by"], change["comment"]) == (
        "Đồng ý, chuyển bước sau",
        gov.officer.name,
        "Đủ.",
    )


def test_a_step_needs_the_version_seen(gov, officer):
    proposal = ProposalFactory(gov=gov, by=gov.head)
    answer = officer.post(steps_of(proposal), {"name": "approve"})
    assert (answer.status_code, answer.json()["code"]) == (428, "version-required")
    tag = officer.get(steps_of(proposal))["ETag"]
    assert officer.post(steps_of(proposal), {"name": "approve"}, If_Match=tag).status_code == 200


def test_a_step_sent_again_with_its_key_is_done_once(gov, officer):
    proposal = ProposalFactory(gov=gov, by=gov.head)
    body = {"name": "approve", "version": proposal.version}
    answers = [officer.post(steps_of(proposal), body, Idempotency_Key="k") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].json() == answers[1].json()
    assert proposal.transitions.count() == 2


def test_deciding_what_was_decided_is_stale_not_a_number_taken(gov):
    proposal = advance(gov, ProposalFactory(gov=gov), StepKind.DIRECTOR)
    seen = proposal.version
    decide(gov, proposal)
    answer = Api(gov.director).post(
        steps_of(proposal), {"name": "decide", "version": seen, "decision": DECISION}
    )
    assert (answer.status_code, answer.json()["code"]) == (409, "stale")
    assert answer.json()["changes"][0]["label"] == "Ghi quyết định khen thưởng"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("numbers", [("18/QĐ-SCT", "18/QĐ-SCT"), ("18/QĐ-SCT", "19/QĐ-SCT")])
def test_two_who_decide_at_once_decide_once(today, numbers):
    gov = make_government()
    proposal = advance(gov, ProposalFactory(gov=gov), StepKind.DIRECTOR)
    clients = [Api(gov.director) for _ in numbers]
    together = threading.Barrier(len(numbers), timeout=30)
    answers = []

    def decide_it(client, number):
        try:
            body = {
                "name": "decide",
                "version": proposal.version,
                "decision": {**DECISION, "number": number},
            }
            together.wait()
            answers.append(client.post(steps_of(proposal), body))
        finally:
            connection.close()

    threads = [
        threading.Thread(target=decide_it, args=pair) for pair in zip(clients, numbers, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    (late,) = [answer for answer in answers if answer.status_code == 409]
    assert late.json()["code"] == "stale"
    assert Decision.objects.count() == RecordedAward.objects.count() == 1
    assert Proposal.objects.get().version == proposal.version + 1


@pytest.mark.django_db(transaction=True)
def test_two_with_one_key_at_once_create_once(today):
    gov = make_government()
    body = {"collective": gov.division.code, "award": "TTLDTT", "year": 2020}
    clients = [Api(gov.officer) for _ in range(2)]
    together = threading.Barrier(2, timeout=30)
    answers = []

    def create(client):
        try:
            together.wait()
            answers.append(client.post(URL, body, Idempotency_Key="cùng lúc".encode().hex()))
        finally:
            connection.close()

    threads = [threading.Thread(target=create, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert Proposal.objects.count() == 1
