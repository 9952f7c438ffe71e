"""Lists of units' grades and of notices from other agencies."""

import io
import json
from datetime import date

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.errors import Forbidden, GuardRefused
from core.models import AuditEvent
from core.scope import SYSTEM
from personnel.models import BarNotice, Role, UnitAssessment
from personnel.services import bars, unit_grades
from personnel.services.loading import later_uses
from tests.factories.personnel import AT, StaffFactory, UserFactory, actor_for, actor_with
from tests.personnel.loading import bring_in, records_file, told, undo, wrong

pytestmark = pytest.mark.django_db
UNIT_GRADES, BARS = "personnel.unit_assessments", "personnel.bar_notices"


def unit_row(**changes):
    names = {
        "unit": "Đơn vị", "above": "Thuộc đơn vị", "year": "Năm",
        "grade": "Mức độ hoàn thành nhiệm vụ", "party": "Xếp loại tổ chức đảng",
        "ref": "Số văn bản", "on": "Ngày văn bản",
    }  # fmt: skip
    good = {
        "unit": "SCT.trade", "year": "2019", "grade": "HTTNV", "party": "HTXSNV",
        "ref": "9/QĐ-SCT", "on": "20/12/2019",
    }  # fmt: skip
    return {names[key]: value for key, value in (good | changes).items()}


def grade_units(*rows, **options):
    return bring_in(UNIT_GRADES, records_file(*rows), **options)


# --- Grades of units ------------------------------------------------------------------------


def test_grades_are_written_by_code_or_name_with_decision_and_trail(country):
    plan, done = grade_units(unit_row(), unit_row(unit="Đơn vị SCT.office", party=""))
    assert told(plan) == []
    found = UnitAssessment.objects.get(unit=country.trade)
    assert (found.year, found.grade, found.party_grade) == (2019, "GOOD", "EXCELLENT")
    assert (found.decision_ref, found.decided_on) == ("9/QĐ-SCT", date(2019, 12, 20))
    assert UnitAssessment.objects.get(unit=country.office).party_grade == ""
    events = AuditEvent.objects.filter(action="personnel.unit_graded")
    assert [one.data["load"] for one in events] == [done.pk, done.pk]


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"unit": ""}, "Đơn vị"),
        ({"year": ""}, "Năm"),
        ({"year": "2009"}, "Năm"),
        ({"year": "2021"}, "Năm"),
        ({"grade": ""}, "Mức độ hoàn thành nhiệm vụ"),
        ({"grade": "Khá"}, "Mức độ hoàn thành nhiệm vụ"),
        ({"party": "Trong sạch"}, "Xếp loại tổ chức đảng"),
        ({"on": "01/01/2018"}, "Ngày văn bản"),
        ({"ref": "x" * 61}, "Số văn bản"),
        ({"year": "2018"}, "Đơn vị"),
    ],
)
def test_a_wrong_cell_is_named_and_nothing_is_written(country, changes, column):
    plan, done = grade_units(unit_row(year="2018"), unit_row(**changes))
    assert (wrong(plan), done) == ([(3, column)], None)
    assert not UnitAssessment.objects.exists()


def test_what_is_missing_is_filled_in_and_another_grade_is_for_a_person_to_judge(country):
    grade_units(unit_row(party="", ref="", on=""))
    _plan, done = grade_units(unit_row(party="", ref="", on=""))
    assert done.summary["written"]["unchanged"] == 1
    _plan, done = grade_units(unit_row())
    assert done.summary["written"]["updated"] == 1
    assert UnitAssessment.objects.get().party_grade == "EXCELLENT"
    plan, done = grade_units(unit_row(grade="HTNV", party="HTNV"))
    assert done is None
    assert wrong(plan) == [
        (2, "Mức độ hoàn thành nhiệm vụ"),
        (2, "Xếp loại tổ chức đảng"),
    ]
    assert "đã ghi “Hoàn thành tốt nhiệm vụ” (9/QĐ-SCT)" in told(plan)[0]


