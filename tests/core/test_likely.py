"""Suggestions for names in free writing."""

from core.imports.likely import Likely

UNITS = [
    ("TCHC", "Phòng Tổ chức - Hành chính"),
    ("KHTC", "Phòng Kế hoạch - Tài chính"),
    ("QLTT", "Chi cục Quản lý thị trường"),
    ("KC", "Trung tâm Khuyến công và Tư vấn phát triển công nghiệp"),
    ("VP", "Văn phòng Sở"),
    ("QLTT", "Cục Quản lý thị trường tỉnh"),
]


def test_the_likeliest_comes_first_whatever_marks_and_punctuation():
    likely = Likely(UNITS)
    assert likely.best("Phong To chuc, hanh chinh")[0] == "TCHC"
    assert likely.best("P. Tài chính kế hoạch")[0] == "KHTC"
    assert likely.best("TT Khuyến công")[0] == "KC"


def test_a_key_with_two_texts_comes_once():
    assert Likely(UNITS).best("quản lý thị trường") == ["QLTT"]


def test_nothing_alike_gives_nothing():
    assert Likely(UNITS).best("Bệnh viện Đa khoa") == []
    assert Likely(UNITS).best("–") == []
    assert Likely([]).best("Phòng") == []


def test_thousands_of_texts_answer_at_once():
    many = [(f"U{number}", f"Phòng số {number} huyện {number % 97}") for number in range(20_000)]
    assert Likely(many).best("phòng số 4711 huyện 55")[0] == "U4711"
