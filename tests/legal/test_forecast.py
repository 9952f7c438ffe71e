"""Forecasts: what is said to be enough is enough, nothing is said that is not needed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legal.rules.assumptions import AS_IT_IS, Assumed, extended, going_on, words
from legal.rules.evaluate import Ruling, evaluate
from legal.rules.facts import DisciplineFact, PersonFacts, YearRecord
from legal.rules.forecast import Forecast
from legal.rules.group import Group
from legal.rules.prospects import prospects
from legal.rules.registry import reviewed_rulebook
from tests.factories.legal import award, initiative, person

YEAR = 2025
TODAY = date(YEAR, 11, 20)
AHEAD = (2026, 2027, 2028)
BOOKS = {year: reviewed_rulebook(date(year, 12, 31)) for year in (YEAR, *AHEAD)}
CODES = ("LDTT", "CSTDCS", "CSTD_TINH", "CSTDTQ", "BK_TINH", "BK_TTG", "HCLD_3")
TITLES = ("LDTT", "CSTDCS", "CSTD_TINH", "BK_TINH", "BK_TTG")


def somebody(grades="GGGGGG", *, awards=(), until=YEAR - 1, **changes) -> PersonFacts:
    """A person with a grade for each of the last years; this year is mostly still open."""
    names = {"E": "EXCELLENT", "G": "GOOD", "C": "COMPLETED"}
    years = range(until + 1 - len(grades), until + 1)
    values = {
        "grades": {
            year: YearRecord(year, names[letter], f"grade:{year}")
            for year, letter in zip(years, grades, strict=True)
        },
        "awards": tuple(award(code, year) for code, year in awards),
        "as_of": TODAY,
        "uses": (),
        "absences": (),
        "posts": (),
    }
    return person(None, YEAR, **{**values, **changes})


def outlook(facts, code, year, *, every_way=True):
    """What could come for one person, or nothing."""
    ahead = Forecast([facts], BOOKS, first=YEAR, every_way=every_way)
    return next((found for _index, found in ahead.outlook(code, year)), None)


def needs(facts, code, year):
    """The words of all ways."""
    found = outlook(facts, code, year)
    return [words(way) for way in found.ways] if found else None


# --- What is promised, and what is kept ---------------------------------------------------------

_PEOPLE = st.builds(
    somebody,
    st.text(alphabet="EGC", min_size=2, max_size=9),
    awards=st.lists(
        st.tuples(st.sampled_from(TITLES), st.integers(2018, YEAR - 1)), max_size=8, unique=True
    ),
    initiatives=st.sampled_from(
        [(), (initiative(scope="PROVINCE", recognised_on=date(2024, 5, 4), applied=True),)]
    ),
    disciplines=st.sampled_from(
        [(), (DisciplineFact("WARNING", date(2024, 3, 1), date(2025, 3, 1)),)]
    ),
    retires_on=st.sampled_from([None, date(2027, 6, 1), date(2040, 1, 1)]),
)


@settings(max_examples=20, deadline=None)
@given(facts=_PEOPLE, code=st.sampled_from(CODES), year=st.sampled_from(AHEAD))
def test_what_is_said_to_be_enough_gives_the_verdict_by_a_plain_check(facts, code, year):
    found = outlook(facts, code, year)
    if found is None:
        return
    for way in found.ways:
        later = extended(going_on(facts, year, YEAR), way)
        verdict = evaluate(code, later, BOOKS[year])
        assert verdict.code in {"ELIGIBLE", "NEEDS_JUDGEMENT"}
        assert prospects(Ruling(code, Group([later]), BOOKS[year])).either


@settings(max_examples=20, deadline=None)
@given(facts=_PEOPLE, code=st.sampled_from(CODES), year=st.sampled_from(AHEAD))
def test_nothing_is_named_that_could_be_left_out(facts, code, year):
    found = outlook(facts, code, year)
    for way in found.ways if found else ():
        for one in way:
            less = extended(going_on(facts, year, YEAR), way - {one})
            assert not prospects(Ruling(code, Group([less]), BOOKS[year])).either


@settings(max_examples=12, deadline=None)
@given(
    many=st.lists(_PEOPLE, min_size=2, max_size=6),
    code=st.sampled_from(CODES),
    year=st.sampled_from(AHEAD),
)
def test_a_group_gets_the_outlook_of_each_alone(many, code, year):
    together = dict(Forecast(many, BOOKS, first=YEAR).outlook(code, year))
    alone = {place: outlook(one, code, year) for place, one in enumerate(many)}
    assert together == {place: found for place, found in alone.items() if found}


@settings(max_examples=12, deadline=None)
@given(facts=_PEOPLE, code=st.sampled_from(CODES), year=st.sampled_from(AHEAD))
def test_one_way_is_among_all_ways(facts, code, year):
    every, one = outlook(facts, code, year), outlook(facts, code, year, every_way=False)
    assert (every is None) == (one is None)
    if every and one:
        assert set(one.ways) <= set(every.ways)
        assert {len(way) for way in every.ways} == {len(way) for way in one.ways}


@settings(max_examples=12, deadline=None)
@given(facts=_PEOPLE, code=st.sampled_from(CODES))
def test_nobody_is_named_for_a_year_he_does_not_serve_to_its_end(facts, code):
    for year in AHEAD:
        if facts.retires_on and facts.retires_on <= date(year, 12, 31):
            assert outlook(facts, code, year) is None


# --- By example -----------------------------------------------------------------------------------


def test_going_on_as_now_is_enough_for_the_advanced_worker():
    assert needs(somebody(), "LDTT", 2026) == [""]


def test_who_is_graded_well_still_needs_excellence_or_a_work_to_be_a_fighter():
    assert needs(somebody("GGG"), "CSTDCS", 2027) == [
        "hoàn thành xuất sắc nhiệm vụ năm 2027",
        "01 sáng kiến hoặc đề tài được công nhận năm 2027",
    ]


def test_who_was_excellent_lately_is_expected_to_go_on_so():
    assert needs(somebody("GGE"), "CSTDCS", 2026) == [""]


def test_the_newest_grade_says_how_somebody_goes_on():
    # The grade of the year the forecast starts from may be on record already.
    assert needs(somebody("GEG", until=YEAR), "CSTDCS", 2026) == needs(
        somebody("GGG"), "CSTDCS", 2026
    )
    assert needs(somebody("GGE", until=YEAR), "CSTDCS", 2027) == [""]
    unknown = somebody("GGE")
    open_year = {**unknown.grades, YEAR: YearRecord(YEAR, None, "grade:open")}
    assert needs(replace(unknown, grades=open_year), "CSTDCS", 2026) == [""]


def test_who_is_eligible_today_needs_nothing_next_year():
    titles = [("CSTDCS", year) for year in (2023, 2024, 2025)]
    facts = somebody(
        "EEEE",
        until=YEAR,
        awards=titles,
        initiatives=(initiative(scope="PROVINCE", recognised_on=date(2024, 6, 1), applied=True),),
    )
    assert prospects(Ruling("CSTD_TINH", Group([facts]), BOOKS[YEAR])).either
    assert needs(facts, "CSTD_TINH", 2026) == [""]


def test_a_chain_names_the_titles_that_are_missing_and_their_years():
    facts = somebody("GGG", awards=[("CSTDCS", 2024)])
    found = needs(facts, "CSTD_TINH", 2026)
    assert found == [
        "02 lần CSTĐ cơ sở liên tục 2025–2026; 01 sáng kiến hoặc đề tài có phạm vi cấp tỉnh năm 2026"
    ]


def test_numbers_come_from_the_rule_set_and_not_from_the_forecast():
    facts = somebody("GGG")
    assert outlook(facts, "CSTD_TINH", 2026) is None, "three titles do not fit into two years"
    found = outlook(facts, "CSTD_TINH", 2027)
    assert found is not None
    titles = {one.year for way in found.ways for one in way if one.awards}
    assert titles == {2025, 2026, 2027}


def test_a_title_is_not_assumed_in_a_year_in_which_it_cannot_be_reached():
    assert outlook(somebody("GGG"), "CSTDTQ", 2026) is None
    assert outlook(somebody("GGG"), "CSTDTQ", 2027) is None


def test_discipline_keeps_a_year_from_counting_until_it_has_ended():
    barred = somebody("GGGGG", disciplines=(DisciplineFact("WARNING", date(2025, 2, 1), None),))
    assert outlook(barred, "BK_TINH", 2026) is None
    ended = somebody(
        "GGGGG", disciplines=(DisciplineFact("WARNING", date(2024, 2, 1), date(2025, 2, 1)),)
    )
    assert needs(ended, "BK_TINH", 2027)[0] == "02 lần CSTĐ cơ sở liên tục 2026–2027"


def test_records_that_contradict_each_other_have_no_outlook():
    facts = somebody("GGG", contradictions=(object(),))
    assert outlook(facts, "LDTT", 2026) is None


def test_records_that_exist_are_not_replaced():
    facts = somebody("GC", until=YEAR)
    later = extended(going_on(facts, 2026, YEAR), {Assumed("EXCELLENT", 2025)})
    assert later.grades[2025].grade == "COMPLETED"
    assert later.grades[2026].grade == "GOOD"


@pytest.mark.parametrize("code", CODES)
def test_nobody_needs_what_he_has(code):
    """The way of somebody who goes on as now is the empty one, and the only one."""
    found = outlook(somebody("EEEEEE", awards=[("CSTDCS", 2023), ("CSTDCS", 2024)]), code, 2026)
    if found and found.as_now:
        assert found.ways == (AS_IT_IS,)
