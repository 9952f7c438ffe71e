"""Likeness of two accounts of an achievement: symmetric, 1 for equal words, blind to their order."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awards.domain.likeness import ALIKE, is_same_theme, likeness, percent, score, tells_enough

WORDS = [
    "hoàn",
    "thành",
    "dự",
    "án",
    "cầu",
    "Cổ",
    "Chiên",
    "vượt",
    "tiến",
    "độ",
    "45",
    "ngày",
    "tiết",
    "kiệm",
    "320",
    "triệu",
    "đồng",
    "cứu",
    "hộ",
    "lũ",
    "sạt",
    "lở",
    "kênh",
    "mương",
    "tập",
    "huấn",
    "nông",
    "dân",
    "điện",
    "gió",
    "công",
    "trình",
    "năm",
    "thi",
    "đua",
]
texts = st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)
anything = st.text(max_size=120)

FLOOD = (
    "Chỉ huy cứu hộ 42 hộ dân trong đợt sạt lở bờ sông Cổ Chiên tháng 9, di dời 160 người đến nơi "
    "an toàn trong đêm, không để thiệt hại về người."
)
FLOOD_AGAIN = (
    "Trong đêm di dời 160 người của 42 hộ dân đến nơi an toàn; chỉ huy cứu hộ đợt sạt lở bờ sông "
    "Cổ Chiên tháng 9, không để thiệt hại về người. Được nhân dân khen ngợi."
)
POWER = (
    "Chủ trì thẩm định 12 dự án điện gió, rút ngắn thời gian cấp phép từ 35 xuống 20 ngày, thu hút "
    "4.200 tỷ đồng vốn đầu tư vào khu kinh tế Định An."
)


@given(anything, anything)
def test_it_is_symmetric_and_a_share(one, other):
    assert likeness(one, other) == likeness(other, one)
    assert 0 <= likeness(one, other) <= 1


@given(anything)
def test_equal_texts_are_wholly_alike(text):
    assert likeness(text, text) == 1
    assert percent(text, text) == 100


@given(texts, st.randoms())
def test_neither_order_nor_marks_nor_case_count(text, random):
    words = text.split()
    random.shuffle(words)
    plain = unicodedata.normalize("NFD", " ".join(words).upper().replace("Đ", "D"))
    assert likeness(text, "".join(c for c in plain if not unicodedata.combining(c))) == 1


@given(texts, texts, texts)
def test_more_of_the_same_makes_it_no_less_alike(one, other, common):
    apart = likeness(one, other)
    together = likeness(f"{one} {common}", f"{other} {common}")
    assert together >= apart - 1e-9


def test_what_is_told_twice_is_noticed_and_another_deed_is_not():
    assert percent(FLOOD, FLOOD_AGAIN) >= ALIKE
    assert percent(FLOOD, POWER) < 30


@pytest.mark.parametrize(
    "text", ["", "Hoàn thành tốt nhiệm vụ được giao.", "Hoàn thành xuất sắc nhiệm vụ năm 2020."]
)
def test_what_everybody_writes_tells_nothing(text):
    assert not tells_enough(text)
    assert score((text, text), ("", "")) == 0


def test_under_one_theme_less_is_enough():
    theme = ("Phòng, chống thiên tai", "phòng chống thiên tai")
    half = (
        "Cứu hộ 42 hộ dân trong đợt sạt lở bờ sông Cổ Chiên; trực 15 đêm ở xã Đông Hải, quyên góp "
        "80 triệu đồng, sửa 12 mái trường, trồng 900 cây chắn sóng."
    )
    assert is_same_theme(*theme)
    assert score((FLOOD, half), ("", "")) == 0 < score((FLOOD, half), theme)
    assert score(("", FLOOD), theme) > 0
    assert score((FLOOD, POWER), theme) == 0
    assert not is_same_theme("", "")
