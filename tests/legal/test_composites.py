"""Joined conditions: what they ask is said as the set that judges joins them."""

import re
from dataclasses import replace
from datetime import date

import pytest

from legal.domain.codes import Join
from legal.rules.base import Context, registry
from legal.rules.composites import Composite
from legal.rules.evaluate import evaluate
from legal.rules.registry import reviewed_rulebook, rule_sets
from legal.rules.rulebook import Rulebook
from tests.factories.legal import initiative, person, rule_entry

B2025 = reviewed_rulebook(date(2025, 12, 30))
_JOINING = re.compile(
    r"\b(hoặc|hay|và|một trong|tất cả|mọi|cũng được|đồng thời|ít nhất|cả hai)\b", re.IGNORECASE
)


@pytest.mark.parametrize(
    "rule",
    [one for one in registry.values() if issubclass(one, Composite)],
    ids=lambda one: one.__name__,
)
def test_what_joined_rules_ask_is_said_as_they_are_joined(rule):
    # A rule-set may join the parts either way: what the class itself says leaves that open.
    assert not _JOINING.search(rule.requirement())
    entry = rule_entry(rule.__name__)
    for join, said in ((Join.ANY, "một trong"), (Join.ALL, "tất cả")):
        asked = rule(replace(entry, join=join.value), Context(B2025)).asks()
        assert _JOINING.findall(asked) == [said]


def test_a_legal_officer_turns_or_into_and_without_a_developer():
    # As the draft of 2026 would for the fighter of the base: excellent completion and initiative.
    row = rule_sets()["2025B"]
    entries = tuple(
        replace(one, join=Join.ALL.value) if one.rule == "Luat2022_D23_K2" else one
        for one in row.awards["CSTDCS"]
    )
    changed = Rulebook((replace(row, awards={**row.awards, "CSTDCS": entries}, sha256="x"),))
    excellent = person("EXCELLENT", year=2025)
    both = replace(excellent, uses=(), initiatives=(initiative(recognised_on=date(2025, 5, 1)),))
    assert evaluate("CSTDCS", excellent, B2025).code == "NEEDS_JUDGEMENT"
    assert evaluate("CSTDCS", excellent, changed).code == "NOT_YET"
    assert evaluate("CSTDCS", both, changed).code == "NEEDS_JUDGEMENT"
    either, joint = (
        next(one for one in told.findings if one.rule == "Luat2022_D23_K2").requirement
        for told in (evaluate("CSTDCS", excellent, book) for book in (B2025, changed))
    )
    assert either.endswith("thành tích của cá nhân: đạt một trong các điều kiện.")
    assert joint.endswith("thành tích của cá nhân: đạt tất cả các điều kiện.")
