"""Opening, moving, renaming and dissolving units."""

from datetime import date, timedelta

import pytest

from core.errors import Forbidden, InvalidInput, NotVisible, Stale
from core.models import AuditEvent
from core.scope import SYSTEM
from personnel.models import Role, Staff, Unit, UnitKind, UnitPlacement
from personnel.selectors import units as reads
from personnel.services import appointments as people
from personnel.services import tree as tree_steps
from personnel.services import units as steps
from personnel.services.orders import Order
from tests.factories.personnel import AT, DAY, StaffFactory, UnitFactory, actor_with, fresh

MOVED = date(2020, 7, 1)
ORDER = Order("12/QĐ-UBND", date(2020, 6, 15))


def codes(units):
    return [unit.code for unit in units]


def test_the_tree_reads_in_order_and_by_subtree(country):
    assert codes(Unit.objects.in_tree_order()) == [
        "BCT", "TV", "SCT", "SCT.office", "SCT.trade", "SYT", "SYT.clinic", "SYT.pharmacy",
    ]  # fmt: skip
    assert codes(reads.subtree(country.industry)) == ["SCT", "SCT.office", "SCT.trade"]
    assert codes(reads.ancestors(country.trade)) == ["SCT", "TV"]
    assert country.trade.depth == 2


def test_moving_takes_the_subtree_along_and_keeps_history(country):
    steps.move_unit(unit=country.trade, parent=country.health, on=MOVED, by=SYSTEM, at=AT)
    fresh(country.health, country.industry)
    assert codes(reads.subtree(country.health)) == [
        "SYT",
        "SCT.trade",
        "SYT.clinic",
        "SYT.pharmacy",
    ]
    assert codes(reads.subtree(country.industry)) == ["SCT", "SCT.office"]
    assert codes(reads.ancestors(country.trade, date(2020, 6, 30))) == ["SCT", "TV"]
    assert codes(reads.ancestors(country.trade, MOVED)) == ["SYT", "TV"]


def test_a_unit_opened_below_a_moved_one_reaches_people_in_the_same_transaction(country):
    StaffFactory(unit=UnitFactory(code="SCT.trade.1", parent=country.trade))
    steps.move_unit(unit=country.trade, parent=country.health, on=MOVED, by=SYSTEM, at=AT)
    assert Staff.objects.visible_to(actor_with("DIRECTOR", country.health)).count() == 1
    assert Staff.objects.visible_to(actor_with("DIRECTOR", country.industry)).count() == 0


def test_a_move_that_begins_later_changes_the_tree_on_its_day(country):
    later = date(2021, 1, 1)
    steps.move_unit(unit=country.trade, parent=country.health, on=later, by=SYSTEM, at=AT)
    assert country.trade.parent == country.industry
    tree_steps.rebuild(later)
    fresh(country.trade)
    assert country.trade.parent == country.health


def test_a_unit_cannot_stand_above_itself(country):
    with pytest.raises(InvalidInput, match="trực thuộc lẫn nhau"):
        steps.move_unit(unit=country.industry, parent=country.trade, on=MOVED, by=SYSTEM, at=AT)
    with pytest.raises(InvalidInput, match="không thể trực thuộc chính nó"):
        steps.move_unit(unit=country.trade, parent=country.trade, on=MOVED, by=SYSTEM, at=AT)
    assert not UnitPlacement.objects.filter(valid_to__isnull=False).exists()


def test_a_cycle_through_a_later_move_is_refused_too(country):
    later = date(2021, 1, 1)
    steps.move_unit(unit=country.industry, parent=country.clinic, on=later, by=SYSTEM, at=AT)
    with pytest.raises(InvalidInput, match="01/01/2021"):
        steps.move_unit(unit=country.health, parent=country.trade, on=MOVED, by=SYSTEM, at=AT)


@pytest.mark.parametrize(
    ("on", "reason"),
    [
        (date(2009, 12, 31), "trước lần sắp xếp gần nhất"),
        (date(1890, 1, 1), "nằm ngoài khoảng cho phép"),
    ],
)
def test_a_move_before_the_unit_or_outside_time_is_refused(country, on, reason):
    with pytest.raises(InvalidInput, match=reason) as refused:
        steps.move_unit(unit=country.trade, parent=country.health, on=on, by=SYSTEM, at=AT)
    problem = refused.value.problems[0]
    assert (problem.field, problem.place) == ("on", "Từ ngày")
    assert problem.hint


def test_a_superior_must_exist_on_the_day(country):
    young = UnitFactory(code="TRE", parent=country.province, opened_on=date(2020, 9, 1))
    with pytest.raises(InvalidInput, match="trước ngày thành lập"):
        steps.move_unit(unit=country.trade, parent=young, on=MOVED, by=SYSTEM, at=AT)


def test_dissolving_needs_an_empty_unit_and_ends_its_placement(country):
    person = StaffFactory(unit=country.trade)
    with pytest.raises(InvalidInput, match="còn 1 người đang công tác"):
        steps.dissolve_unit(unit=country.trade, on=MOVED, by=SYSTEM, at=AT)
    with pytest.raises(InvalidInput, match=r"còn đơn vị trực thuộc: Đơn vị SCT\.office"):
        steps.dissolve_unit(unit=country.industry, on=MOVED, by=SYSTEM, at=AT)
    assert person.unit.dissolved_on is None
    steps.dissolve_unit(unit=country.office, on=MOVED, by=SYSTEM, at=AT)
    assert country.office.parent == country.industry
    assert reads.ancestors(country.office, MOVED) == []
    with pytest.raises(InvalidInput, match="đã giải thể từ ngày 01/07/2020"):
        UnitFactory(parent=country.office, opened_on=MOVED)


