"""Staff lists: who in a row is somebody known already, and which unit a name means."""

from datetime import date

import pytest

from core.scope import SYSTEM
from personnel.models import Staff
from personnel.services import units
from tests.factories.personnel import AT, StaffFactory
from tests.personnel.loading import told, wrong
from tests.personnel.staff_rows import load, row

pytestmark = pytest.mark.django_db


# --- Who it is ------------------------------------------------------------------------------


@pytest.fixture
def known(country):
    return StaffFactory(
        unit=country.trade, code="CB1", full_name="Nguyễn Văn Tâm", birth_date=date(1980, 1, 2)
    )


@pytest.mark.parametrize(
    "name",
    ["Nguyễn Văn Tâm", "Nguyễn Văn Tám", "nguyen van tam", "Nguyễn Văn Tân", "Nguyễn Văn Tâ"],
)
def test_the_same_or_nearly_the_same_name_and_birthday_is_put_side_by_side(known, name):
    plan, done = load(row(name=name))
    assert (told(plan), done) == ([], None)
    doubt = plan.doubts[0]
    assert doubt.row == 2
    assert [candidate.code for candidate in doubt.existing] == ["CB1"]
    assert doubt.existing[0].facts["Họ và tên"] == "Nguyễn Văn Tâm"
    assert doubt.existing[0].facts["Ngày sinh"] == doubt.incoming["Ngày sinh"] == "02/01/1980"
    assert set(doubt.existing[0].facts) == set(doubt.incoming)
    assert doubt.existing[0].facts["Chức vụ, chức danh"] == known.appointments.get().post


def test_other_birthdays_units_or_longer_differences_are_no_doubt(known):
    for changes in (
        {"born": "02/01/1981"},
        {"name": "Nguyễn Văn Tuấn"},
        {"name": "Nguyễn Văn Tân", "unit": "SYT.clinic"},
    ):
        plan, _load = load(row(**({"name": "Nguyễn Văn Tâm"} | changes)), dry_run=True)
        assert plan.is_clean, changes


def test_without_birthday_the_same_name_in_the_same_unit_is_doubtful(known):
    plan, _load = load(row(name="Nguyễn Văn Tâm", born=""), dry_run=True)
    assert len(plan.doubts) == 1
    plan, _load = load(row(name="Nguyễn Văn Tâm", born="", unit="SYT.clinic"), dry_run=True)
    assert plan.is_clean


def test_answers_same_new_and_skip(known):
    twin = row(name="Nguyễn Văn Tâm", email="tam@example.vn", joined="02/03/2015")
    plan, done = load(twin, rows={"2": "same:CB1"})
    assert told(plan) == []
    known.refresh_from_db()
    # The code of the record stays; the row says what else is known of the person.
    assert (known.email, known.code, Staff.objects.count()) == ("tam@example.vn", "CB1", 1)
    plan, done = load(row(name="Nguyễn Văn Tâm", external=""), rows={"2": "skip"})
    assert done.summary["written"]["skipped"] == 1
    plan, done = load(row(name="Nguyễn Văn Tâm", external=""), rows={"2": "new"})
    assert Staff.objects.filter(code="CB100").exists()


def test_twins_inside_the_file_are_told_and_the_same_person_counts_once(country):
    first, second = row(), row(code="CB101", external="", unit="SYT.clinic")
    plan, _load = load(first, second)
    assert [doubt.row for doubt in plan.doubts] == [3]
    assert plan.doubts[0].existing[0].facts["Ở"] == "dòng 2 của tệp"
    plan, _load = load(first, second, rows={"3": "same:CB100"})
    assert list(Staff.objects.values_list("code", flat=True)) == ["CB100"]


def test_a_known_code_with_somebody_elses_name_and_birthday_is_never_taken_over(known):
    plan, done = load(row(code="CB1", name="Lê Thị Khác", born="09/09/1990"))
    assert done is None
    assert [doubt.row for doubt in plan.doubts] == [2]
    plan, _load = load(row(code="CB1", name="Lê Thị Khác", born="09/09/1990"), rows={"2": "new"})
    assert wrong(plan) == [(2, "Số hiệu nhân sự")]
    # A corrected birthday or a mended name alone is the same person.
    plan, _load = load(
        row(code="CB1", name="Nguyễn Văn Tâm", born="03/01/1980", joined="02/03/2015")
    )
    assert told(plan) == []
    known.refresh_from_db()
    assert known.birth_date == date(1980, 1, 3)


# --- Units by name --------------------------------------------------------------------------


def test_a_unit_is_found_by_its_code_its_name_or_its_name_below_another(country):
    for text, above in (
        ("sct.TRADE", ""),
        ("đơn vị SCT.trade", ""),
        ("Đơn vị SCT.trade", "Sở SCT"),
    ):
        plan, _load = load(row(unit=text, above=above), dry_run=True)
        assert plan.is_clean, text


def test_units_of_the_same_name_are_told_apart_by_their_superior(country):
    for unit in (country.trade, country.clinic):
        units.rename_unit(unit=unit, name="Văn phòng", by=SYSTEM, at=AT)
    plan, _load = load(row(unit="Văn phòng"))
    name = plan.unknown_names[0]
    assert (name.kind, name.text, list(name.rows)) == ("unit", "Văn phòng", [2])
    assert {code for code, _label in name.suggestions} == {"SCT.trade", "SYT.clinic"}
    load(row(unit="Văn phòng", above="Sở SYT"))
    assert Staff.objects.get().unit == country.clinic


def test_an_unknown_name_is_asked_once_with_the_likeliest_units(country):
    rows = [
        row(unit="P. Thương mại", code=f"CB{n}", name=f"Người {n}", external="") for n in range(3)
    ]
    units.rename_unit(unit=country.trade, name="Phòng Quản lý thương mại", by=SYSTEM, at=AT)
    plan, _load = load(*rows)
    assert [(one.text, list(one.rows)) for one in plan.unknown_names] == [
        ("P. Thương mại", [2, 3, 4])
    ]
    assert plan.unknown_names[0].suggestions[0][0] == "SCT.trade"
    plan, _load = load(*rows, named={"p. thương mại": "SCT.trade"}, rows={"*": "new"})
    assert Staff.objects.filter(unit=country.trade).count() == 3


def test_a_former_name_leads_to_the_unit_after_the_question(country):
    units.rename_unit(unit=country.trade, name="Phòng Công nghiệp số", by=SYSTEM, at=AT)
    plan, _load = load(row(unit="Đơn vị SCT.trade"))
    assert plan.unknown_names[0].suggestions[0] == ("SCT.trade", "Phòng Công nghiệp số – Sở SCT")
