"""Conditions only people can judge."""

from __future__ import annotations

from legal.rules.base import EachRule, Told
from legal.rules.checks.words import dmy
from legal.rules.facts import Subject
from legal.rules.tally import Outcome


class Judgement(EachRule[Subject]):  # type: ignore[type-var]  # persons and collectives alike
    """A condition only people can judge; their answer is a tick with a name and a date."""

    def outcome(self, subject: Subject) -> Outcome:
        """Take what somebody ticked; without that it stays open, never a silent yes."""
        tick = subject.ticks.get(self.entry.rule)
        if tick is None:
            return Outcome.NEEDS_JUDGEMENT
        return Outcome.MET if tick.ok else Outcome.NOT_MET

    def explain(self, subject: Subject, outcome: Outcome) -> Told:
        """Say who judged it, or that it waits."""
        tick = subject.ticks.get(self.entry.rule)
        if tick is None:
            return Told(
                f"Người xét đánh giá: {self.requirement()}",
                remedy="Người có trách nhiệm đánh giá và ghi ý kiến vào hồ sơ.",
            )
        answer = "đạt" if tick.ok else "không đạt"
        note = f": {tick.note}" if tick.note else ""
        return Told(
            f"{tick.by} đánh giá {answer} ngày {dmy(tick.on)}{note}.",
            {"tick": {"ok": tick.ok, "by": tick.by, "on": tick.on.isoformat()}},
        )
