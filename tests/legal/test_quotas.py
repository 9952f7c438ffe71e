"""Quotas: share, rounding, what is used and what is left."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from math import ceil, floor
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legal.domain.codes import Rounding, Standing
from legal.domain.rulesets import Confirmation, QuotaEntry, RuleSetEntry
from legal.rules.quotas import QuotaState, allowed, states
from legal.rules.registry import reviewed_rulebook
from legal.rules.rulebook import Rulebook

DAY = date(2020, 1, 1)


def quota(**changes: Any) -> QuotaEntry:
    values: dict[str, Any] = {
        "code": "Q",
        "award": "CSTDCS",
        "base": "TITLE",
        "base_award": "LDTT",
        "percent": 15,
        "citation": "Điều 9",
        "standing": Standing.TEXT_READ,
    }
    return QuotaEntry(**{**values, **changes})


def book(*quotas: QuotaEntry, published: bool = True) -> Rulebook:
    row = RuleSetEntry(
        "T", "Bộ thử", date(2020, 1, 1), None, (), "", {}, quotas=quotas, published=published
    )
    return Rulebook((row,))


def of_book(rules: Rulebook, used: int, base: Any) -> list[QuotaState]:
    return states({DAY: rules}, {("CSTDCS", DAY): used}, base)


@pytest.mark.parametrize(
    ("rounding", "base", "expected"),
    [
        (Rounding.DOWN, 66, 9),
        (Rounding.UP, 66, 10),
        (Rounding.NEAREST, 66, 10),
        (Rounding.NEAREST, 62, 9),
        (Rounding.DOWN, 0, 0),
        (Rounding.UP, 1, 1),
    ],
)
def test_share_is_rounded_as_the_quota_says(rounding, base, expected):
    assert allowed(quota(rounding=rounding), base) == expected


@given(st.integers(0, 100_000), st.integers(1, 100), st.sampled_from(Rounding))
def test_share_is_the_exact_fraction_rounded(base, percent, rounding):
    exact = Fraction(base * percent, 100)
    expected = {
        Rounding.DOWN: floor(exact),
        Rounding.UP: ceil(exact),
        Rounding.NEAREST: floor(exact + Fraction(1, 2)),
        Rounding.UNSTATED: floor(exact),
    }[rounding]
    assert allowed(quota(percent=percent, rounding=rounding), base) == expected


@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_more_people_never_mean_fewer_places(one, more):
    assert allowed(quota(), one) <= allowed(quota(), one + more)


def test_fixed_number_looks_at_no_base():
    (state,) = of_book(book(quota(base="FIXED", limit=3, percent=None)), 2, _refuse)
    assert (state.allowed, state.left, state.base, state.is_over) == (3, 1, None, False)


def test_too_many_are_over_and_bind_only_when_the_text_was_read():
    read, heard = quota(), quota(code="H", standing=Standing.SECOND_HAND)
    first, second = of_book(book(read, heard), 11, lambda one: 66)
    assert (first.left, first.is_over, first.is_binding) == (-2, True, True)
    assert (second.is_over, second.is_binding) == (True, False)


def test_set_that_is_not_published_binds_nobody():
    (state,) = of_book(book(quota(), published=False), 11, lambda one: 66)
    assert not state.is_binding


def test_confirmed_quota_binds():
    seen = Confirmation("Trần Thị Pháp", date(2026, 1, 5), "12/BC-STP")
    local = quota(standing=Standing.TO_BE_CONFIRMED, confirmed=seen)
    (state,) = of_book(book(local), 1, lambda one: 66)
    assert state.is_binding


def test_base_nobody_can_count_leaves_it_open():
    (state,) = of_book(book(quota()), 4, lambda one: None)
    assert (state.allowed, state.left, state.is_over, state.used) == (None, None, False, 4)


@pytest.mark.parametrize(
    ("rounding", "used", "over", "hangs"),
    [
        (Rounding.UNSTATED, 8, False, False),
        (Rounding.UNSTATED, 9, True, True),
        (Rounding.UNSTATED, 10, True, False),
        (Rounding.DOWN, 9, True, False),
    ],
)
def test_one_more_than_the_whole_part_hangs_on_a_rounding_no_text_states(
    rounding, used, over, hangs
):
    (state,) = of_book(book(quota(rounding=rounding)), used, lambda one: 57)
    assert (state.allowed, state.exact) == (8, 855)
    assert (state.is_over, state.hangs_on_rounding) == (over, hangs)


def test_each_dossier_is_limited_by_the_rules_of_its_own_day():
    later = date(2024, 1, 1)
    free = Rulebook((RuleSetEntry("N", "Bộ sau", later, None, (), "", {}),))
    counts = {("CSTDCS", DAY): 9, ("CSTDCS", later): 4, ("LDTT", later): 60}
    (state,) = states({DAY: book(quota()), later: free}, counts, lambda one: 60)
    assert (state.used, state.elsewhere, state.periods) == (9, 4, {DAY})


def test_a_quota_the_next_set_repeats_is_one_quota():
    later = date(2021, 1, 1)
    former, latter = quota(citation="Điều 5"), quota(citation="Điều 9")
    books = {DAY: book(former), later: book(latter)}
    counts = {("CSTDCS", DAY): 5, ("CSTDCS", later): 6}
    (state,) = states(books, counts, lambda one: 60)
    assert (state.used, state.allowed, state.elsewhere) == (11, 9, 0)
    assert state.quota.citation == "Điều 5; Điều 9"


@pytest.mark.parametrize("changes", [{"percent": None}, {"base": "FIXED", "limit": None}])
def test_quota_without_its_number_is_refused(changes):
    with pytest.raises(ValueError, match="lacks its number"):
        allowed(quota(**changes), 10)


@pytest.mark.parametrize(
    ("day", "has_cap"),
    [(date(2016, 6, 1), True), (date(2020, 6, 1), True), (date(2024, 6, 1), False)],
)
def test_grass_roots_fighters_were_capped_until_2023(day, has_cap):
    caps = [one for _row, one in reviewed_rulebook(day).quotas() if one.award == "CSTDCS"]
    assert [(one.percent, one.base_award) for one in caps] == ([(15, "LDTT")] if has_cap else [])


def _refuse(one: QuotaEntry) -> int | None:
    raise AssertionError("a fixed number asks for no base")
