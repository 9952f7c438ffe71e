"""Spreadsheets: what is read, what is refused, and that each problem names its cell."""

from __future__ import annotations

import csv
import io
import zipfile
from contextlib import suppress
from datetime import date
from types import SimpleNamespace

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import InvalidInput
from core.imports import Column, ImportProblem, archive, in_order, mapping, nearest, read
from core.imports.columns import Kind
from core.imports.reading import LARGEST_FILE, MOST_ROWS
from core.imports.template import CodeSheet, build

pytestmark = pytest.mark.django_db
COLUMNS = (
    Column("code", "Mã số", required=True, max_length=6),
    Column("colour", "Màu sắc", choices={"RED": "Đỏ thắm", "BLUE": "Xanh lơ"}),
    Column("year", "Năm", kind=Kind.NUMBER),
    Column("day", "Ngày", kind=Kind.DAY),
)
HEADER = [column.title for column in COLUMNS]
GOOD = ["A1", "Đỏ thắm", "2020", "30/11/2020"]


def xlsx(rows, formulas=()):
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    sheet = workbook.add_worksheet()
    day = workbook.add_format({"num_format": "dd/mm/yyyy"})
    for y, row in enumerate(rows):
        for x, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(y, x, value, day)
            elif value != "":
                sheet.write(y, x, value)
    for y, x, formula, value in formulas:
        sheet.write_formula(y, x, formula, None, value)
    workbook.close()
    return buffer.getvalue()


def csv_bytes(rows, delimiter=",", encoding="utf-8"):
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode(encoding)


def parse(sheet, columns):
    """The table of a sheet whose header nobody matched by hand."""
    return mapping.table_of(SimpleNamespace(key="test", columns=lambda: columns), sheet)


def cells(table):
    return [(problem.row, problem.column) for problem in table.problems]


@pytest.fixture(params=["xlsx", "csv"])
def sheet_of(request):
    """Reads rows by way of a file of either kind."""

    def make(rows):
        content = xlsx(rows) if request.param == "xlsx" else csv_bytes(rows)
        return read(f"tep.{request.param}", content)

    return make


# --- Damaged files --------------------------------------------------------------------------

WORKBOOK = xlsx([HEADER, GOOD])


def damaged(part, change):
    """The workbook with one part changed, in a zip that is in order."""
    source, target = zipfile.ZipFile(io.BytesIO(WORKBOOK)), io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name in source.namelist():
            content = source.read(name)
            made.writestr(name, change(content) if name == part else content)
    return target.getvalue()


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(WORKBOOK) - 1), st.integers(0, 255), st.booleans())
def test_a_damaged_file_is_read_or_refused(at, byte, cut):
    content = WORKBOOK[:at] if cut else WORKBOOK[:at] + bytes([byte]) + WORKBOOK[at + 1 :]
    with suppress(InvalidInput):
        read("tep.xlsx", content)


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("xl/worksheets/sheet1.xml", b'<row r="1"', b'<row r="x"'),
        ("xl/worksheets/sheet1.xml", b'<row r="1"', b'<row r="' + b"9" * 5000 + b'"'),
        ("xl/worksheets/sheet1.xml", b"</sheetData>", b""),
        ("xl/workbook.xml", b"<sheet ", b"<sheep "),
        ("xl/_rels/workbook.xml.rels", b"worksheets/sheet1.xml", b"../../../etc/passwd"),
    ],
)
def test_a_part_that_makes_no_sense_is_refused(part, old, new):
    assert old in zipfile.ZipFile(io.BytesIO(WORKBOOK)).read(part)
    content = damaged(part, lambda text: text.replace(old, new))
    with pytest.raises(InvalidInput, match="không phải bảng tính"):
        read("tep.xlsx", content)


# --- Reading --------------------------------------------------------------------------------


def test_both_kinds_give_the_same_rows(sheet_of):
    table = parse(sheet_of([HEADER, GOOD, ["", "", "", ""], ["B2"]]), COLUMNS)
    assert table.problems == ()
    assert [row.number for row in table.rows] == [2, 4]
    assert table.rows[0].values == {
        "code": "A1",
        "colour": "RED",
        "year": 2020,
        "day": date(2020, 11, 30),
    }
    assert table.rows[1].values == {"code": "B2"}


def test_numbers_and_days_of_excel_are_read_as_people_see_them():
    table = parse(read("a.xlsx", xlsx([HEADER, [7, "RED", 2020, date(2020, 11, 30)]])), COLUMNS)
    assert table.rows[0].values["code"] == "7"
    assert table.rows[0].values["day"] == date(2020, 11, 30)


