"""Whom nothing keeps from an award but the judgement of people (triển vọng).

A verdict of *needs judgement* has two kinds of people in it: those who meet every standard that can
be computed, and those for whom a computed standard itself is open. Lists of candidates want the
first kind only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from legal.domain.codes import Join
from legal.rules import verdict as verdicts
from legal.rules.base import registry
from legal.rules.checks.judgement import Judgement
from legal.rules.composites import Composite
from legal.rules.evaluate import Judged, Ruling
from legal.rules.tally import Outcome
from legal.rules.verdict import Finding, Verdict


@dataclass(frozen=True, slots=True)
class Prospects:
    """Who could be proposed, as bits of whole numbers.

    Attributes:
        eligible: every condition is met.
        waiting: every computed standard of the award is met, at least one by a record; what is
            left are conditions only people can judge.
    """

    eligible: int
    waiting: int

    @property
    def either(self) -> int:
        """Everybody who could be proposed."""
        return self.eligible | self.waiting


@dataclass(frozen=True, slots=True)
class _Held:
    """What a condition says of everybody.

    Attributes:
        held: those who meet it as far as it can be computed.
        shown: those of them who meet it by a record, not only for want of anything against them.
        asked: those of whom something is computed.
        outside: those whom it does not concern.
    """

    held: int
    shown: int
    asked: int
    outside: int


def prospects(ruling: Ruling) -> Prospects:
    """Return who could be proposed for the award of the ruling."""
    everyone = ruling.group.everyone
    own = _joined([_held(one, everyone) for one in ruling.judged if not _is_common(one)], everyone)
    return Prospects(
        eligible=ruling.masks[verdicts.ELIGIBLE],
        waiting=ruling.masks[verdicts.NEEDS_JUDGEMENT] & own.held & own.shown,
    )


def _is_common(one: Judged) -> bool:
    """Tell whether the rule is asked of every award: it decides nothing about merit."""
    return any(entry is one.rule.entry for entry in one.row.common)


def _held(one: Judged, everyone: int) -> _Held:
    if isinstance(one.rule, Composite):
        parts = [_held(part, everyone) for part in one.parts]
        joined = (_any if one.rule.join is Join.ANY else _joined)(parts, everyone)
        concerned = ~one.tally.outside
        return _Held(
            joined.held & concerned,
            joined.shown & concerned,
            joined.asked & concerned,
            one.tally.outside,
        )
    if isinstance(one.rule, Judgement):
        return _Held(one.tally.met | one.tally.judgement, 0, 0, one.tally.outside)
    shown = 0 if one.rule.bars else one.tally.met
    return _Held(one.tally.met, shown, everyone & ~one.tally.outside, one.tally.outside)


def _any(parts: Iterable[_Held], _everyone: int) -> _Held:
    """Join alternatives; where one of them can be computed, no bare judgement stands for it."""
    held = shown = asked = 0
    outside = -1
    for part in parts:
        held |= part.held
        shown |= part.held & part.shown
        asked |= part.asked
        outside &= part.outside
    return _Held(shown | held & ~asked, shown, asked, outside)


def _joined(parts: Iterable[_Held], everyone: int) -> _Held:
    """Join conditions that must all hold."""
    held, outside = everyone, everyone
    shown = asked = 0
    for part in parts:
        held &= part.held | part.outside
        outside &= part.outside
        shown |= part.shown
        asked |= part.asked
    held &= ~outside
    return _Held(held, shown & held, asked, outside)


# --- Words ----------------------------------------------------------------------------------


def why(verdict: Verdict) -> str:
    """Say in a few sentences which computed standards are met, with their years and articles."""
    told = (f"{one.message.rstrip('.')} ({one.citation})." for one in _shown(verdict.findings))
    return " ".join(dict.fromkeys(told))


def left_to_people(verdict: Verdict) -> tuple[str, ...]:
    """Return what people still have to judge, as the provisions put it."""
    waiting = _open(verdict.findings)
    return tuple(dict.fromkeys(finding.requirement for finding in waiting))


def _shown(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Return the single conditions met by a record."""
    for finding in findings:
        if finding.parts:
            yield from _shown(finding.parts)
        elif finding.outcome is Outcome.MET and _tells(finding):
            yield finding


def _tells(finding: Finding) -> bool:
    """Tell whether a met condition speaks of merit: it cites a record and bars nobody."""
    rule = registry[finding.rule]
    if rule.bars or rule.settles or issubclass(rule, Judgement):
        return False
    return bool(finding.facts)


def _open(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Return the single conditions that wait for people, alternatives already met left aside."""
    for finding in findings:
        if finding.outcome is not Outcome.NEEDS_JUDGEMENT:
            continue
        if finding.parts:
            yield from _open(finding.parts)
        else:
            yield finding
