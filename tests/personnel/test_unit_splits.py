"""Splits and ends: every person and unit has one place to go, and none is left behind."""

from datetime import date

import pytest

from core.errors import InvalidInput
from core.scope import SYSTEM
from personnel.models import Role, RoleAssignment, Unit, UnitEvent
from personnel.selectors import units as reads
from personnel.services import unit_changes as changes
from personnel.services import units as steps
from personnel.services.orders import Order
from personnel.services.unit_changes import Part
from personnel.services.unit_values import NewUnit
from tests.factories.personnel import AT, StaffFactory, UnitFactory, UserFactory, fresh

ON = date(2020, 7, 1)
ORDER = Order("12/NQ-HĐND", date(2020, 6, 12))


def split(unit, *parts, keeps=True, on=ON):
    return changes.split_unit(
        unit=unit, parts=parts, on=on, order=ORDER, keeps=keeps, by=SYSTEM, at=AT
    )


def new(code, parent):
    return NewUnit(code, f"Sở {code}", "DEPARTMENT", parent=parent)


def test_a_part_leaves_and_the_unit_goes_on(country, people):
    stays, goes = StaffFactory(unit=country.industry), StaffFactory(unit=country.industry)
    UserFactory(roles=[(Role.DIRECTOR, country.industry)])
    done = split(
        country.industry,
        Part(new("SNL", country.province), children=(country.trade,), people=(goes,)),
    )
    made = done.into[0]
    fresh(stays, goes, *vars(country).values())
    assert (stays.unit, goes.unit, country.trade.parent) == (country.industry, made, made)
    assert (done.people, done.moved_units, done.accounts) == (1, 1, 0)
    assert country.industry.dissolved_on is None
    assert done.event.kind == "SPLIT"
    assert [row.successor for row in done.event.successions.all()] == [made]
    assert RoleAssignment.objects.get().valid_to is None


def test_a_unit_ends_in_two_and_stands_where_it_stood(country):
    first, second = StaffFactory(unit=country.industry), StaffFactory(unit=country.industry)
    user = UserFactory(roles=[(Role.DIRECTOR, country.industry)])
    done = split(
        country.industry,
        Part(new("SA", country.province), takes_rest=True),
        Part(country.health, children=(country.trade,), people=(second,)),
        keeps=False,
    )
    fresh(first, second, *vars(country).values())
    made = Unit.objects.get(code="SA")
    assert (first.unit, second.unit) == (made, country.health)
    assert (country.office.parent, country.trade.parent) == (made, country.health)
    assert country.industry.dissolved_on == ON
    assert country.industry.parent == country.province
    assert done.accounts == 1
    assert RoleAssignment.objects.get(user=user).valid_to == ON


@pytest.mark.parametrize("case", ["left over", "one part", "twice", "stranger", "rest of a living"])
def test_shares_that_do_not_add_up(country, case):
    person = StaffFactory(unit=country.industry)
    stranger = StaffFactory(unit=country.clinic)
    one, two = new("SA", country.province), new("SB", country.province)
    parts, keeps, reason = {
        "left over": ([one, two], False, "còn 1 chưa có nơi tiếp nhận"),
        "one part": ([Part(one, takes_rest=True)], False, "ít nhất hai đơn vị"),
        "twice": ([Part(one, people=(person,)), Part(two, people=(person,))], True, "hai nơi"),
        "stranger": ([Part(one, people=(stranger,))], True, "không thuộc Sở SCT"),
        "rest of a living": ([Part(one, takes_rest=True)], True, "giữ phần còn lại"),
    }[case]
    with pytest.raises(InvalidInput, match=reason):
        split(country.industry, *parts, keeps=keeps)
    assert not Unit.objects.filter(code="SA").exists()


def test_the_end_of_the_district_level(country):
    district = UnitFactory(code="H1", parent=country.province, name="Huyện Mẫu", kind="COMMUNE")
    communes = [UnitFactory(code=f"X{n}", parent=district, kind="COMMUNE") for n in range(3)]
    clerk = StaffFactory(unit=communes[0])
    fresh(country.province, district)
    made = changes.merge_units(
        sources=communes[:2],
        into=NewUnit("XM", "Xã Mẫu", "COMMUNE", parent=district),
        on=date(2020, 6, 1),
        order=ORDER,
        by=SYSTEM,
        at=AT,
    ).into[0]
    fresh(district, country.province)
    ended = steps.dissolve_unit(
        unit=district, on=ON, order=ORDER, below_to=country.province, by=SYSTEM, at=AT
    )
    fresh(made, communes[2], clerk, district, country.province)
    assert {made.parent, communes[2].parent} == {country.province}
    assert clerk.unit == made
    assert ended.accounts == 0
    assert reads.ancestors(made, date(2020, 6, 30)) == [district, country.province]
    assert reads.ancestors(made, ON) == [country.province]
    moved = UnitEvent.objects.get(kind="MOVED")
    assert set(moved.units.all()) == {made, communes[2]}
    with pytest.raises(InvalidInput, match="thuộc chính"):
        steps.dissolve_unit(unit=country.industry, on=ON, below_to=country.office, by=SYSTEM, at=AT)


def test_a_unit_that_goes_on_may_bear_a_new_name_later_but_one_that_ends_may_not(country):
    named = Order("13/QĐ-UBND", date(2020, 6, 15))
    steps.rename_unit(
        unit=country.industry, name="Sở Mới", on=date(2021, 1, 1), order=named, by=SYSTEM, at=AT
    )
    goes = StaffFactory(unit=country.industry)
    parts = (
        Part(new("SX", country.province), people=(goes,)),
        Part(country.health, takes_rest=True),
    )
    with pytest.raises(InvalidInput, match="phải sau lần đổi tên gần nhất"):
        split(country.industry, *parts, keeps=False)
    split(country.industry, parts[0])
    fresh(goes)
    assert goes.unit.code == "SX"
    assert country.industry.names.count() == 2
