"""Random persons for properties: every field of the facts, all awards, all rule-sets."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from core.periods import holds_on
from legal.domain.codes import Layer
from legal.rules.base import registry
from legal.rules.facts import (
    ABSENCES,
    CLAIMS,
    DISCIPLINES,
    GRADES,
    GROUNDS,
    OCCUPATIONS,
    SCOPES,
    UNDER_REVIEW,
    AbsenceFact,
    AwardFact,
    BarFact,
    DisciplineFact,
    InitiativeFact,
    InitiativeUse,
    PersonFacts,
    PostFact,
    Tick,
    YearRecord,
)
from legal.rules.registry import reviewed_rulebook, rule_sets
from legal.rules.rulebook import Rulebook

YEAR = 2025
PERSONAL = (
    "LDTT",
    "CSTDCS",
    "CSTD_BO",
    "CSTD_TINH",
    "CSTDTQ",
    "BK_TINH",
    "BK_BO",
    "BK_TTG",
    "HCLD_3",
    "HCLD_2",
    "HCLD_1",
    "KNC",
    "GIAYKHEN",
)
# A day in each national rule-set.
DAYS = tuple(date(year, 12, 1) for year in (2016, 2018, 2022, 2024, 2025, 2026, 2027))
_FIRST = 2014


def with_guides(day: date) -> Rulebook:
    """The reviewed rules of a day with the sets that only remind, as an installation has them."""
    guides = [
        row.code
        for row in rule_sets().values()
        if row.layer is Layer.INSTALLATION and holds_on(day, row.valid_from, row.valid_to)
    ]
    return reviewed_rulebook(day, *guides)


_years = st.integers(_FIRST, YEAR)
_days = st.dates(date(_FIRST, 1, 1), date(YEAR, 12, 31))
_maybe_day = st.none() | _days


def _maybe(rows: st.SearchStrategy, most: int) -> st.SearchStrategy:
    """Records that are not kept, or a few of them."""
    return st.none() | st.lists(rows, max_size=most).map(tuple)


awards = st.builds(
    lambda code, year, late, basis, ground: AwardFact(
        code, year, None if late is None else date(year + late, 6, 1), basis, ground
    ),
    st.sampled_from(PERSONAL),
    _years,
    st.sampled_from([0, 0, 1, None]),
    st.sampled_from(["MERIT", "MERIT", "MERIT", *CLAIMS]),
    st.sampled_from(["", *GROUNDS]),
)
# Titles one after the other, so that chains and ladders are met now and then.
chains = st.builds(
    lambda code, first, length: tuple(
        AwardFact(code, year, date(year, 12, 1))
        for year in range(first, min(first + length, YEAR + 1))
    ),
    st.sampled_from(["CSTDCS", "CSTDCS", "CSTD_TINH", "CSTD_BO"]),
    st.integers(2018, YEAR),
    st.integers(1, 6),
)
works = st.builds(
    InitiativeFact,
    id=st.integers(1, 5),
    title=st.just("Rút ngắn thời gian cấp giấy phép"),
    scope=st.sampled_from(sorted(SCOPES)),
    recognised_on=_maybe_day,
    year=st.none() | _years,
    applied=st.sampled_from([None, True, False]),
    influence=st.sampled_from(["", *SCOPES]),
)
periods = {"start": _days, "end": _maybe_day}
grades = st.dictionaries(
    _years,
    st.sampled_from(["EXCELLENT", "EXCELLENT", "GOOD", "GOOD", "GOOD", None, *GRADES]),
).map(lambda found: {year: YearRecord(year, grade) for year, grade in found.items()})
good_years = st.integers(2015, YEAR).map(
    lambda first: {year: YearRecord(year, "EXCELLENT") for year in range(first, YEAR + 1)}
)


@st.composite
def people(draw: st.DrawFn, as_of: date | None) -> PersonFacts:
    """One person, any of whose records may be missing."""
    held = draw(_maybe(awards, 6))
    if held is not None:
        held = (*held, *draw(chains), *draw(chains))
    rules = draw(st.lists(st.sampled_from(sorted(registry)), max_size=40))
    return PersonFacts(
        ref=f"staff:{draw(st.integers(1, 999))}",
        year=YEAR,
        as_of=as_of,
        grades={**draw(grades), **draw(st.just({}) | good_years)},
        awards=held,
        awards_since=draw(st.none() | _years),
        claims=draw(st.frozensets(st.sampled_from([*CLAIMS, "MERIT", "MERIT"]), max_size=3)),
        ticks={rule: Tick(draw(st.booleans()), "Lê Thị An", date(2025, 1, 1)) for rule in rules},
        bars=draw(_maybe(st.builds(BarFact, st.just("Thuế"), st.just("12/CT"), **periods), 1)),
        joined_on=draw(_maybe_day),
        recruited_on=draw(_maybe_day),
        service_from=draw(st.none() | _days | st.dates(date(1985, 1, 1), date(2013, 1, 1))),
        retires_on=draw(st.none() | st.dates(date(2024, 1, 1), date(2030, 1, 1))),
        occupation=draw(st.sampled_from(["PUBLIC", "PUBLIC", *OCCUPATIONS])),
        initiatives=draw(_maybe(works, 4)),
        topics=draw(_maybe(works, 3)),
        uses=draw(
            _maybe(
                st.builds(
                    InitiativeUse,
                    st.integers(1, 5),
                    st.sampled_from(PERSONAL),
                    st.sampled_from(["TITLE", "FORM"]),
                    _years,
                    st.booleans(),
                ),
                2,
            )
        ),
        disciplines=draw(
            st.just(())
            | _maybe(
                st.builds(DisciplineFact, st.sampled_from([*DISCIPLINES, UNDER_REVIEW]), **periods),
                2,
            )
        ),
        absences=draw(
            _maybe(
                st.builds(
                    AbsenceFact,
                    st.sampled_from(sorted(ABSENCES)),
                    result=st.sampled_from(["", "GOOD", "FAILED"]),
                    **periods,
                ),
                2,
            )
        ),
        absence_days=draw(st.none() | st.integers(0, 200)),
        posts=draw(
            _maybe(
                st.builds(
                    PostFact,
                    st.just("Vụ trưởng"),
                    is_manager=st.booleans(),
                    rank=st.sampled_from(["", "VU_TRUONG", "PHO_VU_TRUONG"]),
                    **periods,
                ),
                3,
            )
        ),
        is_woman=draw(st.sampled_from([None, True, False])),
    )


@st.composite
def groups_of_people(draw: st.DrawFn, size: int) -> list[PersonFacts]:
    """So many persons judged on one day."""
    as_of = draw(st.sampled_from([None, date(YEAR, 6, 1), date(YEAR + 1, 1, 15)]))
    return [draw(people(as_of)) for _ in range(size)]
