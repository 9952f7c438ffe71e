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
        country.office,
        country.trade,
        into=country.industry,
        carries_record=True,
        basis="Công văn 5",
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


def test_a_merger_into_a_new_unit_with_sub_units_of_the_same_work(country):
    east = UnitFactory(code="SCT2", parent=country.province, kind=UnitKind.DEPARTMENT)
    trade = UnitFactory(code="SCT2.trade", parent=east)
    stays = UnitFactory(code="SCT2.lab", parent=east)
    clerk, other = StaffFactory(unit=trade), StaffFactory(unit=country.trade)
    fresh(country.industry, country.trade)
    new = NewUnit("SCTM", "Sở Công Thương mới", UnitKind.DEPARTMENT, parent=country.province)
    division = NewUnit("SCTM.TM", "Phòng Thương mại", UnitKind.DIVISION)
    done = merge(
        country.industry, east, into=new, children={country.trade: division, trade: division}
    )
    made = Unit.objects.get(code="SCTM")
    below = Unit.objects.get(code="SCTM.TM")
    assert done.into == (made, below)
    assert (made.parent, made.opened_on, below.parent) == (country.province, ON, made)
    fresh(clerk, other, stays, trade, country.office)
    assert {clerk.unit, other.unit} == {below}
    assert {stays.parent, country.office.parent} == {made}
    assert trade.parent == below
    assert as_of.names_on([made.pk], ON)[made.pk].name == "Sở Công Thương mới"
    assert UnitEvent.objects.filter(kind="MERGED").count() == 2
    assert set(UnitEvent.objects.get(kind="MERGED", units=below).units.all()) == {
        country.trade, trade, below,
    }  # fmt: skip


def test_roles_and_delegations_end_and_the_result_says_for_how_many(country):
    user = UserFactory(roles=[(Role.HR_OFFICER, country.industry), (Role.DIRECTOR, country.trade)])
    later = grant(user, Role.AUDITOR, country.industry, valid_from=DAY)
    done = merge(country.industry, into=country.health)
    assert done.accounts == 1
    roles = RoleAssignment.objects.filter(user=user)
    assert roles.get(role=Role.HR_OFFICER).valid_to == ON
    assert roles.get(role=Role.DIRECTOR).valid_to is None
    assert not roles.filter(pk=later.pk).exists()
    assert AuditEvent.objects.filter(action="personnel.role_ended").count() == 2
    assert not roles.in_force_on(ON).filter(unit=country.industry).exists()


def test_a_post_held_in_both_units_is_held_once_afterwards(country):
    person = StaffFactory(unit=country.trade, post="Chuyên viên")
    beside = {"staff": person, "is_concurrent": True, "valid_from": date(2018, 1, 1)}
    Appointment.objects.create(**beside, unit=country.office, post="Chuyên viên")
    Appointment.objects.create(**beside, unit=country.office, post="Thủ quỹ")
    Appointment.objects.create(**beside, unit=country.industry, post="Chuyên viên")
    done = merge(country.trade, country.office, into=country.industry)
    assert done.people == 1
    held = person.appointments.in_force_on(ON).order_by("is_concurrent", "post")
    assert [(one.unit, one.post, one.is_concurrent) for one in held] == [
        (country.industry, "Chuyên viên", False),
        (country.industry, "Thủ quỹ", True),
    ]


def test_someone_who_leaves_or_goes_on_later_keeps_that_day(country):
    person = StaffFactory(unit=country.trade)
    later = date(2020, 10, 1)
    person.appointments.update(valid_to=later)
    Appointment.objects.create(staff=person, unit=country.clinic, post="Phó", valid_from=later)
    merge(country.trade, into=country.office)
    rows = person.appointments.order_by("valid_from").values_list(
        "unit__code", "valid_from", "valid_to"
    )
    assert list(rows)[1:] == [("SCT.office", ON, later), ("SYT.clinic", later, None)]


def test_codes_end_with_the_unit_and_what_it_looked_after_passes_on(country):
    steps.give_code(
        unit=country.industry, scheme="CURRENT", value="H84.02", on=date(2015, 1, 1), by=SYSTEM, at=AT
    )  # fmt: skip
    client = ExternalRecipient.objects.create(
        code="DN1", kind="ENTERPRISE", name="Công ty Mẫu", unit=country.industry,
        sort_key="cong ty mau", search_key="cong ty mau dn1",
    )  # fmt: skip
    country.health.sector_unit = country.ministry
    country.health.save()
    merge(country.industry, into=country.health)
    assert UnitCode.objects.get().valid_to == ON
    fresh(client)
    assert client.unit == country.health