def test_header_may_stand_lower_and_in_other_letters(sheet_of):
    table = parse(sheet_of([[""], ["MA SO", "mau sac"], ["A1", "xanh lo"]]), COLUMNS)
    assert table.rows[0].number == 3
    assert table.rows[0].values == {"code": "A1", "colour": "BLUE"}


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_csv_of_any_region(delimiter, encoding):
    content = csv_bytes([HEADER, ["A1", "Đỏ thắm"]], delimiter, encoding)
    assert parse(read("a.CSV", content), COLUMNS).rows[0].values["colour"] == "RED"


def _zip(**parts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name.replace("__", "/"), content)
    return buffer.getvalue()


def _far_cell():
    """A sheet whose only two cells lie at its corners: a block of billions of empty ones."""
    content = xlsx([["a"]])
    source = zipfile.ZipFile(io.BytesIO(content))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in source.namelist():
            data = source.read(name)
            if name.endswith("sheet1.xml"):
                far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
                data = data.replace(b"</sheetData>", far)
            packed.writestr(name, data)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("a.xlsx", b"", "không phải bảng tính"),
        ("a.csv", b"", "không có dòng nào"),
        ("a.csv", b" , \n,,\n", "không có dòng nào"),
        ("a.pdf", b"%PDF-1.7", "không phải bảng tính"),
        ("a.xlsx", b"PK\x03\x04 broken", "không phải bảng tính"),
        ("a.xlsx", _zip(word__document="x"), "không phải bảng tính"),
        ("a.xlsx", _zip(xl__workbook="x", **{"xl/workbook.xml": "<x"}), "không phải bảng tính"),
        ("a.xls", b"\xd0\xcf\x11\xe0" + bytes(100), "mật khẩu"),
        ("a.csv", "Mã số\nĐỏ".encode("cp1258", "ignore"), "UTF-8"),
        ("a.csv", "Mã số\n1".encode("utf-16-le"), "UTF-8"),
        ("a.csv", b"a,b\n\x00,1\n", "không phải bảng tính"),
        ("a.csv", b'a,b\n"1,2\n', "nháy kép"),
        ("a.csv", b"x" * (LARGEST_FILE + 1), "20 MB"),
        ("a.csv", b"a\n" * (MOST_ROWS + 2), "nhiều nhất"),
        ("a.csv", b",".join([b"a"] * 200), "nhiều nhất"),
        ("a.xlsx", _far_cell(), "nhiều nhất"),
    ],
)
def test_what_is_no_list_of_people_is_refused(name, content, word):
    with pytest.raises(InvalidInput, match=word) as refused:
        read(name, content)
    assert [problem.field for problem in refused.value.problems] == ["file"]


def test_a_zip_bomb_is_refused_by_its_declared_size(monkeypatch):
    monkeypatch.setattr(archive, "MOST_BYTES", 1000)
    with pytest.raises(InvalidInput, match="quá lớn"):
        read("a.xlsx", _zip(**{"xl/workbook.xml": "0" * 2000}))


def test_a_zip_bomb_that_lies_about_its_size_is_refused(monkeypatch):
    monkeypatch.setattr(archive, "MOST_BYTES", 100_000)
    bomb = _zip(**{"xl/workbook.xml": "0" * 2_000_000})
    true, lie = (2_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little")
    assert bomb.count(true) == 2
    with pytest.raises(InvalidInput, match="quá lớn"):
        read("a.xlsx", bomb.replace(true, lie))


def test_a_document_type_in_the_workbook_is_refused():
    evil = '<!DOCTYPE x [<!ENTITY a "aaaa">]><workbook>&a;</workbook>'
    with pytest.raises(InvalidInput, match="không phải bảng tính"):
        read("a.xlsx", _zip(**{"xl/workbook.xml": evil}))


def test_formulas_and_error_values_are_named():
    content = xlsx([HEADER, GOOD, ["B2"]], [(1, 2, "=2019+1", 2020), (2, 1, "=1/0", "#DIV/0!")])
    table = parse(read("a.xlsx", content), COLUMNS)
    assert cells(table) == [(2, "Năm"), (3, "Màu sắc")]
    assert "công thức" in str(table.problems[0])
    table = parse(read("a.csv", csv_bytes([HEADER, ["=A1"]])), COLUMNS)
    assert cells(table) == [(2, "Mã số")]


# --- Header ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "expected", "word"),
    [
        (HEADER[1:], [(1, "Mã số")], "Không thấy cột"),
        ([*HEADER, "mã  số"], [(1, "mã số")], "hai lần"),
        ([*HEADER, "Ghi chú"], [(1, "Ghi chú")], "không có cột này"),
        (["Mã xố", *HEADER[1:]], [(1, "Mã xố"), (1, "Mã số")], "cần “Mã số”"),
    ],
)
def test_a_wrong_header_stops_before_the_rows(sheet_of, header, expected, word):
    table = parse(sheet_of([header, ["quá dài không hợp lệ"]]), COLUMNS)
    assert cells(table) == expected
    assert table.rows == ()
    assert word in str(table.problems[0])


