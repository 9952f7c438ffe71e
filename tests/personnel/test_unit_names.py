"""Names and national codes from one day to another, and the way back from a wrong step."""

from datetime import date

import pytest

from core.errors import GuardRefused, InvalidInput, Stale
from core.models import AuditEvent
from core.scope import SYSTEM
from personnel.models import Unit, UnitCode, UnitEvent
from personnel.selectors import as_of
from personnel.services import unit_corrections as corrections
from personnel.services import units as steps
from personnel.services.orders import Order
from personnel.services.rollover import roll_over
from tests.factories.personnel import AT, DAY, OPENED, UnitFactory, fresh

ON = date(2020, 7, 1)
LATER = date(2021, 1, 1)
ORDER = Order("12/QĐ-UBND", date(2020, 6, 12))


def rename(unit, name, on=ON, **names):
    return steps.rename_unit(unit=unit, name=name, on=on, order=ORDER, by=SYSTEM, at=AT, **names)


def code(unit, value, on=ON, scheme="CURRENT"):
    return steps.give_code(
        unit=unit, scheme=scheme, value=value, on=on, order=ORDER, by=SYSTEM, at=AT
    )


def cancel(unit, reason="Nhập nhầm đơn vị", by=SYSTEM):
    event = unit.events.exclude(kind="CANCELLED").order_by("-pk").first()
    return corrections.cancel_step(event=event, unit=unit, reason=reason, by=by, at=AT)


def names(unit):
    rows = unit.names.order_by("valid_from")
    return [(row.name, row.valid_from, row.valid_to) for row in rows]


def test_a_rename_keeps_the_former_name_with_its_days(country):
    rename(country.trade, "Phòng Thương mại", abbreviation="TM")
    assert names(country.trade) == [
        ("Đơn vị SCT.trade", OPENED, ON),
        ("Phòng Thương mại", ON, None),
    ]
    assert (country.trade.name, country.trade.abbreviation) == ("Phòng Thương mại", "TM")
    assert as_of.name_on(country.trade, date(2020, 6, 30)) == "Đơn vị SCT.trade"
    event = UnitEvent.objects.get(kind="RENAMED")
    assert (event.decision_number, event.on) == (ORDER.number, ON)
    assert Unit.objects.matching("thuong mai").get() == country.trade
    data = AuditEvent.objects.get(action="personnel.unit_renamed").data
    assert (data["on"], data["order_number"]) == ("2020-07-01", ORDER.number)


def test_a_name_to_come_shows_on_its_day(country):
    rename(country.trade, "Phòng Thương mại", on=LATER)
    fresh(country.trade)
    assert country.trade.name == "Đơn vị SCT.trade"
    assert roll_over(on=DAY) == 0
    assert roll_over(on=LATER) > 0
    fresh(country.trade)
    assert country.trade.name == "Phòng Thương mại"
    assert Unit.objects.matching("thuong mai").exists()
    assert roll_over(on=LATER) == 0


def test_names_in_order(country):
    rename(country.trade, "Phòng B")
    with pytest.raises(InvalidInput, match="trước lần đổi tên gần nhất"):
        rename(country.trade, "Phòng A", on=date(2020, 6, 1))
    with pytest.raises(InvalidInput, match="trước ngày thành lập"):
        rename(country.office, "Phòng A", on=date(2009, 1, 1))
    steps.dissolve_unit(unit=country.office, on=ON, by=SYSTEM, at=AT)
    with pytest.raises(InvalidInput, match="đã giải thể"):
        rename(country.office, "Phòng A")


def test_a_typing_mistake_is_mended_without_a_decision(country):
    rename(country.trade, "Phòng Thương maị")
    steps.correct_names(unit=country.trade, name="Phòng Thương mại", by=SYSTEM, at=AT)
    assert [row[0] for row in names(country.trade)] == ["Đơn vị SCT.trade", "Phòng Thương mại"]
    assert country.trade.name == "Phòng Thương mại"
    assert UnitEvent.objects.filter(kind="RENAMED").count() == 1
    changed = AuditEvent.objects.get(action="personnel.unit_name_corrected").data["changes"]
    assert changed == {"name": {"from": "Phòng Thương maị", "to": "Phòng Thương mại"}}


