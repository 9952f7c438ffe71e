"""Discipline, pending cases and leave before July 2025: never a silent yes, never a bar unread."""
# ruff: noqa: N802 - a test bears the name of its rule, which is a citation key

from dataclasses import replace
from datetime import date

import pytest

from legal.domain.codes import Standing
from legal.domain.rulesets import Confirmation
from legal.rules.base import registry
from legal.rules.evaluate import evaluate
from legal.rules.facts import AbsenceFact, BarFact, Tick
from legal.rules.registry import reviewed_rulebook, rule_sets
from legal.rules.rulebook import Rulebook
from tests.factories.legal import award, collective, discipline, initiative, person
from tests.legal import asking
from tests.legal.asking import JUDGE, MET, OUTSIDE, UNKNOWN
from tests.legal.people import with_guides

NOW = person("EXCELLENT", year=2024)
DAY = date(2024, 12, 10)
WARNED = (discipline("WARNING", date(2024, 3, 1), end=date(2025, 3, 1)),)
PENDING = (discipline("UNDER_REVIEW", date(2024, 10, 1)),)
LISTED = (BarFact("Công an tỉnh", "12/CAT", date(2024, 3, 1), None, "bar:1"),)
LEAVE = AbsenceFact("PARENTAL", date(2024, 2, 1), date(2024, 8, 1), ref="absence:9")


def found(rule, facts=NOW, rule_set="THAMKHAO24", **where):
    return asking.found(rule, facts, rule_set=rule_set, **where)


# --- Nghị định 98/2023/NĐ-CP, Điều 4: read where it is retold ---------------------------------


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, MET),
        ({"disciplines": None}, UNKNOWN),
        ({"disciplines": PENDING}, JUDGE),
        ({"bars": LISTED}, JUDGE),
        ({"disciplines": WARNED}, MET),
    ],
)
def test_ND98_2023_D4_XemXet(changes, expected):
    assert found("ND98_2023_D4_XemXet", replace(NOW, **changes)).outcome is expected


@pytest.mark.parametrize(
    ("rows", "expected"), [((), MET), (None, UNKNOWN), (WARNED, JUDGE), (PENDING, MET)]
)
def test_ND98_2023_D4_ThoiHan(rows, expected):
    told = found("ND98_2023_D4_ThoiHan", replace(NOW, disciplines=rows))
    assert told.outcome is expected
    assert (told.standing, told.blocks) == ("SECOND_HAND", False)
    assert ("cảnh cáo từ 01/03/2024" in told.message) is (expected is JUDGE)


def test_ND98_2023_D4_ChuyenDe():
    sudden = replace(NOW, awards=(award("BK_TINH", 2023, basis="SUDDEN"), award("CSTDCS", 2023)))
    told = found("ND98_2023_D4_ChuyenDe", sudden)
    assert told.outcome is JUDGE
    assert "Có 01 lần khen thưởng không phải công trạng" in told.message
    assert found("ND98_2023_D4_ChuyenDe", replace(NOW, awards=None)).outcome is OUTSIDE


def test_ND98_2023_D4_ThaiSan():
    told = found("ND98_2023_D4_ThaiSan", replace(NOW, absences=(LEAVE,)))
    assert told.outcome is MET
    assert "được tính là thời gian bình xét" in told.message
    assert found("ND98_2023_D4_ThaiSan").outcome is OUTSIDE


def test_ND98_2023_D4_UuTienNu():
    assert found("ND98_2023_D4_UuTienNu", replace(NOW, is_woman=True)).outcome is MET
    unit = found("ND98_2023_D4_UuTienNu", collective(year=2024))
    assert "tỷ lệ nữ từ 70% trở lên" in unit.message


# --- 2014 to 2023: no text was read -----------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "expected"), [((), OUTSIDE), (None, UNKNOWN), (WARNED, JUDGE), (PENDING, OUTSIDE)]
)
def test_Luat2003_KyLuat(rows, expected):
    told = found("Luat2003_KyLuat", replace(NOW, disciplines=rows), "THAMKHAO03")
    assert told.outcome is expected
    assert ("cảnh cáo từ 01/03/2024" in told.message) is (expected is JUDGE)
    assert found("Luat2003_KyLuat", collective(), "THAMKHAO03").outcome is OUTSIDE


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, OUTSIDE),
        ({"disciplines": None}, UNKNOWN),
        ({"disciplines": PENDING}, JUDGE),
        ({"bars": LISTED}, JUDGE),
    ],
)
def test_Luat2003_XemXet(changes, expected):
    told = found("Luat2003_XemXet", replace(NOW, **changes), "THAMKHAO03")
    assert told.outcome is expected
    assert ("Công an tỉnh" in told.message) is ("bars" in changes)
    assert found("Luat2003_XemXet", collective(), "THAMKHAO03").outcome is OUTSIDE


