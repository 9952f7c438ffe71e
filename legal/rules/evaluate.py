"""Judge facts by the rules of a rulebook: pure, deterministic, repeatable.

One recipient is a group of one; a province is many groups. The same functions judge both.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

from legal.domain.codes import Join, Standing
from legal.domain.rulesets import RuleSetEntry
from legal.rules import verdict as verdicts
from legal.rules.base import Context, Rule, build
from legal.rules.composites import Composite
from legal.rules.facts import Subject
from legal.rules.group import Group
from legal.rules.masks import indices
from legal.rules.rulebook import Rulebook
from legal.rules.tally import Outcome, Tally, all_of, any_of
from legal.rules.verdict import Finding, SetUsed, Verdict


@dataclass(frozen=True, slots=True)
class Judged:
    """One rule with what it found for everybody in a group.

    Attributes:
        blocks: those for whom a text that was read is not met.
        barred: those of them for whom waiting would not help. A text that nobody read, or a set
            that is not published, bars nobody: it only warns.
        errors: what the program said where the rule failed, by recipient.
        told: findings already put into words; several awards may share them.
    """

    rule: Rule
    row: RuleSetEntry
    tally: Tally
    blocks: int
    barred: int
    parts: tuple[Judged, ...] = ()
    errors: Mapping[int, str] = field(default_factory=dict)
    told: dict[int, Finding] = field(default_factory=dict, repr=False, compare=False)

    def finding(self, subject: Subject, index: int) -> Finding:
        """Return the finding for one recipient of the group."""
        if index not in self.told:
            self.told[index] = self._told(subject, index)
        return self.told[index]

    def _told(self, subject: Subject, index: int) -> Finding:
        outcome = self.tally.of(index)
        confirmed = self.rule.entry.confirmed
        told = self.rule.told(subject, outcome)
        return Finding(
            rule=self.rule.entry.rule,
            outcome=outcome,
            message=told.message,
            citation=self.rule.citation,
            standing=self.rule.entry.established.value,
            facts=told.facts,
            requirement=self.rule.asks(),
            remedy=told.remedy,
            rule_set=self.row.code,
            blocks=bool(self.blocks >> index & 1),
            join=self.rule.join.value if isinstance(self.rule, Composite) else "",
            error=self.errors.get(index, "") or told.error,
            parts=self._parts(subject, index, outcome),
            confirmed=confirmed.words if confirmed else "",
        )

    def _parts(self, subject: Subject, index: int, outcome: Outcome) -> tuple[Finding, ...]:
        """Return what the parts found; of what does not concern somebody they have nothing."""
        if outcome is Outcome.NOT_APPLICABLE:
            return ()
        return tuple(part.finding(subject, index) for part in self.parts)


class Ruling:
    """The verdicts on a group for one award (kết luận cho một nhóm)."""

    def __init__(self, award: str, group: Group, rulebook: Rulebook) -> None:
        self.award = award
        self.group = group
        self.rulebook = rulebook
        self.judged = tuple(
            _judge(rule, row, group) for row, rule in _rules(rulebook, award, group.object_kind)
        )

    @cached_property
    def tally(self) -> Tally:
        """All conditions joined, before contradictions are looked at.

        Whom none of the award's own standards concerns has no standard, whatever is asked of
        every award.
        """
        joined = all_of((one.tally for one in self.judged), self.group.everyone)
        standards = self.judged[: len(self.judged) - self._number_common]
        without = all_of((one.tally for one in standards), self.group.everyone).outside
        return joined.leaving_out(without & ~joined.not_met & ~joined.error)

    @property
    def _number_common(self) -> int:
        """How many of the rules are asked of every award; they stand last."""
        return sum(len(row.common) for row in self.rulebook.sets) if self.judged else 0

    @cached_property
    def blocked(self) -> int:
        """Those for whom a text that was read is not met."""
        found = 0
        for one in self.judged:
            found |= one.blocks
        return found & ~self.group.contradicted

    @cached_property
    def masks(self) -> dict[str, int]:
        """Who got which verdict, by code."""
        tally, clear = self.tally, ~self.group.contradicted
        barred = 0
        for one in self.judged:
            barred |= one.barred
        return {
            verdicts.ELIGIBLE: tally.met & clear,
            verdicts.NOT_YET: tally.not_met & ~barred & clear,
            verdicts.BARRED: tally.not_met & barred & clear,
            verdicts.NEEDS_JUDGEMENT: tally.judgement & clear,
            verdicts.UNKNOWN: tally.unknown & clear | self.group.contradicted,
            verdicts.NO_RULE: tally.outside & clear,
            verdicts.ERROR: tally.error & clear,
        }

    def codes(self) -> list[str]:
        """Return everybody's verdict, in the order of the group."""
        found = [""] * self.group.size
        for code, mask in self.masks.items():
            for index in indices(mask):
                found[index] = code
        return found

    def verdict(self, index: int) -> Verdict:
        """Return the verdict on one recipient with its findings."""
        subject = self.group.subjects[index]
        return Verdict(
            code=next(code for code, mask in self.masks.items() if mask >> index & 1),
            findings=tuple(one.finding(subject, index) for one in self.judged),
            ruleset=self.rulebook.key,
            award=self.award,
            blocking=bool(self.blocked >> index & 1),
            contradictions=subject.contradictions,
            sets=tuple(
                SetUsed(row.code, row.version, row.sha256, row.published, row.name)
                for row in self.rulebook.sets
            ),
            checksum=checksum(),
        )


