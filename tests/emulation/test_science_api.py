"""Science works over REST."""

from datetime import date

import pytest

from personnel.models import Role
from tests.emulation.calling import client_of, problem
from tests.factories import emulation as made
from tests.factories.personnel import UserFactory

WORKS = "/api/v1/science-works/"


@pytest.fixture
def works(place):
    return [
        made.ScienceWorkFactory(
            members=[place.person, place.head],
            title="Giống lúa",
            applied=True,
            evidence="Ba xã.",
            influence_scope="PROVINCE",
            influence_ref="88/QĐ-UBND",
            influence_on=date(2020, 11, 2),
        ),
        made.ScienceWorkFactory(
            members=[place.head],
            title="Máy đo",
            kind="WORK",
            scope="MINISTRY",
            year=2021,
            accepted_on=date(2020, 9, 1),
        ),
    ]


def test_one_work_is_read_with_its_version(place, works):
    client, one = client_of(place.officer_user), f"{WORKS}{works[0].pk}/"
    read = client.get(one)
    body = read.json()
    assert body["members"] == [
        {"staff": {"code": place.person.code, "name": place.person.full_name}, "role": "CHAIR"},
        {"staff": {"code": place.head.code, "name": place.head.full_name}, "role": "MEMBER"},
    ]
    assert body["influence"] == {
        "scope": "PROVINCE", "document": "88/QĐ-UBND", "decided_on": "2020-11-02",
    }  # fmt: skip
    assert (body["year"], body["applied"], body["acceptance_document"]) == (
        2020, True, "45/QĐ-SKHCN",
    )  # fmt: skip
    assert client.get(one, headers={"If-None-Match": read["ETag"]}).status_code == 304
    assert client.get(f"{WORKS}{works[1].pk}/").json()["influence"] is None


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", ["Giống lúa", "Máy đo"]),
        ("?year=2021", ["Máy đo"]),
        ("?kind=WORK", ["Máy đo"]),
        ("?scope=BASE", ["Giống lúa"]),
        ("?applied=true", ["Giống lúa"]),
        ("?influence_scope=PROVINCE", ["Giống lúa"]),
        ("?member={code}", ["Giống lúa"]),
        ("?q=may+do", ["Máy đo"]),
        ("?unit={other}", []),
    ],
)
def test_the_list_is_filtered_newest_first(place, works, query, titles):
    path = WORKS + query.format(code=place.person.code, other=place.other.code)
    rows = client_of(place.officer_user).get(path).json()["results"]
    assert [row["title"] for row in rows] == titles


def test_a_work_out_of_reach_is_not_found(place, works):
    stranger = client_of(UserFactory(roles=[(Role.HR_OFFICER, place.elsewhere)]))
    problem(stranger.get(f"{WORKS}{works[0].pk}/"), 404, "not-found")
    assert stranger.get(WORKS).json()["results"] == []
    assert client_of(place.officer_user).post(WORKS, {}).status_code == 405
