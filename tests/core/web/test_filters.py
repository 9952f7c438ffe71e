"""Numbers, money and days as Vietnamese offices write them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from core.web.tags.filters import chu_dau, dung_luong, ngay, ngay_gio, phan_tram, so, tien


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1284, "1.284"), (0, "0"), (-1284, "-1.284"), (12.5, "12,5"), (Decimal("3.00"), "3"),
        (1_000_000, "1.000.000"), ("1284", "1.284"), (None, "—"), ("", "—"), ("chữ", "chữ"),
        (float("nan"), "—"), (Decimal("1234.50"), "1.234,5"), (100, "100"), (0.0000001, "0,0000001"),
    ],
)  # fmt: skip
def test_numbers(value: Any, text: str) -> None:
    assert so(value) == text


def test_numbers_with_fixed_decimals() -> None:
    assert so(12.345, 1) == "12,3"
    assert so(2, 2) == "2,00"


def test_numbers_in_english_pages() -> None:
    with translation.override("en"):
        assert so(1284.5) == "1,284.5"


def test_money() -> None:
    assert tien(1_490_000) == "1.490.000 đồng"
    assert tien(None) == "—"


@pytest.mark.parametrize(
    ("value", "total", "text"),
    [
        (3, 12, "25%"),
        (1, 3, "33,3%"),
        (0.25, None, "25%"),
        (1, 0, "—"),
        (None, 1, "—"),
        (0, 0, "—"),
    ],
)
def test_percentages(value: Any, total: Any, text: str) -> None:
    assert phan_tram(value, total) == text


def test_days() -> None:
    assert ngay(date(2025, 2, 3)) == "03/02/2025"
    assert ngay_gio(date(2025, 2, 3)) == "03/02/2025"
    assert ngay(None) == "—"
    assert ngay_gio(None) == "—"


def test_a_moment_is_shown_in_local_time() -> None:
    moment = datetime(2024, 12, 31, 18, 30, tzinfo=UTC)
    assert ngay(moment) == "01/01/2025"
    assert ngay_gio(moment) == "01/01/2025 01:30"


@pytest.mark.parametrize(
    ("size", "text"), [(None, ""), (900, "900 B"), (12_345, "12 KB"), (1_284_000, "1,2 MB")]
)
def test_file_sizes(size: int | None, text: str) -> None:
    assert dung_luong(size) == text


@pytest.mark.parametrize(
    ("name", "letters"), [("Đặng Thị Huệ", "ĐH"), ("Nam", "N"), ("  ", "?"), ("thạch ây", "TÂ")]
)
def test_initials(name: str, letters: str) -> None:
    assert chu_dau(name) == letters
