"""Names of units in lists: what stands settles them, what was answered only what is left open."""

from datetime import date

import pytest

from core.imports.registry import Answers
from core.scope import SYSTEM
from core.vietnamese import fold
from personnel.models import Staff, UnitKind
from personnel.services import unit_changes
from personnel.services.loading.unit_finder import UnitFinder
from personnel.services.orders import Order
from tests.factories.personnel import AT, DAY, StaffFactory, UnitFactory, fresh
from tests.personnel.loading import GRADES, bring_in, records_file, told
from tests.personnel.staff_rows import load, row

pytestmark = pytest.mark.django_db

MERGED = date(2020, 7, 1)
BEFORE = date(2019, 1, 15)


@pytest.fixture
def offices(country):
    """Two offices of one name, the older merged into the younger."""
    old = UnitFactory(code="CU.TCHC", name="Phòng Tổ chức Hành chính", parent=country.industry)
    new = UnitFactory(code="SCT.TCHC", name="Phòng Tổ chức Hành chính", parent=country.industry)
    fresh(old, new, country.industry)
    unit_changes.merge_units(
        sources=[old], into=new, on=MERGED,
        order=Order("12/NQ-HĐND", date(2020, 6, 12)), by=SYSTEM, at=AT,
    )  # fmt: skip
    fresh(old, new, country.industry)
    return old, new


def finder(**answers):
    known = {("unit", fold(text)): code for text, code in answers.items()}
    return UnitFinder(SYSTEM, "", Answers(names=known), today=DAY)


def test_a_list_of_today_means_the_unit_that_stands_whatever_was_answered_before(offices):
    plan, _load = load(
        row(unit="Phòng Tổ chức Hành chính"), named={"Phòng Tổ chức Hành chính": "CU.TCHC"}
    )
    assert told(plan) == []
    assert Staff.objects.get(code="CB100").unit.code == "SCT.TCHC"


def test_who_left_before_the_merger_is_asked_about_for_both_stood_then(offices):
    plan, _load = load(row(unit="Phòng Tổ chức Hành chính", left="31/12/2019"))
    suggested = dict(plan.unknown_names[0].suggestions)
    assert set(suggested) >= {"CU.TCHC", "SCT.TCHC"}
    assert "thôi hoạt động từ 01/07/2020" in suggested["CU.TCHC"]
    assert "thôi hoạt động" not in suggested["SCT.TCHC"]


def test_an_answer_leads_to_what_became_of_the_unit(offices):
    old, new = offices
    names = finder(**{"P. TCHC": "CU.TCHC"})
    assert names.find("P. TCHC", 2, on=BEFORE) == old
    assert names.find("P. TCHC", 3, on=DAY) == new
    assert names.unknown_names() == []


def test_an_answer_stays_where_the_unit_parted(country, offices):
    old = UnitFactory(code="TACH", name="Phòng Kế hoạch Tài chính", parent=country.industry)
    parts = [
        UnitFactory(code=code, name=code, parent=country.industry, kind=UnitKind.DIVISION)
        for code in ("KH", "TC")
    ]
    fresh(old, *parts, country.industry)
    unit_changes.split_unit(
        unit=old, parts=parts, on=MERGED, keeps=False,
        order=Order("13/QĐ-SCT", date(2020, 6, 12)), by=SYSTEM, at=AT,
    )  # fmt: skip
    assert finder(**{"P. KHTC": "TACH"}).find("P. KHTC", 2, on=DAY) == old


def test_initials_lead_to_the_name_they_shorten_and_what_stands_comes_first(offices):
    names = finder()
    assert names.find("P. TCHC", 2, on=DAY) is None
    suggested = [code for code, _label in names.unknown_names()[0].suggestions]
    assert suggested.index("SCT.TCHC") < suggested.index("CU.TCHC")


def test_rows_that_are_wrong_or_asked_about_are_not_called_unchanged(country):
    StaffFactory(unit=country.trade, code="CB1", full_name="Nguyễn Thị Ánh")
    rows = [
        {"Số hiệu nhân sự": "CB1", "Năm": "2019", "Mức xếp loại": "HTTNV"},
        {"Số hiệu nhân sự": "CB1", "Năm": "2018", "Mức xếp loại": "tốt vừa"},
        {"Họ và tên": "Lê Đạt", "Đơn vị": "Phòng Lạ", "Năm": "2019", "Mức xếp loại": "HTTNV"},
    ]
    plan, _load = bring_in(GRADES, records_file(*rows))
    assert (plan.figures["Dòng không đổi gì"], plan.figures["Dòng cần sửa, cần trả lời"]) == (0, 2)
    plan, _load = load(row(code="CB9", born="31/02/1985"), row(code="CB10", name="Ngô An"))
    assert plan.figures["Người mới"] == 1
    assert (plan.figures["Dòng không đổi gì"], plan.figures["Dòng cần sửa, cần trả lời"]) == (0, 1)
