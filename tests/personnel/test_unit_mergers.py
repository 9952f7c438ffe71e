"""Mergers: everybody and everything goes on in the new place, and nothing before changes."""

from datetime import date

import pytest

from core.errors import Forbidden, InvalidInput, NotVisible
from core.models import AuditEvent
from core.scope import SYSTEM
from personnel.models import (
    Appointment,
    ExternalRecipient,
    Role,
    RoleAssignment,
    Staff,
    Unit,
    UnitCode,
    UnitEvent,
    UnitKind,
    UnitPlacement,
    UnitSuccession,
)
from personnel.selectors import as_of
from personnel.selectors import units as reads
from personnel.services import unit_changes as changes
from personnel.services import units as steps
from personnel.services.orders import Order
from personnel.services.rollover import roll_over
from personnel.services.unit_values import NewUnit
from tests.factories.personnel import (
    AT,
    DAY,
    StaffFactory,
    UnitFactory,
    UserFactory,
    actor_with,
    fresh,
    grant,
)

ON = date(2020, 7, 1)
BEFORE = date(2020, 6, 30)
ORDER = Order("12/NQ-HĐND", date(2020, 6, 12))


def merge(*sources, into, on=ON, order=ORDER, by=SYSTEM, **options):
    return changes.merge_units(
        sources=sources, into=into, on=on, order=order, by=by, at=AT, **options
    )


def codes(units):
    return [unit.code for unit in units]


def test_people_units_and_history_after_a_merger_into_an_existing_unit(country, people):
    head = StaffFactory(unit=country.industry, post="Giám đốc", is_manager=True, code="GD")
    done = merge(country.industry, into=country.health)
    fresh(*vars(country).values(), people["trade"], head)
    assert country.industry.dissolved_on == ON
    assert (done.people, done.moved_units, done.into) == (1, 2, (country.health,))
    assert head.unit == country.health
    old, new = head.appointments.order_by("valid_from")
    assert (old.unit, old.valid_to) == (country.industry, ON)
    assert (new.unit, new.valid_from, new.post, new.is_manager) == (
        country.health, ON, "Giám đốc", True,
    )  # fmt: skip
    assert new.decision_ref == ORDER.number
    assert people["trade"].unit == country.trade
    assert reads.ancestors(country.trade, BEFORE) == [country.industry, country.province]
    assert reads.ancestors(country.trade, ON) == [country.health, country.province]
    assert country.industry.parent == country.health
    assert codes(reads.subtree(country.health)) == [
        "SYT", "SCT", "SCT.office", "SCT.trade", "SYT.clinic", "SYT.pharmacy",
    ]  # fmt: skip


def test_a_merger_is_told_with_its_decision(country):
    done = merge(
        country.office, country.trade, into=country.industry, carries_record=True, basis="Công văn 5"
    )
    event = done.event
    assert (event.kind, event.on, event.decision_number, event.decided_on) == (
        "MERGED", ON, ORDER.number, ORDER.decided_on,
    )  # fmt: skip
    assert set(event.units.all()) == {country.office, country.trade, country.industry}
    assert {(row.predecessor, row.successor, row.basis) for row in event.successions.all()} == {
        (country.office, country.industry, "Công văn 5"),
        (country.trade, country.industry, "Công văn 5"),
    }
    trail = AuditEvent.objects.filter(action="personnel.unit_merged").order_by("pk")
    assert [one.subject_id for one in trail] == [str(country.office.pk), str(country.trade.pk)]
    assert trail[0].data["into"] == "SCT"
    assert trail[0].data["order_number"] == ORDER.number
