"""When a unit ends: nothing new is registered there, and what waits there is told."""

import pytest

from core.scope import SYSTEM
from emulation import workflow
from emulation.models import Initiative, Registration
from emulation.selectors import unit_ends
from emulation.services import blocs
from personnel.services import unit_changes as changes
from tests.emulation.browsing import browser_of, page, text_of
from tests.emulation.calling import INITIATIVES, REGISTRATIONS, client_of
from tests.emulation.cases import initiative_in, registration_in
from tests.factories.personnel import AT, DAY, actor_for, fresh


@pytest.fixture(autouse=True)
def _stopped(clock_at):
    with clock_at("2020-11-30"):
        yield


def merge(place):
    changes.merge_units(sources=[place.office], into=place.other, on=DAY, by=SYSTEM, at=AT)
    fresh(place.office, place.other, place.unit, place.person)


def test_no_registration_of_an_ended_unit_by_page_or_api(place):
    merge(place)
    form = {"year": place.year.pk, "unit": place.office.code, "award": "TTLDTT"}
    answer = browser_of(place.officer_user).post(page("registration_create", cho="tap-the"), form)
    assert answer.status_code == 422
    assert "đã giải thể" in text_of(answer)
    body = {"year": 2021, "award": "TTLDTT", "collective": place.office.code}
    refused = client_of(place.officer_user).post(REGISTRATIONS, body)
    assert refused.status_code == 400
    assert "đã giải thể" in refused.content.decode()
    assert not Registration.objects.exists()


def test_no_initiative_at_an_ended_unit(place):
    former = place.office.code
    merge(place)
    body = {
        "title": "Cải tiến mẫu biểu",
        "kind": "MANAGEMENT",
        "year": 2020,
        "first_applied_on": "2020-03-02",
        "unit": former,
        "authors": [{"staff": place.person.code, "share": "100"}],
    }
    refused = client_of(place.officer_user).post(INITIATIVES, body)
    assert refused.status_code == 400
    assert "đã giải thể" in refused.content.decode()
    taken = client_of(place.officer_user).post(
        INITIATIVES, {name: value for name, value in body.items() if name != "unit"}
    )
    assert taken.status_code == 201, taken.content
    assert Initiative.objects.get().unit == place.other


def test_what_waits_there_is_told(place):
    registration_in(workflow.SUBMITTED, place)
    initiative_in(workflow.SUBMITTED, place)
    by = actor_for(place.officer_user)
    bloc = blocs.open_bloc(organiser=place.unit, name="Khối 1", by=by, at=AT)
    blocs.add_member(bloc=bloc, unit=place.office, valid_from=DAY, by=by, at=AT)
    told = unit_ends.waiting([place.office], DAY)
    assert [line.split()[0] for line in told] == ["1", "1", "Còn"]
    assert unit_ends.waiting([place.other], DAY) == []
