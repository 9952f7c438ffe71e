"""Rules on fighters of a ministry, a province and the whole country, and what cuts their chains."""
# ruff: noqa: N802 - a test bears the name of its rule, which is a citation key

from dataclasses import replace
from datetime import date

import pytest

from legal.rules.evaluate import evaluate
from legal.rules.registry import reviewed_rulebook
from tests.factories.legal import award, discipline, initiative, person
from tests.legal.asking import (
    JUDGE,
    MET,
    NOT_MET,
    OUTSIDE,
    UNKNOWN,
    assert_left_to_people,
    found,
    outcome,
)

STAFF = person(year=2025)
NOW = reviewed_rulebook(date(2025, 12, 30))


def titles(code, *years, ground="INITIATIVE"):
    return tuple(award(code, year, ground=ground) for year in years)


def having(*awards, **changes):
    return replace(STAFF, awards=awards, **changes)


# --- Chuỗi danh hiệu liên tục -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (having(*titles("CSTDCS", 2023, 2024, 2025)), MET),
        (having(*titles("CSTDCS", 2022, 2023, 2024)), MET),
        (having(*titles("CSTDCS", 2024, 2025)), NOT_MET),
        (having(*titles("CSTDCS", 2022, 2023, 2025)), NOT_MET),
        # Ended earlier and never rewarded: the law sets no limit, people decide.
        (having(*titles("CSTDCS", 2020, 2021, 2022)), JUDGE),
        # Ended earlier and rewarded: used up.
        (having(*titles("CSTDCS", 2020, 2021, 2022), award("CSTD_TINH", 2022)), NOT_MET),
        # Of the chain one year already served the same title.
        (having(*titles("CSTDCS", 2022, 2023, 2024, 2025), award("CSTD_TINH", 2023)), JUDGE),
        (having(*titles("CSTDCS", 2022, 2023, 2024, 2025), award("CSTD_TINH", 2022)), MET),
        (having(*titles("CSTDCS", 2024, 2025), awards_since=2024), UNKNOWN),
        (having(*titles("CSTDCS", 2025), awards_since=2024), NOT_MET),
        (replace(STAFF, awards=None), UNKNOWN),
        (having(), NOT_MET),
    ],
)
def test_Luat2022_D22_K1_a(facts, expected):
    assert outcome("Luat2022_D22_K1_a", facts, award="CSTD_TINH") is expected


def test_the_ground_of_each_title_is_told_and_none_is_refused():
    awards = (
        award("CSTDCS", 2023, ground="EXCELLENT"),
        award("CSTDCS", 2024, ground="RESEARCH"),
        award("CSTDCS", 2025),
    )
    told = found("Luat2022_D22_K1_a", having(*awards), award="CSTD_TINH")
    assert told.outcome is MET
    assert (
        "2023: hoàn thành xuất sắc nhiệm vụ, 2024: đề tài, đề án, công trình, 2025" in told.message
    )
    assert [row["ground"] for row in told.facts["found"]] == ["EXCELLENT", "RESEARCH", ""]


def test_a_chain_says_what_it_lacks_and_where_it_stops():
    told = found(
        "Luat2022_D22_K1_a", having(*titles("CSTDCS", 2022, 2024, 2025)), award="CSTD_TINH"
    )
    assert "Chuỗi năm dừng ở năm 2023: không có CSTĐ cơ sở" in told.message
    assert told.remedy == "Cần thêm 01 lần CSTĐ cơ sở liên tục, không ngắt quãng."


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (having(*titles("CSTD_TINH", 2024, 2025)), MET),
        (having(award("CSTD_BO", 2024), award("CSTD_TINH", 2025)), MET),
        (having(*titles("CSTD_TINH", 2025)), NOT_MET),
        (having(*titles("CSTDCS", 2024, 2025)), NOT_MET),
        (replace(STAFF, awards=None), UNKNOWN),
    ],
)
def test_Luat2022_D21_K1_a(facts, expected):
    assert outcome("Luat2022_D21_K1_a", facts, award="CSTDTQ") is expected


