"""Units as of a day and their lineage over REST."""

from datetime import date

import pytest

from core.scope import SYSTEM
from personnel.api import serializers, units_over_time
from personnel.models import Role, UnitKind
from personnel.services import unit_changes as changes
from personnel.services import units as steps
from personnel.services.orders import Order
from tests.factories.personnel import AT, DAY, UnitFactory
from tests.personnel.browsing import browser_of

ON = date(2020, 7, 1)
ORDER = Order("15/QĐ-UBND", date(2020, 6, 12))


@pytest.fixture
def client(country):
    return browser_of(Role.PROVINCE_OFFICER, country.province)


@pytest.fixture
def merged(country):
    steps.rename_unit(unit=country.health, name="Sở Y tế", on=DAY, order=ORDER, by=SYSTEM, at=AT)
    changes.merge_units(
        sources=[country.trade], into=country.clinic, on=ON, order=ORDER, by=SYSTEM, at=AT
    )


def rows(client, **query):
    answer = client.get("/api/v1/units/", query)
    assert answer.status_code == 200, answer.content
    return {row["code"]: row for row in answer.json()["results"]}


def test_the_list_as_of_a_day(client, merged):
    before = rows(client, on="2020-06-30")
    assert (before["SYT"]["name"], before["SCT.trade"]["parent_code"]) == ("Sở SYT", "SCT")
    assert before["SCT.trade"]["depth"] == 2
    assert "SCT.trade" not in rows(client, on="2020-07-01")
    assert rows(client)["SYT"]["name"] == "Sở Y tế"
    assert set(rows(client, on="2020-06-30", unit="SCT")) == {"SCT", "SCT.office", "SCT.trade"}
    assert set(rows(client, on="2020-07-01", unit="SCT")) == {"SCT", "SCT.office"}
    assert rows(client, on="2001-01-01") == {}


@pytest.mark.parametrize("text", ["2020", "30/06/2020", "2020-02-31", "hôm qua"])
def test_what_is_no_day_is_told(client, text):
    answer = client.get("/api/v1/units/", {"on": text})
    assert answer.status_code == 400
    assert "không phải ngày" in answer.content.decode()


def test_the_list_of_a_day_costs_the_same(client, country, merged, django_assert_num_queries):
    rows(client)
    with django_assert_num_queries(9):
        rows(client, on="2020-08-01")
    for number in range(5):
        UnitFactory(code=f"X{number}", parent=country.clinic)
    with django_assert_num_queries(9):
        rows(client, on="2020-08-01")


def test_one_unit_with_names_and_codes(client, country, merged):
    steps.give_code(unit=country.health, scheme="CURRENT", value="H84.05", on=DAY, by=SYSTEM, at=AT)
    answer = client.get("/api/v1/units/SYT/").json()
    assert set(answer) == set(serializers.UnitDetailSerializer().fields)
    assert [(one["name"], one["valid_to"]) for one in answer["names"]] == [
        ("Sở SYT", "2020-11-30"),
        ("Sở Y tế", None),
    ]
    assert answer["agency_codes"] == [
        {"scheme": "CURRENT", "value": "H84.05", "valid_from": "2020-11-30", "valid_to": None}
    ]


def test_lineage(client, country, merged):
    answer = client.get("/api/v1/units/SCT.trade/lineage/").json()
    assert set(answer) == set(units_over_time.LineageSerializer().fields)
    assert answer["heirs"] == [{"code": "SYT.clinic", "name": "Đơn vị SYT.clinic"}]
    assert answer["passages"] == [
        {
            "event": {
                "kind": "MERGED",
                "on": "2020-07-01",
                "decision_number": "15/QĐ-UBND",
                "decided_on": "2020-06-12",
            },
            "predecessors": [{"code": "SCT.trade", "name": "Đơn vị SCT.trade"}],
            "successors": [{"code": "SYT.clinic", "name": "Đơn vị SYT.clinic"}],
            "carries_record": False,
            "basis": "",
        }
    ]
    assert client.get("/api/v1/units/SYT/lineage/").json()["passages"] == []
    elsewhere = UnitFactory(code="KH", kind=UnitKind.PROVINCE)
    assert client.get(f"/api/v1/units/{elsewhere.code}/lineage/").status_code == 404
    narrow = browser_of(Role.UNIT_HEAD, country.clinic)
    assert narrow.get("/api/v1/units/SYT.clinic/lineage/").status_code == 200
    assert narrow.get("/api/v1/units/SYT/lineage/").status_code == 404
