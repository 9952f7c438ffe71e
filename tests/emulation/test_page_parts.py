"""Searches, the part of a person's page, and the number of queries of lists."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core import clock
from core.errors import InvalidInput
from emulation import workflow
from emulation.services import registrations, years
from personnel.models import Role
from tests.emulation.browsing import browser_of, page
from tests.emulation.cases import initiative_in, registration_in
from tests.factories import emulation as made
from tests.factories.personnel import StaffFactory, UserFactory, actor_for


@pytest.fixture(autouse=True)
def _stopped(clock_at):
    with clock_at("2020-11-30"):
        yield


def test_searches_offer_only_those_in_reach(place):
    stranger = StaffFactory(unit=place.elsewhere, full_name="Nguyễn Thị Ánh Xa")
    head, person = browser_of(place.head_user), browser_of(place.person_user)
    found = head.get(page("pick_registrant", q="nguyen+anh")).content.decode()
    assert place.person.code in found
    assert stranger.code not in found
    assert place.head.code not in person.get(page("pick_registrant", q="binh")).content.decode()
    assert place.office.code in head.get(page("pick_collective", q="van+phong")).content.decode()
    assert place.other.code not in head.get(page("pick_collective", q="thanh")).content.decode()


def test_co_authors_are_searched_in_the_whole_agency(place):
    colleague = StaffFactory(unit=place.other, full_name="Võ Thị Lan")
    client = browser_of(place.person_user)
    assert colleague.code not in client.get(page("pick_author", q="lan")).content.decode()
    type(place.unit).objects.filter(pk=place.unit.pk).update(has_legal_personality=True)
    assert colleague.code in client.get(page("pick_author", q="lan")).content.decode()


def test_a_persons_page_tells_of_registrations_and_initiatives(place):
    registration_in(workflow.APPROVED, place)
    initiative_in(workflow.RECOGNISED, place, title="Máy đo")
    client = browser_of(place.head_user)
    whole = client.get(reverse("personnel:staff_detail", args=[place.person.code]))
    assert page("staff_part", place.person.code) in whole.content.decode()
    part = client.get(page("staff_part", place.person.code), headers={"HX-Request": "true"})
    assert "Lao động tiên tiến" in part.content.decode()
    assert "Máy đo" in part.content.decode()
    assert "<html" not in part.content.decode()
    assert "<html" in client.get(page("staff_part", place.person.code)).content.decode()
    stranger = browser_of(UserFactory(roles=[(Role.UNIT_HEAD, place.elsewhere)]))
    assert stranger.get(page("staff_part", place.person.code)).status_code == 404


def queries_of(client, url):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_the_number_of_queries_does_not_depend_on_the_number_of_rows(place):
    registration_in(workflow.SUBMITTED, place)
    initiative_in(workflow.RECOGNISED, place)
    client = browser_of(place.head_user)
    urls = [
        page("registration_list", nam=2021),
        page("initiative_list", nam=2020),
        page("year_list"),
    ]
    few = [queries_of(client, url) for url in urls]
    officer = actor_for(place.officer_user)
    for year in (2022, 2023):
        made.EmulationYearFactory(unit=place.unit, year=year, by=officer)
    for _number in range(5):
        person = StaffFactory(unit=place.office)
        made.RegistrationFactory(year=place.year, staff=person, by=officer)
        made.recognised(made.InitiativeFactory(authors=[person, place.head]))
    assert [queries_of(client, url) for url in urls] == few
    assert max(few) <= 15


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (Role.HR_OFFICER, True),
        (Role.UNIT_HEAD, True),
        (Role.AUDITOR, False),
        (Role.MINISTRY_OFFICER, False),
        (Role.SYSTEM_ADMIN, False),
    ],
)
def test_forms_open_only_to_those_who_can_save_something(place, role, may):
    browser = browser_of(UserFactory(roles=[(role, place.unit)]))
    for kind in ("registration", "initiative"):
        form = page(f"{kind}_create")
        assert (browser.get(form).status_code == 200) is may
        listed = browser.get(page(f"{kind}_list", nam=2021))
        assert (f'href="{form}"' in listed.content.decode()) is may
    year = browser.get(page("year_detail", place.year.pk))
    assert (year.status_code == 200 and page("registration_create") in year.content.decode()) is may


def test_everybody_on_the_staff_may_enter_what_is_his_own(place):
    browser = browser_of(place.person_user)
    for kind in ("registration", "initiative"):
        assert browser.get(page(f"{kind}_create")).status_code == 200


def test_the_way_of_a_registration_names_who_did_what_last(place, clock_at):
    case = registration_in(workflow.RETURNED, place)
    with clock_at("2020-12-03"):
        registrations.perform_transition(
            case, "submit", by=actor_for(place.person_user), at=clock.now()
        )
    with clock_at("2020-12-04"):
        registrations.perform_transition(
            case, "approve", by=actor_for(place.head_user), at=clock.now()
        )
        shown = browser_of(place.officer_user).get(page("registration_detail", case.pk))
    _entered, sent, approved = shown.context["steps"]
    assert (sent.holder, sent.on) == (actor_for(place.person_user).name, date(2020, 12, 3))
    assert (approved.holder, approved.on) == (actor_for(place.head_user).name, date(2020, 12, 4))


def test_authors_lead_to_their_pages_for_those_who_may_open_them(place):
    idea = initiative_in(workflow.SUBMITTED, place)
    author = idea.authors.get().staff
    address = reverse("personnel:staff_detail", args=[author.code])
    for user, linked in ((place.officer_user, True), (place.person_user, False)):
        shown = browser_of(user).get(page("initiative_detail", idea.code))
        if shown.status_code == 200:
            links = [url for _author, url in shown.context["authors"]]
            assert links == [address if linked or user.staff_id == author.pk else ""]


def test_a_division_has_no_year_of_its_own(place):
    client = browser_of(place.officer_user)
    offered = client.get(page("year_open")).context["form"].fields["unit"].queryset
    assert list(offered) == [place.unit]
    with pytest.raises(InvalidInput, match="tư cách pháp nhân"):
        years.open_year(
            unit=place.office, year=2022, by=actor_for(place.officer_user), at=clock.now()
        )
