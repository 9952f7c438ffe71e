"""Invented Vietnamese names with roughly the frequencies of real ones."""

from __future__ import annotations

import random
from itertools import accumulate

_FAMILIES = {
    "Nguyễn": 38, "Trần": 12, "Lê": 10, "Phạm": 7, "Hoàng": 5, "Huỳnh": 5, "Phan": 4, "Vũ": 4,
    "Võ": 3, "Đặng": 2, "Bùi": 2, "Đỗ": 2, "Hồ": 1, "Ngô": 1, "Dương": 1, "Lý": 1, "Thạch": 1,
    "Kim": 1,
}  # fmt: skip
_WOMEN = (
    ("Thị", "Thị Thu", "Thị Ngọc", "Thanh", "Ngọc", "Thị Kim", "Thị Mỹ", "Hồng"),
    ("Anh", "Hương", "Lan", "Hoa", "Linh", "Thảo", "Trang", "Mai", "Hà", "Phương", "Yến", "Nga",
     "Oanh", "Ánh", "Thủy", "Nhung", "Vân", "Loan", "Diễm", "Tuyền"),
)  # fmt: skip
_MEN = (
    ("Văn", "Hữu", "Minh", "Quốc", "Đức", "Thanh", "Công", "Hoàng"),
    ("An", "Bình", "Cường", "Dũng", "Đạt", "Giang", "Hải", "Hùng", "Khoa", "Long", "Minh", "Nam",
     "Phong", "Quân", "Sơn", "Tài", "Thành", "Toàn", "Tuấn", "Vinh"),
)  # fmt: skip
_FIELDS = (
    "Tổ chức", "Tài chính", "Công nghiệp", "Thương mại", "Năng lượng", "Thanh tra", "Khuyến công",
    "Văn phòng", "Kế hoạch", "Nông nghiệp", "Giáo dục", "Y tế", "Xây dựng", "Giao thông", "Văn hóa",
    "Môi trường", "Lao động", "Tư pháp", "Khoa học", "Thông tin",
)  # fmt: skip
_FAMILY_NAMES = tuple(_FAMILIES)
_FAMILY_WEIGHTS = tuple(accumulate(_FAMILIES.values()))


def person(rng: random.Random) -> tuple[str, str]:
    """Return a full name and the sex it goes with."""
    family = rng.choices(_FAMILY_NAMES, cum_weights=_FAMILY_WEIGHTS)[0]
    sex, (middles, givens) = ("F", _WOMEN) if rng.random() < 0.5 else ("M", _MEN)
    return f"{family} {rng.choice(middles)} {rng.choice(givens)}", sex


def unit(kind_label: str, number: int) -> str:
    """Return the name of a unit, different for every number."""
    return f"{kind_label} {_FIELDS[number % len(_FIELDS)]} {number // len(_FIELDS) + 1}"
