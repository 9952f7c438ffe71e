"""Write the annual report of a unit to a file, or to standard output."""

from __future__ import annotations

import json
import os
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError

from awards.reports import annual, annual_docx, annual_xlsx, records
from awards.reports.as_json import as_json
from awards.selectors.reach import Reach, reach_on, usual_day
from core import clock
from core.imports.values import as_day
from core.system_errors import reason_of
from personnel.models import Unit

FORMATS = ("json", "docx", "xlsx")
FIRST_YEAR = 1945
STANDARD_OUTPUT = "-"


class Command(BaseCommand):
    """``manage.py annual_report --unit CODE --year YYYY --format json|docx|xlsx --out PATH|-``"""

    help = "Ghi báo cáo thi đua, khen thưởng năm của một đơn vị ra tệp."

    def add_arguments(self, parser: ArgumentParser) -> None:
        # Checked below, so that what is wrong is told in Vietnamese.
        parser.add_argument("--unit", default="", help="mã đơn vị, ví dụ TVH-SCT")
        parser.add_argument("--year", default="", help="năm xét khen thưởng, ví dụ 2020")
        parser.add_argument("--format", default="json", help=f"dạng tệp: {', '.join(FORMATS)}")
        parser.add_argument(
            "--as-of",
            default="",
            dest="as_of",
            help="theo cơ cấu tổ chức của ngày này, ví dụ 31/12/2020; mặc định là cuối năm đó",
        )
        parser.add_argument("--out", default="", help="tệp kết quả; - là đầu ra chuẩn")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check everything first, then write the file whole or not at all."""
        unit = _unit(options["unit"].strip())
        year = _year(options["year"].strip())
        reach = _reach(unit, year, options["as_of"].strip())
        kind = options["format"].strip().lower()
        if kind not in FORMATS:
            raise CommandError(
                f"Không có dạng tệp “{options['format']}”. Hãy chọn: {', '.join(FORMATS)}."
            )
        if options["out"] == STANDARD_OUTPUT:
            self._pass_on(_content(reach, year, kind))
            return
        path = _path(options["out"])
        _write(path, _content(reach, year, kind))
        self.stdout.write(f"Đã ghi báo cáo năm {year} của {unit} vào {path}.")

    def _pass_on(self, content: bytes) -> None:
        """Write the bytes of the file and nothing else, so that another program can read them."""
        target: BinaryIO = getattr(self.stdout, "buffer")  # noqa: B009 - of the stream it wraps
        target.write(content)
        target.flush()


def _unit(code: str) -> Unit:
    if not code:
        raise CommandError("Hãy ghi mã đơn vị, ví dụ --unit TVH-SCT.")
    unit = Unit.objects.select_related("parent").filter(code=code).first()
    if unit is None:
        raise CommandError(
            f"Không có đơn vị mang mã “{code}”. Xem mã ở trang Nhân sự, phần Đơn vị."
        )
    return unit


def _year(text: str) -> int:
    last = clock.today().year + 1
    if not (text.isascii() and text.isdigit() and FIRST_YEAR <= int(text) <= last):
        raise CommandError(
            f"Năm “{text}” không hợp lệ. Hãy ghi năm từ {FIRST_YEAR} đến {last}, ví dụ --year 2020."
        )
    return int(text)


def _reach(unit: Unit, year: int, text: str) -> Reach:
    day, wrong = as_day(text) if text else (None, None)
    if wrong:
        raise CommandError(f"Ngày “{text}” không hợp lệ. Hãy ghi ngày/tháng/năm.")
    today = clock.today()
    return reach_on(unit, day or usual_day(year, today=today), today=today)


def _path(text: str) -> Path:
    if not text:
        raise CommandError("Hãy ghi tệp kết quả, ví dụ --out bao-cao-2020.docx.")
    path = Path(text)
    if path.is_dir():
        raise CommandError(f"{path} là một thư mục. Hãy ghi cả tên tệp.")
    if not path.absolute().parent.is_dir():
        raise CommandError(f"Không có thư mục {path.parent}. Hãy tạo thư mục trước.")
    return path


def _content(reach: Reach, year: int, kind: str) -> bytes:
    report = annual.build(reach.unit, year, reach)
    if kind == "docx":
        return annual_docx.build(report, reach.unit, clock.today())
    if kind == "xlsx":
        return annual_xlsx.build(report, records.records(reach.unit, year, reach))
    return json.dumps(as_json(report), ensure_ascii=False, indent=2).encode() + b"\n"


def _write(path: Path, content: bytes) -> None:
    """Write beside the target and rename, so that a full disk leaves no half file there."""
    handle, temporary = tempfile.mkstemp(dir=path.absolute().parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except OSError as error:
        Path(temporary).unlink(missing_ok=True)
        raise CommandError(f"Không ghi được {path}: {reason_of(error)}.") from error
