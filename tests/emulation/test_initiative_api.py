"""Initiatives over REST."""

import pytest

from emulation import workflow
from emulation.models import Initiative
from personnel.models import Role, Staff
from tests.emulation.calling import INITIATIVES, client_of, problem
from tests.emulation.cases import initiative_in
from tests.factories.personnel import UserFactory


@pytest.fixture(autouse=True)
def _stopped(clock_at):
    with clock_at("2020-11-30"):
        yield


def entry(place, **change):
    return {
        "title": "Cải tiến mẫu biểu",
        "kind": "MANAGEMENT",
        "year": 2020,
        "first_applied_on": "2020-03-02",
        "authors": [
            {"staff": place.person.code, "share": "60"},
            {"staff": place.head.code, "share": "40.00"},
        ],
    } | change


def test_an_initiative_is_entered_sent_and_recognised(place):
    author = client_of(place.person_user)
    created = author.post(INITIATIVES, entry(place, submit=True))
    assert created.status_code == 201, created.content
    code = created.json()["code"]
    assert (code, created.json()["state"]) == ("SK-2020-0001", "SUBMITTED")
    assert created.json()["authors"][0]["share"] == "60.00"
    decision = {
        "scope": "BASE",
        "decision_number": "12/QĐ-SCT",
        "decided_on": "2020-11-20",
        "signer": "Giám đốc",
    }
    officer = client_of(place.officer_user)
    steps = f"{INITIATIVES}{code}/transitions/"
    answer = officer.post(steps, {"name": "recognise", "decision": decision, "version": 2})
    assert answer.status_code == 200, answer.content
    read = author.get(f"{INITIATIVES}{code}/")
    assert read.json()["recognitions"] == [decision]
    assert read["ETag"] == f'"{Initiative.objects.get().pk}-3"'
    assert (
        author.get(f"{INITIATIVES}{code}/", headers={"If-None-Match": read["ETag"]}).status_code
        == 304
    )


@pytest.mark.parametrize(
    ("change", "names"),
    [
        ({"authors": []}, ["authors"]),
        ({"kind": "OTHER"}, ["kind"]),
        ({"title": ""}, ["title"]),
        ({"year": 2011}, ["year"]),
        ({"unit": "NOSUCH"}, ["unit"]),
    ],
)
def test_an_entry_that_cannot_be_accepted_names_its_member(place, change, names):
    answer = client_of(place.person_user).post(INITIATIVES, entry(place, **change))
    found = problem(answer, 400, "invalid-input")
    assert [each["name"] for each in found["invalid_params"]] == names
    assert not Initiative.objects.exists()


def test_shares_and_unknown_authors_name_their_place(place):
    authors = [{"staff": place.person.code, "share": "60"}, {"staff": "NOSUCH", "share": "40"}]
    client = client_of(place.person_user)
    found = problem(client.post(INITIATIVES, entry(place, authors=authors)), 400, "invalid-input")
    assert found["invalid_params"][0]["name"] == "authors[1].staff"
    authors = [{"staff": place.person.code, "share": "60"}]
    found = problem(client.post(INITIATIVES, entry(place, authors=authors)), 400, "invalid-input")
    assert "còn thiếu 40%" in found["invalid_params"][0]["reason"]
    authors = [{"staff": place.person.code, "share": "100.001"}]
    problem(client.post(INITIATIVES, entry(place, authors=authors)), 400, "invalid-input")


def test_a_recognition_without_its_decision_is_refused(place):
    case = initiative_in(workflow.SUBMITTED, place)
    client, steps = client_of(place.officer_user), f"{INITIATIVES}{case.code}/transitions/"
    found = problem(client.post(steps, {"name": "recognise", "version": 2}), 400, "invalid-input")
    names = {each["name"] for each in found["invalid_params"]}
    assert names == {"scope", "decision_number", "decided_on", "signer"}
    case.refresh_from_db()
    assert case.state == workflow.SUBMITTED


def test_an_initiative_is_replaced_while_it_is_open(place):
    case = initiative_in(workflow.RETURNED, place)
    client, one = client_of(place.person_user), f"{INITIATIVES}{case.code}/"
    body = entry(place, title="Tên khác", version=case.version)
    answer = client.put(one, body)
    assert answer.status_code == 200, answer.content
    assert answer.json()["title"] == "Tên khác"
    problem(client.put(one, body), 409, "stale")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", 2),
        ("?q=quy+trinh", 1),
        ("?q=nguyen+thi+anh", 2),
        ("?state=RECOGNISED", 1),
        ("?scope=BASE", 1),
        ("?scope=PROVINCE", 0),
        ("?kind=TECHNICAL", 1),
        ("?year=2019", 0),
        ("?author={code}", 2),
        ("?unit={other}", 0),
    ],
)
def test_the_list_of_initiatives_is_filtered(place, query, found):
    initiative_in(workflow.RECOGNISED, place, title="Quy trình một cửa")
    initiative_in(workflow.SUBMITTED, place, title="Máy đo", kind="TECHNICAL")
    path = INITIATIVES + query.format(code=place.person.code, other=place.other.code)
    rows = client_of(place.officer_user).get(path).json()["results"]
    assert len(rows) == found
    assert [row["code"] for row in rows] == sorted(row["code"] for row in rows)


def test_an_initiative_out_of_reach_is_not_found(place):
    case = initiative_in(workflow.SUBMITTED, place)
    stranger = client_of(UserFactory(roles=[(Role.HR_OFFICER, place.elsewhere)]))
    problem(stranger.get(f"{INITIATIVES}{case.code}/"), 404, "not-found")
    answer = client_of(place.head_user).post(
        f"{INITIATIVES}{case.code}/transitions/",
        {"name": "reject", "comment": "Không.", "version": case.version},
    )
    problem(answer, 403, "forbidden")


def test_a_request_sent_again_with_its_key_does_its_work_once(place):
    client = client_of(place.person_user)
    body, headers = entry(place, submit=True), {"Idempotency-Key": "mot-lan"}
    first, second = (client.post(INITIATIVES, body, headers=headers) for _time in range(2))
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert first["ETag"] == second["ETag"]
    assert Initiative.objects.count() == 1
    case = Initiative.objects.get()
    step = {"name": "withdraw", "version": case.version}
    for _time in range(2):
        path = f"{INITIATIVES}{case.code}/transitions/"
        answer = client.post(path, step, headers={"Idempotency-Key": "rut"})
        assert answer.status_code == 200
    assert case.transitions.count() == 2


def test_an_author_who_has_left_may_stay_in_the_request(place):
    case = initiative_in(workflow.RETURNED, place)
    Staff.objects.filter(pk=place.person.pk).update(left_on="2020-11-01")
    body = entry(place, version=case.version)
    answer = client_of(place.officer_user).put(f"{INITIATIVES}{case.code}/", body)
    assert answer.status_code == 200, answer.content
    refused = client_of(place.officer_user).post(INITIATIVES, entry(place))
    assert problem(refused, 400, "invalid-input")["invalid_params"][0]["name"] == "authors[0].staff"
