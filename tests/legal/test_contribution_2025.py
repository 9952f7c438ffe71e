"""Rules on a life's work in leading posts, and on the medal of a sector, by their names."""
# ruff: noqa: N802 - a test bears the name of its rule, which is a citation key

from dataclasses import replace
from datetime import date

import pytest

from legal.rules.evaluate import evaluate
from legal.rules.facts import PostFact, Tick
from legal.rules.registry import reviewed_rulebook
from tests.factories.legal import discipline, person
from tests.legal.asking import JUDGE, MET, NOT_MET, OUTSIDE, UNKNOWN, found, outcome

STAFF = person(year=2025, claims=frozenset({"CONTRIBUTION"}), as_of=date(2025, 9, 1))
HEAD = PostFact("Vụ trưởng", date(2019, 9, 1), None, is_manager=True, rank="VU_TRUONG")


@pytest.mark.parametrize(
    ("retires_on", "expected"),
    [(date(2025, 9, 1), MET), (date(2025, 12, 1), JUDGE), (None, JUDGE)],
)
def test_ND152_2025_D9_NghiHuu(retires_on, expected):
    name = "ND152_2025_D9_NghiHuu"
    facts = replace(STAFF, retires_on=retires_on)
    assert outcome(name, facts, rule_set="2025B", code="HCLD_3") is expected
    assert outcome(name, facts, rule_set="2025B", code="BK_TINH") is OUTSIDE
    seen = {name: Tick(ok=True, by="Lê Thị An", on=date(2025, 8, 1))}
    assert outcome(name, replace(facts, ticks=seen), rule_set="2025B", code="HCLD_3") is MET


@pytest.mark.parametrize(
    ("disciplines", "posts", "expected"),
    [
        ((), None, MET),
        ((discipline("WARNING", date(2022, 1, 1)),), (HEAD,), NOT_MET),
        ((discipline("WARNING", date(2015, 1, 1), end=date(2016, 1, 1)),), (HEAD,), MET),
        ((discipline("WARNING", date(2022, 1, 1)),), (), MET),
        # Whether a post without a rank is one of those counted, people say.
        ((discipline("WARNING", date(2022, 1, 1)),), (replace(HEAD, rank=""),), JUDGE),
        ((discipline("WARNING", date(2022, 1, 1)),), None, UNKNOWN),
        ((discipline("UNDER_REVIEW", date(2022, 1, 1)),), (HEAD,), MET),
        (None, (HEAD,), UNKNOWN),
    ],
)
def test_ND152_2025_D9_KyLuat(disciplines, posts, expected):
    facts = replace(STAFF, disciplines=disciplines, posts=posts)
    found_ = outcome("ND152_2025_D9_KyLuat", facts, rule_set="2025B", code="HCLD_2")
    assert found_ is expected


def post(rank, start, end):
    return PostFact(rank.lower(), date(start, 9, 1), date(end, 9, 1), is_manager=True, rank=rank)


@pytest.mark.parametrize(
    ("posts", "is_woman", "expected"),
    [
        ((HEAD,), False, MET),
        ((post("VU_TRUONG", 2020, 2025),), False, NOT_MET),
        # A third less for women.
        ((post("VU_TRUONG", 2021, 2025),), True, MET),
        ((post("VU_TRUONG", 2022, 2025),), True, NOT_MET),
        ((post("VU_TRUONG", 2021, 2025),), None, UNKNOWN),
        # A short time in a post is added to the next lower one.
        ((post("PHO_VU_TRUONG", 2015, 2023), post("VU_TRUONG", 2023, 2025)), False, MET),
        # Of posts held at once the higher counts, once.
        ((post("PHO_VU_TRUONG", 2017, 2025), post("VU_TRUONG", 2020, 2025)), False, NOT_MET),
        ((replace(HEAD, rank=""),), False, UNKNOWN),
        ((), False, NOT_MET),
        (None, False, UNKNOWN),
    ],
)
def test_ND152_2025_D21(posts, is_woman, expected):
    facts = replace(STAFF, posts=posts, is_woman=is_woman)
    assert outcome("ND152_2025_D21", facts, rule_set="THAMKHAO", code="HCLD_3") is expected


def test_the_years_in_posts_only_warn():
    facts = replace(
        STAFF,
        posts=(),
        is_woman=False,
        retires_on=date(2025, 8, 1),
        ticks={
            name: Tick(ok=True, by="Lê Thị An", on=date(2025, 8, 1))
            for name in ("Luat2022_D44_ChapHanh", "Luat2022_D44_K1_g")
        },
    )
    day = date(2025, 9, 1)
    alone = evaluate("HCLD_3", facts, reviewed_rulebook(day))
    assert alone.code == "ELIGIBLE"
    guided = evaluate("HCLD_3", facts, reviewed_rulebook(day, "THAMKHAO"))
    assert (guided.code, guided.blocking) == ("NOT_YET", False)


@pytest.mark.parametrize(
    ("begun", "is_woman", "rows", "expected"),
    [
        (date(2005, 9, 1), False, (), MET),
        (date(2005, 9, 10), False, (), JUDGE),
        (date(2010, 9, 1), True, (), MET),
        (date(2010, 9, 1), False, (), JUDGE),
        (date(2017, 1, 1), True, (), NOT_MET),
        (
            date(2005, 9, 1),
            False,
            (discipline("REPRIMAND", date(2010, 1, 1), end=date(2010, 7, 1)),),
            JUDGE,
        ),
        (date(2005, 9, 1), False, None, UNKNOWN),
        (None, False, (), UNKNOWN),
    ],
)
def test_TT16_2018_BCT_D14(begun, is_woman, rows, expected):
    facts = replace(STAFF, service_from=begun, is_woman=is_woman, disciplines=rows)
    told = found("TT16_2018_BCT_D14", facts, rule_set="THAMKHAO", award="KNC")
    assert told.outcome is expected
    if expected is NOT_MET:
        assert told.remedy == "Cần thêm 07 năm công tác."