def test_a_header_alone_is_not_enough(sheet_of):
    assert cells(parse(sheet_of([HEADER]), COLUMNS)) == [(0, "")]


# --- Cells ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "value", "sentence"),
    [
        (0, "", "Dòng 2, cột Mã số: Ô để trống, cần một giá trị."),
        (0, "ABCDEFG", "Dòng 2, cột Mã số: Dài 7 ký tự, cần nhiều nhất 6 ký tự."),
        (
            1,
            "Đỏ thẫn",
            "Dòng 2, cột Màu sắc: “Đỏ thẫn” không có trong danh mục, "
            "cần “Đỏ thắm” hoặc một trong: Đỏ thắm; Xanh lơ.",
        ),
        (2, "hai nghìn", "Dòng 2, cột Năm: “hai nghìn” không phải số nguyên, cần số nguyên."),
        (3, "31/02/2020", "Dòng 2, cột Ngày: “31/02/2020” không phải ngày, cần ngày/tháng/năm."),
    ],
)
def test_a_wrong_cell_is_named_with_what_was_expected(sheet_of, at, value, sentence):
    row = list(GOOD)
    row[at] = value
    table = parse(sheet_of([HEADER, row]), COLUMNS)
    assert [str(problem) for problem in table.problems] == [sentence]
    assert table.rows[0].faulty == {COLUMNS[at].key}


def test_a_value_under_no_heading_is_not_dropped_in_silence(sheet_of):
    assert cells(parse(sheet_of([HEADER, [*GOOD, "lạc"]]), COLUMNS)) == [(2, "")]


_FAULTS = {"Mã số": "", "Màu sắc": "Tím", "Năm": "x", "Ngày": "hôm qua"}


@given(st.lists(st.sets(st.sampled_from(HEADER)), min_size=1, max_size=6))
def test_problems_stand_exactly_where_the_faults_are(faults):
    rows = [
        [
            _FAULTS[title] if title in wrong else good
            for title, good in zip(HEADER, GOOD, strict=True)
        ]
        for wrong in faults
    ]
    # An entirely empty row is no row; here other cells keep it alive.
    table = parse(read("a.csv", csv_bytes([HEADER, *rows])), COLUMNS)
    expected = {(number, title) for number, wrong in enumerate(faults, start=2) for title in wrong}
    assert set(cells(table)) == expected
    assert len(table.problems) == len(expected)


# --- Small things ---------------------------------------------------------------------------


def test_nearest_ignores_marks_and_gives_up_on_nonsense():
    assert nearest("ldtt", ["LDTT", "CSTDCS"]) == "LDTT"
    assert nearest("LDT", ["LDTT", "CSTDCS"]) == "LDTT"
    assert nearest("zzzz", ["LDTT"]) == ""
    assert nearest("x", []) == ""


def test_problems_are_read_from_top_to_bottom():
    found = [ImportProblem(3, "B", "r"), ImportProblem(2, "C", "r"), ImportProblem(3, "A", "r")]
    assert [(p.row, p.column) for p in in_order(found, ["A", "B"])] == [
        (2, "C"),
        (3, "A"),
        (3, "B"),
    ]
    assert str(ImportProblem(0, "", "Sai")) == "Cả tệp: Sai."


def test_the_template_can_be_filled_in_and_read_again():
    content = build("Nhập", COLUMNS, [CodeSheet("Mã", ("Mã", "Tên"), [("01", "Một")])])
    sheet = read("mau.xlsx", content)
    assert sheet.lines[0].cells[: len(HEADER)] == tuple(HEADER)
    assert len(sheet.lines) == 1


def test_a_note_of_a_column_ends_the_sentence_of_a_problem():
    problem = ImportProblem(12, "Mã số", "Ô để trống", "Mỗi người một mã.")
    assert str(problem) == "Dòng 12, cột Mã số: Ô để trống, cần mỗi người một mã."
