"""Files of an invented province as its departments would hand them in: units, people, grades.

The same sizes and seed give the same files on every machine. Tests load small ones, the
measurements large ones.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from io import BytesIO

import xlsxwriter

from awards.bench import names
from awards.bench.scales import SEED
from core.vietnamese import fold

Cells = tuple[str, ...]

OPENED = date(2010, 1, 1)
_FIRST_BIRTH = date(1965, 1, 1)
_FIRST_JOINED = date(2010, 1, 4)
_DAYS_OF_BIRTH = 30 * 365
_DAYS_OF_JOINING = 8 * 365

_UNIT_HEADINGS = (
    "Mã đơn vị", "Tên đơn vị", "Loại đơn vị", "Đơn vị cấp trên", "Ngày thành lập",
)  # fmt: skip
_STAFF_HEADINGS = (
    "Số hiệu nhân sự", "Họ và tên", "Ngày sinh", "Giới tính", "Loại nhân sự", "Đơn vị",
    "Chức vụ, chức danh", "Lãnh đạo, quản lý", "Ngày vào cơ quan", "Giữ vị trí từ ngày",
    "Thư điện tử", "Mã ở phần mềm nhân sự",
)  # fmt: skip
_GRADE_HEADINGS = (
    "Số hiệu nhân sự", "Năm", "Mức xếp loại", "Số văn bản", "Ngày văn bản",
)  # fmt: skip
_GRADES = ("HTXSNV", "HTTNV", "HTNV", "KHTNV")
_GRADE_WEIGHTS = (15, 70, 13, 2)
_CATEGORIES = ("Công chức", "Viên chức", "Người lao động (hợp đồng)")


@dataclass(frozen=True)
class ProvinceFiles:
    """What the files hold, and the figures a load of them must show.

    Attributes:
        units: below the province, departments with their divisions; the province is the first row.
        years: of the assessments; everybody has one for each year.
    """

    units: int
    staff: int
    years: Sequence[int] = (2018, 2019, 2020)
    seed: int = SEED
    prefix: str = "T"
    _random: random.Random = field(init=False, compare=False)

    def __post_init__(self) -> None:
        # Numbers for measuring, not for keeping secrets.
        object.__setattr__(self, "_random", random.Random(self.seed))  # noqa: S311

    # --- Rows ---------------------------------------------------------------------------

    @cached_property
    def unit_rows(self) -> list[Cells]:
        """The province, its departments, their divisions; superiors may stand further down."""
        opened = f"{OPENED:%d/%m/%Y}"
        top = (self.prefix, "Tỉnh Mẫu", "Tỉnh, thành phố", "", opened)
        departments = max(1, self.units // 10)
        rows = []
        for number in range(1, self.units + 1):
            is_department = number <= departments
            label, kind = (
                ("Sở", "Sở, ban, ngành") if is_department else ("Phòng", "Phòng và tương đương")
            )
            above = self.prefix if is_department else self._unit(1 + number % departments)
            rows.append((self._unit(number), names.unit(label, number), kind, above, opened))
        return [top, *reversed(rows)]

    @cached_property
    def staff_rows(self) -> list[Cells]:
        """Everybody with the present post; nobody looks like somebody else."""
        seen: set[tuple[object, date]] = set()
        return [self._person(number, seen) for number in range(1, self.staff + 1)]

    @cached_property
    def assessment_rows(self) -> list[Cells]:
        """A grade of every year for everybody."""
        rng = random.Random(self.seed + 1)  # noqa: S311
        return [
            (
                self._code(number), str(year), rng.choices(_GRADES, _GRADE_WEIGHTS)[0],
                f"{100 + year % 100}/QĐ-UBND", f"20/12/{year}",
            )
            for year in self.years
            for number in range(1, self.staff + 1)
        ]  # fmt: skip

    # --- Files --------------------------------------------------------------------------

    def unit_file(self) -> bytes:
        """The units as .xlsx."""
        return workbook(_UNIT_HEADINGS, self.unit_rows)

    def staff_file(self) -> bytes:
        """The people as .xlsx."""
        return workbook(_STAFF_HEADINGS, self.staff_rows)

    def assessment_file(self) -> bytes:
        """The grades as .xlsx."""
        return workbook(_GRADE_HEADINGS, self.assessment_rows)

    # --- Figures ------------------------------------------------------------------------

    def people_by_unit(self) -> Counter[str]:
        """How many people each unit has, by its code."""
        return Counter(row[5] for row in self.staff_rows)

    def grades_by_year(self) -> Counter[tuple[int, str]]:
        """How many people have which grade in which year."""
        return Counter((int(row[1]), row[2]) for row in self.assessment_rows)

    # --- Parts --------------------------------------------------------------------------

    def _unit(self, number: int) -> str:
        return f"{self.prefix}.{number:04d}"

    def _code(self, number: int) -> str:
        return f"{self.prefix}{number:06d}"

    def _person(self, number: int, seen: set[tuple[object, date]]) -> Cells:
        rng = self._random
        # The first ones are the heads, one for each unit.
        is_head = number <= self.units
        unit = number if is_head else 1 + int(rng.random() * self.units)
        while True:
            name, sex = names.person(rng)
            born = _FIRST_BIRTH + timedelta(days=int(rng.random() * _DAYS_OF_BIRTH))
            # Neither the same name nor the same unit together with the same day of birth.
            if not seen & {(fold(name), born), (unit, born)}:
                break
        seen |= {(fold(name), born), (unit, born)}
        joined = _FIRST_JOINED + timedelta(days=int(rng.random() * _DAYS_OF_JOINING))
        code = self._code(number)
        return (
            code,
            name,
            f"{born:%d/%m/%Y}",
            "Nữ" if sex == "F" else "Nam",
            _CATEGORIES[number % 3],
            self._unit(unit),
            "Trưởng đơn vị" if is_head else "Chuyên viên",
            "Có" if is_head else "Không",
            f"{joined:%d/%m/%Y}",
            f"{joined + timedelta(days=rng.randrange(900)):%d/%m/%Y}",
            f"{code.lower()}@example.vn",
            f"HR-{code}",
        )


def workbook(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Write a sheet of texts."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet("Danh sách")
    for column, heading in enumerate(headings):
        sheet.write_string(0, column, heading)
    for number, row in enumerate(rows, start=1):
        for column, text in enumerate(row):
            if text:
                sheet.write_string(number, column, text)
    book.close()
    return buffer.getvalue()