def test_unknown_names_are_asked_about_and_units_elsewhere_refused(country):
    plan, _done = grade_units(unit_row(unit="Phòng Thương mại"))
    assert [one.text for one in plan.unknown_names] == ["Phòng Thương mại"]
    plan, _done = grade_units(
        unit_row(unit="Phòng Thương mại"), named={"Phòng Thương mại": "SCT.trade"}
    )
    assert told(plan) == []
    plan, _done = grade_units(unit_row(), by=actor_with(Role.HR_OFFICER, country.health))
    assert "ngoài phạm vi của bạn" in told(plan)[0]


def test_a_load_of_units_grades_is_taken_back(country):
    grade_units(unit_row(party=""))
    before = list(UnitAssessment.objects.values())
    _plan, done = grade_units(unit_row(), unit_row(unit="SCT.office"), unit_row(year="2018"))
    undo(done)
    assert list(UnitAssessment.objects.values()) == before
    assert AuditEvent.objects.filter(action="personnel.unit_grades_load_undone").count() == 2


def test_a_later_step_another_reach_or_a_use_refuses_the_way_back(country, monkeypatch):
    _plan, done = grade_units(unit_row())
    with pytest.raises(Forbidden):
        undo(done, by=actor_with(Role.HR_OFFICER, country.health))
    monkeypatch.setattr(later_uses, "_OF_UNITS", [])
    later_uses.register_unit_use(lambda units, _moment: [f"hồ sơ của {len(units)} đơn vị"])
    with pytest.raises(GuardRefused, match="hồ sơ của 1 đơn vị"):
        undo(done)
    monkeypatch.setattr(later_uses, "_OF_UNITS", [])
    held = UnitAssessment.objects.get()
    unit_grades.correct_unit_grade(assessment=held, grade="COMPLETED", by=SYSTEM, at=AT)
    with pytest.raises(GuardRefused, match=r"Đơn vị SCT\.trade"):
        undo(done)


def test_the_number_of_statements_does_not_depend_on_the_units(country):
    units = (country.trade, country.office, country.clinic, country.pharmacy, country.industry)
    counts = []
    for size, years in ((1, ["2015"]), (5, ["2016", "2017", "2018", "2019"])):
        rows = [unit_row(unit=one.code, year=year, on="") for one in units[:size] for year in years]
        content = records_file(*rows)
        with CaptureQueriesContext(connection) as captured:
            plan, _done = bring_in(UNIT_GRADES, content)
        assert told(plan) == []
        counts.append(len(captured))
    assert counts[1] <= counts[0]


# --- Notices --------------------------------------------------------------------------------


@pytest.fixture
def staff(country):
    return StaffFactory(
        unit=country.trade, code="CB1", full_name="Nguyễn Thị Ánh", birth_date=date(1980, 1, 2)
    )


def bar_row(**changes):
    names = {
        "code": "Số hiệu nhân sự", "name": "Họ và tên", "unit": "Đơn vị", "source": "Cơ quan gửi",
        "reason": "Nội dung", "ref": "Số văn bản", "signed": "Ngày văn bản",
        "start": "Lưu ý từ ngày", "end": "Gỡ từ ngày", "lifting": "Số văn bản gỡ",
    }  # fmt: skip
    good = {
        "code": "CB1", "source": "Công an tỉnh", "reason": "Đang xác minh đơn tố giác",
        "ref": "55/TB-CAT", "signed": "01/06/2020",
    }  # fmt: skip
    return {names[key]: value for key, value in (good | changes).items()}


def bar(*rows, **options):
    return bring_in(BARS, records_file(*rows), **options)


def test_a_list_of_another_agency_is_written_from_the_day_of_its_paper(staff):
    plan, _done = bar(bar_row(), bar_row(ref="56/TB-CAT", start="01/05/2020"))
    assert told(plan) == []
    first, second = BarNotice.objects.order_by("document_ref")
    assert (first.staff, first.source, first.reason) == (
        staff, "Công an tỉnh", "Đang xác minh đơn tố giác",
    )  # fmt: skip
    assert (first.document_on, first.valid_from) == (date(2020, 6, 1), date(2020, 6, 1))
    assert second.valid_from == date(2020, 5, 1)
    event = AuditEvent.objects.filter(action="personnel.bar_recorded").first()
    assert "reason" not in event.data


