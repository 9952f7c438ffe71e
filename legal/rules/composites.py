"""Rules made of other rules: all of them, any of them, or the whole standard of another title."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from legal.domain.codes import Standing
from legal.rules.base import Finding, Outcome, Rule, build
from legal.rules.facts import PersonFacts

# What keeps a composite open, the gravest first: a crash must be seen, a missing record can be
# filled in, a judgement is for people.
_OPEN = (Outcome.ERROR, Outcome.UNKNOWN, Outcome.NEEDS_JUDGEMENT)


def all_of(outcomes: Iterable[Outcome]) -> Outcome:
    """Return the outcome of conditions that must all hold."""
    found = set(outcomes) - {Outcome.NOT_APPLICABLE}
    for outcome in (Outcome.NOT_MET, *_OPEN):
        if outcome in found:
            return outcome
    return Outcome.MET if found else Outcome.NOT_APPLICABLE


def any_of(outcomes: Iterable[Outcome]) -> Outcome:
    """Return the outcome of conditions of which one is enough."""
    found = set(outcomes) - {Outcome.NOT_APPLICABLE}
    for outcome in (Outcome.MET, *_OPEN):
        if outcome in found:
            return outcome
    return Outcome.NOT_MET if found else Outcome.NOT_APPLICABLE


class AnyOf(Rule):
    """One of the alternatives listed in the rule-set is enough."""

    takes_parts: ClassVar[bool] = True

    def check(self, facts: PersonFacts) -> Finding:
        """Try every alternative, so that people see all of them."""
        parts = tuple(build(part, self.context).find(facts) for part in self.entry.parts)
        outcome = any_of(part.outcome for part in parts)
        return self.finding(
            outcome,
            _any_message(outcome, parts),
            parts=parts,
            # It fails only because every alternative failed: the weakest of them decides.
            standing=_standing(self.entry.standing, _failed(parts), weakest=True),
        )


class StandardOf(Rule):
    """The standard of another title, as the same rule-set states it."""

    award: ClassVar[str]

    def check(self, facts: PersonFacts) -> Finding:
        """Evaluate the rules of the other title in this rule-set."""
        entries = self.context.rule_set.awards[self.award]
        parts = tuple(build(entry, self.context).find(facts) for entry in entries)
        outcome = all_of(part.outcome for part in parts)
        return self.finding(
            outcome,
            _all_message(outcome, parts),
            parts=parts,
            standing=_standing(self.entry.standing, _failed(parts), weakest=False),
        )


def _failed(parts: Sequence[Finding]) -> list[Finding]:
    return [part for part in parts if part.outcome is Outcome.NOT_MET]


def _standing(own: Standing, failed: Sequence[Finding], *, weakest: bool) -> Standing:
    """Return the standing of a composite: never stronger than the parts that made it fail."""
    if not failed:
        return own
    choose = min if weakest else max
    deciding = choose((Standing(part.standing) for part in failed), key=lambda s: s.strength)
    return min(own, deciding, key=lambda s: s.strength)


def _any_message(outcome: Outcome, parts: Sequence[Finding]) -> str:
    if outcome is Outcome.MET:
        reasons = " ".join(part.message for part in parts if part.outcome is Outcome.MET)
        return f"Đạt một trong các điều kiện. {reasons}"
    reasons = " ".join(part.message for part in parts if part.outcome is not Outcome.NOT_APPLICABLE)
    return f"Yêu cầu một trong các điều kiện. {reasons}"


def _all_message(outcome: Outcome, parts: Sequence[Finding]) -> str:
    if outcome is Outcome.MET:
        return "Đạt mọi điều kiện."
    if outcome is Outcome.NEEDS_JUDGEMENT:
        return "Đạt mọi điều kiện tính được; người xét đánh giá các điều kiện còn lại."
    lead = {
        Outcome.NOT_MET: "Chưa đạt",
        Outcome.ERROR: "Chưa tính được",
        Outcome.UNKNOWN: "Chưa đủ dữ liệu",
    }.get(outcome, "Không áp dụng")
    reasons = " ".join(part.message for part in parts if part.outcome is outcome)
    return f"{lead}: {reasons}" if reasons else f"{lead}."
