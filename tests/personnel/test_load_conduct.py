"""Lists of annual grades and of discipline."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.models import AuditEvent, LoadedRecord
from personnel.models import AnnualAssessment, Discipline, Role
from tests.factories.personnel import StaffFactory, UserFactory, actor_for, actor_with
from tests.personnel.loading import DISCIPLINES, GRADES, bring_in, records_file, told, wrong

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def staff(country):
    return StaffFactory(
        unit=country.trade, code="CB1", full_name="Nguyễn Thị Ánh", birth_date=date(1980, 1, 2)
    )


def grade(**changes):
    names = {
        "code": "Số hiệu nhân sự", "name": "Họ và tên", "unit": "Đơn vị", "year": "Năm",
        "grade": "Mức xếp loại", "ref": "Số văn bản", "on": "Ngày văn bản",
        "rule": "Quy định đánh giá", "born": "Ngày sinh",
    }  # fmt: skip
    good = {"code": "CB1", "year": "2019", "grade": "HTTNV", "ref": "9/QĐ-SCT", "on": "20/12/2019"}
    return {names[key]: value for key, value in (good | changes).items()}


def load(*rows, **options):
    return bring_in(GRADES, records_file(*rows), **options)


# --- Grades ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("HTXSNV", "EXCELLENT"), ("hoàn thành xuất sắc nhiệm vụ", "EXCELLENT"),
        ("HTTNV", "GOOD"), ("Hoàn thành tốt", "GOOD"), ("GOOD", "GOOD"),
        ("HTNV", "COMPLETED"), ("hoan thanh nhiem vu", "COMPLETED"),
        ("KHTNV", "FAILED"), ("Không hoàn thành nhiệm vụ", "FAILED"),
    ],
)  # fmt: skip
def test_grades_are_understood_in_words_codes_and_abbreviations(staff, word, code):
    plan, _load = load(grade(grade=word))
    assert told(plan) == []
    found = AnnualAssessment.objects.get()
    assert (found.grade, found.year, found.decision_ref) == (code, 2019, "9/QĐ-SCT")
    assert found.decided_on == date(2019, 12, 20)


def test_the_text_follows_from_the_year_unless_the_file_says(staff):
    load(grade(), grade(year="2020", rule="NĐ 56/2015", on="29/11/2020"))
    assert AnnualAssessment.objects.get(year=2019).rule == "EARLIER"
    # Without a word it would be Nghị định 90/2020/NĐ-CP.
    assert AnnualAssessment.objects.get(year=2020).rule == "EARLIER"


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"code": "CB9"}, "Số hiệu nhân sự"),
        ({"code": ""}, "Số hiệu nhân sự"),
        ({"name": "Lê Thị Khác"}, "Họ và tên"),
        ({"year": ""}, "Năm"),
        ({"year": "2014"}, "Năm"),
        ({"year": "2021"}, "Năm"),
        ({"grade": "Khá"}, "Mức xếp loại"),
        ({"grade": ""}, "Mức xếp loại"),
        ({"rule": "NĐ 1/2001"}, "Quy định đánh giá"),
        ({"rule": "NĐ 90/2020"}, "Quy định đánh giá"),
        ({"ref": "x" * 61}, "Số văn bản"),
        ({"on": "31/02/2019"}, "Ngày văn bản"),
    ],
)
def test_a_wrong_cell_is_named_and_nothing_is_written(staff, changes, column):
    plan, done = load(grade(year="2018"), grade(**changes))
    assert (wrong(plan), done) == ([(3, column)], None)
    assert AnnualAssessment.objects.count() == 0


def test_a_mistyped_code_gets_the_nearest_known_one(country):
    StaffFactory(unit=country.trade, code="SCT-0042")
    plan, _load = load(grade(code="SCT-0042"), grade(code="SCT-0O42", year="2018"))
    assert "cần “SCT-0042”" in told(plan)[0]


def test_two_grades_for_one_year_are_both_named(staff):
    plan, _load = load(grade(), grade(grade="HTXSNV"))
    assert told(plan) == [
        "Dòng 3, cột Mức xếp loại: Nguyễn Thị Ánh năm 2019: dòng 2 ghi “Hoàn thành tốt nhiệm vụ”, "
        "dòng này ghi “Hoàn thành xuất sắc nhiệm vụ”, cần một mức xếp loại cho mỗi năm."
    ]
    load(grade())
    plan, done = load(grade(grade="HTXSNV"))
    assert done is None
    assert "đã ghi “Hoàn thành tốt nhiệm vụ” (9/QĐ-SCT)" in told(plan)[0]
    assert "tệp ghi “Hoàn thành xuất sắc nhiệm vụ”" in told(plan)[0]


def test_the_same_again_writes_nothing_and_a_missing_decision_is_added(staff):
    load(grade(ref="", on=""))
    _plan, done = load(grade(ref="", on=""))
    assert done.summary["written"]["unchanged"] == 1
    assert LoadedRecord.objects.filter(load=done).count() == 0
    _plan, done = load(grade())
    assert done.summary["written"]["updated"] == 1
    event = AuditEvent.objects.filter(action="personnel.assessment_recorded").latest("pk")
    assert event.data["before"] == {"decision_ref": "", "decided_on": None}
    assert event.data["decision_ref"] == "9/QĐ-SCT"
    _plan, done = load(grade(ref="", on=""))
    assert AnnualAssessment.objects.get().decision_ref == "9/QĐ-SCT"


def test_without_code_name_and_unit_lead_to_the_person(country, staff):
    plan, _load = load(grade(code="", name="Nguyễn Thị Ánh", unit="Đơn vị SCT.trade"))
    assert told(plan) == []
    assert AnnualAssessment.objects.get().staff == staff
    StaffFactory(
        unit=country.trade, code="CB2", full_name="Nguyễn Thị Ánh", birth_date=date(1990, 3, 4)
    )
    same = {"code": "", "name": "Nguyễn Thị Ánh", "unit": "SCT.trade", "year": "2018"}
    plan, _load = load(grade(**same))
    assert "CB1 (02/01/1980); CB2 (04/03/1990)" in told(plan)[0]
    plan, _load = load(grade(**same, born="04/03/1990"))
    assert AnnualAssessment.objects.get(year=2018).staff.code == "CB2"
    plan, _load = load(grade(code="", name="Ai Đó", unit="SCT.trade"))
    assert wrong(plan) == [(2, "Họ và tên")]
    plan, _load = load(grade(code="", name="Nguyễn Thị Ánh", unit="Phòng Thương mại"))
    assert [one.text for one in plan.unknown_names] == ["Phòng Thương mại"]


def test_an_officer_grades_neither_people_elsewhere_nor_himself(country, staff):
    officer = actor_with(Role.HR_OFFICER, country.health)
    plan, _load = load(grade(), by=officer)
    assert "ngoài phạm vi của bạn" in told(plan)[0]
    plan, _load = load(grade(code="", name="Nguyễn Thị Ánh", unit="SCT.trade"), by=officer)
    assert "CB1" not in told(plan)[0]
    own = UserFactory(roles=[(Role.HR_OFFICER, country.industry)], staff=staff)
    plan, _load = load(grade(), by=actor_for(own))
    assert "hồ sơ của chính bạn" in told(plan)[0]


def test_the_number_of_statements_does_not_depend_on_the_rows(country):
    people = [StaffFactory(unit=country.trade) for _ in range(40)]
    counts = {}
    for size, year in ((4, "2018"), (40, "2019")):
        content = records_file(*(grade(code=one.code, year=year) for one in people[:size]))
        with CaptureQueriesContext(connection) as captured:
            plan, _load = bring_in(GRADES, content)
        assert told(plan) == []
        counts[size] = len(captured)
    assert counts[40] <= counts[4]


# --- Discipline -----------------------------------------------------------------------------


def discipline(**changes):
    names = {
        "code": "Số hiệu nhân sự", "form": "Hình thức kỷ luật", "start": "Có hiệu lực từ ngày",
        "end": "Hết hiệu lực từ ngày", "ref": "Số quyết định", "on": "Ngày quyết định",
        "reason": "Nội dung",
    }  # fmt: skip
    good = {
        "code": "CB1", "form": "Khiển trách", "start": "01/02/2019", "end": "01/02/2020",
        "ref": "3/QĐ-SCT", "on": "25/01/2019", "reason": "",
    }  # fmt: skip
    return {names[key]: value for key, value in (good | changes).items()}


def punish(*rows, **options):
    return bring_in(DISCIPLINES, records_file(*rows), **options)


def test_a_discipline_is_written_with_decision_period_and_trail(staff):
    plan, _load = punish(discipline(), discipline(form="Đang xem xét", ref="", on="", end=""))
    assert told(plan) == []
    found = Discipline.objects.get(form="REPRIMAND")
    assert (found.valid_from, found.valid_to) == (date(2019, 2, 1), date(2020, 2, 1))
    assert (found.decision_ref, found.decided_on) == ("3/QĐ-SCT", date(2019, 1, 25))
    assert Discipline.objects.filter(form="UNDER_REVIEW", valid_to=None).exists()
    assert AuditEvent.objects.filter(action="personnel.discipline_recorded").count() == 2


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"form": "Phê bình"}, "Hình thức kỷ luật"),
        ({"form": ""}, "Hình thức kỷ luật"),
        ({"start": ""}, "Có hiệu lực từ ngày"),
        ({"start": "01/02/2010"}, "Có hiệu lực từ ngày"),
        ({"end": "01/02/2019"}, "Hết hiệu lực từ ngày"),
        ({"ref": ""}, "Số quyết định"),
        ({"on": "01/03/2019"}, "Có hiệu lực từ ngày"),
        ({"code": "CB9"}, "Số hiệu nhân sự"),
        ({"reason": "x" * 501}, "Nội dung"),
    ],
)
def test_a_wrong_cell_of_a_discipline_is_named(staff, changes, column):
    plan, done = punish(discipline(start="01/05/2019", form="Cảnh cáo"), discipline(**changes))
    assert (3, column) in wrong(plan)
    assert done is None


def test_disciplines_at_the_same_time_are_told_before_they_are_written(staff):
    punish(discipline(form="Cảnh cáo", end=""))
    plan, done = punish(
        discipline(form="Cảnh cáo"),
        discipline(start="31/01/2020", end=""),
        discipline(form="Cách chức", start="01/02/2018", end="01/02/2019", on="25/01/2018"),
    )
    assert done is not None
    assert [(one.tone, one.text) for one in plan.notes] == [
        (
            "warn",
            f"Dòng {number}, {staff}: trùng thời gian với {other}; xét khen thưởng sẽ báo “chưa đủ dữ "
            "liệu” cho đến khi sửa.",
        )
        for number, other in (
            (2, "Khiển trách từ 31/01/2020, chưa ghi ngày hết hiệu lực (3/QĐ-SCT)"),
            (3, "Cảnh cáo từ 01/02/2019 đến trước 01/02/2020 (3/QĐ-SCT)"),
        )
    ]


def test_the_same_discipline_is_completed_but_never_overwritten(staff):
    punish(discipline(end="", on=""))
    _plan, done = punish(discipline(end="", on=""))
    assert done.summary["written"]["unchanged"] == 1
    punish(discipline(on=""))
    assert Discipline.objects.get().valid_to == date(2020, 2, 1)
    plan, _load = punish(discipline(end="01/03/2020"))
    assert wrong(plan) == [(2, "Hết hiệu lực từ ngày")]
    assert "01/02/2020" in told(plan)[0]
    plan, _load = punish(discipline(start="01/03/2019"), discipline(start="01/03/2019"))
    assert wrong(plan) == [(3, "Hình thức kỷ luật")]
