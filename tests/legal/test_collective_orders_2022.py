"""Every rule of the 2022 law on labour orders for collectives, by its name."""
# ruff: noqa: N802 - a test bears the name of its rule, which is a citation key

from dataclasses import replace
from datetime import date

import pytest

from tests.factories.legal import award, collective, graded
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

UNIT = collective(year=2024)
ENTERPRISE = collective(year=2024, kind="ENTERPRISE")
FOREIGN = collective(year=2024, kind="FOREIGN")
YEARS = (2020, 2021, 2022, 2023, 2024)


def climbing(prior, *held, grade="EXCELLENT", years=YEARS, **changes):
    """A unit with an order decided in 2019, five good years since, and what it got in them."""
    awards = (award(prior, 2018, decided_on=date(2019, 5, 1)), *held)
    return collective(
        **{"year": 2024, "grades": graded(grade, *years), "awards": awards, **changes}
    )


def flags(code, *years):
    return tuple(award(code, year) for year in years)


GOVERNMENT = flags("CO_CP", 2020, 2022)
PROVINCE = flags("CO_TINH", 2020, 2021, 2022, 2023)
CERTIFICATES = flags("BK_TINH", 2020, 2021, 2022, 2023)


# --- First class ----------------------------------------------------------------------------


def test_Luat2022_D42_K4_ChapHanh():
    assert_left_to_people("Luat2022_D42_K4_ChapHanh", UNIT)
    assert outcome("Luat2022_D42_K4_ChapHanh", ENTERPRISE) is OUTSIDE


def test_Luat2022_D42_K5_ChapHanh():
    assert_left_to_people("Luat2022_D42_K5_ChapHanh", ENTERPRISE)
    assert outcome("Luat2022_D42_K5_ChapHanh", UNIT) is OUTSIDE


def test_Luat2022_D42_K4():
    assert outcome("Luat2022_D42_K4", climbing("HCLD_2", *GOVERNMENT)) is MET
    assert outcome("Luat2022_D42_K4", climbing("HCLD_2")) is NOT_MET
    assert outcome("Luat2022_D42_K4", replace(UNIT, claims=frozenset({"SUDDEN"}))) is JUDGE
    # Clause 5 sends enterprises to the same standards; clause 6 has its own for foreigners.
    enterprise = climbing("HCLD_2", *GOVERNMENT, kind="ENTERPRISE")
    assert outcome("Luat2022_D42_K4", enterprise) is MET
    assert outcome("Luat2022_D42_K4", FOREIGN) is OUTSIDE
    # A dossier that claims nothing of the clause has no ground.
    assert outcome("Luat2022_D42_K4", replace(UNIT, claims=frozenset({"PRIZE"}))) is NOT_MET


def test_Luat2022_D42_K4_a():
    assert_left_to_people("Luat2022_D42_K4_a", UNIT)


def test_Luat2022_D42_K4_b():
    assert_left_to_people("Luat2022_D42_K4_b", UNIT)


def test_Luat2022_D42_K4_c():
    assert_left_to_people("Luat2022_D42_K4_c", UNIT)


@pytest.mark.parametrize(
    ("held", "eligible", "expected"),
    [
        (GOVERNMENT, True, MET),
        (GOVERNMENT[:1] + PROVINCE[:2], True, MET),
        (GOVERNMENT[:1] + PROVINCE[:1] + flags("CO_BO", 2021), True, MET),
        (PROVINCE, True, MET),
        (PROVINCE[:2] + flags("CO_BO", 2020, 2024), True, MET),
        (PROVINCE[:3], True, NOT_MET),
        (GOVERNMENT[:1] + PROVINCE[:1], True, NOT_MET),
        # Certificates stand in only where flags cannot be given.
        (CERTIFICATES, True, NOT_MET),
        (CERTIFICATES, False, MET),
        (CERTIFICATES[:3], False, NOT_MET),
        (CERTIFICATES, None, UNKNOWN),
        # Where it makes no difference, it need not be known.
        (PROVINCE, None, MET),
        (CERTIFICATES[:3], None, NOT_MET),
    ],
)
def test_Luat2022_D42_K4_d(held, eligible, expected):
    facts = climbing("HCLD_2", *held, eligible_for_flag=eligible)
    assert outcome("Luat2022_D42_K4_d", facts) is expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        # Every year needs an excellent grade or the title.
        ({"grades": graded("GOOD", *YEARS)}, NOT_MET),
        ({"grades": graded("EXCELLENT", *YEARS[1:])}, UNKNOWN),
        ({"grades": graded("EXCELLENT", *YEARS[1:]) | graded("GOOD", 2020)}, NOT_MET),
        ({"grades": graded("EXCELLENT", *YEARS[:4]) | graded("GOOD", 2024)}, NOT_MET),
        # A sixth year before the decision does not make up for a lost one: "sau đó".
        ({"grades": graded("EXCELLENT", 2017, 2018, *YEARS[1:]) | graded("GOOD", 2020)}, NOT_MET),
        # The order came in 2020: of the five years one is the year of its decision.
        ({"decided": date(2020, 3, 1)}, JUDGE),
        ({"decided": date(2021, 3, 1)}, NOT_MET),
    ],
)
def test_the_years_of_the_first_class(changes, expected):
    decided = changes.pop("decided", date(2019, 5, 1))
    order = award("HCLD_2", decided.year - 1, decided_on=decided)
    facts = climbing("HCLD_2", awards=(order, *PROVINCE), **changes)
    assert outcome("Luat2022_D42_K4_d", facts) is expected


