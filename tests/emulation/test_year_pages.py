"""The pages of years, and every page for every role."""

import re
from datetime import date

import pytest
from django.test import Client

from emulation import workflow
from emulation.models import EmulationYear
from emulation.services import years as services
from personnel.models import Role
from tests.emulation.browsing import browser_of, page, text_of
from tests.emulation.cases import initiative_in, registration_in
from tests.factories.personnel import UserFactory


@pytest.fixture(autouse=True)
def _stopped(clock_at):
    with clock_at("2020-11-30"):
        yield


def role_user(place, role):
    return {
        Role.STAFF_MEMBER: place.person_user,
        Role.UNIT_HEAD: place.head_user,
        Role.HR_OFFICER: place.officer_user,
        Role.DIRECTOR: place.director_user,
    }.get(role) or UserFactory(roles=[(role, place.unit)])


@pytest.mark.parametrize("role", list(Role))
def test_pages_open_for_those_who_may_and_are_not_found_for_others(place, role):
    case = registration_in(workflow.SUBMITTED, place)
    idea = initiative_in(workflow.SUBMITTED, place)
    client = browser_of(role_user(place, role))
    open_to_all = [
        page("year_list"),
        page("registration_list", nam=2021),
        page("initiative_list", nam=2020),
    ]
    for url in open_to_all:
        assert client.get(url).status_code == 200, url
    enters = role in {Role.STAFF_MEMBER, Role.UNIT_HEAD, Role.HR_OFFICER, Role.DIRECTOR}
    for url in (page("registration_create"), page("initiative_create")):
        assert client.get(url).status_code == (200 if enters else 403), url
    is_stranger = role in {Role.SYSTEM_ADMIN, Role.DATA_OFFICER, Role.LEGAL_OFFICER}
    seen = 404 if is_stranger else 200
    for url in (
        page("year_detail", place.year.pk),
        page("registration_detail", case.pk),
        page("registration_step", case.pk, "approve"),
        page("initiative_detail", idea.code),
        page("initiative_step", idea.code, "reject"),
    ):
        assert client.get(url).status_code == seen, url
    manages = role in {Role.HR_OFFICER, Role.DIRECTOR}
    assert client.get(page("year_open")).status_code == (200 if manages else 403)
    edit = client.get(page("year_edit", place.year.pk)).status_code
    assert edit == (200 if manages else 404 if is_stranger else 403)
    decides = role in {Role.HR_OFFICER, Role.DIRECTOR}
    decide = client.get(page("initiative_step", idea.code, "recognise")).status_code
    assert decide == (200 if decides else 404 if is_stranger else 403)


def test_nobody_sees_a_page_without_signing_in(place):
    case = registration_in(workflow.SUBMITTED, place)
    for url in (page("year_list"), page("registration_detail", case.pk), page("pick_author")):
        answer = Client().get(url)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/accounts/login/")


def test_an_officer_opens_a_year(place):
    client = browser_of(place.officer_user)
    form = {
        "unit": place.unit.code,
        "year": "2022",
        "theme": "Đổi mới",
        "registration_opens_on": "01/12/2021",
        "registration_closes_on": "31/12/2021",
    }
    answer = client.post(page("year_open"), form, follow=True)
    year = EmulationYear.objects.get(year=2022)
    assert answer.redirect_chain == [(page("year_detail", year.pk), 302)]
    assert "Đã mở năm thi đua 2022" in text_of(answer)
    assert "01/12/2021 – 31/12/2021" in text_of(answer)
    assert year.phases.get().closes_on == date(2021, 12, 31)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"year": "2021"}, "đã được mở"),
        ({"registration_closes_on": ""}, "Hãy nhập cả ngày hết hạn"),
        ({"registration_opens_on": "32/13/2021"}, "hợp lệ"),
        ({"registration_closes_on": "30/11/2021"}, "trước ngày mở 01/12/2021"),
    ],
)
def test_a_wrong_year_is_told_beside_its_field_and_nothing_is_lost(place, change, words):
    form = {
        "unit": place.unit.code,
        "year": "2022",
        "theme": "Đổi mới",
        "registration_opens_on": "01/12/2021",
        "registration_closes_on": "31/12/2021",
    } | change
    answer = browser_of(place.officer_user).post(page("year_open"), form)
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert 'value="Đổi mới"' in answer.content.decode()
    assert not EmulationYear.objects.filter(year=2022).exists()


def test_phases_are_changed_and_those_left_empty_stay(place):
    client = browser_of(place.officer_user)
    form = {
        "theme": "Mới",
        "registration_opens_on": "01/11/2020",
        "registration_closes_on": "20/12/2020",
    }
    assert client.post(page("year_edit", place.year.pk), form).status_code == 302
    kinds = dict(place.year.phases.values_list("kind", "closes_on"))
    assert kinds["REGISTRATION"] == date(2020, 12, 20)
    assert len(kinds) == 5


def test_a_phase_that_was_set_is_not_emptied_without_a_word(place):
    form = {"theme": "Mới", "report_opens_on": "", "report_closes_on": ""}
    answer = browser_of(place.officer_user).post(page("year_edit", place.year.pk), form)
    assert answer.status_code == 422
    assert "không để trống" in text_of(answer)
    assert place.year.phases.count() == 5


def test_a_stale_edit_of_a_year_tells_what_changed_and_keeps_what_was_typed(place):
    client = browser_of(place.officer_user)
    seen = services.version_of(place.year)
    days = {"registration_opens_on": "01/11/2020", "registration_closes_on": "20/12/2020"}
    first = {"theme": "Đoàn kết", "version": seen} | days
    assert client.post(page("year_edit", place.year.pk), first).status_code == 302
    late = {"theme": "Đổi mới", "version": seen} | days
    answer = client.post(page("year_edit", place.year.pk), late)
    assert answer.status_code == 409
    assert "→ Đoàn kết" in text_of(answer)
    assert "20/12/2020" in text_of(answer)
    assert 'value="Đổi mới"' in answer.content.decode()
    place.year.refresh_from_db()
    assert place.year.theme == "Đoàn kết"
    again = late | {"version": services.version_of(place.year)}
    assert client.post(page("year_edit", place.year.pk), again).status_code == 302
    place.year.refresh_from_db()
    assert place.year.theme == "Đổi mới"


def test_a_year_shows_its_phases_and_figures_that_lead_to_their_records(place):
    registration_in(workflow.SUBMITTED, place)
    initiative_in(workflow.RECOGNISED, place, year=2021)
    client = browser_of(place.officer_user)
    answer = client.get(page("year_detail", place.year.pk))
    assert "Đăng ký thi đua Đang mở, còn 10 ngày 01/11/2020 – 10/12/2020" in text_of(answer)
    links = re.findall(r'stat-value"><a href="([^"]+)"[^>]*>(\d+)<', answer.content.decode())
    assert len(links) == 2
    for url, figure in links:
        listed = client.get(url.replace("&amp;", "&"))
        assert listed.status_code == 200
        assert len(listed.context["page"].rows) == int(figure)
