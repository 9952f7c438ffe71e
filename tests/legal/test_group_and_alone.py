"""Judged together or alone: the same verdict, whoever else is in the group."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legal.rules.evaluate import evaluate, evaluate_many
from legal.rules.registry import reviewed_rulebook
from tests.factories.legal import person
from tests.legal.people import DAYS, PERSONAL, groups_of_people, with_guides


def assert_the_same_alone(group, day):
    book = with_guides(day)
    together = evaluate_many(PERSONAL, group, book)
    for code in PERSONAL:
        ruling = together[code]
        codes = ruling.codes()
        for index, facts in enumerate(group):
            alone, among = evaluate(code, facts, book), ruling.verdict(index)
            assert among.code == codes[index] == alone.code
            assert among.blocking == alone.blocking == bool(ruling.blocked >> index & 1)
            assert among.as_dict() == alone.as_dict()


@settings(max_examples=12, deadline=None)
@given(groups_of_people(size=4), st.sampled_from(DAYS))
def test_a_group_gets_the_verdicts_each_gets_alone(group, day):
    assert_the_same_alone(group, day)


@pytest.mark.parametrize("size", [63, 64, 65, 300])
def test_groups_of_any_size(size):
    grades = ("EXCELLENT", "GOOD", "COMPLETED", None)
    group = [
        person(grades[index % 4], year=2025, ref=f"staff:{index}", awards=None if index % 7 else ())
        for index in range(size)
    ]
    book = reviewed_rulebook(date(2025, 12, 1))
    for code, ruling in evaluate_many(("LDTT", "CSTDCS", "BK_TTG"), group, book).items():
        alone = [evaluate(code, facts, book).code for facts in group]
        assert ruling.codes() == alone
