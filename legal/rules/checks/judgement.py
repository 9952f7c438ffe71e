"""Conditions only people can judge."""

from __future__ import annotations

from typing import Final

from legal.rules.base import JUDGE_AGAIN, Rule, Told
from legal.rules.checks.words import dmy
from legal.rules.facts import Subject, Tick
from legal.rules.group import Group
from legal.rules.tally import Outcome, Tally, split

# The page says beside it what is to be judged; where it stands alone, the requirement is added.
WAITS: Final = "Chờ người xét đánh giá."


class Judgement(Rule):
    """A condition only people can judge; their answer is a tick with a name and a date."""

    tick_decides = False

    def judge(self, group: Group) -> Tally:
        """Take what somebody ticked; without that it stays open, never a silent yes."""
        met, not_met = group.ticked(self.entry.rule)
        return split(group.everyone, met=met, not_met=not_met, judgement=group.everyone)

    def explain(self, subject: Subject, outcome: Outcome) -> Told:
        """Say who judged it, or that it waits."""
        tick = subject.ticks.get(self.entry.rule)
        if tick is None:
            return Told(WAITS)
        return tick_told(tick)


def tick_told(tick: Tick) -> Told:
    """Say who judged a condition, when and how."""
    answer = "đạt" if tick.ok else "không đạt"
    note = f": {tick.note}" if tick.note else ""
    return Told(
        f"{tick.by} đánh giá {answer} ngày {dmy(tick.on)}{note}.",
        {"tick": {"ok": tick.ok, "by": tick.by, "on": tick.on.isoformat()}},
        remedy="" if tick.ok else JUDGE_AGAIN,
    )
