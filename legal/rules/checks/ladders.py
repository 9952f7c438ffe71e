"""Ladders (công trạng qua các năm): an earlier award, then consecutive years, and what they hold.

The law's exact words are class attributes, because they differ between provisions that otherwise
look alike: ``after`` where it says "sau đó", ``until_proposal`` where it says "đến thời điểm đề
nghị". What a provision does not say is not asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from legal.rules.base import Told
from legal.rules.checks import run_words
from legal.rules.checks.readings import Reading, leniently, strictly
from legal.rules.checks.spans import Allowed, Run
from legal.rules.checks.words import any_award, award_dict, given
from legal.rules.facts import AwardFact, Subject
from legal.rules.group import group_of
from legal.rules.tally import Outcome


class Ladder(Run):
    """An earlier award and a run of consecutive years that hold what is asked.

    Attributes:
        after: the run begins after the earlier award ("sau đó"); otherwise the award may lie
            inside the run.
    """

    after: ClassVar[bool] = False
    threshold_labels: ClassVar[Mapping[str, str]] = {
        "prior": "Đã được tặng",
        "min_years": "Số năm liên tục tối thiểu",
        "each_year": "Mỗi năm đạt",
        "in_time": "Trong thời gian đó có",
    }
    optional_thresholds = frozenset({"prior", "in_time"})

    def asked(self) -> str:
        """Return what each year must have."""
        return self.code("each_year")

    def least(self) -> int:
        """Return how many years the run must have."""
        return self.number("min_years")

    def prior(self) -> tuple[str, ...]:
        """Return the awards of which one is asked first; empty where none is."""
        return self.codes("prior") if "prior" in self.entry.thresholds else ()

    def sums(self, reading: Reading) -> list[tuple[int, str]]:
        """Return what the run must hold, with those it is asked of."""
        if "in_time" not in self.entry.thresholds:
            return []
        return [(reading.group.everyone, self.code("in_time"))]

    def sums_of(self, subject: Subject) -> str:
        """Return what the run of one recipient must hold, as the rule states it."""
        return self.code("in_time") if "in_time" in self.entry.thresholds else ""

    def allowed(self, reading: Reading) -> Allowed:
        """Return who may have a year in the run: those with the earlier award, and since when.

        Whether the year in which the earlier award was decided counts is not said by the law; a run
        that needs it is left to people.
        """
        prior, group = self.prior(), reading.group
        if not prior:
            return super().allowed(reading)
        unknown = group.awards_incomplete if reading.hopeful else 0
        if not self.after:
            having = unknown | group.ever_awarded(prior, bases=reading.bases)
            return lambda _year: having
        shift = 0 if reading.lenient else 1
        since = [
            unknown | group.decided_by(prior, year - shift, bases=reading.bases)
            for year in range(reading.first_year, group.year + 1)
        ]
        return lambda year: since[year - reading.first_year]

    # --- Words ------------------------------------------------------------------------------

    def explain(self, subject: Subject, outcome: Outcome) -> Told:
        """Say which earlier award, which years and which awards in them were found."""
        group = group_of(subject)
        reading = (strictly if outcome is Outcome.MET else leniently)(self.context, group)
        earlier = self._earlier(subject, reading)
        # Without the earlier award the years are told all the same.
        run = self.best(
            reading,
            None if earlier else lambda _year: group.everyone,
            growing=outcome is Outcome.NOT_MET,
        )
        held = run_words.held(subject, self.sums_of(subject), run, reading.bases)
        break_words = run_words.why_it_breaks(self, subject, run, reading, earlier)
        parts = (
            self._prior_words(earlier),
            self._run_words(run, since=bool(earlier)),
            break_words,
            held.words,
            run_words.cut_words(subject, reading),
            run_words.open_questions(self, subject, run, reading, earlier)
            if outcome is Outcome.NEEDS_JUDGEMENT
            else "",
        )
        return Told(
            " ".join(part for part in parts if part),
            {
                "prior": [award_dict(row) for row in earlier],
                "years": list(run),
                "counted": run_words.counted(self, subject, run, reading.bases),
                "found": held.records,
                **({"missing": ["grade", "award"]} if outcome is Outcome.UNKNOWN else {}),
            },
            remedy=self._remedy(outcome, subject, run, held, earlier),
        )

    def _earlier(self, subject: Subject, reading: Reading) -> list[AwardFact]:
        prior = self.prior()
        rows = [
            row
            for row in subject.awards or ()
            if row.code in prior and row.year <= subject.year and row.basis in reading.bases
        ]
        return sorted(rows, key=lambda row: row.year_decided)

    def _prior_words(self, earlier: list[AwardFact]) -> str:
        prior = self.prior()
        if not prior:
            return ""
        if not earlier:
            return f"Yêu cầu đã được tặng {any_award(prior)}; chưa có."
        return f"Đã được tặng {given(earlier)}."

    def _run_words(self, run: range, *, since: bool) -> str:
        lead = "Sau đó yêu cầu" if self.after and since else "Yêu cầu"
        return run_words.run_words(self, run, lead)

    def _remedy(
        self,
        outcome: Outcome,
        subject: Subject,
        run: range,
        held: run_words.Held,
        earlier: list[AwardFact],
    ) -> str:
        if outcome is Outcome.MET:
            return ""
        if outcome is Outcome.UNKNOWN:
            since = earlier[0].year_decided if self.after and earlier else subject.year
            return run_words.what_to_record(self, subject, since)
        if outcome is Outcome.NEEDS_JUDGEMENT:
            return "Ghi ý kiến về các năm còn để ngỏ, hoặc chờ đủ số năm không phải hỏi."
        steps = []
        if self.prior() and not earlier:
            steps.append(f"cần được tặng {any_award(self.prior())} trước")
        if (missing := self.least() - len(run)) > 0:
            steps.append(run_words.more_years(self, missing))
        if held.missing:
            steps.append(f"trong các năm liên tục đó cần thêm {held.missing}")
        text = "; ".join(steps)
        return f"{text[:1].upper()}{text[1:]}." if text else ""