def test_Luat2022_D22_K1_a_TieuBieu():
    assert_left_to_people("Luat2022_D22_K1_a_TieuBieu", STAFF)


def test_Luat2022_D21_K1_a_TieuBieu():
    assert_left_to_people("Luat2022_D21_K1_a_TieuBieu", STAFF)


# --- Chuỗi bị cắt -----------------------------------------------------------------------------


def chain_of(facts):
    verdict = evaluate("CSTD_TINH", facts, NOW)
    return verdict, next(one for one in verdict.findings if one.rule == "Luat2022_D22_K1_a")


FOUR = titles("CSTDCS", 2022, 2023, 2024, 2025)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        # Merit counts only from the end of discipline: what lies before it is gone.
        (date(2021, 3, 1), date(2022, 1, 1), MET),
        (date(2022, 3, 1), date(2022, 9, 1), MET),
        (date(2022, 9, 1), date(2023, 3, 1), JUDGE),
        (date(2023, 3, 1), date(2023, 9, 1), JUDGE),
        (date(2023, 9, 1), date(2024, 1, 1), NOT_MET),
        (date(2023, 9, 1), date(2024, 3, 1), NOT_MET),
        (date(2024, 2, 1), None, NOT_MET),
    ],
)
def test_a_chain_cut_by_discipline(start, end, expected):
    facts = having(*FOUR, disciplines=(discipline("WARNING", start, end=end),))
    _verdict, chain = chain_of(facts)
    assert chain.outcome is expected
    if expected is not MET:
        assert "chỉ được tính từ khi hết thời hạn kỷ luật" in chain.message


def test_a_chain_cut_by_discipline_is_not_yet_long_enough():
    facts = having(
        *FOUR, disciplines=(discipline("WARNING", date(2023, 2, 1), end=date(2024, 2, 1)),)
    )
    verdict, chain = chain_of(facts)
    assert (verdict.code, verdict.blocking) == ("NOT_YET", True)
    assert chain.remedy == "Cần thêm 01 lần CSTĐ cơ sở liên tục, không ngắt quãng."


def test_before_the_decree_discipline_did_not_cut_a_chain():
    facts = having(
        *FOUR, disciplines=(discipline("WARNING", date(2023, 2, 1), end=date(2024, 2, 1)),)
    )
    verdict = evaluate("CSTD_TINH", facts, reviewed_rulebook(date(2025, 6, 30)))
    assert verdict.findings[0].outcome is MET


def test_a_chain_cut_by_transfer():
    # Neither the old nor the new unit proposed the title for the year of the transfer.
    facts = having(
        *titles("CSTDCS", 2022, 2023, 2025),
        service_from=date(2012, 1, 1),
        joined_on=date(2024, 9, 1),
    )
    verdict, chain = chain_of(facts)
    assert (verdict.code, chain.outcome) == ("NOT_YET", NOT_MET)
    assert "Chuỗi năm dừng ở năm 2024" in chain.message


def test_a_chain_across_a_merger_is_the_persons_own():
    # The unit was merged in 2025: the agency is new, the titles are those of the same person.
    facts = having(*titles("CSTDCS", 2023, 2024, 2025), joined_on=date(2025, 7, 1))
    assert chain_of(facts)[1].outcome is MET


def test_titles_for_sudden_deeds_do_not_make_a_chain():
    awards = (*titles("CSTDCS", 2023, 2024), award("CSTDCS", 2025, basis="SUDDEN"))
    assert chain_of(having(*awards))[1].outcome is NOT_MET
    early = evaluate("CSTD_TINH", having(*awards), reviewed_rulebook(date(2025, 6, 30)))
    # Before the decree no text that was read says so: people decide.
    assert early.findings[0].outcome is JUDGE


# --- Ảnh hưởng, nhân rộng ---------------------------------------------------------------------


