"""Every rule of the 2022 law on certificates for collectives and households, by its name."""
# ruff: noqa: N802 - a test bears the name of its rule, which is a citation key

from dataclasses import replace
from datetime import date

import pytest

from legal.domain.codes import Layer, Standing
from legal.domain.rulesets import RuleEntry, RuleSetEntry
from legal.rules.evaluate import evaluate
from legal.rules.registry import reviewed_rulebook
from legal.rules.rulebook import Rulebook
from tests.factories.legal import award, collective, graded, person
from tests.legal.asking import (
    JUDGE,
    MET,
    NOT_MET,
    OUTSIDE,
    UNKNOWN,
    assert_left_to_people,
    found,
    outcome,
    stated,
)

UNIT = collective(year=2024)
ENTERPRISE = collective(year=2024, kind="ENTERPRISE")
FOREIGN = collective(year=2024, kind="FOREIGN")
HOUSEHOLD = collective(year=2024, kind="HOUSEHOLD")
YEARS = (2020, 2021, 2022, 2023, 2024)


def climbing(*held, years=YEARS, decided=date(2019, 5, 1), **changes):
    awards = (award("BK_TINH", decided.year - 1, decided_on=decided), *held)
    values = {"year": 2024, "grades": graded("EXCELLENT", *years), "awards": awards}
    return collective(**{**values, **changes})


# --- Of the Prime Minister ------------------------------------------------------------------


def test_Luat2022_D73_K4_GuongMau():
    assert_left_to_people("Luat2022_D73_K4_GuongMau", UNIT)
    assert outcome("Luat2022_D73_K4_GuongMau", ENTERPRISE) is OUTSIDE


def test_Luat2022_D73_K5_ChapHanh():
    assert_left_to_people("Luat2022_D73_K5_ChapHanh", ENTERPRISE)
    assert outcome("Luat2022_D73_K5_ChapHanh", UNIT) is OUTSIDE


def test_Luat2022_D73_K4():
    assert outcome("Luat2022_D73_K4", climbing(award("CO_TINH", 2022))) is MET
    assert outcome("Luat2022_D73_K4", climbing()) is NOT_MET
    assert outcome("Luat2022_D73_K4", FOREIGN) is OUTSIDE
    # Clause 5 opens one more way to enterprises, which people judge.
    assert outcome("Luat2022_D73_K4", climbing(kind="ENTERPRISE")) is JUDGE


def test_Luat2022_D73_K4_a():
    assert_left_to_people("Luat2022_D73_K4_a", UNIT)


def test_Luat2022_D73_K4_b():
    assert_left_to_people("Luat2022_D73_K4_b", UNIT)


def test_Luat2022_D73_K4_c():
    assert_left_to_people("Luat2022_D73_K4_c", UNIT)


def test_Luat2022_D73_K4_d():
    assert_left_to_people("Luat2022_D73_K4_d", UNIT)
    assert "từ 03 năm" in found("Luat2022_D73_K4_d", UNIT).message


def test_Luat2022_D73_K4_dd():
    assert_left_to_people("Luat2022_D73_K4_dd", UNIT)


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        ((award("CO_TINH", 2022),), MET),
        ((award("CO_BO", 2020),), MET),
        # Open to every collective, also to those that can get flags.
        ((award("BK_TINH", 2021), award("BK_BO", 2023)), MET),
        ((award("BK_TINH", 2021),), NOT_MET),
        ((award("CO_TINH", 2017),), NOT_MET),
        ((), NOT_MET),
    ],
)
def test_Luat2022_D73_K4_e(held, expected):
    assert outcome("Luat2022_D73_K4_e", climbing(*held)) is expected


def test_the_years_come_after_the_certificate():
    flag = award("CO_TINH", 2022)
    assert outcome("Luat2022_D73_K4_e", climbing(flag, decided=date(2020, 1, 5))) is JUDGE
    assert outcome("Luat2022_D73_K4_e", climbing(flag, decided=date(2021, 1, 5))) is NOT_MET
    assert outcome("Luat2022_D73_K4_e", climbing(flag, awards=None)) is UNKNOWN
    gap = graded("EXCELLENT", 2018, 2019, 2020, 2022, 2023, 2024) | graded("GOOD", 2021)
    assert outcome("Luat2022_D73_K4_e", climbing(flag, grades=gap)) is NOT_MET


def test_the_title_of_the_armed_forces_is_named_where_it_could_help():
    told = found("Luat2022_D73_K4_e", climbing())
    assert "Đơn vị quyết thắng (lực lượng vũ trang): không theo dõi" in told.message
    assert "quyết thắng" in told.requirement
    reached = found("Luat2022_D73_K4_e", climbing(award("CO_TINH", 2022)))
    assert "quyết thắng" not in reached.message


def test_Luat2022_D73_K5_ThanhTich():
    assert_left_to_people("Luat2022_D73_K5_ThanhTich", ENTERPRISE)
    assert outcome("Luat2022_D73_K5_ThanhTich", UNIT) is OUTSIDE


def test_Luat2022_D73_K6_GuongMau():
    assert_left_to_people("Luat2022_D73_K6_GuongMau", HOUSEHOLD)


def test_Luat2022_D73_K6_DongGop():
    assert_left_to_people("Luat2022_D73_K6_DongGop", HOUSEHOLD)


def test_Luat2022_D73_K7_TapThe_TonTrong():
    assert_left_to_people("Luat2022_D73_K7_TapThe_TonTrong", FOREIGN)


def test_Luat2022_D73_K7_TapThe_ThanhTich():
    assert_left_to_people("Luat2022_D73_K7_TapThe_ThanhTich", FOREIGN)


# --- Of ministries and provinces ------------------------------------------------------------