def test_a_merger_to_come_shows_on_its_day(country, people):
    later = date(2021, 1, 1)
    done = merge(country.trade, into=country.clinic, on=later)
    fresh(people["trade"], country.trade)
    assert done.people == 1
    assert people["trade"].unit == country.trade
    assert country.trade.parent == country.industry
    assert country.trade.exists_on(DAY)
    roll_over(on=later)
    fresh(people["trade"], country.trade)
    assert people["trade"].unit == country.clinic
    assert country.trade.parent == country.clinic
    assert roll_over(on=later) == 0


def test_whoever_looks_after_the_successor_reaches_the_history(country):
    left = StaffFactory(unit=country.trade)
    left.appointments.update(valid_to=date(2020, 3, 1))
    Staff.objects.filter(pk=left.pk).update(left_on=date(2020, 3, 1))
    merge(country.trade, into=country.clinic)
    fresh(country.health)
    assert Staff.objects.visible_to(actor_with(Role.DIRECTOR, country.health)).get() == left
    assert not Staff.objects.visible_to(actor_with(Role.DIRECTOR, country.industry)).exists()


def test_a_chain_of_mergers_ends_at_the_living_unit(country):
    merge(country.office, into=country.trade, on=date(2019, 1, 1), order=None)
    merge(country.trade, into=country.clinic, on=date(2020, 1, 1), order=None)
    fresh(country.office, country.trade, country.clinic)
    assert (country.office.parent, country.trade.parent) == (country.trade, country.clinic)
    assert country.clinic.holds(country.office.tree_start)


def test_a_province_ends_and_all_below_it_on_one_day(country, people):
    new = UnitFactory(code="VL", kind=UnitKind.PROVINCE, name="Tỉnh Vĩnh Long")
    department = UnitFactory(code="VL.SCT", kind=UnitKind.DEPARTMENT, parent=new)
    district = UnitFactory(code="H", kind=UnitKind.COMMUNE, parent=country.province)
    communes = [UnitFactory(code=f"X{n}", kind=UnitKind.COMMUNE, parent=district) for n in "123"]
    fresh(*vars(country).values(), new)
    before = as_of.standing_parents(BEFORE)
    merge(country.province, into=new)
    fresh(*vars(country).values(), new, department, district, *communes)
    merge(country.industry, into=department)
    joined = NewUnit("XM", "Xã Mới", UnitKind.COMMUNE, parent=new)
    merge(*communes[:2], into=joined)
    fresh(new, district)
    steps.dissolve_unit(unit=district, on=ON, order=ORDER, below_to=new, by=SYSTEM, at=AT)
    fresh(*vars(country).values(), new, department, district, *communes)
    assert as_of.standing_parents(BEFORE) == before
    assert set(Unit.objects.open_on(ON).filter(parent=new).values_list("code", flat=True)) == {
        "VL.SCT", "SYT", "X3", "XM",
    }  # fmt: skip
    assert country.trade.parent == department
    assert (country.province.parent, district.parent) == (new, country.province)
    assert codes(reads.ancestors(district, BEFORE)) == ["TV"]


def test_who_comes_on_the_very_day_comes_to_the_target(country):
    person = StaffFactory(unit=country.trade)
    person.appointments.update(valid_to=ON)
    Appointment.objects.create(
        staff=person, unit=country.office, post="Phó", valid_from=ON, decision_ref="7/QĐ"
    )
    merge(country.office, into=country.clinic)
    rows = person.appointments.order_by("valid_from").values_list(
        "unit__code", "valid_from", "decision_ref"
    )
    assert list(rows)[1:] == [("SYT.clinic", ON, "7/QĐ")]


# --- Refused ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sources", "into", "reason"),
    [
        (["trade"], "trade", "không thể sáp nhập vào chính nó"),
        (["industry"], "trade", "đang trực thuộc Sở SCT"),
        (["trade", "trade"], "office", "được chọn hai lần"),
        ([], "office", "chưa chọn đơn vị nào"),
    ],
)
def test_what_cannot_be_merged(country, sources, into, reason):
    with pytest.raises(InvalidInput, match=reason) as refused:
        merge(*(getattr(country, name) for name in sources), into=getattr(country, into))
    assert all(problem.place for problem in refused.value.problems)
    assert not UnitSuccession.objects.exists()


def test_a_dissolved_unit_neither_merges_nor_takes_over(country):
    steps.dissolve_unit(unit=country.office, on=date(2019, 1, 1), by=SYSTEM, at=AT)
    for sources, into in (((country.trade,), country.office), ((country.office,), country.trade)):
        with pytest.raises(InvalidInput, match="đã giải thể từ ngày 01/01/2019"):
            merge(*sources, into=into)
    steps.dissolve_unit(unit=country.clinic, on=date(2021, 1, 1), by=SYSTEM, at=AT)
    with pytest.raises(InvalidInput, match="đã giải thể từ ngày 01/01/2021"):
        merge(country.trade, into=country.clinic)


