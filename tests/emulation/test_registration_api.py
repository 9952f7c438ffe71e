"""Registrations over REST."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from emulation import workflow
from emulation.models import Registration
from emulation.services import registrations
from personnel.models import Role
from tests.emulation.calling import INITIATIVES, REGISTRATIONS, client_of, problem
from tests.emulation.cases import initiative_in, registration_in
from tests.factories import emulation as made
from tests.factories.personnel import AT, StaffFactory, UserFactory, actor_for


@pytest.fixture(autouse=True)
def _stopped(clock_at):
    with clock_at("2020-11-30"):
        yield


def test_a_person_creates_sends_and_reads_a_registration(place):
    client = client_of(place.person_user)
    body = {"year": 2021, "award": "CSTDCS", "staff": place.person.code, "commitment": "Sáng kiến."}
    answer = client.post(REGISTRATIONS, body)
    assert answer.status_code == 201
    created = answer.json()
    assert created["state"] == "DRAFT"
    assert created["staff"] == {"code": place.person.code, "name": "Nguyễn Thị Ánh"}
    assert created["unit"]["name"] == "Văn phòng"
    assert created["award"]["code"] == "CSTDCS"
    one = f"{REGISTRATIONS}{created['id']}/"
    read = client.get(one)
    assert read.json() == created
    assert read["ETag"] == answer["ETag"] == f'"{created["id"]}-1"'
    steps = client.post(f"{one}transitions/", {"name": "submit", "version": 1})
    assert steps.status_code == 200
    assert (steps.json()["state"], steps.json()["version"]) == ("SUBMITTED", 2)
    assert [step["label"] for step in steps.json()["done"]] == ["Gửi đăng ký"]


def test_one_request_creates_and_sends(place):
    body = {"year": 2021, "award": "TTLDTT", "collective": place.office.code, "submit": True}
    answer = client_of(place.head_user).post(REGISTRATIONS, body)
    assert answer.json()["state"] == "SUBMITTED"
    assert answer.json()["collective"]["code"] == place.office.code


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"award": "NOSUCH"}, "award"),
        ({"year": 2031}, "year"),
        ({"year": "abc"}, "year"),
        ({"staff": "NOSUCH"}, "staff"),
        ({"collective": "DV1"}, "staff"),
        ({"award": "TTLDTT"}, "award"),
        ({"commitment": "x" * 4001}, "commitment"),
    ],
)
def test_what_cannot_be_accepted_names_its_member(place, change, field):
    body = {"year": 2021, "award": "LDTT", "staff": place.person.code}
    answer = client_of(place.officer_user).post(REGISTRATIONS, body | change)
    found = problem(answer, 400, "invalid-input")
    assert [each["name"] for each in found["invalid_params"]] == [field]
    assert not Registration.objects.exists()


def test_somebody_out_of_reach_is_told_like_somebody_who_does_not_exist(place):
    stranger = StaffFactory(unit=place.elsewhere)
    client = client_of(place.head_user)
    answers = [
        client.post(REGISTRATIONS, {"year": 2021, "award": "LDTT", "staff": code}).json()
        for code in (stranger.code, "NOSUCH")
    ]
    reasons = [answer["invalid_params"][0]["reason"] for answer in answers]
    assert reasons[0].replace(stranger.code, "X") == reasons[1].replace("NOSUCH", "X")


def test_the_phase_is_told(place, clock_at):
    with clock_at("2021-03-01"):
        body = {"year": 2021, "award": "LDTT", "staff": place.person.code}
        answer = client_of(place.person_user).post(REGISTRATIONS, body)
        found = problem(answer, 409, "condition-not-met")
        assert "hết hạn từ ngày 10/12/2020" in found["detail"]


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", ["Văn phòng", "Thạch Minh Ánh", "Nguyễn Văn Bình"]),
        ("?q=thach+anh", ["Thạch Minh Ánh"]),
        ("?q=Ánh", ["Thạch Minh Ánh"]),
        ("?q=van+phong", ["Văn phòng"]),
        ("?state=APPROVED", []),
        ("?state=SUBMITTED&award=TTLDTT", ["Văn phòng"]),
        ("?year=2020", []),
        ("?year=2021&unit={office}", ["Văn phòng", "Thạch Minh Ánh"]),
        ("?unit={unit}&award=LDTT", ["Thạch Minh Ánh", "Nguyễn Văn Bình"]),
        ("?staff={code}", ["Nguyễn Văn Bình"]),
    ],
)
def test_the_list_is_filtered_and_in_vietnamese_order(place, query, shown):
    second = StaffFactory(unit=place.other, full_name="Nguyễn Văn Bình")
    first = StaffFactory(unit=place.office, full_name="Thạch Minh Ánh")
    officer = actor_for(place.officer_user)
    for person in (second, first):
        made.RegistrationFactory(year=place.year, staff=person, by=officer)
    made.RegistrationFactory(year=place.year, unit=place.office, code="TTLDTT", by=officer)
    path = REGISTRATIONS + query.format(
        office=place.office.code, unit=place.unit.code, code=second.code
    )
    rows = client_of(place.officer_user).get(path).json()["results"]
    assert [(row["staff"] or row["collective"])["name"] for row in rows] == shown


@pytest.mark.parametrize(
    ("query", "status"), [("?state=LOST", 400), ("?year=x", 400), ("?unit=NOSUCH", 404)]
)
def test_a_filter_that_means_nothing_is_refused(place, query, status):
    assert client_of(place.officer_user).get(REGISTRATIONS + query).status_code == status


def test_pages_cover_every_row_once(place):
    officer = actor_for(place.officer_user)
    for _number in range(7):
        made.RegistrationFactory(year=place.year, staff=StaffFactory(unit=place.office), by=officer)
    client, url, seen = client_of(place.officer_user), f"{REGISTRATIONS}?page_size=3", []
    while url:
        page = client.get(url).json()
        seen += [row["id"] for row in page["results"]]
        url = page["next"]
    assert len(seen) == 7
    assert seen == list(
        Registration.objects.order_by("sort_key", "pk").values_list("pk", flat=True)
    )


def now(case):
    """The version a client has just read."""
    return type(case).objects.get(pk=case.pk).version


def count_queries(client, url):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_the_number_of_queries_does_not_depend_on_the_number_of_rows(place):
    client = client_of(place.officer_user)
    registration_in(workflow.APPROVED, place)
    initiative_in(workflow.RECOGNISED, place)
    few = [count_queries(client, url) for url in (REGISTRATIONS, INITIATIVES)]
    for _number in range(4):
        person = StaffFactory(unit=place.office)
        made.RegistrationFactory(year=place.year, staff=person, by=actor_for(place.officer_user))
        made.recognised(made.InitiativeFactory(authors=[person, place.head]))
    assert [count_queries(client, url) for url in (REGISTRATIONS, INITIATIVES)] == few
    assert max(few) <= 8


def test_out_of_reach_is_not_found_and_in_reach_is_forbidden_with_the_reason(place):
    case = registration_in(workflow.SUBMITTED, place)
    one = f"{REGISTRATIONS}{case.pk}/"
    stranger = client_of(UserFactory(roles=[(Role.UNIT_HEAD, place.elsewhere)]))
    for answer in (
        stranger.get(one),
        stranger.get(f"{one}transitions/"),
        stranger.post(f"{one}transitions/", {"name": "approve"}),
        stranger.patch(one, {"commitment": "x"}),
        stranger.get(f"{REGISTRATIONS}999999/"),
    ):
        problem(answer, 404, "not-found")
    officer = client_of(place.officer_user)
    body = {"name": "approve", "version": case.version}
    answer = officer.post(f"{one}transitions/", body)
    assert "không có quyền duyệt" in problem(answer, 403, "forbidden")["detail"]
    assert APIClient().get(one).status_code == 401


def test_a_stale_view_is_refused_with_what_changed(place):
    case = registration_in(workflow.SUBMITTED, place)
    one, seen = f"{REGISTRATIONS}{case.pk}/", case.version
    registrations.perform_transition(
        case, "return", comment="Thiếu cam kết.", by=actor_for(place.head_user), at=AT
    )
    client = client_of(place.director_user)
    body = {"name": "approve", "version": seen}
    found = problem(client.post(f"{one}transitions/", body), 409, "stale")
    assert found["changes"][0]["label"] == "Trả lại để sửa"
    assert found["changes"][0]["comment"] == "Thiếu cam kết."
    answer = client.post(
        f"{one}transitions/",
        {"name": "approve"},
        headers={"If-Match": f'"{case.pk}-{seen}"'},
    )
    problem(answer, 409, "stale")
    case.refresh_from_db()
    assert case.state == workflow.RETURNED


@pytest.mark.parametrize("tag", ['"1"', 'W/"1-1"', "x", '"999999-1"'])
def test_a_tag_of_something_else_is_refused(place, tag):
    case = registration_in(workflow.SUBMITTED, place)
    answer = client_of(place.head_user).post(
        f"{REGISTRATIONS}{case.pk}/transitions/",
        {"name": "approve"},
        headers={"If-Match": tag},
    )
    assert problem(answer, 400, "invalid-input")["invalid_params"][0]["name"] == "If-Match"


def test_a_writer_says_which_version_he_looked_at(place):
    case = registration_in(workflow.SUBMITTED, place)
    client, one = client_of(place.head_user), f"{REGISTRATIONS}{case.pk}/"
    answer = client.post(f"{one}transitions/", {"name": "approve"})
    problem(answer, 428, "version-required")
    problem(client.patch(one, {"commitment": "x"}), 428, "version-required")


def test_what_the_client_has_is_not_sent_again(place):
    case = registration_in(workflow.SUBMITTED, place)
    client, one = client_of(place.head_user), f"{REGISTRATIONS}{case.pk}/"
    tag = client.get(one)["ETag"]
    again = client.get(one, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    registrations.perform_transition(case, "approve", by=actor_for(place.head_user), at=AT)
    assert client.get(one, headers={"If-None-Match": tag}).status_code == 200


def test_a_draft_is_changed_and_the_tag_follows(place):
    case = registration_in(workflow.DRAFT, place)
    client, one = client_of(place.person_user), f"{REGISTRATIONS}{case.pk}/"
    answer = client.patch(one, {"commitment": "Mới."}, headers={"If-Match": f'"{case.pk}-1"'})
    assert (answer.status_code, answer["ETag"]) == (200, f'"{case.pk}-2"')
    assert answer.json()["commitment"] == "Mới."
    problem(client.patch(one, {"commitment": "Lại.", "version": 1}), 409, "stale")
    registrations.perform_transition(
        Registration.objects.get(pk=case.pk), "submit", by=actor_for(place.person_user), at=AT
    )
    body = {"commitment": "Lại.", "version": now(case)}
    problem(client.patch(one, body), 409, "illegal-transition")


def test_steps_say_what_was_done_and_what_may_be_done(place):
    case = registration_in(workflow.SUBMITTED, place)
    body = client_of(place.head_user).get(f"{REGISTRATIONS}{case.pk}/transitions/").json()
    assert [step["name"] for step in body["done"]] == ["submit"]
    options = {option["name"]: option for option in body["available"]}
    assert options["approve"]["allowed"]
    assert options["return"]["comment_required"]
    assert options["approve"]["consequence"]
    for name in ("return", "revise", "withdraw_approved"):
        status = {"return": 400, "revise": 400, "withdraw_approved": 409}[name]
        answer = client_of(place.head_user).post(
            f"{REGISTRATIONS}{case.pk}/transitions/", {"name": name, "version": now(case)}
        )
        assert answer.status_code == status, name


def test_content_is_not_changed_by_a_step(place):
    case = registration_in(workflow.DRAFT, place)
    body = {"name": "revise", "version": now(case)}
    answer = client_of(place.person_user).post(f"{REGISTRATIONS}{case.pk}/transitions/", body)
    problem(answer, 400, "invalid-input")
