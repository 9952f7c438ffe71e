"""Tables as .xlsx are made for paper too: one page wide, headings on each page, words whole."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from io import BytesIO

from core.documents.sheets import Sheet, workbook

CODE = "TVH-SCT-QLTM-001"
LONG = "Yêu cầu hai lần liên tục chiến sĩ thi đua cơ sở, tìm thấy một lần. " * 6


def printed(columns, *rows, lead=()):
    """The XML of the sheet and its columns' widths."""
    book = zipfile.ZipFile(BytesIO(workbook([Sheet("A", "Tên", columns, rows, lead)])))
    text = book.read("xl/worksheets/sheet1.xml").decode()
    names = book.read("xl/workbook.xml").decode()
    widths = []
    for first, last, width in re.findall(r'<col min="(\d+)" max="(\d+)" width="([\d.]+)"', text):
        widths += [float(width)] * (int(last) - int(first) + 1)
    return text, names, widths


def test_a_wide_table_fits_one_page_and_repeats_its_headings():
    text, names, widths = printed(["Mã", *["Vì sao"] * 9], [CODE, *[LONG] * 9], lead=["Năm 2026"])
    assert 'orientation="landscape"' in text
    assert 'fitToHeight="0"' in text
    assert "&amp;P/&amp;N" in text
    assert "$4:$4" in names
    assert widths[0] >= len(CODE)
    assert sum(widths) < 230


def test_a_narrow_table_stands_upright_as_wide_as_its_words():
    text, _names, widths = printed(["Mã", "Ngày"], [CODE, date(2026, 1, 2)])
    assert "landscape" not in text
    assert widths[0] >= len(CODE)
    assert widths[1] >= len("02/01/2026")


def test_a_row_is_as_high_as_its_longest_text():
    lines = "Một\n\nba dòng"
    text, _names, _widths = printed(["Vì sao"], [LONG], ["ngắn"], [None], [lines])
    heights = {
        row: float(high) for row, high in re.findall(r'<row r="(\d+)"[^>]* ht="(.+?)"', text)
    }
    assert heights["4"] > 4 * 15
    assert heights.get("5", 15) == heights.get("6", 15) == 15
    assert heights["7"] == 3 * 15
    # Only its longest line asks for width.
    assert printed(["A"], ["x" * 20 + "\n" + "y" * 9])[2] == printed(["A"], ["x" * 20])[2]
