"""Every rule of the former law on titles of collectives, by its name; and its quotas."""
# ruff: noqa: N802 - a test bears the name of its rule, which is a citation key

from dataclasses import replace
from datetime import date

import pytest

from legal.domain.codes import Rounding, Standing
from legal.rules.evaluate import evaluate
from legal.rules.facts import MemberCount
from legal.rules.registry import reviewed_rulebook, rule_sets
from tests.factories.legal import YEAR, collective
from tests.legal import asking
from tests.legal.asking import JUDGE, MET, NOT_MET, UNKNOWN, assert_left_to_people

UNIT = collective()


def found(rule, facts, rule_set="C", **where):
    return asking.found(rule, facts, rule_set=rule_set, **where)


def outcome(rule, facts, rule_set="C", **where):
    return found(rule, facts, rule_set, **where).outcome


def having(**counts):
    values = {"total": 20, "ldtt": 14, "cstdcs": 1, "completed": 20, "disciplined": 0}
    return collective(members={YEAR: MemberCount(**{**values, **counts})})


def leading(*levels):
    return collective(leads={YEAR: frozenset(levels)})


def test_Luat2003_D28_NhiemVu():
    assert outcome("Luat2003_D28_NhiemVu", collective("GOOD")) is MET
    assert outcome("Luat2003_D28_NhiemVu", collective("COMPLETED")) is NOT_MET


def test_Luat2003_D28_PhongTrao():
    assert_left_to_people("Luat2003_D28_PhongTrao", UNIT, rule_set="C")


@pytest.mark.parametrize(
    ("total", "ldtt", "expected"),
    [(20, 11, MET), (20, 10, NOT_MET), (3, 2, MET), (2, 1, NOT_MET), (0, 0, UNKNOWN)],
)
def test_Luat2003_D28_LDTT(total, ldtt, expected):
    # "Trên 50%": half of the members is not enough.
    told = found("Luat2003_D28_LDTT", having(total=total, ldtt=ldtt))
    assert told.outcome is expected
    assert "trên 50%" in told.message


def test_Luat2003_D28_KyLuat():
    assert outcome("Luat2003_D28_KyLuat", having()) is MET
    assert outcome("Luat2003_D28_KyLuat", having(disciplined=1)) is NOT_MET


def test_Luat2003_D28_DoanKet():
    assert_left_to_people("Luat2003_D28_DoanKet", UNIT, rule_set="C")


def test_Luat2003_TTLDXS_TienTien():
    verdict = evaluate("TTLDXS", having(ldtt=9), reviewed_rulebook(date(2020, 12, 1)))
    first = verdict.findings[0]
    assert (first.rule, first.outcome) == ("Luat2003_TTLDXS_TienTien", NOT_MET)
    assert "Luat2003_D28_LDTT" in [one.rule for one in first.parts]


def test_Luat2003_TTLDXS_HoanThanh():
    assert outcome("Luat2003_TTLDXS_HoanThanh", having(completed=20)) is MET
    assert outcome("Luat2003_TTLDXS_HoanThanh", having(completed=19)) is NOT_MET


def test_Luat2003_TTLDXS_LDTT():
    assert outcome("Luat2003_TTLDXS_LDTT", having(ldtt=14)) is MET
    assert outcome("Luat2003_TTLDXS_LDTT", having(ldtt=13)) is NOT_MET


def test_Luat2003_TTLDXS_CSTDCS():
    assert outcome("Luat2003_TTLDXS_CSTDCS", having(cstdcs=1)) is MET
    assert outcome("Luat2003_TTLDXS_CSTDCS", having(cstdcs=0)) is NOT_MET


def test_Luat2003_TTLDXS_KyLuat():
    # The former law asked it of excellent collectives too; the law of 2022 does not.
    told = found("Luat2003_TTLDXS_KyLuat", having(disciplined=1))
    assert (told.outcome, told.blocks) == (NOT_MET, False)
    rules = {entry.rule for entry in rule_sets()["2024A"].own_entries("TTLDXS", "COLLECTIVE")}
    assert not any("KyLuat" in rule for rule in rules)


def test_Luat2003_D25():
    assert outcome("Luat2003_D25", leading("NATIONAL")) is MET
    assert outcome("Luat2003_D25", leading("PROVINCE")) is JUDGE
    sudden = replace(UNIT, claims=frozenset({"SUDDEN"}))
    assert outcome("Luat2003_D25", sudden) is NOT_MET


def test_Luat2003_D25_DanDau():
    assert_left_to_people("Luat2003_D25_DanDau", UNIT, rule_set="C")


def test_Luat2003_D25_TrungUong():
    assert outcome("Luat2003_D25_TrungUong", leading("NATIONAL")) is MET
    assert outcome("Luat2003_D25_TrungUong", leading("MINISTRY")) is NOT_MET


def test_Luat2003_D25_ChuyenDe():
    assert_left_to_people("Luat2003_D25_ChuyenDe", UNIT, rule_set="C")
    assert "từ 05 năm" in found("Luat2003_D25_ChuyenDe", UNIT).message


def test_Luat2003_D26():
    assert outcome("Luat2003_D26", leading("PROVINCE"), "THAMKHAO03", award="CO_TINH") is MET
    assert outcome("Luat2003_D26", leading("PROVINCE"), "THAMKHAO03", award="CO_BO") is NOT_MET


# --- Quotas ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule_set", "citation"),
    [
        ("A", "Điều 5 Thông tư 07/2014/TT-BNV"),
        ("B", "Điều 9 khoản 3 Nghị định 91/2017/NĐ-CP"),
        ("C", "Điều 9 khoản 3 Nghị định 91/2017/NĐ-CP"),
    ],
)
def test_fighters_of_the_base_are_capped_by_the_number_of_advanced_workers(rule_set, citation):
    quota = next(one for one in rule_sets()[rule_set].quotas if one.award == "CSTDCS")
    assert (quota.percent, quota.base, quota.base_award) == (15, "TITLE", "LDTT")
    assert (quota.citation, quota.standing) == (citation, Standing.TEXT_READ)
    # None of the texts says what becomes of the fraction.
    assert quota.rounding is Rounding.UNSTATED


def test_government_flags_are_capped_under_the_decree_of_2017():
    flags = {code: [q for q in rule_sets()[code].quotas if q.award == "CO_CP"] for code in "ABC"}
    assert [len(flags[code]) for code in "ABC"] == [0, 1, 1]
    assert flags["B"][0].percent == 20


@pytest.mark.parametrize("code", ["2024A", "2025B", "2026C", "2027D"])
def test_there_is_no_national_cap_since_2024(code):
    assert rule_sets()[code].quotas == ()


@pytest.mark.parametrize("code", ["B", "C"])
def test_dossiers_were_due_on_the_days_of_the_decree(code):
    days = {one.code: (one.month, one.day) for one in rule_sets()[code].deadlines}
    assert days == {"CSTDTQ": (10, 31), "CO_CP": (3, 30), "CONG_TRANG": (6, 30)}


def test_the_days_of_the_former_decree_are_only_a_guide_since_july_2025():
    expected = {"CSTDTQ": (12, 31), "CO_CP": (6, 30), "CO_CP_GIAO_DUC": (12, 31)}
    for code, standing in (("2024A", "TEXT_READ"), ("THAMKHAO", "TO_BE_CONFIRMED")):
        rows = rule_sets()[code].deadlines
        assert {one.code: (one.month, one.day) for one in rows} == expected
        assert {one.standing.value for one in rows} == {standing}
    for code in ("2025B", "2026C", "2027D"):
        assert rule_sets()[code].deadlines == ()
