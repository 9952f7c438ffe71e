"""Proposals over REST: who sees what, filters and pages, making and changing one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from awards.domain.steps import StepKind
from awards.models import Proposal
from awards.services import review
from personnel.models import Role
from tests.awards.api.conftest import URL, Api, names_of
from tests.factories.awards import AT, YEAR, ProposalFactory, advance, assessed, decide
from tests.factories.emulation import InitiativeFactory, RegistrationFactory
from tests.factories.personnel import StaffFactory, UnitFactory, UserFactory, actor_with

README = Path(__file__).parents[3] / "docs" / "api" / "README.md"


def ids(answer):
    assert answer.status_code == 200, answer.content
    return [row["id"] for row in answer.json()["results"]]


@pytest.fixture
def body(gov):
    person = assessed(StaffFactory(unit=gov.division))
    return {"staff": person.code, "award": "LDTT", "year": YEAR, "merit": "Hoàn thành tốt."}


# --- Who sees what --------------------------------------------------------------------------

SEES = {
    # role: (sees a dossier of the division, of the other division, of another department)
    Role.UNIT_HEAD: (True, False, False),
    Role.HR_OFFICER: (True, True, False),
    Role.COUNCIL_MEMBER: (True, True, False),
    Role.DIRECTOR: (True, True, False),
    Role.AUDITOR: (True, True, True),
    # Upper levels see a dossier once it has reached them.
    Role.PROVINCE_OFFICER: (False, False, False),
    Role.PROVINCE_LEADER: (False, False, False),
    Role.MINISTRY_OFFICER: (False, False, False),
}
PROPOSES = {Role.UNIT_HEAD: (True, False, False), Role.HR_OFFICER: (True, True, False)}


@pytest.fixture
def three(gov):
    """A dossier of the division, one of its sister, one of another department."""
    other = UnitFactory(
        kind="DEPARTMENT", parent=gov.province, has_legal_personality=True, name="Sở Y tế"
    )
    elsewhere = UnitFactory(parent=other)
    stranger = actor_with(Role.HR_OFFICER, other, on=AT.date())
    return [
        ProposalFactory(gov=gov, submit=False),
        ProposalFactory(
            gov=gov, submit=False, staff=assessed(StaffFactory(unit=gov.other_division))
        ),
        ProposalFactory(
            gov=gov, submit=False, staff=assessed(StaffFactory(unit=elsewhere)), by=stranger
        ),
    ]


@pytest.mark.parametrize("role", SEES)
def test_each_role_sees_its_units_only(gov, three, role):
    client = Api(gov.actor(role))
    expected = [p.pk for p, seen in zip(three, SEES[role], strict=True) if seen]
    assert sorted(ids(client.get(URL))) == expected
    for proposal, seen in zip(three, SEES[role], strict=True):
        status = 200 if seen else 404
        assert client.get(f"{URL}{proposal.pk}/").status_code == status
        assert client.get(f"{URL}{proposal.pk}/transitions/").status_code == status


@pytest.mark.parametrize("role", SEES)
def test_each_role_acts_in_its_units_only(gov, three, role):
    client = Api(gov.actor(role))
    may_propose = PROPOSES.get(role, (False, False, False))
    for proposal, seen, may in zip(three, SEES[role], may_propose, strict=True):
        answer = client.post(
            f"{URL}{proposal.pk}/transitions/", {"name": "submit", "version": proposal.version}
        )
        assert answer.status_code == (200 if may else 403 if seen else 404), answer.content
        if answer.status_code == 403:
            assert "mới làm được" in answer.json()["detail"]


def test_upper_levels_see_what_has_reached_them(gov, officer):
    proposal = advance(gov, ProposalFactory(gov=gov, code="BK_TINH"), StepKind.PROVINCE_CHECK)
    client = Api(gov.province_officer)
    assert ids(client.get(URL, waiting_for_me="true")) == [proposal.pk]
    assert ids(client.get(URL, unit=gov.division.code)) == [proposal.pk]
    assert client.get(f"{URL}{proposal.pk}/").status_code == 200
    assert client.get(URL, unit=gov.other_division.code).status_code == 200
    assert Api(gov.ministry_officer).get(URL, unit=gov.division.code).status_code == 404


def test_a_person_sees_his_own_dossier_and_may_not_handle_it(gov):
    proposal = ProposalFactory(gov=gov, submit=False)
    own = Api(actor_with(Role.STAFF_MEMBER, gov.division, staff=proposal.staff, on=AT.date()))
    assert ids(own.get(URL)) == [proposal.pk]
    answer = own.post(f"{URL}{proposal.pk}/transitions/", {"name": "submit", "version": 1})
    assert answer.status_code == 403


# --- Lists ----------------------------------------------------------------------------------


def test_filters(gov, officer):
    first = ProposalFactory(gov=gov)
    second = ProposalFactory(
        gov=gov, code="TTLDTT", subject_unit=gov.other_division, by=gov.officer, submit=False
    )
    theme = ProposalFactory(
        gov=gov, code="GIAYKHEN", basis="MOVEMENT", occasion="Tết trồng cây", submit=False
    )
    for query, expected in (
        ({}, [theme, second, first]),
        ({"year": YEAR}, [theme, second, first]),
        ({"year": 2019}, []),
        ({"unit": gov.division.code}, [theme, first]),
        ({"unit": gov.department.code}, [theme, second, first]),
        ({"award": "TTLDTT"}, [second]),
        ({"state": "IN_REVIEW"}, [first]),
        ({"decider": "UNIT_HEAD"}, [theme, second, first]),
        ({"basis": "MOVEMENT"}, [theme]),
        ({"occasion": "Tết trồng cây"}, [theme]),
        ({"occasion": ""}, [second, first]),
        ({"object_kind": "COLLECTIVE"}, [second]),
        ({"q": first.staff.code.lower()}, [first]),
        ({"q": "van phong"}, [second]),
        ({"status": "PROPOSED"}, []),
        ({"waiting_for_me": "true"}, []),
    ):
        assert ids(officer.get(URL, **query)) == [one.pk for one in expected], query
    assert ids(Api(gov.director).get(URL, waiting_for_me="true")) == [first.pk]


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ({"year": "hai"}, "year"),
        ({"state": "GONE"}, "state"),
        ({"decider": "X"}, "decider"),
        ({"cursor": "rác"}, "cursor"),
        ({"cursor": "WzAsImEiXQ"}, "cursor"),
        ({"page_size": "0"}, "page_size"),
    ],
)
def test_a_wrong_parameter_is_named(officer, query, name):
    assert names_of(officer.get(URL, **query)) == [name]


def test_pages_go_forth_and_back(gov, officer):
    made = [ProposalFactory(gov=gov, submit=False).pk for _ in range(5)]
    first = officer.get(URL, page_size=2)
    assert ids(first) == made[:2:-1]
    second = officer.get(first.json()["next"])
    assert ids(second) == [made[2], made[1]]
    assert ids(officer.get(second.json()["previous"])) == ids(first)
    assert ids(officer.get(second.json()["next"])) == [made[0]]


def test_the_list_costs_the_same_for_one_row_and_for_many(
    gov, officer, django_assert_max_num_queries, django_assert_num_queries
):
    ProposalFactory(gov=gov)
    # Session, account and roles come before; the list itself is one query, the unit another.
    with django_assert_max_num_queries(5) as few:
        officer.get(URL, unit=gov.department.code)
    for _ in range(29):
        ProposalFactory(gov=gov)
    with django_assert_num_queries(len(few.captured_queries)):
        assert len(ids(officer.get(URL, unit=gov.department.code))) == 30


# --- One ------------------------------------------------------------------------------------


def test_one_with_route_verdict_and_history(gov, officer):
    proposal = ProposalFactory(gov=gov)
    review.act(proposal, "approve", by=gov.director, at=AT)
    answer = officer.get(f"{URL}{proposal.pk}/")
    shown = answer.json()
    assert answer["ETag"] == f'"{proposal.pk}-{proposal.version}"'
    assert (shown["code"], shown["state"]) == (proposal.code, "IN_REVIEW")
    assert shown["staff"] == {"code": proposal.staff.code, "name": proposal.staff.full_name}
    assert shown["collective"] is None
    assert shown["current_step"]["kind"] == "HR_CHECK"
    assert [(step["kind"], step["outcome"]) for step in shown["route"]] == [
        ("HEAD", "APPROVED"),
        ("HR_CHECK", "OPEN"),
        ("COUNCIL", "WAITING"),
        ("DIRECTOR", "WAITING"),
    ]
    assert [step["name"] for step in shown["history"]] == ["submit", "approve"]
    assert shown["verdict"]["ruleset"].startswith("C/1")
    assert shown["decision"] is None


def test_a_draft_shows_what_would_be_judged_today_and_a_collective_is_judged_too(gov, officer):
    draft = ProposalFactory(gov=gov, submit=False)
    assert officer.get(f"{URL}{draft.pk}/").json()["verdict"]["findings"]
    unit = ProposalFactory(gov=gov, code="TTLDTT", subject_unit=gov.division, submit=False)
    shown = officer.get(f"{URL}{unit.pk}/").json()
    assert shown["verdict"]["award"] == "TTLDTT"
    assert shown["collective"]["code"] == gov.division.code


def test_a_decided_one_names_its_decision(gov, officer):
    proposal = ProposalFactory(gov=gov)
    decision = decide(gov, proposal)
    shown = officer.get(f"{URL}{proposal.pk}/").json()
    assert shown["decision"]["number"] == decision.number
    assert shown["route"][2]["council"]["votes_for"] == 9


# --- Making one -----------------------------------------------------------------------------


def test_create(gov, officer, body):
    person = body["staff"]
    initiative = InitiativeFactory(
        authors=[Proposal.staff.field.related_model.objects.get(code=person)]
    )
    answer = officer.post(URL, {**body, "initiatives": [initiative.code]})
    assert answer.status_code == 201, answer.content
    shown = answer.json()
    assert (shown["state"], shown["decider"], shown["version"]) == ("DRAFT", "UNIT_HEAD", 1)
    assert answer["ETag"] == f'"{shown["id"]}-1"'
    assert [one["code"] for one in shown["initiatives"]] == [initiative.code]
    assert Proposal.objects.get().created_by_name == gov.officer.name


@pytest.mark.parametrize(
    ("changes", "names"),
    [
        ({"award": "KHONG"}, ["award"]),
        ({"staff": "KHONG", "award": "KHONG"}, ["staff", "award"]),
        ({"year": 1900}, ["year"]),
        ({"year": "hai"}, ["year"]),
        ({"award": "TTLDTT"}, ["award"]),
        ({"award": "KNC"}, ["qualifier"]),
        ({"basis": "MOVEMENT"}, ["occasion"]),
        ({"basis": "X", "decider": "Y"}, ["basis", "decider"]),
        ({"decider": "PRESIDENT"}, ["decider"]),
        ({"collective": "X"}, ["collective"]),
        ({"initiatives": ["SK-1", "SK-2"]}, ["initiatives[0]", "initiatives[1]"]),
        ({"registration": 999}, ["registration"]),
        ({"staff": ""}, ["staff"]),
    ],
)
def test_create_names_every_wrong_member_in_vietnamese(officer, body, changes, names):
    answer = officer.post(URL, {**body, **changes})
    assert names_of(answer) == names
    assert all(problem["reason"] for problem in answer.json()["invalid_params"])
    assert not Proposal.objects.exists()


def test_the_refusal_of_the_documentation_is_what_comes(officer, body):
    answer = officer.post(URL, {**body, "staff": "NS1402", "award": "LDT"})
    said = README.read_text(encoding="utf-8").partition("400\n")[2].partition("```")[0]
    assert answer.json() == json.loads(said)


def test_create_needs_a_recipient_and_an_award(officer, body):
    assert names_of(officer.post(URL, {"year": YEAR, "award": "LDTT"})) == ["staff"]
    assert names_of(officer.post(URL, {"staff": body["staff"]})) == ["year", "award"]


def test_create_out_of_reach_and_without_right(gov, body):
    stranger = {**body, "staff": StaffFactory(unit=gov.other_division).code}
    assert names_of(Api(gov.head).post(URL, stranger)) == ["staff"]
    answer = Api(gov.auditor).post(URL, body)
    assert answer.status_code == 403
    assert "mới lập được đề nghị" in answer.json()["detail"]


def test_a_registration_of_somebody_else_does_not_count(gov, officer, body):
    other = RegistrationFactory(
        year__unit=gov.department,
        staff=StaffFactory(unit=gov.division),
        at=AT.replace(year=2020, month=11, day=30),
    )
    assert names_of(officer.post(URL, {**body, "registration": other.pk})) == ["registration"]


def test_create_twice_with_one_key_makes_one(officer, body):
    first = officer.post(URL, body, Idempotency_Key="a-1")
    second = officer.post(URL, body, Idempotency_Key="a-1")
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert (first["ETag"], second["Idempotent-Replayed"]) == (second["ETag"], "true")
    assert Proposal.objects.count() == 1
    other = officer.post(URL, {**body, "award": "CSTDCS"}, Idempotency_Key="a-1")
    assert (other.status_code, other.json()["code"]) == (409, "idempotency-key-reused")


def test_a_refused_request_may_be_mended_under_its_key(officer, body):
    assert officer.post(URL, {**body, "year": 1900}, Idempotency_Key="b").status_code == 400
    assert officer.post(URL, body, Idempotency_Key="b").status_code == 201


def test_a_key_belongs_to_its_user(gov, officer, body):
    officer.post(URL, body, Idempotency_Key="c")
    other = Api(gov.head).post(URL, body, Idempotency_Key="c")
    assert other.status_code == 400  # the twin is refused, the officer's answer is not given away


# --- Changing one ---------------------------------------------------------------------------


def test_patch_changes_what_is_named(gov, officer):
    proposal = ProposalFactory(gov=gov, submit=False)
    tag = officer.get(f"{URL}{proposal.pk}/")["ETag"]
    answer = officer.patch(f"{URL}{proposal.pk}/", {"merit": "Có số liệu."}, If_Match=tag)
    assert answer.status_code == 200, answer.content
    assert (answer.json()["merit"], answer.json()["award"]["code"]) == ("Có số liệu.", "LDTT")
    assert answer["ETag"] == f'"{proposal.pk}-2"'
    answer = officer.patch(f"{URL}{proposal.pk}/", {"award": "BK_TINH", "version": 2})
    assert answer.json()["decider"] == "PROVINCE_CHAIR"


def test_patch_of_an_old_version_tells_it_is_stale(gov, officer):
    proposal = ProposalFactory(gov=gov, submit=False)
    url = f"{URL}{proposal.pk}/"
    assert officer.patch(url, {"merit": "Một"}, If_Match=f'"{proposal.pk}-1"').status_code == 200
    answer = officer.patch(url, {"merit": "Hai"}, If_Match=f'"{proposal.pk}-1"')
    assert (answer.status_code, answer.json()["code"]) == (409, "stale")
    assert Proposal.objects.get().merit == "Một"


def test_patch_without_version_or_with_a_wrong_tag(gov, officer):
    proposal = ProposalFactory(gov=gov, submit=False)
    url = f"{URL}{proposal.pk}/"
    assert officer.patch(url, {"merit": "x"}).status_code == 428
    assert officer.patch(url, {"merit": "x"}, If_Match="*").status_code == 428
    for tag in ('W/"1-1"', '"999-1"', "1", '"x"'):
        assert names_of(officer.patch(url, {"merit": "x"}, If_Match=tag)) == ["If-Match"]
    for version in (0, "1", True, 1.5):
        assert names_of(officer.patch(url, {"merit": "x", "version": version})) == ["version"]
    both = officer.patch(url, {"merit": "x", "version": 2}, If_Match=f'"{proposal.pk}-1"')
    assert names_of(both) == ["version"]


def test_patch_of_what_is_under_review_is_refused(gov, officer):
    proposal = ProposalFactory(gov=gov)
    answer = officer.patch(f"{URL}{proposal.pk}/", {"merit": "x", "version": proposal.version})
    assert (answer.status_code, answer.json()["code"]) == (409, "illegal-transition")


# --- A machine ------------------------------------------------------------------------------


def test_a_machine_keeps_staff_and_proposes(gov, capsys):
    user = UserFactory(is_service=True, password=None, roles=[(Role.HR_OFFICER, gov.department)])
    call_command("create_api_client", "--name", "HRM", "--user", user.username)
    credentials = dict(line.split("=", 1) for line in capsys.readouterr().out.splitlines())
    token = Client().post(
        "/identity/o/api/token", {"grant_type": "client_credentials", **credentials}
    )
    machine = Client(headers={"Authorization": f"Bearer {token.json()['access_token']}"})
    person = {
        "code": "NS900",
        "full_name": "Đỗ Thị Mai",
        "unit": gov.division.code,
        "post": "Chuyên viên",
        "category": "CIVIL_SERVANT",
        "joined_on": "2016-05-04",
    }
    url = "/api/v1/staff/by-external-id/HRM-900/"
    assert machine.put(url, person, content_type="application/json").status_code == 201
    body = {"staff": "NS900", "award": "LDTT", "year": YEAR}
    made = machine.post(URL, body, content_type="application/json")
    assert made.status_code == 201, made.content
    assert [row["staff"]["name"] for row in machine.get(URL).json()["results"]] == ["Đỗ Thị Mai"]


def test_a_wrong_token_and_nobody_get_401(gov):
    for client in (Client(), Client(headers={"Authorization": "Bearer sai"})):
        answer = client.get(URL)
        assert answer.status_code == 401
        assert answer["WWW-Authenticate"].startswith("Bearer")
        assert answer["Content-Type"] == "application/problem+json"
