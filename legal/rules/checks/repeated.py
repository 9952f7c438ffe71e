"""Conditions of a local text that repeat the national one: judged once for both."""

from __future__ import annotations

from typing import ClassVar

from legal.rules.base import Told
from legal.rules.checks.judgement import Judgement, tick_told
from legal.rules.facts import Subject, Tick
from legal.rules.group import Group
from legal.rules.tally import Outcome, Tally, split


class RepeatedJudgement(Judgement):
    """A condition only people can judge, in the words of another one: one answer serves both.

    Attributes:
        repeats: name of the rule whose words it repeats.
    """

    repeats: ClassVar[str]

    def judge(self, group: Group) -> Tally:
        """Take what was ticked here, else what was ticked of the other."""
        met, not_met = group.ticked(self.entry.rule)
        there_met, there_not_met = group.ticked(self.repeats)
        return split(
            group.everyone,
            met=met | there_met & ~not_met,
            not_met=not_met | there_not_met,
            judgement=group.everyone,
        )

    def explain(self, subject: Subject, outcome: Outcome) -> Told:
        """Say who judged it, here or there."""
        tick: Tick | None = subject.ticks.get(self.entry.rule)
        if tick is None and (there := subject.ticks.get(self.repeats)) is not None:
            return tick_told(there)
        return super().explain(subject, outcome)