# --- Codes -----------------------------------------------------------------------------------


def test_both_forms_are_kept_as_they_were_given(country):
    code(country.industry, "H84.02")
    code(country.industry, "000.00.02.H84", scheme="FORMER")
    code(country.industry, "H86.02", on=DAY)
    rows = UnitCode.objects.order_by("scheme", "valid_from").values_list(
        "scheme", "value", "valid_from", "valid_to"
    )
    assert list(rows) == [
        ("CURRENT", "H84.02", ON, DAY),
        ("CURRENT", "H86.02", DAY, None),
        ("FORMER", "000.00.02.H84", ON, None),
    ]
    code(country.industry, "", on=LATER, scheme="FORMER")
    assert UnitCode.objects.get(scheme="FORMER").valid_to == LATER


def test_a_code_belongs_to_one_unit_at_a_time(country):
    code(country.industry, "H84.02")
    with pytest.raises(InvalidInput, match="đang là của Sở SCT từ ngày 01/07/2020"):
        code(country.health, "H84.02", on=DAY)
    code(country.industry, "", on=DAY)
    code(country.health, "H84.02", on=DAY)


@pytest.mark.parametrize(
    ("scheme", "value"),
    [
        ("CURRENT", "h84.02"),
        ("CURRENT", "H84..02"),
        ("CURRENT", "H84-02"),
        ("CURRENT", "H" * 36),
        ("FORMER", "H84.02"),
        ("FORMER", "000.00.02.H845"),
        ("OTHER", "H84"),
    ],
)
def test_codes_that_are_none(country, scheme, value):
    with pytest.raises(InvalidInput) as refused:
        code(country.industry, value, scheme=scheme)
    assert all(problem.place and problem.hint for problem in refused.value.problems)


def test_codes_in_order(country):
    code(country.industry, "H84.02")
    for value, on, reason in (
        ("H84.03", ON, "phải sau lần cấp mã gần nhất"),
        ("H84.02", DAY, "đã có đúng mã này"),
        ("H84.03", date(2000, 1, 1), "trước ngày thành lập"),
    ):
        with pytest.raises(InvalidInput, match=reason):
            code(country.industry, value, on=on)
    with pytest.raises(InvalidInput, match="chưa có mã"):
        code(country.health, "")


def test_a_unit_is_opened_with_its_codes(country):
    unit = UnitFactory(agency_code="H84.09", former_code="000.00.09.H84")
    assert {row.value for row in unit.agency_codes.all()} == {"H84.09", "000.00.09.H84"}
    with pytest.raises(InvalidInput, match="đang là của") as refused:
        UnitFactory(agency_code="H84.09")
    assert refused.value.problems[0].field == "agency_code"


# --- The way back ----------------------------------------------------------------------------


def test_the_way_back_from_a_rename(country):
    rename(country.trade, "Phòng Nhầm")
    done = cancel(country.trade)
    assert names(country.trade) == [("Đơn vị SCT.trade", OPENED, None)]
    assert country.trade.name == "Đơn vị SCT.trade"
    assert done.cancels.kind == "RENAMED"
    with pytest.raises(GuardRefused):
        cancel(country.trade)


def test_the_way_back_from_a_move(country):
    steps.move_unit(unit=country.trade, parent=country.health, on=ON, by=SYSTEM, at=AT)
    cancel(country.trade)
    fresh(country.trade)
    assert country.trade.parent == country.industry
    assert country.trade.placements.count() == 1


