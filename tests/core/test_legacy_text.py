"""Old font codes are recognised and refused; real Vietnamese names in Unicode never are."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import InvalidInput
from core.imports import legacy_text, read
from core.imports.legacy_text import TCVN3, VNI

# How the letters look in the old codes; written down here apart from the tables under test.
NAMES = {
    "Nguyễn Văn Tuấn": ("NguyÔn V¨n TuÊn", "Nguyeãn Vaên Tuaán"),
    "Trần Thị Hương": ("TrÇn ThÞ H\xad¬ng", "Traàn Thò Höông"),
    "Đặng Hoàng Ánh": ("§Æng Hoµng ¸nh", "Ñaëng Hoaøng AÙnh"),
    "Lê Đức Thọ": ("Lª §øc Thä", "Leâ Ñöùc Thoï"),
    "Phạm Ngọc Bích": ("Ph¹m Ngäc BÝch", "Phaïm Ngoïc Bích"),
    "Võ Thị Sáu": ("Vâ ThÞ S¸u", "Voõ Thò Saùu"),
}
FAMILY = (
    "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Lâm Trịnh Mai Đào "
    "Cao Hà Tạ Thái Châu Quách Kiều Thạch Kim Sơn Danh Lò Vàng Giàng Sùng Hạng Ksor Rơ Siu Nay Y H’"
)
GIVEN = (
    "An Ánh Bích Cúc Dũng Đạt Hà Hòa Hoà Huế Hường Khoa Khuê Lan Loan Lý Mỹ Nga Ngoãn Oanh Phú "
    "Quý Quỳnh Quyết Sửu Tâm Thuý Thúy Thuỷ Toàn Toản Trí Tuyết Uyên Ưng Việt Xuân Yến Ỷ Êban Niê "
    "Kpă Bríu Hôih Đắk Tuyên Khuyến Nguyệt Thoại Hoài Xoài Khoẻ Loè Hoè Tuế Huệ Thuở Giềng Gìn Quốc"
)
names = st.lists(st.sampled_from(f"{FAMILY} {GIVEN}".split()), min_size=1, max_size=4).map(" ".join)
FOREIGN = ("Loïc Moreau", "José Muñoz", "François Noël", "Jürgen Müller", "Anaïs", "Ólafur Þór")


@pytest.mark.parametrize("meant", NAMES)
@pytest.mark.parametrize("which", [0, 1])
def test_old_codes_are_named_and_read(meant, which):
    text = NAMES[meant][which]
    found = legacy_text.find([text])[text]
    assert found.encoding == (TCVN3, VNI)[which]
    # TCVN3 has no capitals with a tone: those are the business of its capital fonts.
    assert found.meant.casefold() == meant.casefold()


@given(st.lists(names, min_size=1, max_size=8), st.sampled_from(["NFC", "NFD"]), st.booleans())
def test_names_in_unicode_are_never_refused(texts, form, upper):
    texts = [unicodedata.normalize(form, text.upper() if upper else text) for text in texts]
    assert legacy_text.find(texts) == {}


@given(names, st.sampled_from(["NFC", "NFD"]), st.sampled_from([str, str.upper, str.lower]))
def test_a_name_alone_is_never_refused(text, form, case):
    assert legacy_text.find([unicodedata.normalize(form, case(text))]) == {}


def test_foreign_names_among_vietnamese_ones_are_left_alone():
    vietnamese = ["Nguyễn Văn Tuấn", "Trần Thị Hương", *list(NAMES)]
    assert legacy_text.find([*FOREIGN, *vietnamese]) == {}


@pytest.mark.parametrize(
    "text", ["5 µm", "© 2020", "½ ngày", "§ 12", "10 ± 2", "«Thi dua»", "30°C"]
)
def test_signs_are_left_alone_in_a_vietnamese_list(text):
    assert legacy_text.find([text, "Họ và tên", "Đơn vị"]) == {}


def test_one_pasted_column_among_unicode_is_found():
    found = legacy_text.find(["Nguyễn Văn A", "Trần Thị B", "Đỗ Văn C", "NguyÔn ThÞ Hoa", "Vaên"])
    assert set(found) == {"NguyÔn ThÞ Hoa", "Vaên"}


def test_a_file_in_an_old_code_is_refused_with_row_and_column():
    content = "Mã số,Họ và tên\nA1,Nguyễn Văn An\nA2,NguyÔn ThÞ Hoa\n".encode()
    with pytest.raises(InvalidInput) as refused:
        read("ds.csv", content)
    first, place = refused.value.problems
    assert "1 ô ở bảng mã cũ" in first.reason
    assert place.place == "Dòng 3, cột B"
    assert "TCVN3 (ABC)" in place.reason
    assert "Nguyễn Thị Hoa" in place.reason


# Grave, acute, tilde, hook above, dot below.
TONES = "\u0300\u0301\u0303\u0309\u0323"


def windows_1258(text):
    out = b""
    for char in text:
        try:
            out += char.encode("cp1258")
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", char)
            tone = "".join(one for one in parts if one in TONES)
            base = "".join(one for one in parts if one not in TONES)
            out += (unicodedata.normalize("NFC", base) + tone).encode("cp1258")
    return out


LIST = "Họ và tên,Mã số\n" + "\n".join(f"{name},A1" for name in NAMES)


@pytest.mark.parametrize(
    ("content", "words", "hint"),
    [
        (
            LIST and ("Hä vµ tªn,M· sè\n" + NAMES["Lê Đức Thọ"][0]).encode("latin-1"),
            "TCVN3",
            "bộ gõ",
        ),
        (("Hoï vaø teân,Maõ soá\n" + NAMES["Lê Đức Thọ"][1]).encode("latin-1"), "VNI", "bộ gõ"),
        (windows_1258(LIST), "Windows-1258", "CSV UTF-8"),
        (b"ten,ma\n\xff\xfa\x81\x8d", "không ở bảng mã UTF-8", "CSV UTF-8"),
    ],
)
def test_bytes_of_another_code_are_named_with_the_way_out(content, words, hint):
    with pytest.raises(InvalidInput, match=words) as refused:
        read("ds.csv", content)
    assert hint in refused.value.problems[0].hint


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_text_of_spreadsheets_is_read(encoding):
    content = LIST.replace(",", "\t").encode(encoding)
    sheet = read("ds.csv", content)
    assert [line.cells[0] for line in sheet.lines][1:] == list(NAMES)
