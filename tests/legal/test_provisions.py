"""Names of rules and citations say the same place in a document the catalogue knows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legal.documents import rule_pages, rule_tests
from legal.domain.catalogue import read_catalogue
from legal.domain.provisions import (
    DOCUMENT_OF_PREFIX,
    Provision,
    UnknownNameError,
    cited_in,
    place_of,
    places_in,
    provision_of,
)
from legal.rules.registry import registry

LAW = "LUAT_06_2022"
# The decision leaves these paragraphs without letters; the names of the rules tell them apart.
DEEPER_THAN_CITED = {
    "QD86_2025_BN_D4_K1_a_HoanThanh",
    "QD86_2025_BN_D4_K1_a_TinhThan",
    "QD86_2025_BN_D4_K1_b_LaoDong",
    "QD86_2025_BN_D4_K1_b_GuongMau",
}


def test_every_rule_resolves_to_a_document_of_the_catalogue():
    known = {row.code for row in read_catalogue().documents}
    assert set(DOCUMENT_OF_PREFIX.values()) <= known
    assert {provision_of(name).document for name in registry} <= known


def test_every_name_agrees_with_its_citation():
    differing = {
        name
        for name, rule in registry.items()
        if not any(provision_of(name).holds(one) for one in cited_in(rule.citation))
    }
    assert differing == DEEPER_THAN_CITED


def test_a_rule_stands_no_deeper_than_its_citation():
    for name in DEEPER_THAN_CITED:
        place = place_of(name, registry[name].citation)
        assert (place.label, place.point) == ("Điều 4 khoản 1", "")


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Luat2022_D42_K1_dd", "Điều 42 khoản 1 điểm đ"),
        ("Luat2022_D42_K6_CaNhan_TonTrong", "Điều 42 khoản 6"),
        ("Luat2022_D44_K4_dd_ThoiGian", "Điều 44 khoản 4 điểm đ"),
        ("ND152_2025_D21", "Điều 21"),
        ("CV5007_2023_III_5c", "mục III.5.c"),
        ("TT01_2024_TANDTC_D29", "Điều 29"),
        ("Luat2003_TTLDXS_LDTT", ""),
    ],
)
def test_a_name_tells_its_place(name, label):
    assert provision_of(name).label == label


def test_the_longest_beginning_of_a_name_counts():
    assert provision_of("TT01_2024_TANDTC_D29").document == "TT_01_2024_TANDTC"
    assert provision_of("TT01_2024_D1_K5").document == "TT_01_2024"


@pytest.mark.parametrize("name", ["Luat1945_D1", "Luat2022", "Luat2022_D1_K2_e_x", "ABC"])
def test_a_name_that_tells_nothing_is_refused(name):
    with pytest.raises(UnknownNameError):
        provision_of(name)


def test_a_citation_names_several_places_and_documents():
    assert cited_in("Điều 22 khoản 1 điểm b, khoản 2 Luật Thi đua, khen thưởng 2022") == (
        Provision(LAW, "22", "1", "b"),
        Provision(LAW, "22", "2"),
    )
    assert cited_in("Điều 42 khoản 1, 2, 3 Luật Thi đua, khen thưởng 2022") == tuple(
        Provision(LAW, "42", clause) for clause in "123"
    )
    assert cited_in(
        "Điều 21 Luật Thi đua, khen thưởng 2003; Điều 9 khoản 1 Nghị định 91/2017/NĐ-CP"
    ) == (Provision("LUAT_15_2003", "21"), Provision("ND_91_2017", "9", "1"))
    assert cited_in("Thông tư 07/2014/TT-BNV (điều khoản chưa rõ)") == (Provision("TT_07_2014"),)
    assert cited_in("Lời truyền miệng") == ()


@given(
    st.integers(1, 300),
    st.none() | st.integers(1, 30),
    st.none() | st.sampled_from("abcdđeghik"),
)
def test_what_a_place_is_called_is_read_back(article, clause, point):
    place = Provision(LAW, str(article), str(clause or ""), point if point and clause else "")
    assert places_in(place.label, LAW) == [place]
    assert cited_in(f"{place.label} Luật Thi đua, khen thưởng 2022") == (place,)
    name = "_".join(
        [
            f"Luat2022_D{article}",
            *([f"K{clause}"] if clause else []),
            *([place.point.replace("đ", "dd")] if place.point else []),
            "TenRieng",
        ]
    )
    assert provision_of(name) == place


@given(
    st.lists(
        st.tuples(st.integers(1, 99), st.integers(0, 9), st.sampled_from(" abcdđe")), min_size=2
    )
)
def test_places_sort_as_a_document_is_read(rows):
    places = [
        Provision(LAW, str(article), str(clause or ""), point.strip())
        for article, clause, point in rows
    ]
    ordered = sorted(places, key=lambda one: one.order)
    numbers = [(int(one.article), int(one.clause or 0)) for one in ordered]
    assert numbers == sorted(numbers)
    assert Provision(LAW, "42", "1", "d").order < Provision(LAW, "42", "1", "đ").order
    assert Provision(LAW, "42", "1", "đ").order < Provision(LAW, "42", "1", "e").order


def test_the_recorded_tests_are_those_there_are():
    assert rule_tests.FILE.read_text(encoding="utf-8") == rule_tests.text()
    assert rule_tests.recorded() == rule_pages.tests_by_rule()
