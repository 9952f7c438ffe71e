"""Invented people: plausible names of a region, the same for the same seed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

_FAMILY = {
    "southern": (
        "Nguyễn Trần Lê Phạm Huỳnh Võ Phan Đặng Bùi Hồ Dương Lý Trương Ngô Đỗ Mai Tăng Châu Cao Đoàn"
    ),
    "northern": (
        "Nguyễn Trần Lê Phạm Hoàng Vũ Phan Đặng Bùi Đỗ Ngô Dương Lý Thân Giáp Ong Chu Hà Đào Lương"
    ),
    "khmer": "Thạch Sơn Kim Kiên Trầm Lâm Danh",
}
_MIDDLE = {
    "M": "Văn Minh Quốc Hoàng Thanh Hữu Đức Công Trung Anh Ngọc Xuân Tấn Chí Duy Gia",
    "F": "Thị Ngọc Thanh Kim Bích Thu Hồng Mỹ Phương Thúy Diễm Cẩm Tuyết Như",
}
_GIVEN = {
    "M": (
        "An Bình Cường Dũng Đạt Giang Hải Hiếu Hùng Huy Khang Khoa Lâm Long Lộc Mẫn Nam Nghĩa Nhân "
        "Phong Phúc Quân Quang Sang Sơn Tài Tâm Thành Thắng Thịnh Tín Toàn Trí Trường Tuấn Vinh Vũ"
    ),
    "F": (
        "Ánh Châu Chi Diệu Dung Duyên Giang Hà Hằng Hạnh Hiền Hoa Hương Huyền Lan Linh Loan Mai My "
        "Nga Ngân Nhi Nhung Oanh Phượng Quyên Quỳnh Tâm Thảo Thơ Thủy Trang Trâm Trinh Uyên Vân Yến"
    ),
}
_KHMER_GIVEN = {
    "M": ("Sa Rươne", "Sóc Kha", "Chanh Đa", "Sô Thone", "Rít Thi", "Sâm Bát", "Đa Rá", "Vi Sal"),
    "F": ("Sa Ly", "Sô Phia", "Chanh Thi", "Sóc Khum", "Đa Ni", "Ni Ta", "Sa Vone", "Rết Tha Na"),
}
_KHMER_SHARE = 0.22
# Invented like the people: until which age they work, and when the first of them retire.
_WORKS_UNTIL = {"M": 62, "F": 60}
_FIRST_RETIREMENTS = 2027


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who does not exist."""

    full_name: str
    sex: str
    birth_date: date


class People:
    """Gives one invented person after the other, no name twice."""

    def __init__(self, seed: int, regions: list[str]) -> None:
        self._random = Random(seed)  # noqa: S311 - names, not secrets
        self._regions = [region for region in regions if region != "khmer"]
        self._with_khmer = "khmer" in regions
        self._taken: set[str] = set()

    def next(self, on: date) -> Person:
        """Return somebody of working age on the day."""
        sex = self._random.choice("MF")
        name = self._name(sex)
        while name in self._taken:
            name = self._name(sex)
        self._taken.add(name)
        born = on - timedelta(days=self._random.randint(25 * 365, 55 * 365))
        return Person(name, sex, born)

    def joined_on(self, person: Person, before: date) -> date:
        """Return a day in the person's working life, at least two years before another."""
        first = person.birth_date + timedelta(days=23 * 365)
        span = max((before - timedelta(days=2 * 365) - first).days, 1)
        day = first + timedelta(days=self._random.randint(0, span))
        return min(max(day, date(1996, 1, 2)), before - timedelta(days=400)).replace(day=1)

    def retires_on(self, person: Person) -> date:
        """Return an invented day of retirement; whoever is old already goes in a coming year."""
        born = person.birth_date
        day = date(born.year + _WORKS_UNTIL[person.sex], born.month, 1)
        return (
            day
            if day.year >= _FIRST_RETIREMENTS
            else day.replace(year=_FIRST_RETIREMENTS + born.month % 3)
        )

    def _name(self, sex: str) -> str:
        pick = self._random.choice
        if self._with_khmer and self._random.random() < _KHMER_SHARE:
            family = pick(_FAMILY["khmer"].split())
            if sex == "F":
                return f"{family} Thị {pick(_KHMER_GIVEN['F'])}"
            return f"{family} {pick(_KHMER_GIVEN['M'])}"
        family = pick(_FAMILY[pick(self._regions)].split())
        return f"{family} {pick(_MIDDLE[sex].split())} {pick(_GIVEN[sex].split())}"
