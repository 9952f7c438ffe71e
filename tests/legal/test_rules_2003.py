"""Every rule of the former law on titles of the base, by its name."""
# ruff: noqa: N802 - a test bears the name of its rule, which is a citation key

from datetime import date

import pytest

from legal.rules.evaluate import evaluate
from legal.rules.facts import AbsenceFact
from legal.rules.registry import reviewed_rulebook
from tests.factories.legal import (
    YEAR,
    discipline,
    initiative,
    person,
)
from tests.legal import asking
from tests.legal.asking import (
    JUDGE,
    MET,
    NOT_MET,
    OUTSIDE,
    UNKNOWN,
    assert_left_to_people,
)

OUTSIDER = person(occupation="WORKER")


def found(rule, facts, rule_set="B", **where):
    return asking.found(rule, facts, rule_set=rule_set, **where)


def outcome(rule, facts, rule_set="B", **where):
    return found(rule, facts, rule_set, **where).outcome


# --- Advanced workers -----------------------------------------------------------------------


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
    told = found("Luat2003_D24_NhiemVu", person(grade))
    assert told.outcome is expected
    assert "2020" in told.message
    assert "hoàn thành tốt nhiệm vụ trở lên" in told.message


def test_Luat2003_D24_ChapHanh():
    assert_left_to_people("Luat2003_D24_ChapHanh", person(), rule_set="B")


def test_Luat2003_D24_HocTap():
    assert_left_to_people("Luat2003_D24_HocTap", person(), rule_set="B")


def test_Luat2003_D24_DaoDuc():
    assert_left_to_people("Luat2003_D24_DaoDuc", person(), rule_set="B")


@pytest.mark.parametrize(("days", "expected"), [(39, MET), (40, NOT_MET), (None, UNKNOWN)])
def test_ND65_2014_D5_K6(days, expected):
    assert outcome("ND65_2014_D5_K6", person(absence_days=days), "A") is expected


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
    assert outcome("ND91_2017_D10_TuyenDung", person(joined_on=joined_on)) is expected


def test_somebody_moved_is_not_newly_recruited():
    moved = person(joined_on=date(2020, 9, 1), service_from=date(2012, 4, 1))
    told = found("ND91_2017_D10_TuyenDung", moved)
    assert told.outcome is JUDGE
    assert "không phải mới tuyển dụng" in told.message


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((), MET),
        (None, UNKNOWN),
        ((discipline("REPRIMAND"),), NOT_MET),
        ((discipline("DISMISSAL"),), NOT_MET),
        ((discipline("UNDER_REVIEW"),), MET),
        ((discipline("WARNING", date(2019, 9, 1)),), JUDGE),
        ((discipline("WARNING", date(2018, 9, 1), end=date(2019, 9, 1)),), MET),
        ((discipline("WARNING", date(2021, 1, 1)),), MET),
    ],
)
def test_ND91_2017_D10_KyLuat(rows, expected):
    assert outcome("ND91_2017_D10_KyLuat", person(disciplines=rows)) is expected


def training(result, start=date(2019, 9, 1), end=date(2020, 9, 1)):
    return (AbsenceFact("TRAINING", start, end, result, "absence:1"),)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (training("GOOD"), MET),
        (training("EXCELLENT"), MET),
        # What does not count is one thing; whether the rest of the year is enough another.
        (training("AVERAGE"), JUDGE),
        (training("FAILED"), JUDGE),
        (training("AVERAGE", date(2019, 9, 1), date(2021, 1, 1)), NOT_MET),
        (training(""), UNKNOWN),
        # Less than a year counts whatever its result.
        (training("AVERAGE", end=date(2020, 8, 31)), MET),
        (training("FAILED", date(2017, 1, 1), date(2019, 1, 1)), OUTSIDE),
        ((), OUTSIDE),
        (None, OUTSIDE),
    ],
)
def test_ND91_2017_D10_DaoTao(rows, expected):
    assert outcome("ND91_2017_D10_DaoTao", person(absences=rows)) is expected


def test_ND91_2017_D10_ThaiSan():
    leave = (AbsenceFact("PARENTAL", date(2020, 2, 1), date(2020, 8, 1)),)
    told = found("ND91_2017_D10_ThaiSan", person(absences=leave))
    assert told.outcome is MET
    assert "được tính là thời gian công tác" in told.message
    assert outcome("ND91_2017_D10_ThaiSan", person(absences=())) is OUTSIDE


def test_ND91_2017_D10_ChuyenDen():
    moved = person(joined_on=date(2020, 9, 1), service_from=date(2012, 4, 1))
    assert outcome("ND91_2017_D10_ChuyenDen", moved) is MET
    assert outcome("ND91_2017_D10_ChuyenDen", person(joined_on=date(2020, 9, 1))) is OUTSIDE
    long_ago = person(joined_on=date(2018, 9, 1), service_from=date(2012, 4, 1))
    assert outcome("ND91_2017_D10_ChuyenDen", long_ago) is OUTSIDE


# --- Fighters of the base -------------------------------------------------------------------


def verdict_on(award_code, facts, day=date(2018, 12, 20)):
    return evaluate(award_code, facts, reviewed_rulebook(day))


def part(findings, rule):
    """Return the finding of one rule, wherever it stands."""
    for finding in findings:
        inside = finding if finding.rule == rule else part(finding.parts, rule)
        if inside is not None:
            return inside
    return None


def test_Luat2003_D23_LDTT():
    good = part(verdict_on("CSTDCS", person("GOOD")).findings, "Luat2003_D23_LDTT")
    assert good.outcome is JUDGE
    refused = part(verdict_on("CSTDCS", person("COMPLETED")).findings, "Luat2003_D23_LDTT")
    assert refused.outcome is NOT_MET
    assert "Luat2003_D24_NhiemVu" in [one.rule for one in refused.parts]


def test_Luat2003_D23_ThanhTich():
    assert outcome("Luat2003_D23_ThanhTich", person(initiatives=(initiative(),))) is MET
    assert outcome("Luat2003_D23_ThanhTich", person(topics=(initiative(applied=True),))) is MET
    assert outcome("Luat2003_D23_ThanhTich", person()) is NOT_MET
    assert outcome("Luat2003_D23_ThanhTich", person(initiatives=None)) is UNKNOWN
    # Topics that are not kept may exist: nobody is refused for want of an initiative alone.
    assert outcome("Luat2003_D23_ThanhTich", person(topics=None)) is UNKNOWN
    # An excellent grade is no substitute under the former law.
    assert outcome("Luat2003_D23_ThanhTich", person("EXCELLENT")) is NOT_MET
    assert outcome("Luat2003_D23_ThanhTich", OUTSIDER) is JUDGE


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
    assert outcome("Luat2003_D23_SangKien", person(initiatives=rows)) is expected


def test_Luat2003_D23_DeTai():
    # Accepted, and applied.
    for applied, expected in ((True, MET), (None, JUDGE), (False, NOT_MET)):
        topic = initiative(applied=applied)
        assert outcome("Luat2003_D23_DeTai", person(topics=(topic,))) is expected
    unkept = found("Luat2003_D23_DeTai", person(topics=None))
    assert unkept.outcome is UNKNOWN
    assert "chưa lưu" in unkept.message


def test_Luat2003_D23_MuuTri():
    assert outcome("Luat2003_D23_MuuTri", person()) is OUTSIDE
    assert outcome("Luat2003_D23_MuuTri", OUTSIDER) is JUDGE