def test_the_way_back_from_a_code_and_an_end(country):
    code(country.industry, "H84.02")
    code(country.industry, "H84.03", on=DAY)
    cancel(country.industry)
    assert [(row.value, row.valid_to) for row in country.industry.agency_codes.all()] == [
        ("H84.02", None)
    ]
    code(country.office, "H84.05")
    steps.dissolve_unit(unit=country.office, on=DAY, by=SYSTEM, at=AT)
    cancel(country.office)
    fresh(country.office)
    assert country.office.dissolved_on is None
    assert country.office.parent == country.industry
    assert country.office.agency_codes.get().valid_to is None
    with pytest.raises(InvalidInput, match="Lý do"):
        cancel(country.industry, reason=" ")


def test_no_way_back_over_what_was_built_on_it(country):
    rename(country.trade, "Phòng Một")
    first = country.trade.events.get(kind="RENAMED")
    rename(country.trade, "Phòng Hai", on=date(2020, 8, 1))
    with pytest.raises(GuardRefused, match=r"sau đó đã ghi bước Đổi tên"):
        corrections.cancel_step(event=first, unit=country.trade, reason="x", by=SYSTEM, at=AT)
    cancel(country.trade)
    corrections.cancel_step(event=first, unit=country.trade, reason="x", by=SYSTEM, at=AT)
    assert country.trade.name == "Đơn vị SCT.trade"
    opened = country.trade.events.get(kind="OPENED")
    with pytest.raises(GuardRefused, match="không hủy được"):
        corrections.cancel_step(event=opened, unit=country.trade, reason="x", by=SYSTEM, at=AT)


def test_a_name_a_place_and_a_code_are_each_taken_back_by_themselves(country):
    unit = country.trade
    rename(unit, "Phòng Nhầm", on=LATER)
    steps.move_unit(unit=unit, parent=country.health, on=DAY, by=SYSTEM, at=AT)
    code(unit, "H86.02", on=DAY)
    fresh(unit)
    for kind in ("RENAMED", "MOVED", "CODED"):
        event = unit.events.get(kind=kind)
        corrections.cancel_step(event=event, unit=unit, reason="Nhầm", by=SYSTEM, at=AT)
        fresh(unit)
    assert names(unit) == [("Đơn vị SCT.trade", OPENED, None)]
    assert unit.parent == country.industry
    assert not unit.agency_codes.exists()


def test_no_way_back_when_the_same_day_was_written_twice(country):
    rename(country.trade, "Phòng Một")
    rename(country.trade, "Phòng Hai")
    with pytest.raises(GuardRefused, match="hai lần"):
        cancel(country.trade)
    steps.move_unit(unit=country.office, parent=country.trade, on=ON, by=SYSTEM, at=AT)
    steps.move_unit(unit=country.office, parent=country.clinic, on=ON, by=SYSTEM, at=AT)
    with pytest.raises(GuardRefused):
        cancel(country.office)


def test_no_way_back_from_an_end_on_the_day_of_a_move(country):
    steps.move_unit(unit=country.office, parent=country.health, on=ON, by=SYSTEM, at=AT)
    steps.dissolve_unit(unit=country.office, on=ON, by=SYSTEM, at=AT)
    with pytest.raises(GuardRefused, match="chuyển đơn vị cấp trên"):
        cancel(country.office)
    assert Unit.objects.get(pk=country.office.pk).dissolved_on == ON


def test_two_officers_rename_at_the_same_moment(country):
    seen = country.trade.version
    rename(country.trade, "Phòng Một")
    with pytest.raises(Stale):
        steps.rename_unit(
            unit=Unit.objects.get(pk=country.trade.pk),
            name="Phòng Hai",
            expected_version=seen,
            by=SYSTEM,
            at=AT,
        )


def test_a_code_of_the_former_form_is_not_taken_for_one_of_the_present_form(country):
    with pytest.raises(InvalidInput, match="mã dạng cũ"):
        code(country.trade, "000.00.13.H86")
    code(country.trade, "000.00.13.H86", scheme="FORMER")
    assert [row.scheme for row in UnitCode.objects.all()] == ["FORMER"]
