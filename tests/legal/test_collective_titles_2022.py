"""Every rule of the 2022 law on titles of collectives, by its name."""
# ruff: noqa: N802 - a test bears the name of its rule, which is a citation key

from dataclasses import replace
from datetime import date

import pytest

from legal.rules.facts import MemberCount, YearRecord
from tests.factories.legal import YEAR, collective, person
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

UNIT = collective()


def leading(*levels):
    return collective(leads={YEAR: frozenset(levels)})


def having(**counts):
    values = {"total": 20, "ldtt": 14, "cstdcs": 1, "completed": 20, "disciplined": 0}
    return collective(members={YEAR: MemberCount(**{**values, **counts})})


# --- Flags ----------------------------------------------------------------------------------


def test_Luat2022_D25():
    assert outcome("Luat2022_D25", leading("NATIONAL")) is MET
    assert outcome("Luat2022_D25", leading()) is NOT_MET
    assert outcome("Luat2022_D25", leading("PROVINCE")) is JUDGE
    assert outcome("Luat2022_D25", collective(leads=None)) is UNKNOWN
    # A sudden deed is no ground for a flag: nothing of the article is claimed.
    sudden = replace(leading("NATIONAL"), claims=frozenset({"SUDDEN"}))
    assert outcome("Luat2022_D25", sudden) is NOT_MET


def test_Luat2022_D25_K1():
    assert outcome("Luat2022_D25_K1", leading("MINISTRY")) is JUDGE
    assert outcome("Luat2022_D25_K1", leading("NATIONAL")) is NOT_MET
    assert outcome("Luat2022_D25_K1", person()) is not MET


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        (("PROVINCE",), MET),
        (("MINISTRY", "NATIONAL"), MET),
        (("NATIONAL",), NOT_MET),
        ((), NOT_MET),
    ],
)
def test_Luat2022_D25_K1_DanDau(levels, expected):
    assert outcome("Luat2022_D25_K1_DanDau", leading(*levels)) is expected


def test_Luat2022_D25_K1_TieuBieu():
    assert_left_to_people("Luat2022_D25_K1_TieuBieu", UNIT)


def test_Luat2022_D25_K1_a():
    assert_left_to_people("Luat2022_D25_K1_a", UNIT)


def test_Luat2022_D25_K1_b():
    assert_left_to_people("Luat2022_D25_K1_b", UNIT)


def test_Luat2022_D25_K2():
    assert outcome("Luat2022_D25_K2", leading("NATIONAL")) is MET
    assert outcome("Luat2022_D25_K2", leading("PROVINCE")) is NOT_MET
    assert outcome("Luat2022_D25_K2", collective(leads=None)) is UNKNOWN
    # The bloc it led in another year says nothing of this one.
    before = collective(leads={YEAR - 1: frozenset({"NATIONAL"})})
    assert outcome("Luat2022_D25_K2", before) is NOT_MET


def test_Luat2022_D25_K3():
    assert_left_to_people("Luat2022_D25_K3", UNIT)
    assert "từ 05 năm" in found("Luat2022_D25_K3", UNIT).message


def test_Luat2022_D26():
    assert outcome("Luat2022_D26", leading("PROVINCE"), award="CO_TINH") is JUDGE
    assert outcome("Luat2022_D26", leading("PROVINCE"), award="CO_BO") is NOT_MET
    assert outcome("Luat2022_D26", leading("MINISTRY"), award="CO_BO") is JUDGE


def test_Luat2022_D26_K1():
    assert outcome("Luat2022_D26_K1", leading("PROVINCE"), award="CO_TINH") is JUDGE
    assert outcome("Luat2022_D26_K1", leading(), award="CO_TINH") is NOT_MET


def test_Luat2022_D26_K1_DanDau():
    assert outcome("Luat2022_D26_K1_DanDau", leading("PROVINCE"), award="CO_TINH") is MET
    assert outcome("Luat2022_D26_K1_DanDau", leading("MINISTRY"), award="CO_TINH") is NOT_MET
    told = found("Luat2022_D26_K1_DanDau", leading("MINISTRY"), award="CO_TINH")
    assert "của tỉnh" in told.message
    assert "dẫn đầu cụm, khối của bộ, ban, ngành" in told.message


def test_Luat2022_D26_K1_a():
    assert_left_to_people("Luat2022_D26_K1_a", UNIT)


def test_Luat2022_D26_K1_b():
    assert_left_to_people("Luat2022_D26_K1_b", UNIT)


def test_Luat2022_D26_K2():
    assert_left_to_people("Luat2022_D26_K2", UNIT)
    assert "từ 03 năm" in found("Luat2022_D26_K2", UNIT).message


# --- Excellent collectives ------------------------------------------------------------------


def test_Luat2022_D27_K1_a():
    assert outcome("Luat2022_D27_K1_a", collective("EXCELLENT")) is MET
    assert outcome("Luat2022_D27_K1_a", collective("GOOD")) is NOT_MET
    assert outcome("Luat2022_D27_K1_a", collective(None)) is UNKNOWN


def test_Luat2022_D27_K1_b():
    assert_left_to_people("Luat2022_D27_K1_b", UNIT)


@pytest.mark.parametrize(
    ("completed", "expected"), [(20, MET), (19, NOT_MET), (0, NOT_MET), (None, UNKNOWN)]
)
def test_Luat2022_D27_K1_c_HoanThanh(completed, expected):
    assert outcome("Luat2022_D27_K1_c_HoanThanh", having(completed=completed)) is expected


