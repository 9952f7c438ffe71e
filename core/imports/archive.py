"""Opening a workbook's zip without letting it fill the memory."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable
from io import BytesIO

from django.utils.translation import gettext as _

from core.errors import InvalidInput

MOST_FILES = 1000
MOST_BYTES = 150 * 1024 * 1024
_CHUNK = 1024 * 1024
_LOCAL_HEADER = 30
_ENCRYPTED = 0x1

_PROGRAMS = ("vbaproject.bin", "vbadata.xml")
_MACRO_SHEETS = ("xl/macrosheets/", "xl/intlmacrosheets/", "xl/activex/")
_LINKS = ("xl/externallinks/", "xl/connections.xml", "xl/querytables/")


def open_workbook_zip(content: bytes) -> zipfile.ZipFile:
    """Open the zip after adding up what its parts declare and what they really hold.

    Raises:
        InvalidInput: it is no workbook, or it unpacks to more than a workbook of people would.
    """
    try:
        archive = zipfile.ZipFile(BytesIO(content))
        parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise not_a_spreadsheet() from error
    if len(parts) > MOST_FILES or sum(part.file_size for part in parts) > MOST_BYTES:
        raise _too_large()
    left = MOST_BYTES
    for part in parts:
        left -= _real_size(content, part, left)
        if left < 0:
            raise _too_large()
    names = archive.namelist()
    if "xl/workbook.xml" not in names:
        raise not_a_spreadsheet()
    _refuse_active(names)
    return archive


def _refuse_active(names: Iterable[str]) -> None:
    """Refuse a workbook that brings programs, or takes values from elsewhere."""
    lowered = [name.lower() for name in names]
    if any(name.endswith(_PROGRAMS) or name.startswith(_MACRO_SHEETS) for name in lowered):
        raise InvalidInput.at(
            "file",
            _("Tệp có macro."),
            _("Hãy lưu lại dạng “Excel Workbook (.xlsx)”, không phải .xlsm."),
        )
    if any(name.startswith(_LINKS) for name in lowered):
        raise InvalidInput.at(
            "file",
            _("Tệp có liên kết tới tệp hoặc nguồn khác."),
            _("Trong Excel hãy chọn Dữ liệu, Sửa liên kết, Ngắt liên kết, rồi lưu lại."),
        )


def _real_size(content: bytes, part: zipfile.ZipInfo, limit: int) -> int:
    """Unpack and count: the declared size may lie. Stops soon after the limit."""
    start = part.header_offset
    header = content[start : start + _LOCAL_HEADER]
    if len(header) < _LOCAL_HEADER or part.flag_bits & _ENCRYPTED:
        raise not_a_spreadsheet()
    names = int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    packed = content[start + _LOCAL_HEADER + names :][: part.compress_size]
    if part.compress_type == zipfile.ZIP_STORED:
        return len(packed)
    if part.compress_type != zipfile.ZIP_DEFLATED:
        raise not_a_spreadsheet()
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    total = 0
    try:
        while packed and total <= limit:
            total += len(unpacker.decompress(packed, _CHUNK))
            packed = unpacker.unconsumed_tail
    except zlib.error as error:
        raise not_a_spreadsheet() from error
    return total


def not_a_spreadsheet() -> InvalidInput:
    """Build the error for a file of another kind."""
    return InvalidInput.at(
        "file",
        _("Tệp không phải bảng tính .xlsx hoặc .csv đọc được."),
        _("Hãy tải mẫu, điền và lưu lại dạng “Excel Workbook (.xlsx)”, không đặt mật khẩu."),
    )


def _too_large() -> InvalidInput:
    return InvalidInput.at(
        "file",
        _("Tệp bung ra quá lớn, không giống một danh sách do người lập."),
        _("Hãy chép các dòng cần nhập sang mẫu mới tải về."),
    )
