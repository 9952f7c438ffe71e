"""A generated province loaded from files by the commands, and its figures."""

import json
from collections import Counter
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count

from awards.bench.province_files import ProvinceFiles
from core.models import Load, LoadedRecord
from personnel.models import (
    AnnualAssessment,
    Appointment,
    Discipline,
    Role,
    Staff,
    Unit,
    UnitEvent,
)
from tests.factories.personnel import DAY, UserFactory
from tests.personnel.loading import records_file
from tests.personnel.test_load_staff import row

pytestmark = pytest.mark.django_db

GRADES = {"HTXSNV": "EXCELLENT", "HTTNV": "GOOD", "HTNV": "COMPLETED", "KHTNV": "FAILED"}


def run(name, path, *options):
    said = StringIO()
    call_command(f"import_{name}", str(path), "--json", *options, stdout=said)
    return json.loads(said.getvalue())


@pytest.fixture
def file(tmp_path):
    def write(name, content):
        path = tmp_path / f"{name}.xlsx"
        path.write_bytes(content)
        return path

    return write


def test_a_province_is_loaded_and_its_figures_are_those_of_the_files(db, file):
    province = ProvinceFiles(units=40, staff=2000, years=(2018, 2019, 2020), prefix="V")
    units = file("units", province.unit_file())
    people = file("staff", province.staff_file())
    grades = file("assessments", province.assessment_file())
    assert run("units", units)["written"]["created"] == 41
    assert run("staff", people)["written"]["created"] == 2000
    assert run("assessments", grades)["written"]["created"] == 6000

    by_unit = Counter(dict(Unit.objects.filter(staff__isnull=False).annotate(
        people=Count("staff")).values_list("code", "people")))  # fmt: skip
    assert by_unit == province.people_by_unit()
    top = Unit.objects.get(code="V")
    assert (top.tree_end - top.tree_start, top.depth) == (40, 0)
    assert Staff.objects.in_subtree(top).count() == 2000
    for code, count in province.people_by_unit().items():
        unit = Unit.objects.get(code=code)
        below = sum(province.people_by_unit()[one.code] for one in unit.children.all())
        assert Staff.objects.in_subtree(unit).count() == count + below
    assert Appointment.objects.in_force_on(DAY).count() == 2000
    assert UnitEvent.objects.filter(kind="OPENED").count() == 41
    graded = AnnualAssessment.objects.values_list("year", "grade").annotate(Count("pk"))
    found = Counter({(year, grade): count for year, grade, count in graded})
    assert found == Counter(
        {(year, GRADES[word]): count for (year, word), count in province.grades_by_year().items()}
    )

    records = LoadedRecord.objects.count()
    for name, path, rows in (
        ("units", units, 41),
        ("staff", people, 2000),
        ("assessments", grades, 6000),
    ):
        written = run(name, path)["written"]
        assert written == {"created": 0, "updated": 0, "unchanged": rows, "skipped": 0}
    assert LoadedRecord.objects.count() == records


def test_the_generator_makes_the_same_files_every_time():
    one, other = ProvinceFiles(10, 50), ProvinceFiles(10, 50)
    assert one.staff_rows == other.staff_rows
    assert one.assessment_rows == other.assessment_rows
    assert ProvinceFiles(10, 50, seed=2).staff_rows != one.staff_rows


def test_a_dry_run_checks_and_writes_nothing(country, file):
    told = run("staff", file("a", records_file(row())), "--dry-run")
    assert (told["rows"], told["problems"], told["written"]) == (1, [], None)
    assert told["figures"]["Người mới"] == 1
    assert Staff.objects.count() == Load.objects.count() == 0


def test_problems_go_out_as_json_with_a_failing_exit(country, file):
    said = StringIO()
    path = file("a", records_file(row(), row(code="CB 2", name="Lê Thử", born="", external="")))
    with pytest.raises(CommandError, match="chưa dòng nào được ghi"):
        call_command("import_staff", str(path), "--json", stdout=said)
    problem = json.loads(said.getvalue())["problems"][0]
    assert (problem["row"], problem["column"]) == (3, "Số hiệu nhân sự")
    assert Staff.objects.count() == 0


def test_doubts_fail_unless_they_are_answered(country, file):
    path = file("a", records_file(row(), row(code="CB101", external="")))
    with pytest.raises(CommandError):
        run("staff", path)
    assert run("staff", path, "--doubts", "skip")["written"] == {
        "created": 1, "updated": 0, "unchanged": 0, "skipped": 1,
    }  # fmt: skip


def test_as_an_account_its_rights_hold(country, file):
    UserFactory(username="canbo", roles=[(Role.HR_OFFICER, country.industry)])
    UserFactory(username="truong", roles=[(Role.UNIT_HEAD, country.industry)])
    path = file("a", records_file(row(unit="SYT.clinic")))
    said = StringIO()
    with pytest.raises(CommandError):
        call_command("import_staff", str(path), "--as", "canbo", stdout=said)
    assert "ngoài phạm vi của bạn" in said.getvalue()
    said = StringIO()
    with pytest.raises(CommandError):
        call_command("import_staff", str(path), "--as", "truong", stdout=said)
    assert "không nạp được" in said.getvalue()
    assert run("staff", file("b", records_file(row())), "--as", "canbo")["written"]["created"] == 1


def test_disciplines_have_a_command_too(country, file):
    run("staff", file("a", records_file(row())))
    content = records_file(
        {
            "Số hiệu nhân sự": "CB100",
            "Hình thức kỷ luật": "Cảnh cáo",
            "Có hiệu lực từ ngày": "01/02/2019",
            "Số quyết định": "3/QĐ-SCT",
        }
    )
    assert run("disciplines", file("b", content))["written"]["created"] == 1
    assert Discipline.objects.get().form == "WARNING"


def test_a_csv_file_does_as_well(country, tmp_path):
    cells = row()
    path = tmp_path / "a.csv"
    path.write_text("\n".join([";".join(cells), ";".join(cells.values())]), encoding="utf-8-sig")
    assert run("staff", path)["written"]["created"] == 1
