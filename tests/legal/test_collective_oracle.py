"""Ladders and shares of collectives against a slow reading of the law, written independently."""

from collections import Counter
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from legal.rules.evaluate import evaluate_many
from legal.rules.facts import AwardFact, CollectiveFacts, MemberCount, YearRecord
from legal.rules.registry import reviewed_rulebook
from legal.rules.tally import Outcome

YEAR = 2024
BOOK = reviewed_rulebook(date(2024, 12, 30))
FLAGS, CERTIFICATES = ("CO_BO", "CO_TINH"), ("BK_BO", "BK_TINH")
# Of each order: what came before, and what the time since must hold.
LADDERS = {
    "HCLD_1": (
        "HCLD_2",
        lambda g, f, c, none: g >= 2 or (g >= 1 and f >= 2) or f >= 4 or (none and c >= 4),
    ),
    "HCLD_2": ("HCLD_3", lambda g, f, c, none: (g >= 1 and f >= 1) or f >= 3 or (none and c >= 3)),
    "HCLD_3": (
        "BK_TTG",
        lambda g, f, c, none: g >= 1 or f >= 2 or (f >= 1 and c >= 1) or (none and c >= 2),
    ),
}
NAMES = {
    "HCLD_1": "Luat2022_D42_K4_d",
    "HCLD_2": "Luat2022_D43_K4_d",
    "HCLD_3": "Luat2022_D44_K4_dd_ThanhTich",
}

years = st.integers(2015, YEAR)
awards = st.builds(
    lambda code, year, late: AwardFact(code, year, date(year + late, 6, 1)),
    st.sampled_from([*FLAGS, *CERTIFICATES, "CO_CP", "TTLDXS", "HCLD_2", "HCLD_3", "BK_TTG"]),
    years,
    st.integers(0, 1),
)


@st.composite
def units(draw):
    """A unit with grades of ten years, some of them missing, and a handful of awards."""
    grades = draw(
        st.fixed_dictionaries(
            {
                year: st.sampled_from(["EXCELLENT"] * 6 + ["GOOD", None])
                for year in range(2015, YEAR + 1)
            }
        )
    )
    prior = draw(st.sampled_from(["HCLD_2", "HCLD_3", "BK_TTG"]))
    before = AwardFact(prior, 2016, date(draw(st.integers(2016, 2020)), 3, 1))
    return CollectiveFacts(
        ref="unit:1",
        year=YEAR,
        founded_on=date(1990, 1, 1),
        eligible_for_flag=draw(st.sampled_from([True, False, None])),
        grades={year: YearRecord(year, grade) for year, grade in grades.items()},
        awards=(before, *draw(st.lists(awards, max_size=9))),
    )


def slowly(unit, order):
    """Every run that ends in the year judged, year by year, as a person would count it.

    Returns whether it is surely met, and whether it would be if all that is open turned out well.
    """
    prior, holds = LADDERS[order]
    sure = hoped = False
    for first in range(2015, YEAR - 3):
        span = range(first, YEAR + 1)
        for decided in (a.decided_on.year for a in unit.awards if a.code == prior):
            if decided > first:
                continue
            counts = Counter(
                code for code, _year in {(a.code, a.year) for a in unit.awards if a.year in span}
            )
            held = (
                counts["CO_CP"],
                sum(counts[code] for code in FLAGS),
                sum(counts[code] for code in CERTIFICATES),
            )
            states = [good(unit, year) for year in span]
            served = any(a.code == order and a.year in span for a in unit.awards)
            strict = decided < first and not served
            if (
                strict
                and all(one is True for one in states)
                and holds(*held, unit.eligible_for_flag is False)
            ):
                sure = True
            if all(one is not False for one in states) and holds(
                *held, unit.eligible_for_flag is not True
            ):
                hoped = True
    return sure, hoped


def good(unit, year):
    """Tell whether a year is excellent, or titled; nothing when it has no grade."""
    if any(a.code == "TTLDXS" and a.year == year for a in unit.awards):
        return True
    grade = unit.grades[year].grade
    return None if grade is None else grade == "EXCELLENT"


def leaf(finding, name):
    """Return the finding of one rule somewhere below."""
    if finding.rule == name:
        return finding
    found = (leaf(part, name) for part in finding.parts)
    return next((one for one in found if one is not None), None)


@settings(max_examples=60, deadline=None)
@given(st.lists(units(), min_size=1, max_size=4))
def test_the_ladders_agree_with_a_slow_reading(group):
    rulings = evaluate_many(tuple(LADDERS), group, BOOK)
    for (order, ruling), (index, unit) in product(rulings.items(), enumerate(group)):
        findings = ruling.verdict(index).findings
        ladder = next(one for f in findings if (one := leaf(f, NAMES[order])) is not None)
        sure, hoped = slowly(unit, order)
        if sure:
            assert ladder.outcome is Outcome.MET
        elif not hoped:
            assert ladder.outcome is Outcome.NOT_MET
        else:
            assert ladder.outcome in (Outcome.NEEDS_JUDGEMENT, Outcome.UNKNOWN)


@given(
    st.integers(1, 400).flatmap(
        lambda total: st.tuples(st.just(total), st.integers(0, total), st.integers(0, total))
    )
)
def test_the_shares_agree_with_exact_fractions(counts):
    total, ldtt, completed = counts
    unit = CollectiveFacts(
        ref="unit:1",
        year=YEAR,
        members={YEAR: MemberCount(total, ldtt, 1, completed=completed, disciplined=0)},
        grades={YEAR: YearRecord(YEAR, "EXCELLENT")},
    )
    findings = {
        finding.rule: finding.outcome
        for award in ("TTLDXS", "TTLDTT")
        for finding in evaluate_many((award,), [unit], BOOK)[award].verdict(0).findings
    }
    reached = Outcome.MET if Fraction(ldtt, total) >= Fraction(7, 10) else Outcome.NOT_MET
    assert findings["Luat2022_D27_K1_c_LDTT"] is reached
    assert findings["Luat2022_D28_K1_c_LDTT"] is reached
    everybody = Outcome.MET if completed == total else Outcome.NOT_MET
    assert findings["Luat2022_D27_K1_c_HoanThanh"] is everybody


@settings(max_examples=25, deadline=None)
@given(units())
def test_one_more_flag_never_makes_it_worse(unit):
    order = ["NOT_MET", "UNKNOWN", "NEEDS_JUDGEMENT", "MET"]
    more = replace(unit, awards=(*unit.awards, AwardFact("CO_CP", YEAR, date(YEAR, 12, 1))))
    for award, name in NAMES.items():
        before, after = (
            next(
                one
                for f in evaluate_many((award,), [facts], BOOK)[award].verdict(0).findings
                if (one := leaf(f, name)) is not None
            )
            for facts in (unit, more)
        )
        assert order.index(after.outcome) >= order.index(before.outcome)