@pytest.mark.parametrize(
    ("order", "on", "reason"),
    [
        (Order("", date(2020, 6, 12)), ON, "Số văn bản: chưa có nội dung"),
        (Order("5", None), ON, "Ngày văn bản: chưa có ngày"),
        (Order("5", date(2020, 12, 1)), ON, "ngày 01/12/2020 chưa đến"),
        (ORDER, date(1890, 1, 1), "nằm ngoài khoảng cho phép"),
        (ORDER, date(2010, 1, 1), "phải sau ngày thành lập"),
    ],
)
def test_orders_and_days_out_of_order(country, order, on, reason):
    with pytest.raises(InvalidInput, match=reason):
        merge(country.trade, into=country.office, on=on, order=order)
    assert not Unit.objects.exclude(dissolved_on=None).exists()


def test_people_need_a_decision(country):
    officer = actor_with(Role.HR_OFFICER, country.industry)
    fresh(country.industry)
    with pytest.raises(InvalidInput, match="Số văn bản"):
        merge(country.trade, into=country.office, order=None, by=officer)


def test_what_is_recorded_for_later_stands_against_it(country):
    person = StaffFactory(unit=country.trade)
    person.appointments.update(valid_to=DAY)
    Appointment.objects.create(staff=person, unit=country.office, post="Phó", valid_from=DAY)
    with pytest.raises(InvalidInput, match=r"bắt đầu công tác .*30/11/2020"):
        merge(country.office, into=country.trade)
    coming = UnitFactory(code="SYT.new", parent=country.clinic, opened_on=DAY)
    with pytest.raises(InvalidInput, match=f"về trực thuộc .*{coming}"):
        merge(country.clinic, into=country.pharmacy)
    steps.rename_unit(unit=country.trade, name="Phòng Khác", on=DAY, by=SYSTEM, at=AT)
    with pytest.raises(InvalidInput, match="phải sau lần đổi tên gần nhất"):
        merge(country.trade, into=country.pharmacy)
    merge(country.pharmacy, into=country.clinic, on=date(2020, 8, 1))
    with pytest.raises(InvalidInput, match="phải sau lần tiếp nhận đơn vị khác"):
        merge(country.clinic, into=country.industry, on=date(2020, 8, 1))


def test_faults_of_a_new_unit(country):
    with pytest.raises(InvalidInput, match=r"mã “SYT” đã có"):
        merge(country.trade, country.office, into=NewUnit("SYT", "X", "DIVISION", country.health))
    with pytest.raises(InvalidInput, match="cần ít nhất hai đơn vị"):
        merge(country.trade, into=NewUnit("X", "X", "DIVISION", country.health))
    with pytest.raises(InvalidInput, match="kết thúc ở chính bước này"):
        merge(country.industry, country.clinic, into=NewUnit("X", "X", "DIVISION", country.office))
    with pytest.raises(InvalidInput, match="không trực thuộc đơn vị được sáp nhập"):
        merge(country.industry, into=country.health, children={country.ministry: country.clinic})
    with pytest.raises(InvalidInput, match="Căn cứ tính tiếp thành tích: chưa có nội dung"):
        merge(country.trade, into=country.office, carries_record=True)


def test_rights_over_all_units_of_a_merger(country):
    officer = actor_with(Role.HR_OFFICER, country.industry)
    fresh(*vars(country).values())
    merge(country.trade, into=country.office, by=officer)
    with pytest.raises(NotVisible):
        merge(country.office, into=country.clinic, by=officer)
    with pytest.raises(NotVisible):
        merge(country.industry, into=country.office, by=officer)
    head = actor_with(Role.DIRECTOR, country.health)
    with pytest.raises(Forbidden):
        merge(country.clinic, into=country.pharmacy, by=head)
    with pytest.raises(Forbidden, match="đầu cây"):
        merge(
            country.clinic,
            country.pharmacy,
            into=NewUnit("X", "X", "DIVISION"),
            by=actor_with(Role.HR_OFFICER, country.health),
        )


def test_a_refused_merger_leaves_nothing_behind(country, people):
    before = (UnitPlacement.objects.count(), Appointment.objects.count(), Unit.objects.count())
    Appointment.objects.create(
        staff=people["clinic"], unit=country.trade, post="X", is_concurrent=True, valid_from=DAY
    )
    with pytest.raises(InvalidInput):
        merge(country.trade, country.office, into=NewUnit("N", "N", "DIVISION", country.industry))
    after = (UnitPlacement.objects.count(), Appointment.objects.count() - 1, Unit.objects.count())
    assert before == after


def test_a_large_merger_costs_a_fixed_number_of_queries(country, django_assert_max_num_queries):
    for _number in range(15):
        StaffFactory(unit=country.industry)
        UnitFactory(parent=country.industry)
    UserFactory(roles=[(Role.UNIT_HEAD, country.industry)])
    with django_assert_max_num_queries(70):
        merge(country.industry, into=country.health)