@pytest.mark.parametrize(
    ("total", "ldtt", "expected"),
    [
        (20, 14, MET),
        (20, 13, NOT_MET),
        (10, 7, MET),
        # 70 % of eleven people is 7.7: seven are not enough, eight are.
        (11, 7, NOT_MET),
        (11, 8, MET),
        (0, 0, UNKNOWN),
    ],
)
def test_Luat2022_D27_K1_c_LDTT(total, ldtt, expected):
    assert outcome("Luat2022_D27_K1_c_LDTT", having(total=total, ldtt=ldtt)) is expected


def test_the_share_is_told_with_what_is_lacking():
    told = found("Luat2022_D27_K1_c_LDTT", having(total=11, ldtt=6))
    assert "6/11 người (54,5%)" in told.message
    assert told.remedy == "Cần thêm 02 cá nhân đạt lao động tiên tiến."


@pytest.mark.parametrize(
    "rule", ["Luat2022_D27_K1_c_LDTT", "Luat2022_D28_K1_c_LDTT", "Luat2022_D27_K1_d"]
)
def test_nobody_fails_for_titles_of_members_that_were_not_considered_yet(rule):
    before = found(rule, having(ldtt=0, cstdcs=0, completed=None))
    assert before.outcome is UNKNOWN
    assert f"hưa có kết quả xét danh hiệu của thành viên năm {YEAR}" in before.message
    # Every grade is in, or a first title: they were considered.
    assert outcome(rule, having(ldtt=0, cstdcs=0, completed=0)) is NOT_MET
    assert outcome("Luat2022_D27_K1_d", having(ldtt=1, cstdcs=0, completed=None)) is NOT_MET


def test_Luat2022_D27_K1_d():
    assert outcome("Luat2022_D27_K1_d", having(cstdcs=1)) is MET
    assert outcome("Luat2022_D27_K1_d", having(cstdcs=0)) is NOT_MET
    assert outcome("Luat2022_D27_K1_d", collective(members={})) is UNKNOWN


def test_Luat2022_D27_K1_dd():
    assert_left_to_people("Luat2022_D27_K1_dd", UNIT)


# --- Advanced collectives -------------------------------------------------------------------


def test_Luat2022_D28_K1_a():
    assert outcome("Luat2022_D28_K1_a", collective("GOOD")) is MET
    assert outcome("Luat2022_D28_K1_a", collective("COMPLETED")) is NOT_MET


def test_Luat2022_D28_K1_b():
    assert_left_to_people("Luat2022_D28_K1_b", UNIT)


def test_Luat2022_D28_K1_c_LDTT():
    assert outcome("Luat2022_D28_K1_c_LDTT", having(ldtt=14)) is MET
    assert outcome("Luat2022_D28_K1_c_LDTT", having(ldtt=13)) is NOT_MET
    assert outcome("Luat2022_D28_K1_c_LDTT", collective(members={})) is UNKNOWN


def test_Luat2022_D28_K1_c_KyLuat():
    assert outcome("Luat2022_D28_K1_c_KyLuat", having(disciplined=0)) is MET
    assert outcome("Luat2022_D28_K1_c_KyLuat", having(disciplined=1)) is NOT_MET
    assert outcome("Luat2022_D28_K1_c_KyLuat", having(disciplined=None)) is UNKNOWN


def test_Luat2022_D28_K1_d():
    assert_left_to_people("Luat2022_D28_K1_d", UNIT)


# --- Dissolved units ------------------------------------------------------------------------


def dissolved(day):
    return collective(
        year=2025, dissolved_on=day, grades={2025: YearRecord(2025, "EXCELLENT")}, members={}
    )


@pytest.mark.parametrize(
    ("day", "received_on", "expected"),
    [
        (None, date(2025, 12, 1), MET),
        (date(2025, 7, 1), date(2025, 12, 1), NOT_MET),
        (date(2025, 12, 1), date(2025, 12, 1), NOT_MET),
        (date(2025, 12, 2), date(2025, 12, 1), MET),
        # The circular took force on 5 August 2025.
        (date(2025, 7, 1), date(2025, 8, 4), OUTSIDE),
        (date(2025, 7, 1), date(2025, 8, 5), NOT_MET),
    ],
)
def test_TT15_2025_GiaiThe(day, received_on, expected):
    facts = replace(dissolved(day), as_of=received_on)
    told = found("TT15_2025_GiaiThe", facts, rule_set="2025B", received_on=received_on)
    assert told.outcome is expected
    # Only the headline of the circular was seen: it reminds and never blocks.
    assert not told.blocks


def test_a_dissolved_unit_is_no_concern_of_persons():
    assert found("TT15_2025_GiaiThe", person(), rule_set="2025B").outcome is OUTSIDE


# --- Standing -------------------------------------------------------------------------------


def test_only_texts_compared_with_a_second_copy_may_block():
    assert found("Luat2022_D27_K1_c_LDTT", having(ldtt=1)).blocks
    assert found("Luat2022_D28_K1_c_KyLuat", having(disciplined=2)).blocks
    assert found("Luat2022_D25", leading(), award="CO_CP").blocks
    assert not found("Luat2022_D26", leading(), award="CO_TINH").blocks
    assert "một bản chép" in stated("Luat2022_D26").note
