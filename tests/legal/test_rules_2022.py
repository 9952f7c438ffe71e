"""Every rule of the 2022 law and of Decree 152/2025, by its name."""
# ruff: noqa: N802 - a test bears the name of its rule, which is a citation key

from datetime import date

import pytest

from legal.domain.codes import Standing
from legal.rules.base import Outcome, build
from tests.factories.legal import context, discipline, initiative, person, rule_entry

MET, NOT_MET = Outcome.MET, Outcome.NOT_MET
UNKNOWN, JUDGE = Outcome.UNKNOWN, Outcome.NEEDS_JUDGEMENT
NOT_APPLICABLE = Outcome.NOT_APPLICABLE

OUTSIDE = person(is_public_employee=False)


def outcome_of(name, facts, received_on=None, **thresholds):
    return build(rule_entry(name, **thresholds), context(received_on)).find(facts).outcome


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (person("EXCELLENT"), MET),
        (person("GOOD"), MET),
        (person("COMPLETED"), NOT_MET),
        (person(None), UNKNOWN),
        (person(grades={}), UNKNOWN),
        (OUTSIDE, NOT_APPLICABLE),
    ],
)
def test_Luat2022_D24_K1_a(facts, expected):
    assert outcome_of("Luat2022_D24_K1_a", facts, min_grade="GOOD") == expected


def test_Luat2022_D24_K1_b():
    assert outcome_of("Luat2022_D24_K1_b", person()) == JUDGE
    assert outcome_of("Luat2022_D24_K1_b", OUTSIDE) == NOT_APPLICABLE


def test_Luat2022_D24_K3_a():
    assert outcome_of("Luat2022_D24_K3_a", person()) == NOT_APPLICABLE
    assert outcome_of("Luat2022_D24_K3_a", OUTSIDE) == JUDGE


def test_Luat2022_D24_K3_b():
    assert outcome_of("Luat2022_D24_K3_b", person()) == NOT_APPLICABLE
    assert outcome_of("Luat2022_D24_K3_b", OUTSIDE) == JUDGE


@pytest.mark.parametrize(
    ("joined_on", "received_on", "expected"),
    [
        (date(2024, 7, 1), date(2024, 12, 10), MET),
        (date(2024, 7, 2), date(2024, 12, 10), NOT_MET),
        (date(2024, 7, 2), None, NOT_MET),
        (date(2024, 7, 2), date(2024, 4, 14), NOT_APPLICABLE),
        (date(2024, 7, 2), date(2024, 4, 15), NOT_MET),
        (None, None, UNKNOWN),
    ],
)
def test_TT01_2024_D1_K5_d(joined_on, received_on, expected):
    facts = person(year=2024, joined_on=joined_on)
    found = outcome_of(
        "TT01_2024_D1_K5_d", facts, received_on, min_months=6, applies_from=date(2024, 4, 15)
    )
    assert found == expected


def test_Luat2022_D23_K1():
    entries = (
        rule_entry("Luat2022_D24_K1_a", min_grade="GOOD"),
        rule_entry("Luat2022_D24_K1_b"),
    )
    rule = build(rule_entry("Luat2022_D23_K1"), context(LDTT=entries))
    assert rule.find(person()).outcome == JUDGE
    assert rule.find(person("COMPLETED")).outcome == NOT_MET
    assert rule.find(person(None)).outcome == UNKNOWN


def test_Luat2022_D23_K2():
    parts = (
        rule_entry("Luat2022_D23_K2_HoanThanhXuatSac", min_grade="EXCELLENT"),
        rule_entry("Luat2022_D23_K2_SangKien", min_initiatives=1),
        rule_entry("Luat2022_D23_K2_DeTai", min_topics=1),
        rule_entry("Luat2022_D23_K2_MuuTri"),
    )
    rule = build(rule_entry("Luat2022_D23_K2", Standing.TEXT_READ, *parts), context())
    assert rule.find(person("EXCELLENT")).outcome == MET
    assert rule.find(person(initiatives=(initiative(),))).outcome == MET
    assert rule.find(person(topics=(initiative(),))).outcome == MET
    assert rule.find(person()).outcome == NOT_MET
    assert rule.find(person(None)).outcome == UNKNOWN
    assert [part.rule for part in rule.find(person()).parts] == [part.rule for part in parts]


def test_Luat2022_D23_K2_HoanThanhXuatSac():
    name = "Luat2022_D23_K2_HoanThanhXuatSac"
    assert outcome_of(name, person("EXCELLENT"), min_grade="EXCELLENT") == MET
    assert outcome_of(name, person("GOOD"), min_grade="EXCELLENT") == NOT_MET


def test_Luat2022_D23_K2_SangKien():
    name = "Luat2022_D23_K2_SangKien"
    assert outcome_of(name, person(initiatives=(initiative(),)), min_initiatives=1) == MET
    assert outcome_of(name, person(), min_initiatives=1) == NOT_MET


def test_Luat2022_D23_K2_DeTai():
    name = "Luat2022_D23_K2_DeTai"
    assert outcome_of(name, person(topics=(initiative(),)), min_topics=1) == MET
    assert outcome_of(name, person(initiatives=(initiative(),)), min_topics=1) == NOT_MET
    assert outcome_of(name, person(topics=None), min_topics=1) == UNKNOWN


def test_Luat2022_D23_K2_MuuTri():
    assert outcome_of("Luat2022_D23_K2_MuuTri", person()) == NOT_APPLICABLE
    assert outcome_of("Luat2022_D23_K2_MuuTri", OUTSIDE) == JUDGE


@pytest.mark.parametrize(
    ("rows", "received_on", "expected"),
    [
        ((), None, MET),
        (None, None, UNKNOWN),
        ((discipline("UNDER_REVIEW", date(2025, 10, 1)),), date(2025, 12, 1), NOT_MET),
        ((discipline("UNDER_REVIEW", date(2025, 12, 2)),), date(2025, 12, 1), MET),
        (
            (discipline("UNDER_REVIEW", date(2025, 10, 1), end=date(2025, 12, 1)),),
            date(2025, 12, 1),
            MET,
        ),
        ((discipline("UNDER_REVIEW", date(2025, 10, 1)),), None, NOT_MET),
        ((discipline("WARNING", date(2025, 10, 1)),), None, MET),
    ],
)
def test_ND152_2025_D4_K4_XemXet(rows, received_on, expected):
    facts = person(year=2025, disciplines=rows)
    assert outcome_of("ND152_2025_D4_K4_XemXet", facts, received_on) == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((), MET),
        (None, UNKNOWN),
        ((discipline("REPRIMAND", date(2024, 10, 1), end=date(2025, 1, 1)),), MET),
        ((discipline("REPRIMAND", date(2024, 10, 1), end=date(2025, 1, 2)),), JUDGE),
        ((discipline("REPRIMAND", date(2025, 3, 1)),), JUDGE),
        ((discipline("UNDER_REVIEW", date(2025, 3, 1)),), MET),
    ],
)
def test_ND152_2025_D4_K4_ThoiHan(rows, expected):
    facts = person(year=2025, disciplines=rows)
    assert outcome_of("ND152_2025_D4_K4_ThoiHan", facts) == expected