def test_the_list_sent_again_lifts_what_was_cleared(staff):
    bar(bar_row())
    _plan, done = bar(bar_row())
    assert done.summary["written"]["unchanged"] == 1
    plan, done = bar(bar_row(source="CÔNG AN TỈNH", end="01/10/2020", lifting="7/KL-CAT"))
    assert told(plan) == []
    assert done.summary["written"]["updated"] == 1
    found = BarNotice.objects.get()
    assert (found.source, found.valid_to) == ("Công an tỉnh", date(2020, 10, 1))
    lifted = AuditEvent.objects.get(action="personnel.bar_lifted")
    assert lifted.data["changes"]["lifting_ref"] == {"from": "", "to": "7/KL-CAT"}
    plan, _done = bar(bar_row(end="01/11/2020", lifting="7/KL-CAT"))
    assert wrong(plan) == [(2, "Gỡ từ ngày")]
    undo(done)
    assert BarNotice.objects.get().valid_to is None


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"code": "CB9"}, "Số hiệu nhân sự"),
        ({"source": ""}, "Cơ quan gửi"),
        ({"reason": ""}, "Nội dung"),
        ({"ref": ""}, "Số văn bản"),
        ({"signed": ""}, "Ngày văn bản"),
        ({"signed": "01/01/2021"}, "Ngày văn bản"),
        ({"end": "01/10/2020"}, "Số văn bản gỡ"),
        ({"lifting": "7/KL"}, "Gỡ từ ngày"),
        ({"end": "01/06/2020", "lifting": "7/KL"}, "Gỡ từ ngày"),
        ({"ref": "54/TB-CAT"}, "Số văn bản"),
    ],
)
def test_a_wrong_cell_of_a_notice_is_named(staff, changes, column):
    plan, done = bar(bar_row(ref="54/TB-CAT"), bar_row(**changes))
    assert (3, column) in wrong(plan)
    assert done is None
    assert not BarNotice.objects.exists()


def test_what_a_notice_says_is_not_overwritten_by_a_list(staff):
    bar(bar_row())
    plan, _done = bar(bar_row(reason="Việc khác", start="01/05/2020"))
    assert wrong(plan) == [(2, "Nội dung"), (2, "Lưu ý từ ngày")]


def test_an_officer_loads_neither_people_elsewhere_nor_himself(country, staff):
    plan, _done = bar(bar_row(), by=actor_with(Role.HR_OFFICER, country.health))
    assert "ngoài phạm vi của bạn" in told(plan)[0]
    own = UserFactory(roles=[(Role.HR_OFFICER, country.industry)], staff=staff)
    plan, _done = bar(bar_row(end="01/10/2020", lifting="7/KL"), by=actor_for(own))
    assert "hồ sơ của chính bạn" in told(plan)[0]


def test_a_load_of_notices_is_taken_back_unless_somebody_went_on(staff):
    _plan, done = bar(bar_row())
    undo(done)
    assert not BarNotice.objects.exists()
    _plan, done = bar(bar_row())
    held = BarNotice.objects.get()
    bars.lift_bar(notice=held, on=date(2020, 10, 1), lifting_ref="7/KL", by=SYSTEM, at=AT)
    with pytest.raises(GuardRefused, match="Nguyễn Thị Ánh"):
        undo(done)


def test_the_number_of_statements_does_not_depend_on_the_people(country):
    people = [StaffFactory(unit=country.trade) for _ in range(20)]
    counts = []
    for size, ref in ((2, "1/TB"), (20, "2/TB")):
        content = records_file(*(bar_row(code=one.code, ref=ref) for one in people[:size]))
        with CaptureQueriesContext(connection) as captured:
            plan, _done = bring_in(BARS, content)
        assert told(plan) == []
        counts.append(len(captured))
    assert counts[1] <= counts[0]


@pytest.mark.parametrize(
    ("command", "row"),
    [("import_unit_assessments", unit_row(year="2019")), ("import_bar_notices", bar_row())],
)
def test_the_commands_load_a_file(staff, tmp_path, command, row):
    path = tmp_path / "danh-sach.xlsx"
    path.write_bytes(records_file(row))
    said = io.StringIO()
    call_command(command, str(path), "--json", stdout=said)
    assert json.loads(said.getvalue())["written"]["created"] == 1
