"""The organisation asked "as of" a day, and where units come from."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import BusinessError
from core.scope import SYSTEM, in_ranges
from personnel.domain import tree
from personnel.models import Appointment, Staff, Unit, UnitPlacement
from personnel.selectors import as_of, lineage
from personnel.services import unit_changes as changes
from personnel.services import units as steps
from personnel.services.orders import Order
from personnel.services.rollover import roll_over
from personnel.services.unit_values import NewUnit
from tests.factories.personnel import AT, DAY, OPENED, StaffFactory, UnitFactory, fresh

ON = date(2020, 7, 1)
BEFORE = date(2020, 6, 30)
ORDER = Order("202/2020/QH", date(2020, 6, 12))


def merge(*sources, into, on=ON, **options):
    return changes.merge_units(
        sources=sources, into=into, on=on, order=ORDER, by=SYSTEM, at=AT, **options
    )


def inside(unit, day):
    rows = Unit.objects.filter(in_ranges("tree_start", as_of.positions_in(unit, day)))
    return set(rows.values_list("code", flat=True))


# --- The tree of a day -----------------------------------------------------------------------


def test_a_subtree_as_it_stood(country):
    merge(country.trade, into=country.clinic)
    fresh(*vars(country).values())
    assert inside(country.industry, BEFORE) == {"SCT", "SCT.office", "SCT.trade"}
    assert inside(country.industry, ON) == {"SCT", "SCT.office"}
    assert inside(country.health, BEFORE) == {"SYT", "SYT.clinic", "SYT.pharmacy"}
    assert inside(country.health, ON) == {"SYT", "SYT.clinic", "SYT.pharmacy", "SCT.trade"}
    assert as_of.positions_in(country.industry, date(2000, 1, 1)) == ()


def test_today_asked_as_a_day_is_today(country):
    merge(country.industry, into=country.health)
    fresh(*vars(country).values())
    for unit in vars(country).values():
        assert as_of.positions_in(unit, DAY) == ((unit.tree_start, unit.tree_end),)


def test_asking_costs_the_same_in_a_large_tree(country, django_assert_num_queries):
    for number in range(20):
        UnitFactory(code=f"X{number}", parent=country.clinic)
    fresh(country.province)
    with django_assert_num_queries(3):
        as_of.positions_in(country.province, DAY)
    with django_assert_num_queries(1):
        as_of.names_on(range(100), DAY)


def test_units_and_names_of_a_day(country):
    steps.rename_unit(unit=country.health, name="Sở Y tế", on=ON, order=ORDER, by=SYSTEM, at=AT)
    merge(country.industry, into=country.health)
    made = UnitFactory(code="NEW", opened_on=DAY)
    was = set(Unit.objects.open_on(BEFORE))
    assert country.industry in was
    assert made not in was
    assert country.industry not in Unit.objects.open_on(ON)
    names = as_of.names_on([country.health.pk, country.industry.pk, made.pk], BEFORE)
    assert {names[unit.pk].name for unit in (country.health, country.industry)} == {
        "Sở SYT",
        "Sở SCT",
    }
    assert made.pk not in names
    outline = [
        (one.unit.code, one.name, one.place.depth)
        for one in as_of.tree_on(Unit.objects.open_on(BEFORE), BEFORE)
    ]
    assert outline[1:4] == [
        ("TV", "Tỉnh Trà Vinh", 0),
        ("SCT", "Sở SCT", 1),
        ("SCT.office", "Đơn vị SCT.office", 2),
    ]
    assert [one.name for one in as_of.tree_on([country.health], ON)] == ["Sở Y tế"]


# --- Lineage ---------------------------------------------------------------------------------


def test_what_became_of_what(country, django_assert_num_queries):
    first = UnitFactory(code="A", name="Sở A", kind="DEPARTMENT", parent=country.province)
    merge(country.office, into=country.trade, on=date(2018, 1, 1))
    steps.rename_unit(
        unit=country.industry, name="Sở Công nghiệp", on=date(2019, 1, 1), by=SYSTEM, at=AT
    )
    new = NewUnit("N", "Sở Mới", "DEPARTMENT", parent=country.province)
    merge(country.industry, first, into=new, carries_record=True, basis="Công văn 7")
    made = Unit.objects.get(code="N")
    part = changes.split_unit(
        unit=made,
        parts=[NewUnit("P", "Sở Tách", "DEPARTMENT", parent=country.province)],
        on=DAY,
        keeps=True,
        order=ORDER,
        by=SYSTEM,
        at=AT,
    ).into[0]
    with django_assert_num_queries(3):
        found = lineage.lineage(first)
    told = [
        (
            one.event.kind,
            [named.name for named in one.predecessors],
            [named.name for named in one.successors],
            one.basis,
        )
        for one in found.passages
    ]
    assert told == [
        ("MERGED", ["Sở Công nghiệp", "Sở A"], ["Sở Mới"], "Công văn 7"),
        ("SPLIT", ["Sở Mới"], ["Sở Tách"], ""),
    ]
    assert found.became == found.passages[:1]
    assert lineage.lineage(part).passages == found.passages
    assert [one.event.kind for one in lineage.lineage(made).origins] == ["MERGED"]
    assert lineage.lineage(country.health).passages == ()
    merge(made, into=country.health, on=DAY + timedelta(1))
    fresh(made)
    assert lineage.living_heirs(first, DAY) == [made]
    assert lineage.living_heirs(first, DAY + timedelta(1)) == [country.health]


# --- Any history -----------------------------------------------------------------------------

UNITS, PEOPLE = 6, 6
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["merge", "move", "dissolve", "split", "merge new"]),
        st.integers(0, UNITS + 3),
        st.integers(0, UNITS + 3),
        st.sampled_from([1, 2, 20]),
    ),
    max_size=6,
)


@pytest.fixture
def town(db):
    top = UnitFactory(code="TOP")
    units = [top]
    for number in range(1, UNITS):
        units.append(UnitFactory(code=f"T{number}", parent=units[number // 2]))
        fresh(*units)
    people = [StaffFactory(unit=units[number % UNITS]) for number in range(PEOPLE)]
    return units, people


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(STEPS)
def test_whatever_happens_nobody_and_nothing_is_lost(town, history):
    _units, people = town
    with transaction.atomic():
        before = _past(ON)
        for number, (kind, first, second, days) in enumerate(history):
            _try(kind, first, second, ON + timedelta(days), number)
        _nobody_lost(people)
        _tree_holds()
        assert _past(ON) == before
        transaction.set_rollback(True)


def _try(kind, first, second, on, number):
    units = list(Unit.objects.order_by("pk"))
    one, other = units[first % len(units)], units[second % len(units)]
    how = {"on": on, "order": ORDER, "by": SYSTEM, "at": AT}
    new = NewUnit(f"N{number}", f"Đơn vị mới {number}", "DIVISION", parent=units[0])
    try:
        if kind == "merge":
            changes.merge_units(sources=[one], into=other, **how)
        elif kind == "merge new":
            changes.merge_units(sources=[one, other], into=new, **how)
        elif kind == "split":
            people = tuple(Staff.objects.filter(unit=one)[:1])
            part = changes.Part(new, people=people)
            rest = changes.Part(other, takes_rest=True)
            changes.split_unit(unit=one, parts=[part, rest], keeps=False, **how)
        elif kind == "move":
            steps.move_unit(unit=one, parent=other, **how)
        else:
            steps.dissolve_unit(unit=one, below_to=other, **how)
    except BusinessError:
        return


def _past(day):
    """Everything as it was the day before, and who worked where."""
    eve = day - timedelta(1)
    places = UnitPlacement.objects.in_force_on(eve).values_list("unit__code", "parent__code")
    work = Appointment.objects.in_force_on(eve).values_list("staff_id", "unit__code", "post")
    return (
        sorted(places, key=str),
        sorted(work),
        sorted(Unit.objects.open_on(eve).values_list("code")),
    )


def _nobody_lost(people):
    last = ON + timedelta(60)
    for day in (ON, ON + timedelta(20), last):
        held = list(Appointment.objects.main().in_force_on(day).values_list("staff_id", "unit_id"))
        assert sorted(staff for staff, _unit in held) == sorted(one.pk for one in people)
        alive = set(Unit.objects.open_on(day).values_list("pk", flat=True))
        assert {unit for _staff, unit in held} <= alive


def _tree_holds():
    for day in (DAY, ON + timedelta(60)):
        roll_over(on=day)
        rows = list(Unit.objects.values_list("pk", "parent_id", "tree_start", "tree_end"))
        parents = {pk: parent for pk, parent, _start, _end in rows}
        for pk, _parent, start, end in rows:
            below = {other for other, _p, at, _e in rows if start <= at <= end}
            assert below == {o for o in parents if o == pk or pk in tree.ancestors(o, parents)}
        alive = set(Unit.objects.open_on(day).values_list("pk", flat=True))
        placed = UnitPlacement.objects.in_force_on(day).values_list("unit_id", "parent_id")
        assert {unit for unit, _parent in placed} == alive
        assert {parent for _unit, parent in placed if parent} <= alive
        for unit in Unit.objects.all():
            assert as_of.positions_in(unit, day) in ((), ((unit.tree_start, unit.tree_end),))
    roll_over(on=DAY)


def test_heirs_written_past_the_services_do_not_break_the_tree():
    facts = [tree.PlacementFact(1, None, OPENED), tree.PlacementFact(2, 1, OPENED)]
    assert tree.standing_parents(facts, DAY, {2: 1}) == {1: None, 2: 1}
    assert tree.standing_parents(facts, DAY, {1: 2}) == {1: None, 2: 1}
    assert tree.standing_parents(facts, DAY, {1: 2, 2: 1}) == {1: None, 2: 1}
    assert tree.standing_parents(facts, DAY, {1: 9}) == {1: None, 2: 1}