def test_Luat2022_D74_K3_GuongMau():
    assert_left_to_people("Luat2022_D74_K3_GuongMau", UNIT)


def test_Luat2022_D74_K4_ChapHanh():
    assert_left_to_people("Luat2022_D74_K4_ChapHanh", ENTERPRISE)


def test_Luat2022_D74_K3():
    two = collective(year=2024, grades=graded("EXCELLENT", 2023, 2024))
    assert outcome("Luat2022_D74_K3", two) is JUDGE
    one = replace(two, grades=graded("GOOD", 2023, 2024), founded_on=date(2023, 1, 1))
    assert outcome("Luat2022_D74_K3", one) is NOT_MET
    assert outcome("Luat2022_D74_K3", replace(one, claims=frozenset({"GIVING"}))) is JUDGE
    assert outcome("Luat2022_D74_K3", FOREIGN) is OUTSIDE


def test_Luat2022_D74_K3_a():
    assert_left_to_people("Luat2022_D74_K3_a", UNIT)


def test_Luat2022_D74_K3_b():
    assert_left_to_people("Luat2022_D74_K3_b", UNIT)


def test_Luat2022_D74_K3_c():
    assert_left_to_people("Luat2022_D74_K3_c", UNIT)


def test_Luat2022_D74_K3_d():
    two = collective(year=2024, grades=graded("EXCELLENT", 2023, 2024))
    assert outcome("Luat2022_D74_K3_d", two) is JUDGE
    assert outcome("Luat2022_D74_K3_d", collective("GOOD", 2024)) is not MET


@pytest.mark.parametrize(
    ("grades", "awards", "expected"),
    [
        (graded("EXCELLENT", 2023, 2024), (), MET),
        (graded("EXCELLENT", 2023), (award("TTLDXS", 2024),), MET),
        (graded("GOOD", 2023, 2024), (award("TTLDXS", 2023), award("TTLDXS", 2024)), MET),
        (graded("EXCELLENT", 2022, 2024) | graded("GOOD", 2020, 2021, 2023), (), NOT_MET),
        # The clause does not say "until the proposal": two years that ended before will do.
        (graded("EXCELLENT", 2022, 2023) | graded("GOOD", 2020, 2021, 2024), (), MET),
        # Two years long past are left to people, and two that were rewarded are used up.
        (graded("EXCELLENT", 2020, 2021) | graded("GOOD", 2022, 2023, 2024), (), JUDGE),
        (
            graded("EXCELLENT", 2020, 2021) | graded("GOOD", 2022, 2023, 2024),
            (award("BK_TINH", 2021),),
            NOT_MET,
        ),
        (graded("EXCELLENT", 2024), (), UNKNOWN),
    ],
)
def test_Luat2022_D74_K3_d_LienTuc(grades, awards, expected):
    facts = collective(year=2024, grades=grades, awards=awards, founded_on=date(2020, 1, 1))
    assert outcome("Luat2022_D74_K3_d_LienTuc", facts, award="BK_TINH.COLLECTIVE") is expected


def test_Luat2022_D74_K3_d_DanChu():
    assert_left_to_people("Luat2022_D74_K3_d_DanChu", UNIT)


def test_Luat2022_D74_K4_ThanhTich():
    assert_left_to_people("Luat2022_D74_K4_ThanhTich", ENTERPRISE)


def test_Luat2022_D74_K5_GuongMau():
    assert_left_to_people("Luat2022_D74_K5_GuongMau", HOUSEHOLD)


def test_Luat2022_D74_K5_DongGop():
    assert_left_to_people("Luat2022_D74_K5_DongGop", HOUSEHOLD)


# --- Of the unit ----------------------------------------------------------------------------


def test_Luat2022_D75_K2():
    for facts in (UNIT, HOUSEHOLD, person(year=2024)):
        assert_left_to_people("Luat2022_D75_K2", facts)
    # Where a text of the province states the standard, that is asked instead.
    local = RuleEntry("Luat2022_D74_K5_DongGop", Standing.TEXT_READ, {}, ())
    rows = (
        RuleSetEntry(
            "N", "", date(2024, 1, 1), None, (), "", {"GIAYKHEN": (stated("Luat2022_D75_K2"),)}
        ),
        RuleSetEntry(
            "TINH", "", date(2024, 1, 1), None, (), "", {"GIAYKHEN": (local,)}, Layer.PROVINCE
        ),
    )
    first = evaluate("GIAYKHEN", UNIT, Rulebook(rows)).findings[0]
    assert first.outcome is OUTSIDE
    assert "TINH" in first.message


# --- Households and standing ----------------------------------------------------------------


def test_a_household_is_judged_by_its_own_clause():
    verdict = evaluate("BK_TINH", HOUSEHOLD, reviewed_rulebook(date(2024, 12, 1)))
    assert {finding.rule for finding in verdict.findings} >= {
        "Luat2022_D74_K5_GuongMau",
        "Luat2022_D74_K5_DongGop",
    }
    assert verdict.code == "NEEDS_JUDGEMENT"


def test_a_ladder_read_in_one_copy_only_warns():
    verdict = evaluate("BK_TTG", climbing(), reviewed_rulebook(date(2024, 12, 1)))
    assert (verdict.code, verdict.blocking) == ("NOT_YET", False)


@pytest.mark.parametrize("code", ["2024A", "2025B"])
def test_the_sets_in_force_hold_nothing_unconfirmed(code):
    row = reviewed_rulebook(date(2024, 12, 1) if code == "2024A" else date(2025, 12, 1)).sets[0]
    assert row.code == code
    standings = {entry.established for _place, entry in row.every_entry()}
    assert Standing.TO_BE_CONFIRMED not in standings
