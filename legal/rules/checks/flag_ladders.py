"""Ladders of collectives, with certificates in place of flags for those that cannot get flags."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from legal.rules.base import Told
from legal.rules.checks.collectives import ForUnitsAndEnterprises, eligible_for_flag
from legal.rules.checks.ladders import Ladder
from legal.rules.checks.readings import Reading
from legal.rules.facts import Subject
from legal.rules.tally import Outcome


class FlagLadder(ForUnitsAndEnterprises, Ladder):
    """A ladder that collectives to which flags are never given may climb with certificates.

    The law writes "đối với tập thể không thuộc đối tượng được tặng cờ thi đua". Where it is not
    known whether a collective is one of them, the answer stays open if it depends on that.
    """

    threshold_labels: ClassVar[Mapping[str, str]] = {
        **Ladder.threshold_labels,
        "in_time_without_flag": "Trong thời gian đó có (không thuộc đối tượng được tặng cờ)",
    }
    optional_thresholds = Ladder.optional_thresholds | {"in_time_without_flag"}

    def sums(self, reading: Reading) -> list[tuple[int, str]]:
        """Add what is asked of those that cannot get flags, known or hoped for."""
        asked = super().sums(reading)
        if "in_time_without_flag" not in self.entry.thresholds:
            return asked
        instead = eligible_for_flag(
            reading.group,
            lambda known: known is not True if reading.hopeful else known is False,
        )
        return [*asked, (instead, self.code("in_time_without_flag"))]

    def sums_of(self, subject: Subject) -> str:
        """Leave out certificates in place of flags where flags can be given."""
        asked = super().sums_of(subject)
        instead = self.entry.thresholds.get("in_time_without_flag")
        if instead is None or getattr(subject, "eligible_for_flag", None) is True:
            return asked
        return f"{asked}; {instead}"

    def explain(self, subject: Subject, outcome: Outcome) -> Told:
        """Add that it is not known whether flags can be given, where that matters."""
        told = super().explain(subject, outcome)
        if "in_time_without_flag" not in self.entry.thresholds:
            return told
        known = getattr(subject, "eligible_for_flag", None)
        used = {**told.facts, "eligible_for_flag": known}
        if known is not None or outcome is Outcome.MET:
            return Told(told.message, used, told.remedy)
        return Told(
            f"{told.message} Bằng khen chỉ thay cờ với tập thể không thuộc đối tượng được tặng cờ "
            "thi đua; chưa ghi tập thể này có thuộc đối tượng đó hay không.",
            used,
            remedy="Ghi tập thể có thuộc đối tượng được tặng cờ thi đua hay không."
            if outcome is Outcome.UNKNOWN
            else told.remedy,
        )
