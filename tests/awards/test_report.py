"""The annual report: chapters, JSON, document, workbook, command."""

from __future__ import annotations

import json
from datetime import date
from io import BytesIO, StringIO, TextIOWrapper
from zipfile import ZipFile

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from docx import Document
from python_calamine import CalamineWorkbook

from awards.domain.steps import StepKind
from awards.reports import annual, annual_docx, annual_xlsx, docx_template
from awards.reports.annual import LOWER, OWN, UPPER
from awards.reports.as_json import as_json
from awards.reports.records import records
from awards.services import decisions
from emulation.services import blocs
from tests.factories.awards import (
    AT,
    DAY,
    YEAR,
    ProposalFactory,
    advance,
    assessed,
    decide,
)
from tests.factories.personnel import StaffFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def filled(gov):
    """Two LDTT decided here, one Bằng khen decided above, one waiting there."""
    people = [assessed(StaffFactory(unit=gov.division, full_name="=1+1 Trần An")) for _ in "12"]
    decide(gov, *(ProposalFactory(gov=gov, staff=person) for person in people))
    decide(gov, ProposalFactory(gov=gov, code="BK_TINH"), number="77/QĐ-UBND")
    collective = ProposalFactory(gov=gov, code="BK_TINH", subject_unit=gov.division)
    advance(gov, collective, StepKind.PROVINCE)
    return gov


def report(unit, year=YEAR):
    return annual.build(unit, year)


def parts(built):
    return {part.key: (part.totals.collectives, part.totals.individuals) for part in built.parts}


def test_chapters_go_by_who_decided(filled):
    assert parts(report(filled.department)) == {OWN: (0, 2), UPPER: (0, 1), "PROPOSED": (1, 0)}
    assert parts(report(filled.province)) == {LOWER: (0, 2), OWN: (0, 1), "PROPOSED": (1, 0)}


def test_annulled_awards_are_not_counted(filled):
    given = filled.department.proposals.model.objects.filter(state="DECIDED").first()
    decisions.annul(
        given, number="9/QĐ-HB", decided_on=DAY, reason="Khai sai.", by=filled.officer, at=AT
    )
    assert report(filled.department).totals("DECIDED").individuals == 2


def test_a_division_reports_its_own_and_another_year_is_empty(filled):
    assert report(filled.division).totals() == report(filled.department).totals()
    assert report(filled.other_division).is_empty
    assert report(filled.department, YEAR - 1).is_empty


def test_number_of_queries_is_fixed(filled, django_assert_num_queries):
    with django_assert_num_queries(7):
        assert report(filled.department).parts


def test_blocs_are_named_where_something_went_through_them(gov, django_assert_num_queries):
    by = gov.province_officer
    start = date(2020, 1, 1)
    bloc = blocs.open_bloc(organiser=gov.province, name="Khối A", by=by, at=AT)
    blocs.add_member(bloc=bloc, unit=gov.department, valid_from=start, by=by, at=AT)
    flag = ProposalFactory(gov=gov, code="CO_TINH", subject_unit=gov.department)
    advance(gov, flag, StepKind.PROVINCE_CHECK)
    waiting = ProposalFactory(gov=gov, code="BK_TINH", subject_unit=gov.division)
    advance(gov, waiting, StepKind.PROVINCE)
    with django_assert_num_queries(8):
        built = report(gov.department)
    told = {line.award_code: line.via for line in built.part("PROPOSED")[0].lines}
    assert told == {"CO_TINH": "qua Khối A", "BK_TINH": ""}
    assert "Cờ thi đua của tỉnh (qua Khối A)" in words(document(gov))
    lines = as_json(built)["parts"][0]["sections"][0]["lines"]
    assert {line["award"]: line["blocs"] for line in lines} == {
        "CO_TINH": ["Khối A"],
        "BK_TINH": [],
    }


def test_records_are_as_many_as_the_figures(filled):
    totals = report(filled.department).totals()
    found = list(records(filled.department, YEAR))
    assert len(found) == totals.collectives + totals.individuals
    assert {row.document for row in found} == {"18/QĐ-SCT", "77/QĐ-UBND", ""}


def test_records_take_a_fixed_number_of_queries(filled, django_assert_num_queries):
    with django_assert_num_queries(6):
        list(records(filled.department, YEAR))


def test_where_no_form_is_stated_the_wording_stands_for_it():
    assert annual.label_of("KHAC", "Hình thức khác", "Khen thưởng chuyên đề", "") == (
        "Khen thưởng chuyên đề"
    )
    assert annual.label_of("KNC", "Kỷ niệm chương", "Công Thương", "") == (
        "Kỷ niệm chương – Công Thương"
    )


# --- JSON -----------------------------------------------------------------------------------


def test_json_says_the_same(filled):
    told = json.loads(json.dumps(as_json(report(filled.department))))
    assert told["unit"]["code"] == filled.department.code
    assert told["totals"] == {
        "all": {"collectives": 1, "individuals": 3, "households": 0},
        "decided": {"collectives": 0, "individuals": 3, "households": 0},
        "proposed": {"collectives": 1, "individuals": 0, "households": 0},
    }
    own = told["parts"][0]["sections"][0]["lines"]
    assert [(line["award"], line["individuals"]) for line in own] == [("LDTT", 2)]


# --- Document -------------------------------------------------------------------------------


def document(gov, year=YEAR):
    built = report(gov.department, year)
    return Document(BytesIO(annual_docx.build(built, gov.department, date(2021, 12, 20))))


def words(found):
    cells = [cell.text for table in found.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in found.paragraphs] + cells)