def test_the_title_stands_in_for_the_grade():
    titled = climbing(
        "HCLD_2", *PROVINCE, *flags("TTLDXS", 2020), grades=graded("EXCELLENT", *YEARS[1:])
    )
    assert outcome("Luat2022_D42_K4_d", titled) is MET


def test_flags_from_before_do_not_count():
    early = flags("CO_TINH", 2016, 2017, 2018, 2019)
    assert outcome("Luat2022_D42_K4_d", climbing("HCLD_2", *early)) is NOT_MET


def test_a_flag_for_a_movement_is_left_to_people_at_most():
    themed = tuple(replace(one, basis="MOVEMENT") for one in PROVINCE)
    assert outcome("Luat2022_D42_K4_d", climbing("HCLD_2", *themed)) is not MET
    assert (
        found("Luat2022_D42_K4_d", climbing("HCLD_2", *themed), rule_set="2025B").outcome is not MET
    )


def test_what_is_missing_is_told():
    told = found("Luat2022_D42_K4_d", climbing("HCLD_2", *CERTIFICATES, eligible_for_flag=None))
    assert "chưa ghi tập thể này có thuộc đối tượng đó hay không" in told.message
    assert "đối tượng được tặng cờ" in told.remedy
    without = found("Luat2022_D42_K4_d", collective(year=2024, grades=graded("EXCELLENT", *YEARS)))
    assert "Yêu cầu đã được tặng HCLĐ hạng Nhì; chưa có." in without.message


@pytest.mark.parametrize(
    ("held", "ways"),
    [
        ((), "02 {cp}, hoặc 01 {cp} và 02 {bt}, hoặc 04 {bt}"),
        # Three flags of the province are nearest to the fourth.
        (PROVINCE[:3], "01 {cp}, hoặc 01 {bt}"),
        # With a flag of the Government, four of the province are no shorter way than two.
        (flags("CO_CP", 2020), "01 {cp}, hoặc 02 {bt}"),
    ],
)
def test_every_way_to_the_flags_is_told_the_nearest_first(held, ways):
    told = found("Luat2022_D42_K4_d", climbing("HCLD_2", *held, eligible_for_flag=True))
    words = ways.format(cp="Cờ Chính phủ", bt="Cờ thi đua bộ hoặc Cờ thi đua tỉnh")
    assert told.remedy == f"Trong các năm liên tục đó cần thêm {words}."


def test_Luat2022_D42_K6_TapThe_TonTrong():
    assert_left_to_people("Luat2022_D42_K6_TapThe_TonTrong", FOREIGN)
    assert outcome("Luat2022_D42_K6_TapThe_TonTrong", UNIT) is OUTSIDE


def test_Luat2022_D42_K6_TapThe_ThanhTich():
    assert_left_to_people("Luat2022_D42_K6_TapThe_ThanhTich", FOREIGN)


# --- Second class ---------------------------------------------------------------------------


def test_Luat2022_D43_K4_ChapHanh():
    assert_left_to_people("Luat2022_D43_K4_ChapHanh", UNIT)


def test_Luat2022_D43_K5_ChapHanh():
    assert_left_to_people("Luat2022_D43_K5_ChapHanh", ENTERPRISE)


def test_Luat2022_D43_K4():
    assert outcome("Luat2022_D43_K4", climbing("HCLD_3", *PROVINCE[:3])) is MET
    assert outcome("Luat2022_D43_K4", climbing("HCLD_3", *PROVINCE[:2])) is NOT_MET
    assert outcome("Luat2022_D43_K4", FOREIGN) is OUTSIDE


def test_Luat2022_D43_K4_a():
    assert_left_to_people("Luat2022_D43_K4_a", UNIT)


def test_Luat2022_D43_K4_b():
    assert_left_to_people("Luat2022_D43_K4_b", UNIT)


def test_Luat2022_D43_K4_c():
    assert_left_to_people("Luat2022_D43_K4_c", UNIT)


