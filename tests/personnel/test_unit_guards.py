"""Rings in the tree of units that the database itself refuses, also past the services."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.db import guards
from core.scope import SYSTEM
from personnel.domain import tree
from personnel.models import Unit, UnitCode, UnitEvent, UnitPlacement
from personnel.services import tree as tree_services
from personnel.services import units as steps
from tests.factories.personnel import AT, OPENED, UnitFactory

LATER = date(2020, 7, 1)
UNITS = 5


def refused(write, match="cycle"):
    with pytest.raises(DatabaseError, match=match), transaction.atomic():
        write()


def test_a_unit_is_not_put_below_its_own_subtree(country):
    rows = UnitPlacement.objects.filter(unit=country.province)
    refused(lambda: rows.update(parent=country.trade))
    refused(lambda: rows.update(parent=country.industry))
    rows.update(parent=country.ministry)


def test_nor_by_many_rows_at_once_nor_by_plain_sql(country):
    top = UnitPlacement.objects.get(unit=country.province)
    UnitPlacement.objects.filter(pk=top.pk).update(valid_to=LATER)
    new = UnitPlacement(unit=country.province, parent=country.clinic, valid_from=LATER)
    refused(lambda: UnitPlacement.objects.bulk_create([new]))
    with connection.cursor() as cursor:
        refused(
            lambda: cursor.execute(
                "INSERT INTO personnel_unitplacement (unit_id, parent_id, valid_from) "
                "VALUES (%s, %s, %s)",
                [country.province.pk, country.clinic.pk, LATER],
            )
        )
        refused(
            lambda: cursor.execute(
                "UPDATE personnel_unitplacement SET parent_id = %s WHERE unit_id = %s",
                [country.pharmacy.pk, country.health.pk],
            )
        )
    assert not UnitPlacement.objects.filter(parent=country.clinic).exists()


def test_places_on_different_days_are_no_ring(country):
    first, second = UnitFactory(code="X1"), UnitFactory(code="X2")
    UnitPlacement.objects.filter(unit__in=[first, second]).delete()
    UnitPlacement.objects.create(unit=first, parent=second, valid_from=OPENED, valid_to=LATER)
    back = UnitPlacement(unit=second, parent=first, valid_from=LATER - timedelta(1))
    refused(back.save)
    back.valid_from = LATER
    back.save()
    refused(lambda: UnitPlacement.objects.filter(unit=first).update(valid_to=None))


def test_todays_tree_has_no_ring_either(country):
    rows = Unit.objects.filter(pk=country.province.pk)
    for below in (country.province, country.trade, country.industry):
        refused(lambda below=below: rows.update(parent=below))
    with connection.cursor() as cursor:
        refused(
            lambda: cursor.execute(
                "UPDATE personnel_unit SET parent_id = %s WHERE id = %s",
                [country.trade.pk, country.industry.pk],
            )
        )
    rows.update(parent=country.ministry)


def test_two_units_may_change_places_in_one_go(country):
    """On the way from one tree to the other each would stand above the other."""
    first, second = country.industry, country.trade
    UnitPlacement.objects.filter(unit=first).update(valid_to=LATER)
    UnitPlacement.objects.filter(unit=second).update(valid_to=LATER)
    UnitPlacement.objects.create(unit=second, parent=country.province, valid_from=LATER)
    UnitPlacement.objects.create(unit=first, parent=second, valid_from=LATER)
    tree_services.rebuild(LATER)
    assert Unit.objects.get(pk=first.pk).parent_id == second.pk
    assert Unit.objects.get(pk=second.pk).parent_id == country.province.pk


def test_the_guard_is_missed_when_it_is_gone(country):
    kinds = (guards.NoCycle, guards.NoRing)
    own = [one for one in guards._GUARDS if isinstance(one, kinds)]
    with connection.cursor() as cursor:
        for sql in [sql for one in own for sql in one.remove_sql()]:
            cursor.execute(sql)
    gone = "".join(guards.missing())
    assert "no_cycle" in gone
    assert "no_ring" in gone
    guards.install("personnel")
    assert guards.missing() == []


def test_a_code_has_one_unit_and_an_event_stays(country):
    code = {"scheme": "CURRENT", "value": "H86.02", "valid_from": OPENED}
    UnitCode.objects.create(unit=country.industry, **code)
    refused(lambda: UnitCode.objects.create(unit=country.health, **code), match="overlap|exclusion")
    event = UnitEvent.objects.filter(units=country.industry).get()
    refused(lambda: UnitEvent.objects.filter(pk=event.pk).update(note="khác"), match="append-only")
    refused(event.delete, match="append-only")


@st.composite
def edges(draw: st.DrawFn) -> list[tuple[int, int, int, int | None]]:
    """Up to ten places as (unit, parent, first day, day after the last)."""
    found = []
    for _number in range(draw(st.integers(1, 10))):
        unit = draw(st.integers(0, UNITS - 1))
        parent = draw(st.integers(0, UNITS - 1).filter(lambda other, unit=unit: other != unit))
        start = draw(st.integers(0, 6))
        length = draw(st.one_of(st.none(), st.integers(1, 4)))
        found.append((unit, parent, start, None if length is None else start + length))
    return found


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(edges())
def test_the_database_refuses_exactly_what_closes_a_ring(five, placed):
    facts: list[tree.PlacementFact] = []
    with transaction.atomic():
        for unit, parent, start, end in placed:
            fact = tree.PlacementFact(
                unit,
                parent,
                OPENED + timedelta(start),
                None if end is None else OPENED + timedelta(end),
            )
            if any(one.unit == unit and _meet(one, fact) for one in facts):
                continue
            ring = tree.first_cycle_from([*facts, fact], OPENED) is not None
            assert _write(five, fact) is not ring
            if not ring:
                facts.append(fact)
        transaction.set_rollback(True)


@pytest.fixture
def five(db):
    units = [UnitFactory(code=f"R{number}") for number in range(UNITS)]
    UnitPlacement.objects.all().delete()
    return units


def _meet(one: tree.PlacementFact, other: tree.PlacementFact) -> bool:
    return (other.end is None or one.start < other.end) and (
        one.end is None or other.start < one.end
    )


def _write(units: list[Unit], fact: tree.PlacementFact) -> bool:
    try:
        with transaction.atomic():
            UnitPlacement.objects.create(
                unit=units[fact.unit],
                parent=units[fact.parent or 0],
                valid_from=fact.start,
                valid_to=fact.end,
            )
    except DatabaseError as error:
        return "cycle" not in str(error)
    return True


def test_a_long_chain_is_cheap(country, django_assert_max_num_queries):
    below = country.trade
    for number in range(30):
        below = UnitFactory(code=f"C{number}", parent=below)
    steps.move_unit(unit=below, parent=country.clinic, on=LATER, by=SYSTEM, at=AT)
    refused(lambda: UnitPlacement.objects.filter(unit=country.province).update(parent=below))
