"""Every rule of the former law, by its name."""
# ruff: noqa: N802 - a test bears the name of its rule, which is a citation key

from datetime import date

import pytest

from legal.domain.codes import Standing
from legal.rules.base import Outcome, build
from tests.factories.legal import YEAR, context, discipline, initiative, person, rule_entry

MET, NOT_MET = Outcome.MET, Outcome.NOT_MET
UNKNOWN, JUDGE = Outcome.UNKNOWN, Outcome.NEEDS_JUDGEMENT


def outcome_of(name, facts, **thresholds):
    return build(rule_entry(name, **thresholds), context()).find(facts)


@pytest.mark.parametrize(
    ("grade", "expected"),
    [
        ("EXCELLENT", MET),
        ("GOOD", MET),
        ("COMPLETED", NOT_MET),
        ("FAILED", NOT_MET),
        (None, UNKNOWN),
    ],
)
def test_Luat2003_D24_NhiemVu(grade, expected):
    found = outcome_of("Luat2003_D24_NhiemVu", person(grade), min_grade="GOOD")
    assert found.outcome == expected
    assert "2020" in found.message
    assert "hoàn thành tốt nhiệm vụ trở lên" in found.message


def test_Luat2003_D24_ChapHanh():
    assert outcome_of("Luat2003_D24_ChapHanh", person()).outcome == JUDGE


def test_Luat2003_D24_HocTap():
    assert outcome_of("Luat2003_D24_HocTap", person()).outcome == JUDGE


def test_Luat2003_D24_DaoDuc():
    assert outcome_of("Luat2003_D24_DaoDuc", person()).outcome == JUDGE


@pytest.mark.parametrize(("days", "expected"), [(39, MET), (40, NOT_MET), (None, UNKNOWN)])
def test_ND65_2014_D5_K6(days, expected):
    found = outcome_of("ND65_2014_D5_K6", person(absence_days=days), max_absence_days=40)
    assert found.outcome == expected


@pytest.mark.parametrize(
    ("joined_on", "expected"),
    [
        (date(2020, 3, 1), MET),
        (date(2020, 3, 2), NOT_MET),
        (date(2021, 2, 1), NOT_MET),
        (None, UNKNOWN),
    ],
)
def test_ND91_2017_D10_TuyenDung(joined_on, expected):
    found = outcome_of("ND91_2017_D10_TuyenDung", person(joined_on=joined_on), min_months=10)
    assert found.outcome == expected


@pytest.mark.parametrize(
    ("rows", "bar", "expected"),
    [
        ((), "REPRIMAND", MET),
        (None, "REPRIMAND", UNKNOWN),
        ((discipline("REPRIMAND"),), "REPRIMAND", NOT_MET),
        ((discipline("REPRIMAND"),), "WARNING", MET),
        ((discipline("DISMISSAL"),), "WARNING", NOT_MET),
        ((discipline("UNDER_REVIEW"),), "REPRIMAND", MET),
        ((discipline("WARNING", date(2019, 9, 1)),), "REPRIMAND", JUDGE),
        ((discipline("WARNING", date(2018, 9, 1), end=date(2019, 9, 1)),), "REPRIMAND", MET),
        ((discipline("WARNING", date(2021, 1, 1)),), "REPRIMAND", MET),
    ],
)
def test_ND91_2017_D10_KyLuat(rows, bar, expected):
    found = outcome_of("ND91_2017_D10_KyLuat", person(disciplines=rows), bar_from=bar)
    assert found.outcome == expected


def test_Luat2003_D23_LDTT():
    entries = (rule_entry("Luat2003_D24_NhiemVu", min_grade="GOOD"),)
    rule = build(rule_entry("Luat2003_D23_LDTT"), context(LDTT=entries))
    assert rule.find(person("GOOD")).outcome == MET
    refused = rule.find(person("COMPLETED"))
    assert refused.outcome == NOT_MET
    assert [part.rule for part in refused.parts] == ["Luat2003_D24_NhiemVu"]


def test_Luat2003_D23_ThanhTich():
    parts = (
        rule_entry("Luat2003_D23_SangKien", min_initiatives=1),
        rule_entry("Luat2003_D23_DeTai", min_topics=1),
        rule_entry("Luat2003_D23_MuuTri"),
    )
    entry = rule_entry("Luat2003_D23_ThanhTich", Standing.TEXT_READ, *parts)
    rule = build(entry, context())
    assert rule.find(person(initiatives=(initiative(),))).outcome == MET
    assert rule.find(person(topics=(initiative(),))).outcome == MET
    assert rule.find(person()).outcome == NOT_MET
    assert rule.find(person(initiatives=None)).outcome == UNKNOWN
    # Topics that are not kept may exist: nobody is refused for want of an initiative alone.
    assert rule.find(person(topics=None)).outcome == UNKNOWN
    # An excellent grade is no substitute under the former law.
    assert rule.find(person("EXCELLENT")).outcome == NOT_MET
    assert rule.find(person(is_public_employee=False)).outcome == JUDGE


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((initiative(),), MET),
        ((initiative(scope="NATIONAL"),), MET),
        ((initiative(recognised_on=date(2021, 1, 5), year=YEAR),), MET),
        ((initiative(recognised_on=date(2021, 1, 5)),), NOT_MET),
        ((initiative(recognised_on=None, year=YEAR),), NOT_MET),
        ((), NOT_MET),
        (None, UNKNOWN),
    ],
)
def test_Luat2003_D23_SangKien(rows, expected):
    found = outcome_of("Luat2003_D23_SangKien", person(initiatives=rows), min_initiatives=1)
    assert found.outcome == expected


def test_Luat2003_D23_DeTai():
    topic = initiative()
    found = outcome_of("Luat2003_D23_DeTai", person(topics=(topic,)), min_topics=1)
    assert found.outcome == MET
    unkept = outcome_of("Luat2003_D23_DeTai", person(topics=None), min_topics=1)
    assert unkept.outcome == UNKNOWN
    assert "chưa lưu" in unkept.message
    assert found.facts["found"] == [{"id": 1, "title": topic.title, "ref": "initiative:1"}]


def test_Luat2003_D23_MuuTri():
    assert outcome_of("Luat2003_D23_MuuTri", person()).outcome == Outcome.NOT_APPLICABLE
    outside = person(is_public_employee=False)
    assert outcome_of("Luat2003_D23_MuuTri", outside).outcome == JUDGE