@pytest.mark.parametrize(
    ("held", "eligible", "expected"),
    [
        (GOVERNMENT[:1] + PROVINCE[:1], True, MET),
        (PROVINCE[:3], True, MET),
        (GOVERNMENT, True, NOT_MET),
        (PROVINCE[:2], True, NOT_MET),
        (CERTIFICATES[:3], True, NOT_MET),
        (CERTIFICATES[:3], False, MET),
        (CERTIFICATES[:3], None, UNKNOWN),
    ],
)
def test_Luat2022_D43_K4_d(held, eligible, expected):
    facts = climbing("HCLD_3", *held, eligible_for_flag=eligible)
    assert outcome("Luat2022_D43_K4_d", facts) is expected
    assert outcome("Luat2022_D43_K4_d", climbing("HCLD_2", *held)) is NOT_MET


def test_Luat2022_D43_K6_TapThe_TonTrong():
    assert_left_to_people("Luat2022_D43_K6_TapThe_TonTrong", FOREIGN)


def test_Luat2022_D43_K6_TapThe_ThanhTich():
    assert_left_to_people("Luat2022_D43_K6_TapThe_ThanhTich", FOREIGN)


# --- Third class ----------------------------------------------------------------------------


def test_Luat2022_D44_K4_ChapHanh():
    assert_left_to_people("Luat2022_D44_K4_ChapHanh", UNIT)


def test_Luat2022_D44_K5_ChapHanh():
    assert_left_to_people("Luat2022_D44_K5_ChapHanh", ENTERPRISE)


def test_Luat2022_D44_K4():
    assert outcome("Luat2022_D44_K4", climbing("BK_TTG", *PROVINCE[:2])) is MET
    assert outcome("Luat2022_D44_K4", climbing("BK_TTG")) is NOT_MET
    assert outcome("Luat2022_D44_K4", replace(UNIT, claims=frozenset({"POLITICAL"}))) is JUDGE


def test_Luat2022_D44_K4_a():
    assert_left_to_people("Luat2022_D44_K4_a", UNIT)


def test_Luat2022_D44_K4_b():
    assert_left_to_people("Luat2022_D44_K4_b", UNIT)


def test_Luat2022_D44_K4_c():
    assert_left_to_people("Luat2022_D44_K4_c", UNIT)
    assert (
        "bộ, tỉnh phát động phải có thời gian từ 05 năm" in found("Luat2022_D44_K4_c", UNIT).message
    )


def test_Luat2022_D44_K4_d():
    assert_left_to_people("Luat2022_D44_K4_d", UNIT)


def test_Luat2022_D44_K4_dd():
    facts = climbing("BK_TTG", *PROVINCE[:2])
    assert outcome("Luat2022_D44_K4_dd", facts) is MET
    young = replace(facts, founded_on=date(2016, 1, 1))
    assert outcome("Luat2022_D44_K4_dd", young) is NOT_MET
    # The age of a unit is no merit of a dossier that claims a sudden deed.
    sudden = replace(facts, claims=frozenset({"SUDDEN"}))
    parts = {part.rule: part.outcome for part in found("Luat2022_D44_K4", sudden).parts}
    assert parts["Luat2022_D44_K4_dd"] is OUTSIDE
    assert parts["Luat2022_D44_K4_a"] is JUDGE


@pytest.mark.parametrize(
    ("founded_on", "expected"),
    [
        (date(2014, 12, 31), MET),
        (date(2015, 1, 1), MET),
        (date(2015, 1, 2), NOT_MET),
        (None, UNKNOWN),
    ],
)
def test_Luat2022_D44_K4_dd_ThoiGian(founded_on, expected):
    facts = collective(year=2024, founded_on=founded_on)
    assert outcome("Luat2022_D44_K4_dd_ThoiGian", facts) is expected


@pytest.mark.parametrize(
    ("held", "eligible", "expected"),
    [
        (GOVERNMENT[:1], True, MET),
        (PROVINCE[:2], True, MET),
        # One flag and one certificate are enough for every unit.
        (PROVINCE[:1] + CERTIFICATES[:1], True, MET),
        (PROVINCE[:1], True, NOT_MET),
        (CERTIFICATES[:2], True, NOT_MET),
        (CERTIFICATES[:2], False, MET),
        (CERTIFICATES[:2], None, UNKNOWN),
        (CERTIFICATES[:1], False, NOT_MET),
    ],
)
def test_Luat2022_D44_K4_dd_ThanhTich(held, eligible, expected):
    facts = climbing("BK_TTG", *held, eligible_for_flag=eligible)
    assert outcome("Luat2022_D44_K4_dd_ThanhTich", facts) is expected


def test_Luat2022_D44_K6_TapThe_TonTrong():
    assert_left_to_people("Luat2022_D44_K6_TapThe_TonTrong", FOREIGN)


def test_Luat2022_D44_K6_TapThe_ThanhTich():
    assert_left_to_people("Luat2022_D44_K6_TapThe_ThanhTich", FOREIGN)
