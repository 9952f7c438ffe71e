"""Reading a spreadsheet file into rows of plain texts."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

import python_calamine
from django.utils.translation import gettext as _

from core.errors import InvalidInput, Problem
from core.imports import legacy_text
from core.imports.archive import not_a_spreadsheet, open_workbook_zip
from core.imports.worksheet import outline_of_first_sheet
from core.vietnamese import nfc

LARGEST_FILE = 20 * 1024 * 1024
MOST_ROWS = 5000
MOST_COLUMNS = 100

_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
# A formula, or what spreadsheet programs run as a command; a sign before a number is neither.
_COMMAND = re.compile(r"=|[+@-](?:[A-Z][A-Z0-9.]+\(|[\w.]+\|)")
_NAMED_PLACES = 20


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
    _refuse_old_text(lines)
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
        outline = outline_of_first_sheet(archive, most_rows + 1, MOST_COLUMNS)
    # Before the cells are read: they are laid out as one block from the first to the last.
    _refuse_extent(outline.rows, outline.columns, most_rows)
    try:
        workbook = python_calamine.load_workbook(io.BytesIO(content))
        sheet = workbook.get_sheet_by_index(0)
    except (python_calamine.CalamineError, OSError) as error:
        raise not_a_spreadsheet() from error
    flaws: dict[int, dict[int, Flaw]] = {}
    for places, flaw in ((outline.errors, Flaw.ERROR), (outline.formulas, Flaw.FORMULA)):
        for row, column in places:
            flaws.setdefault(row, {})[column] = flaw
    text_of = _Texts()
    # Row by row, for the block of cells as Python objects would be as large as the list itself.
    left = ("",) * (sheet.start[1] if sheet.start else 0)
    for index, values in enumerate(sheet.iter_rows()):
        cells = (*left, *[text_of(value) for value in values])
        found = flaws.get(index, {})
        yield from _line(index, cells, found | _commands(cells) if text_of.has_commands else found)


def _from_csv(name: str, content: bytes, most_rows: int) -> Iterator[Line]:
    if not name.lower().endswith((".csv", ".txt")):
        raise not_a_spreadsheet()
    text = _decoded(content)
    if "\0" in text:
        raise not_a_spreadsheet()
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    text_of = _Texts()
    try:
        for index, row in enumerate(reader):
            _refuse_extent(index + 1, len(row), most_rows)
            cells = tuple([text_of(cell) for cell in row])
            yield from _line(index, cells, _commands(cells) if text_of.has_commands else {})
    except csv.Error as error:
        raise InvalidInput.at(
            "file",
            _("Dòng %(line)d của tệp .csv không đọc được: dấu nháy kép không khép.")
            % {"line": reader.line_num},
            _("Hãy sửa dòng đó, hoặc dùng .xlsx."),
        ) from error


def _decoded(content: bytes) -> str:
    """Decode UTF-8, or UTF-16 with its mark, as Excel writes "Unicode Text"."""
    encoding = "utf-16" if content.startswith(_UTF16_MARKS) else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        likely = legacy_text.encoding_of(content)
        hint = _("Trong Excel hãy chọn Lưu dưới dạng “CSV UTF-8”, hoặc dùng .xlsx.")
        if likely in legacy_text.FONT_CODES:
            # Saved in another way the letters would be wrong still: they are those of a font.
            hint = _(
                "Hãy chuyển sang Unicode bằng công cụ chuyển mã của bộ gõ "
                "(UniKey: Công cụ, Chuyển mã), lưu dưới dạng “CSV UTF-8” rồi nạp lại."
            )
        if likely:
            reason = _("Tệp .csv ở bảng mã cũ %(encoding)s.") % {"encoding": likely}
        else:
            reason = _("Tệp .csv không ở bảng mã UTF-8.")
        raise InvalidInput.at("file", reason, hint) from error


def _commands(cells: Sequence[str]) -> dict[int, Flaw]:
    """Texts that a spreadsheet program would take for a formula or a command."""
    return {at: Flaw.FORMULA for at, cell in enumerate(cells) if _COMMAND.match(cell)}


def _refuse_old_text(lines: Sequence[Line]) -> None:
    """Refuse texts in the codes of old fonts, with the place of the first ones.

    Raises:
        InvalidInput: a problem for each place, up to a few.
    """
    found = legacy_text.find({cell for line in lines for cell in line.cells if not cell.isascii()})
    if not found:
        return
    problems = [
        Problem(
            _("“%(text)s” viết theo bảng mã %(encoding)s, có lẽ là “%(meant)s”.")
            % {"text": cell, "encoding": found[cell].encoding, "meant": found[cell].meant},
            field="file",
            place=_("Dòng %(row)d, cột %(column)s") % {"row": line.number, "column": _letters(at)},
        )
        for line in lines
        for at, cell in enumerate(line.cells)
        if cell in found
    ]
    advice = Problem(
        _("Có %(count)d ô ở bảng mã cũ; tệp phải ở Unicode.") % {"count": len(problems)},
        field="file",
        hint=_("Hãy chuyển mã bằng công cụ của bộ gõ (UniKey: Công cụ, Chuyển mã) rồi nạp lại."),
    )
    raise InvalidInput(problems=[advice, *problems[:_NAMED_PLACES]])


def _letters(index: int) -> str:
    """Name a column as spreadsheets do: A, B, … AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


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


class _Texts:
    """Writes cells as people see them: 2020 and not 2020.0, days as dd/mm/yyyy.

    Lists repeat themselves, so each text is brought into its one form once.
    """

    def __init__(self) -> None:
        self._known: dict[str, str] = {"": ""}
        self._days: dict[date, str] = {}
        self.has_commands = False

    def __call__(self, value: Any) -> str:
        """Return the text of a cell."""
        if type(value) is str:
            known = self._known.get(value)
            return self._remembered(value) if known is None else known
        if type(value) is float:
            return str(int(value)) if value.is_integer() else str(value)
        if isinstance(value, date):
            return self._day(value)
        if isinstance(value, bool):
            return "TRUE" if value else "FALSE"
        return nfc(str(value))

    def _remembered(self, value: str) -> str:
        text = self._known[value] = nfc(value)
        if _COMMAND.match(text):
            self.has_commands = True
        return text

    def _day(self, value: date) -> str:
        known = self._days.get(value)
        if known is None:
            known = self._days[value] = _day_text(value)
        return known


def _day_text(value: date) -> str:
    if isinstance(value, datetime) and (value.hour, value.minute, value.second) != (0, 0, 0):
        return f"{value:%d/%m/%Y %H:%M}"
    return f"{value:%d/%m/%Y}"