def works(scope, year=2024, **changes):
    return (initiative(scope=scope, recognised_on=date(year, 11, 1), **changes),)


@pytest.mark.parametrize(
    ("initiatives", "expected"),
    [
        (works("PROVINCE"), MET),
        (works("MINISTRY"), MET),
        (works("NATIONAL"), MET),
        (works("BASE", influence="PROVINCE"), MET),
        (works("BASE"), NOT_MET),
        (works("PROVINCE", applied=False), NOT_MET),
        (works("PROVINCE", 2018), JUDGE),
        (works("PROVINCE", 2026), NOT_MET),
        ((initiative(scope="PROVINCE", recognised_on=None, year=2024),), NOT_MET),
        ((), NOT_MET),
        (None, UNKNOWN),
    ],
)
def test_Luat2022_D22_K1_b_SangKien(initiatives, expected):
    facts = replace(STAFF, initiatives=initiatives)
    assert outcome("Luat2022_D22_K1_b_SangKien", facts, award="CSTD_TINH") is expected


@pytest.mark.parametrize(
    ("initiatives", "expected"),
    [
        (works("NATIONAL"), MET),
        (works("PROVINCE", influence="NATIONAL"), MET),
        (works("PROVINCE"), NOT_MET),
        (works("NATIONAL", 2019), JUDGE),
        (None, UNKNOWN),
    ],
)
def test_Luat2022_D21_K1_b_SangKien(initiatives, expected):
    facts = replace(STAFF, initiatives=initiatives)
    told = found("Luat2022_D21_K1_b_SangKien", facts)
    assert told.outcome is expected
    # The years are the program's, not the law's.
    assert "phần mềm tự tính trong 03 năm gần nhất, 2023–2025; cũ hơn do người xét" in told.message


@pytest.mark.parametrize(
    ("topics", "expected"),
    [
        (works("PROVINCE", influence="PROVINCE"), MET),
        (works("PROVINCE"), JUDGE),
        (works("PROVINCE", influence="BASE"), NOT_MET),
        ((), NOT_MET),
        (None, UNKNOWN),
    ],
)
def test_Luat2022_D22_K1_b_DeTai(topics, expected):
    assert outcome("Luat2022_D22_K1_b_DeTai", replace(STAFF, topics=topics)) is expected


def test_Luat2022_D21_K1_b_DeTai():
    name = "Luat2022_D21_K1_b_DeTai"
    assert outcome(name, replace(STAFF, topics=works("BASE", influence="NATIONAL"))) is MET
    assert outcome(name, replace(STAFF, topics=works("BASE", influence="PROVINCE"))) is NOT_MET
    assert outcome(name, replace(STAFF, topics=None)) is UNKNOWN


def assert_one_way_is_enough(name):
    assert outcome(name, replace(STAFF, initiatives=works("NATIONAL"))) is MET
    assert outcome(name, replace(STAFF, topics=works("BASE", influence="NATIONAL"))) is MET
    assert outcome(name, STAFF) is NOT_MET
    assert outcome(name, replace(STAFF, topics=None)) is UNKNOWN


def test_Luat2022_D22_K1_b():
    assert_one_way_is_enough("Luat2022_D22_K1_b")


def test_Luat2022_D21_K1_b():
    assert_one_way_is_enough("Luat2022_D21_K1_b")


def test_Luat2022_D22_K1_b_MuuTri():
    assert_left_to_people("Luat2022_D22_K1_b_MuuTri", replace(STAFF, occupation="OTHER"))
    assert outcome("Luat2022_D22_K1_b_MuuTri", STAFF) is OUTSIDE


def test_Luat2022_D21_K1_b_MuuTri():
    assert_left_to_people("Luat2022_D21_K1_b_MuuTri", replace(STAFF, occupation="OTHER"))
    assert outcome("Luat2022_D21_K1_b_MuuTri", STAFF) is OUTSIDE
