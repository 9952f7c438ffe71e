"""Reading a spreadsheet file into rows of plain texts."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

import python_calamine
from django.utils.translation import gettext as _

from core.errors import InvalidInput
from core.imports.archive import not_a_spreadsheet, open_workbook_zip
from core.imports.worksheet import outline_of_first_sheet
from core.vietnamese import nfc

LARGEST_FILE = 20 * 1024 * 1024
MOST_ROWS = 5000
MOST_COLUMNS = 100

_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"


class Flaw(Enum):
    """Why the content of a cell cannot be taken."""

    FORMULA = "FORMULA"
    ERROR = "ERROR"


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the file.

    Attributes:
        number: as the spreadsheet shows it, from 1.
        flaws: cells that hold a formula or an error value, by index.
    """

    number: int
    cells: tuple[str, ...]
    flaws: dict[int, Flaw]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The first sheet of a file: its rows that hold something, the header first."""

    name: str
    lines: tuple[Line, ...]


def read(name: str, content: bytes, *, most_rows: int = MOST_ROWS) -> Sheet:
    """Read an .xlsx or .csv file by what it holds; the name only tells .csv from other texts.

    Raises:
        InvalidInput: too large, of another kind, in another encoding, or empty.
    """
    refuse_size(len(content))
    if content.startswith(_OLD_OFFICE):
        raise InvalidInput.at(
            "file",
            _("Tệp có mật khẩu hoặc ở định dạng Excel cũ (.xls)."),
            _("Hãy bỏ mật khẩu và lưu lại dạng “Excel Workbook (.xlsx)”."),
        )
    if content.startswith(_ZIP):
        lines = tuple(_from_xlsx(content, most_rows))
    else:
        lines = tuple(_from_csv(name, content, most_rows))
    if not lines:
        raise InvalidInput.at(
            "file", _("Tệp không có dòng nào."), _("Hãy tải mẫu và điền từ dòng thứ hai.")
        )
    return Sheet(name, lines)


def refuse_size(size: int) -> None:
    """Refuse a file that is too large; pages ask before they fetch it into memory.

    Raises:
        InvalidInput: more bytes than a list of people has.
    """
    if size > LARGEST_FILE:
        raise InvalidInput.at(
            "file",
            _("Tệp lớn hơn %(limit)d MB.") % {"limit": LARGEST_FILE // 1024 // 1024},
            _("Hãy chia danh sách thành nhiều tệp."),
        )


def _from_xlsx(content: bytes, most_rows: int) -> Iterator[Line]:
    with open_workbook_zip(content) as archive:
        outline = outline_of_first_sheet(archive)
    # Before the cells are read: they are laid out as one block from the first to the last.
    _refuse_extent(outline.rows, outline.columns, most_rows)
    try:
        workbook = python_calamine.load_workbook(io.BytesIO(content))
        rows = workbook.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (python_calamine.CalamineError, OSError) as error:
        raise not_a_spreadsheet() from error
    flaws: dict[int, dict[int, Flaw]] = {}
    for places, flaw in ((outline.errors, Flaw.ERROR), (outline.formulas, Flaw.FORMULA)):
        for row, column in places:
            flaws.setdefault(row, {})[column] = flaw
    for index, values in enumerate(rows):
        yield from _line(index, tuple(_text(value) for value in values), flaws.get(index, {}))


def _from_csv(name: str, content: bytes, most_rows: int) -> Iterator[Line]:
    if not name.lower().endswith(".csv"):
        raise not_a_spreadsheet()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidInput.at(
            "file",
            _("Tệp .csv không ở bảng mã UTF-8."),
            _("Trong Excel hãy chọn Lưu dưới dạng “CSV UTF-8”, hoặc dùng .xlsx."),
        ) from error
    if "\0" in text:
        raise not_a_spreadsheet()
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        for index, row in enumerate(reader):
            _refuse_extent(index + 1, len(row), most_rows)
            cells = tuple(nfc(cell) for cell in row)
            formulas = {at: Flaw.FORMULA for at, cell in enumerate(cells) if cell.startswith("=")}
            yield from _line(index, cells, formulas)
    except csv.Error as error:
        raise InvalidInput.at(
            "file",
            _("Dòng %(line)d của tệp .csv không đọc được: dấu nháy kép không khép.")
            % {"line": reader.line_num},
            _("Hãy sửa dòng đó, hoặc dùng .xlsx."),
        ) from error


def _line(index: int, cells: tuple[str, ...], flaws: dict[int, Flaw]) -> Iterator[Line]:
    if any(cells) or flaws:
        yield Line(index + 1, cells, flaws)


def _delimiter(text: str) -> str:
    """Excel writes the list separator of the machine's region: here often a semicolon."""
    header = text.split("\n", 1)[0]
    return max(",;\t", key=header.count)


def _refuse_extent(rows: int, columns: int, most_rows: int) -> None:
    if rows > most_rows + 1 or columns > MOST_COLUMNS:
        raise InvalidInput.at(
            "file",
            _("Bảng có %(rows)d dòng, %(columns)d cột; nhiều nhất %(most)d dòng, %(wide)d cột.")
            % {"rows": rows, "columns": columns, "most": most_rows, "wide": MOST_COLUMNS},
            _("Hãy chia danh sách thành nhiều tệp và xóa ô thừa ở cuối bảng."),
        )


def _text(value: Any) -> str:
    """Write a cell as people see it: 2020 and not 2020.0, days as dd/mm/yyyy."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        value = value.date() if (value.hour, value.minute, value.second) == (0, 0, 0) else value
    if isinstance(value, datetime):
        return value.strftime("%d/%m/%Y %H:%M")
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    return nfc(str(value))
