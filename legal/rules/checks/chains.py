"""Conditions on the same title in consecutive years (liên tục)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from legal.rules.base import Told
from legal.rules.checks import run_words
from legal.rules.checks.readings import leniently, strictly
from legal.rules.checks.spans import Run
from legal.rules.checks.words import any_award, award_dict, with_grounds
from legal.rules.facts import Subject
from legal.rules.group import group_of
from legal.rules.tally import Outcome


class ConsecutiveTitles(Run):
    """The title in so many consecutive years, ending with the year judged or the one before.

    The title of the last year is often decided in the same season as the next higher one; a chain
    that ends the year before is therefore complete as well. A chain with a year that already
    served the same higher award is left to people: one achievement is not awarded twice. So is one
    that ended earlier and was never followed by the higher award: the law sets no limit.
    """

    claim = ""
    yearly = True
    threshold_labels: ClassVar[Mapping[str, str]] = {
        "title": "Danh hiệu phải có",
        "times": "Số lần liên tục",
    }

    def asked(self) -> str:
        """Return the titles of which each year must have one."""
        return " | ".join(self.codes("title"))

    def least(self) -> int:
        """Return how many years the chain must have."""
        return self.number("times")

    def explain(self, subject: Subject, outcome: Outcome) -> Told:
        """Say how long the chain is and which awards make it, with the ground of each."""
        titles, times = self.codes("title"), self.least()
        reading = (strictly if outcome is Outcome.MET else leniently)(
            self.context, group_of(subject)
        )
        run = self.best(reading, growing=outcome is Outcome.NOT_MET)
        chain = [
            row
            for year in run
            for row in subject.awards or ()
            if row.year == year and row.code in titles and row.basis in reading.bases
        ]
        name = any_award(titles)
        found = (
            f"có {len(run):02d} lần liên tục ({with_grounds(chain)})" if run else "chưa có lần nào"
        )
        parts = (
            f"Yêu cầu {times:02d} lần liên tục {name}; {found}.",
            run_words.why_it_breaks(self, subject, run, reading, ()),
            run_words.cut_words(subject, reading),
            run_words.open_questions(self, subject, run, reading)
            if outcome is Outcome.NEEDS_JUDGEMENT
            else "",
        )
        return Told(
            " ".join(part for part in parts if part),
            {
                "required": times,
                "count": len(run),
                "found": [award_dict(row) for row in chain],
                **({"missing": ["award"]} if outcome is Outcome.UNKNOWN else {}),
            },
            remedy=self._remedy(outcome, max(times - len(run), 0), name),
        )

    def _remedy(self, outcome: Outcome, missing: int, name: str) -> str:
        if outcome is Outcome.UNKNOWN:
            return f"Bổ sung các lần được tặng {name} trước đây."
        if outcome is Outcome.NOT_MET:
            return f"Cần thêm {missing:02d} lần {name} liên tục, không ngắt quãng."
        return ""