def test_Luat2003_ThaiSan():
    facts = replace(NOW, absences=(LEAVE,))
    before = {"rule_set": "THAMKHAO03", "received_on": date(2017, 9, 30)}
    told = found("Luat2003_ThaiSan", facts, **before)
    assert told.outcome is JUDGE
    assert "Nghỉ thai sản từ 01/02/2024" in told.message
    assert found("Luat2003_ThaiSan", NOW, **before).outcome is OUTSIDE
    # Since October 2017 the decree was read: the leave counts.
    since = {**before, "received_on": date(2017, 10, 1)}
    assert found("Luat2003_ThaiSan", facts, **since).outcome is OUTSIDE


# --- Whole verdicts ---------------------------------------------------------------------------

YES = Tick(True, "Lê Thị An", date(2024, 12, 1))


def judged(day, disciplines, book=None, code="LDTT", **changes):
    """Judge somebody of whom everything else is as it should be."""
    facts = person(
        "EXCELLENT",
        year=day.year,
        as_of=day,
        disciplines=disciplines,
        ticks={name: YES for name in registry if name.startswith(("Luat2022_D24", "Luat2003_D24"))},
        **changes,
    )
    return evaluate(code, facts, book or with_guides(day))


def kept(kind, year):
    return (discipline(kind, date(year, 3, 1), end=date(year + 1, 3, 1)),)


@pytest.mark.parametrize("code", ["LDTT", "CSTDCS"])
@pytest.mark.parametrize("kind", ["WARNING", "UNDER_REVIEW"])
@pytest.mark.parametrize(
    ("year", "expected"),
    [
        # Only what was read refuses; before that it is for people, and never passed over.
        (2015, {"NEEDS_JUDGEMENT"}),
        (2018, {"NEEDS_JUDGEMENT", "BARRED"}),
        (2021, {"NEEDS_JUDGEMENT", "BARRED"}),
        (2024, {"NEEDS_JUDGEMENT"}),
        (2025, {"NOT_YET", "BARRED"}),
    ],
)
def test_nobody_under_discipline_or_review_is_silently_eligible(year, kind, code, expected):
    day = date(year, 12, 10)
    works = {"initiatives": (initiative(recognised_on=date(year, 5, 1)),), "uses": ()}
    verdict = judged(day, kept(kind, year), code=code, **works)
    assert verdict.code in expected
    assert verdict.blocking is (verdict.code != "NEEDS_JUDGEMENT")
    assert judged(day, (), code=code, **works).code == "ELIGIBLE"


def test_an_officer_who_confirms_the_decree_makes_it_bind():
    book = reviewed_rulebook(DAY, "THAMKHAO24")
    guide = book.sets[-1]
    confirmed = Confirmation("Lê Thị An", date(2026, 1, 5), "Nghị định 98/2023/NĐ-CP, Điều 4")
    common = tuple(replace(one, confirmed=confirmed) for one in guide.common)
    read = Rulebook((*book.sets[:-1], replace(guide, common=common, sha256="x")), DAY)
    warned, pending = kept("WARNING", 2024), kept("UNDER_REVIEW", 2024)
    assert (judged(DAY, warned, read).code, judged(DAY, warned, read).blocking) == ("NOT_YET", True)
    assert (judged(DAY, pending, read).code, judged(DAY, pending).blocking) == ("BARRED", False)


def test_people_settle_what_was_not_read():
    facts = replace(
        NOW,
        as_of=DAY,
        disciplines=WARNED,
        ticks={"ND98_2023_D4_ThoiHan": YES, "Luat2022_D24_K1_b": YES},
    )
    verdict = evaluate("LDTT", facts, reviewed_rulebook(DAY, "THAMKHAO24"))
    assert verdict.code == "ELIGIBLE"


def test_a_provision_that_is_not_known_exactly_is_not_read():
    for row in rule_sets().values():
        vague = {
            entry.rule
            for _place, entry in row.every_entry()
            if entry.standing is Standing.TEXT_READ and "chưa " in registry[entry.rule].citation
        }
        assert vague == set(), row.code
