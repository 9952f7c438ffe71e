"""Actors, ranges and the permission table."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.scope import Actor, Grant, PermissionTable, merge_ranges

RANGES = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 12)).map(lambda r: (r[0], r[0] + r[1])),
    max_size=12,
)


@given(RANGES, st.integers(-1, 80))
def test_merging_keeps_exactly_the_covered_numbers(ranges, number):
    merged = merge_ranges(ranges)
    assert any(a <= number <= b for a, b in merged) == any(a <= number <= b for a, b in ranges)


@given(RANGES)
def test_merged_ranges_are_sorted_and_apart(ranges):
    merged = merge_ranges(ranges)
    assert all(first[1] + 1 < second[0] for first, second in pairwise(merged))


def test_a_grant_reaches_its_subtree_only():
    actor = Actor(1, "an", "An", grants=(Grant("HR_OFFICER", 7, 10, 20),))
    assert actor.may("awards.check", 10)
    assert actor.may("awards.check", 20)
    assert not actor.may("awards.check", 21)
    assert not actor.may("awards.lead", 15)


def test_an_unknown_action_is_a_programming_error():
    with pytest.raises(KeyError):
        Actor(1, "an", "An").may("awards.no_such_action", 1)


def test_an_action_cannot_be_registered_with_two_meanings():
    table = PermissionTable()
    table.register({"a.view": {"R"}})
    table.register({"a.view": {"R"}})
    with pytest.raises(ValueError, match="twice"):
        table.register({"a.view": {"R", "S"}})