def test_document_has_the_elements_of_an_administrative_paper(filled):
    text = words(document(filled))
    for element in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "UBND TỈNH TRÀ VINH",
        "SỞ CÔNG THƯƠNG",
        "Trà Vinh, ngày",
        "năm 2021",
        "BÁO CÁO",
        "Kính gửi: UBND tỉnh Trà Vinh.",
        "Nơi nhận:",
        "THỦ TRƯỞNG ĐƠN VỊ",
    ):
        assert element in text
    assert "{{" not in text
    assert "{%" not in text


def test_document_states_the_figures(filled):
    text = words(document(filled))
    assert "01 lượt tập thể và 03 lượt cá nhân" in text
    assert "Lao động tiên tiến" in text
    rows = [[cell.text for cell in row.cells] for row in document(filled).tables[1].rows]
    assert rows[-1][-2:] == ["0", "2"]


def test_document_of_an_empty_year_says_so(gov):
    assert "Chưa có kết quả khen thưởng nào" in words(document(gov))


def test_document_is_signed_by_the_one_head(gov):
    director = StaffFactory(unit=gov.department, post="Giám đốc", is_manager=True)
    StaffFactory(unit=gov.department, post="Phó Giám đốc", is_manager=True)
    text = words(document(gov))
    assert "GIÁM ĐỐC" in text
    assert director.full_name in text


def test_page_of_the_document(gov):
    section = document(gov).sections[0]
    millimetres = [
        round(value.mm)
        for value in (
            section.page_width,
            section.page_height,
            section.top_margin,
            section.bottom_margin,
            section.left_margin,
            section.right_margin,
        )
    ]
    assert millimetres == [210, 297, 20, 20, 30, 20]
    assert document(gov).styles["Normal"].font.name == "Times New Roman"


def test_template_in_the_repository_is_the_one_drawn():
    buffer = BytesIO()
    docx_template.draw().save(buffer)
    for name in ("word/document.xml", "word/styles.xml"):
        with ZipFile(buffer) as drawn, ZipFile(docx_template.TEMPLATE) as kept:
            assert drawn.read(name) == kept.read(name), "run python -m awards.reports.docx_template"


# --- Workbook -------------------------------------------------------------------------------


def workbook(gov):
    content = annual_xlsx.build(report(gov.department), records(gov.department, YEAR))
    return CalamineWorkbook.from_filelike(BytesIO(content))


def test_workbook_has_figures_and_records(filled):
    book = workbook(filled)
    assert book.sheet_names == ["Tổng hợp", "Danh sách"]
    figures = book.get_sheet_by_name("Tổng hợp").to_python()
    assert figures[-1][0] == "Tổng cộng"
    assert figures[-1][2:] == [1, 3, 4]
    rows = book.get_sheet_by_name("Danh sách").to_python()
    assert len(rows) == 1 + 4
    assert rows[0][8] == "Số quyết định"
    assert {row[8] for row in rows[1:]} == {"18/QĐ-SCT", "77/QĐ-UBND", ""}


def test_a_name_that_looks_like_a_formula_stays_a_name(filled):
    rows = workbook(filled).get_sheet_by_name("Danh sách").to_python()
    assert "=1+1 Trần An" in {row[1] for row in rows}


# --- Command --------------------------------------------------------------------------------


def run(**options):
    said = StringIO()
    call_command("annual_report", stdout=said, **options)
    return said.getvalue()


@pytest.mark.parametrize("kind", ["json", "docx", "xlsx"])
def test_command_writes_the_file(filled, tmp_path, kind):
    path = tmp_path / f"bao-cao.{kind}"
    said = run(unit=filled.department.code, year="2020", format=kind, out=str(path))
    assert str(path) in said
    assert path.read_bytes()[:2] == (b"{\n" if kind == "json" else b"PK")
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("kind", ["json", "docx", "xlsx"])
def test_command_writes_to_standard_output_and_nothing_else(filled, kind):
    out = BytesIO()
    stream = TextIOWrapper(out)
    call_command(
        "annual_report",
        stdout=stream,
        unit=filled.department.code,
        year="2020",
        format=kind,
        out="-",
    )
    written = out.getvalue()
    if kind == "json":
        assert json.loads(written) == as_json(report(filled.department))
    elif kind == "docx":
        assert "BÁO CÁO" in words(Document(BytesIO(written)))
    else:
        book = CalamineWorkbook.from_filelike(BytesIO(written))
        assert book.sheet_names == ["Tổng hợp", "Danh sách"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"unit": "KHONG-CO"}, "Không có đơn vị mang mã “KHONG-CO”"),
        ({"unit": ""}, "Hãy ghi mã đơn vị"),
        ({"year": "hai nghìn"}, "Năm “hai nghìn” không hợp lệ"),
        ({"year": "1900"}, "Năm “1900” không hợp lệ"),
        ({"year": ""}, "không hợp lệ"),
        ({"format": "pdf"}, "Không có dạng tệp “pdf”"),
        ({"out": ""}, "Hãy ghi tệp kết quả"),
        ({"out": "khong-co/bao-cao.json"}, "Không có thư mục khong-co"),
        ({"out": "."}, "là một thư mục"),
    ],
)
def test_command_says_what_is_wrong_and_writes_nothing(gov, tmp_path, wrong, said):
    good = {"unit": gov.department.code, "year": "2020", "format": "json"}
    with pytest.raises(CommandError, match=said):
        run(**{**good, "out": str(tmp_path / "bao-cao.json"), **wrong})
    assert list(tmp_path.iterdir()) == []
