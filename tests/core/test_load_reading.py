"""Lists as offices keep them: titles above, totals below, other headings; and files that attack."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from core.errors import InvalidInput
from core.imports import Column, layout, mapping, read, values, worksheet
from core.imports.columns import Kind
from core.imports.reading import Flaw
from core.models import ColumnMapping
from tests.core.test_imports import csv_bytes, parse, xlsx
from tests.core.toy_importer import AT, ToyImporter

TOY = ToyImporter()
PEOPLE = [["Ngô Thị Thử", "A1", "P1"], ["Đỗ Văn Mẫu", "A2", "P2"]]


def table(rows, **options):
    return mapping.table_of(TOY, read("ds.csv", csv_bytes(rows)), **options)


@pytest.fixture
def no_memory(db):
    """No header was matched by hand before."""


pytestmark = pytest.mark.usefixtures("no_memory")


# --- Where the list begins and ends ---------------------------------------------------------

OFFICE_LIST = [
    ["SỞ CÔNG THƯƠNG", "", "", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
    ["", "", "DANH SÁCH CÁN BỘ NĂM 2025"],
    ["", "", "(Kèm theo Công văn số 12/SCT-VP)"],
    ["STT", "Họ và tên (*)", "Mã số:", "Nơi làm việc"],
    ["(1)", "(2)", "(3)", "(4)"],
    ["1", *PEOPLE[0]],
    ["2", *PEOPLE[1]],
    ["", "Tổng cộng: 2 người"],
    [],
    ["", "", "", "Ngày 05 tháng 01 năm 2026"],
    ["", "NGƯỜI LẬP BIỂU", "", "THỦ TRƯỞNG ĐƠN VỊ"],
    ["", "(Ký, ghi rõ họ tên)"],
]


def test_an_office_list_is_read_between_its_titles_and_its_signatures():
    found = table(OFFICE_LIST)
    assert found.problems == ()
    assert [(row.number, row.get("name")) for row in found.rows] == [
        (6, "Ngô Thị Thử"),
        (7, "Đỗ Văn Mẫu"),
    ]
    assert set(found.left_out) == {5, 8, 10, 11, 12}


def test_a_person_at_the_end_is_never_taken_for_a_signature():
    rows = [["Họ và tên", "Mã số"], ["Cộng Thị Tổng", "A1"], ["Tổng Văn Cộng", "A2"]]
    assert len(table(rows).rows) == 2
    half = [["Họ và tên", "Mã số"], ["Ngô Thị Thử", "A1"], ["Đỗ Văn Mẫu", ""]]
    found = table(half)
    assert len(found.rows) == 2
    assert [problem.row for problem in found.problems] == [3]


@given(st.lists(st.sampled_from([*PEOPLE[0], "", "1", "Tổ 2"]), min_size=3, max_size=3))
def test_no_line_with_a_name_and_a_code_is_left_out(cells):
    line = ["Ngô Thị Thử", "A1", cells[2]]
    assert len(table([["Họ và tên", "Mã số", "Nơi làm việc"], line, cells, line]).rows) >= 2


def test_other_names_of_a_column_are_known():
    found = table([["TÊN", "Mã  số"], ["Ngô Thị Thử", "A1"]])
    assert found.rows[0].values == {"name": "Ngô Thị Thử", "code": "A1"}


def test_an_unknown_heading_is_named_unless_it_is_waved_through():
    rows = [["Tên", "Mã số", "Sở thích"], ["Ngô Thị Thử", "A1", "cờ"]]
    found = table(rows)
    assert found.rows == ()
    assert [problem.column for problem in found.problems] == ["Sở thích"]
    assert len(table(rows, skip_unknown=True).rows) == 1


def test_a_heading_that_stands_twice_or_is_missing_is_named():
    assert [one.column for one in table([["Tên", "Họ và tên", "Mã số"]]).problems] == ["Họ và tên"]
    assert [one.column for one in table([["Tên"], ["x"]]).problems] == ["Mã số"]


def test_a_choice_by_hand_is_remembered_for_the_same_header_only():
    rows = [["Cán bộ", "Số hiệu"], ["Ngô Thị Thử", "A1"]]
    sheet = read("ds.csv", csv_bytes(rows))
    found = mapping.match(TOY, sheet)
    assert {column.key for column in found.missing} == {"name", "code"}
    chosen = {"name": "Cán bộ", "code": "Số hiệu"}
    mapping.remember(TOY, found.header, chosen, at=AT)
    mapping.remember(TOY, found.header, chosen, at=AT)
    assert ColumnMapping.objects.count() == 1
    assert mapping.match(TOY, sheet).is_certain
    assert len(mapping.table_of(TOY, sheet).rows) == 1
    other = read("ds.csv", csv_bytes([["Cán bộ", "Số hiệu", "Thêm"], ["a", "b", "c"]]))
    assert not mapping.match(TOY, other).is_certain


def test_headings_are_compared_without_marks_and_brackets():
    assert layout.loose("Ngày, tháng, năm sinh (dd/mm/yyyy) *") == "ngay thang nam sinh"


# --- Days and years -------------------------------------------------------------------------

DAY = (Column("day", "Ngày", kind=Kind.DAY), Column("born", "Sinh", kind=Kind.DAY_OR_YEAR))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("05/08/1985", date(1985, 8, 5)),
        ("5-8-1985", date(1985, 8, 5)),
        ("5.8.1985", date(1985, 8, 5)),
        ("1985-08-05", date(1985, 8, 5)),
        ("31264", date(1985, 8, 5)),
    ],
)
def test_days_are_read_as_people_and_spreadsheets_write_them(text, day):
    assert values.as_day(text) == (day, None)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("1985", "chỉ là năm"),
        ("05/08/85", "hai chữ số"),
        ("31/02/1985", "không phải ngày"),
        ("05/08.1985", "không phải ngày"),
        ("99999", "không phải ngày"),
        ("³0/11/2020", "không phải ngày"),
    ],
)
def test_what_is_no_day_says_why(text, word):
    value, wrong = values.as_day(text)
    assert value is None
    assert word in wrong[0]


def test_a_year_alone_counts_only_where_it_may():
    found = parse(read("ds.csv", csv_bytes([["Ngày", "Sinh"], ["1985", "1985"]])), DAY)
    assert found.rows[0].values == {"born": 1985}
    assert [problem.column for problem in found.problems] == ["Ngày"]


@given(st.dates(date(1928, 1, 1), date(2099, 12, 31)))
def test_every_day_comes_back_from_its_number_in_a_spreadsheet(day):
    serial = (day - date(1899, 12, 30)).days
    assert values.as_day(str(serial)) == (day, None)


# --- What a file may bring along ------------------------------------------------------------


def with_part(name):
    source = zipfile.ZipFile(io.BytesIO(xlsx([["Mã số"], ["A1"]])))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        for part in source.namelist():
            made.writestr(part, source.read(part))
        made.writestr(name, b"x")
    return target.getvalue()


@pytest.mark.parametrize(
    ("part", "word"),
    [
        ("xl/vbaProject.bin", "macro"),
        ("xl/VBAProject.bin", "macro"),
        ("xl/macrosheets/sheet1.xml", "macro"),
        ("xl/externalLinks/externalLink1.xml", "liên kết"),
        ("xl/connections.xml", "liên kết"),
    ],
)
@pytest.mark.parametrize("name", ["ds.xlsx", "ds.xlsm"])
def test_a_workbook_with_programs_or_links_is_refused(part, word, name):
    with pytest.raises(InvalidInput, match=word):
        read(name, with_part(part))


@pytest.mark.parametrize(
    "text",
    ["=1+1", "=cmd|' /C calc'!A0", "+cmd|' /C calc'!A0", "-cmd|'x'!A0", "@SUM(1)", "\t=1+1"],
)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_text_that_a_spreadsheet_would_run_is_a_formula(kind, text):
    rows = [["Mã số", "Tên"], ["A1", text]]
    content = csv_bytes(rows) if kind == "csv" else as_strings(rows)
    assert read(f"ds.{kind}", content).lines[1].flaws == {1: Flaw.FORMULA}


@pytest.mark.parametrize("text", ["-5", "+84 901 234 567", "- Hoàn thành (tốt)", "@ab", "-", "a=b"])
def test_signs_before_words_and_numbers_are_texts(text):
    rows = [["Mã số", "Tên"], ["A1", text]]
    assert read("ds.csv", csv_bytes(rows)).lines[1].flaws == {}


def as_strings(rows):
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = workbook.add_worksheet()
    for y, row in enumerate(rows):
        for x, value in enumerate(row):
            sheet.write_string(y, x, value)
    workbook.close()
    return buffer.getvalue()


# --- The quick look at a sheet --------------------------------------------------------------


def first_sheet(content):
    return zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")


@given(
    st.lists(
        st.lists(st.sampled_from(["", "a", 1, 2.5, "<f>", ' t="e"', "<!--"]), max_size=6),
        min_size=1,
        max_size=6,
    )
)
def test_the_quick_look_sees_what_the_walk_sees(rows):
    content = first_sheet(xlsx(rows))
    quick = worksheet.glance(content)
    if quick is None:
        assert b"<sheetData/>" in content, "only an empty sheet is unusual here"
    else:
        assert quick == worksheet.walk(content)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'<c r="A1"', b'<c s="0" r="A1"'),
        (b'<c r="A1"', b"<c"),
        (b'<row r="1"', b"<row"),
        (b"<sheetData>", b"<!-- x --><sheetData>"),
        (b"<v>", b"<f>1</f><v>"),
        (b"</worksheet>", b""),
    ],
)
def test_the_quick_look_leaves_everything_unusual_to_the_walk(old, new):
    content = first_sheet(xlsx([["a", "b"], ["c", "d"]]))
    assert old in content
    assert worksheet.glance(content.replace(old, new, 1)) is None