def test_a_stale_edit_is_refused_with_what_changed(country):
    seen = country.trade.version
    steps.rename_unit(unit=country.trade, name="Phòng Thương mại", by=SYSTEM, at=AT)
    with pytest.raises(Stale) as refused:
        steps.rename_unit(
            unit=Unit.objects.get(code="SCT.trade"),
            name="Phòng Khác",
            expected_version=seen,
            by=SYSTEM,
            at=AT,
        )
    assert [change["label"] for change in refused.value.changes] == ["Đổi tên đơn vị"]
    assert Unit.objects.get(code="SCT.trade").name == "Phòng Thương mại"


def test_renaming_to_the_same_writes_nothing(country, django_assert_num_queries):
    with django_assert_num_queries(3):  # the savepoint and the newest name
        steps.rename_unit(unit=country.trade, name=country.trade.name, by=SYSTEM, at=AT)


def test_all_faults_of_a_new_unit_are_told_at_once(country):
    with pytest.raises(InvalidInput) as refused:
        UnitFactory(code="SCT", name=" ", kind="PHONG", parent=country.province)
    assert {problem.field for problem in refused.value.problems} == {"code", "name", "kind"}
    assert all(problem.reason and problem.place for problem in refused.value.problems)


@pytest.mark.parametrize("code", ["SCT/1", "Sở", "a b", "-x"])
def test_codes_fit_into_addresses(country, code):
    with pytest.raises(InvalidInput, match="ký tự không dùng trong mã"):
        UnitFactory(code=code, parent=country.province)


def test_officers_arrange_units_below_theirs_and_not_their_own(country):
    officer = actor_with(Role.HR_OFFICER, country.industry)
    division = UnitFactory(code="SCT.new", parent=country.industry, order=ORDER, by=officer)
    officer = actor_with(Role.HR_OFFICER, country.industry)
    move = {"unit": division, "parent": country.office, "on": MOVED}
    with pytest.raises(InvalidInput, match="Số văn bản: chưa có nội dung"):
        steps.move_unit(**move, by=officer, at=AT)
    steps.move_unit(**move, order=ORDER, by=officer, at=AT)
    officer = actor_with(Role.HR_OFFICER, country.industry)
    fresh(*vars(country).values())
    with pytest.raises(NotVisible):
        steps.move_unit(unit=country.office, parent=country.health, on=MOVED, by=officer, at=AT)
    with pytest.raises(NotVisible):
        steps.dissolve_unit(unit=country.industry, on=DAY, by=officer, at=AT)
    with pytest.raises(Forbidden, match="đầu cây"):
        UnitFactory(kind=UnitKind.ENTERPRISE, by=officer)
    director = actor_with(Role.DIRECTOR, country.industry)
    with pytest.raises(Forbidden, match="không có quyền sửa đơn vị"):
        steps.rename_unit(unit=country.office, name="Khác", by=director, at=AT)


def test_every_step_leaves_a_trace(country):
    steps.rename_unit(unit=country.trade, name="Phòng Thương mại", by=SYSTEM, at=AT)
    steps.move_unit(unit=country.trade, parent=country.health, on=MOVED, by=SYSTEM, at=AT)
    trail = AuditEvent.objects.filter(
        subject_type="personnel.unit", subject_id=str(country.trade.pk)
    ).order_by("pk")
    assert [event.action for event in trail] == [
        "personnel.unit_opened",
        "personnel.unit_renamed",
        "personnel.unit_moved",
    ]
    assert trail[2].data == {"from": "SCT", "to": "SYT", "on": "2020-07-01", "version": 3}


def test_moving_in_a_large_tree_costs_a_fixed_number_of_queries(
    country, django_assert_max_num_queries
):
    for number in range(30):
        UnitFactory(code=f"X{number}", parent=country.clinic)
    fresh(country.trade, country.health)
    with django_assert_max_num_queries(25):
        steps.move_unit(unit=country.trade, parent=country.health, on=MOVED, by=SYSTEM, at=AT)


def test_nothing_begins_in_a_unit_whose_end_is_recorded(country):
    here, away = StaffFactory(unit=country.trade), StaffFactory(unit=country.trade)
    people.leave(staff=away, on=DAY, by=SYSTEM, at=AT)
    end = DAY + timedelta(30)
    steps.dissolve_unit(unit=country.office, on=end, by=SYSTEM, at=AT)
    office = Unit.objects.get(pk=country.office.pk)
    how = {"unit": office, "post": "Chuyên viên", "on": DAY, "by": SYSTEM, "at": AT}
    for begin in (
        lambda: UnitFactory(parent=office, opened_on=DAY),
        lambda: StaffFactory(unit=office, joined_on=DAY),
        lambda: people.transfer(staff=here, **how),
        lambda: people.rehire(staff=away, **how),
        lambda: people.begin_concurrent(staff=here, **how),
        lambda: people.begin_concurrent(staff=here, until=end + timedelta(1), **how),
    ):
        with pytest.raises(InvalidInput, match="đã giải thể từ ngày"):
            begin()
    assert people.begin_concurrent(staff=here, until=end, **how).valid_to == end