def evaluate(award: str, facts: Subject, rulebook: Rulebook) -> Verdict:
    """Judge one recipient for one award."""
    return Ruling(award, Group([facts]), rulebook).verdict(0)


def evaluate_many(
    awards: Sequence[str], facts: Sequence[Subject], rulebook: Rulebook
) -> dict[str, Ruling]:
    """Judge a group for several awards; what rules share is computed once.

    Raises:
        ValueError: the recipients differ in year, day or kind.
    """
    group = Group(facts)
    return {award: Ruling(award, group, rulebook) for award in awards}


def _rules(rulebook: Rulebook, award: str, kind: str) -> tuple[tuple[RuleSetEntry, Rule], ...]:
    """Return the rules for an award with the set each stands in, built once for a rulebook."""
    if (award, kind) not in rulebook.built:
        context = Context(rulebook, award, kind)
        rulebook.built[award, kind] = tuple(
            (row, build(entry, context)) for row, entry in rulebook.entries(award, kind)
        )
    return rulebook.built[award, kind]


def _judge(rule: Rule, row: RuleSetEntry, group: Group) -> Judged:
    if isinstance(rule, Composite):
        return _joined(rule, row, group)
    # One entry asked of several awards alike is judged, and told, once.
    place = row.code, id(rule.entry), rule.key
    if place not in group.judged:
        group.judged[place] = _alone(rule, row, group)
    return group.judged[place]


def _alone(rule: Rule, row: RuleSetEntry, group: Group) -> Judged:
    tally = _shared(rule, group)
    read = row.published and rule.entry.established is Standing.TEXT_READ
    blocks = tally.not_met if read else 0
    return Judged(
        rule,
        row,
        tally,
        blocks=blocks,
        barred=blocks if rule.bars else 0,
        errors=group.errors.get(rule.key, {}),
    )


def _joined(rule: Composite, row: RuleSetEntry, group: Group) -> Judged:
    parts = tuple(_judge(part, part_row or row, group) for part_row, part in rule.parts)
    join = any_of if rule.join is Join.ANY else all_of
    outside, failed = rule.outside_or_failed(group)
    tally = join((part.tally for part in parts), group.everyone).leaving_out(outside)
    # Alternatives of which the dossier claims none: nothing supports the award, for now.
    unclaimed = tally.outside & ~outside if rule.join is Join.ANY else 0
    tally = tally.refusing(unclaimed).failing(sum(1 << index for index in failed))
    read = row.published and rule.entry.established is Standing.TEXT_READ
    blocks = tally.not_met & _decisive(rule.join, parts, group, "blocks") if read else 0
    return Judged(
        rule,
        row,
        tally,
        blocks=blocks,
        barred=blocks & ~unclaimed & _decisive(rule.join, parts, group, "barred"),
        parts=parts,
        errors=failed,
    )


def _decisive(join: Join, parts: Sequence[Judged], group: Group, mark: str) -> int:
    """Return for whom the failing parts bear the mark.

    Alternatives fail only because each of them failed: all of those that were asked must bear it.
    Of joint conditions one is enough.
    """
    if join is Join.ANY:
        found = group.everyone
        for part in parts:
            found &= getattr(part, mark) | part.tally.outside
        return found
    found = 0
    for part in parts:
        found |= getattr(part, mark)
    return found


def _shared(rule: Rule, group: Group) -> Tally:
    """Judge a rule once for a group, however many awards ask it with the same numbers."""
    if rule.key not in group.tallies:
        group.tallies[rule.key] = rule.tally(group)
    return group.tallies[rule.key]


def faults(verdict: Verdict) -> Iterator[Finding]:
    """Return the findings of rules that could not be computed, or not be put into words."""
    waiting = list(verdict.findings)
    while waiting:
        finding = waiting.pop()
        waiting.extend(finding.parts)
        if finding.error or (finding.outcome is Outcome.ERROR and not finding.parts):
            yield finding


@cache
def checksum() -> str:
    """Return the SHA-256 of the code that judges."""
    digest = hashlib.sha256()
    folder = Path(__file__).parent
    for path in sorted(folder.rglob("*.py")):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()
