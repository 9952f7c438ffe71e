"""Ask single rules as the reviewed rule-sets state them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from legal.domain.rulesets import RuleEntry
from legal.rules.base import registry
from legal.rules.facts import Subject, Tick
from legal.rules.registry import rule_sets
from legal.rules.tally import Outcome
from legal.rules.verdict import Finding
from tests.factories.legal import finding_of

MET, NOT_MET = Outcome.MET, Outcome.NOT_MET
UNKNOWN, JUDGE = Outcome.UNKNOWN, Outcome.NEEDS_JUDGEMENT
OUTSIDE = Outcome.NOT_APPLICABLE


def stated(rule: str, rule_set: str = "2024A", award: str = "") -> RuleEntry:
    """Return a rule with the numbers a rule-set gives it, for one award where they differ."""
    return next(
        entry
        for place, entry in rule_sets()[rule_set].every_entry()
        if entry.rule == rule and award in ("", place)
    )


def claiming(facts: Subject, rule: str) -> Subject:
    """Return the facts of a dossier that claims what the rule wants to be claimed."""
    claims = registry[rule].claims()
    return replace(facts, claims=frozenset(claims[:1])) if claims else facts


def found(
    rule: str,
    facts: Subject,
    *,
    rule_set: str = "2024A",
    award: str = "",
    received_on: date | None = None,
    code: str = "",
) -> Finding:
    """Return what the rule finds with the numbers of the set, for a dossier that claims it.

    Args:
        award: where in the set the rule stands, ``*`` for what is asked of every award.
        code: the award proposed, where that is not the place.
    """
    entry = stated(rule, rule_set, award)
    code = code or award.partition(".")[0] or "LDTT"
    return finding_of(entry, claiming(facts, rule), received_on, code)


def outcome(rule: str, facts: Subject, **where: Any) -> Outcome:
    """Return the outcome alone."""
    return found(rule, facts, **where).outcome


def assert_left_to_people(rule: str, facts: Subject, *, rule_set: str = "2024A") -> None:
    """A condition nobody can compute: open until somebody signs it, and then as he says."""
    opened = found(rule, facts, rule_set=rule_set)
    assert opened.outcome is JUDGE
    assert opened.requirement == registry[rule].requirement()
    assert "Chờ người xét đánh giá." in opened.message
    for ok, expected in ((True, MET), (False, NOT_MET)):
        tick = Tick(ok, "Lê Thị An", date(2021, 1, 15))
        signed = found(rule, replace(facts, ticks={rule: tick}), rule_set=rule_set)
        assert signed.outcome is expected
        assert "Lê Thị An" in signed.message
    if registry[rule].claim:
        silent = finding_of(stated(rule, rule_set), replace(facts, claims=frozenset()))
        assert silent.outcome is OUTSIDE
