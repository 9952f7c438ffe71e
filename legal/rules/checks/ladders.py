"""Ladders (công trạng qua các năm): an earlier award, then consecutive years, and what they hold.

The law's exact words are class attributes, because they differ between provisions that otherwise
look alike: ``after`` where it says "sau đó", ``until_proposal`` where it says "đến thời điểm đề
nghị". What a provision does not say is not asked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from legal.rules.base import Rule, Told
from legal.rules.checks import notation
from legal.rules.checks.runs import best_run, last_years
from legal.rules.checks.words import any_award, award_dict, years
from legal.rules.facts import GRADES, AwardFact, Subject
from legal.rules.group import Group, at_least_of
from legal.rules.tally import Outcome, Tally, split

Has = Callable[[Group, str, int], Sequence[int]]
# No ladder asks for more years than this, and a working life holds few more.
_LOOK_BACK = 25


def surely(group: Group, thing: str, year: int) -> Sequence[int]:
    """Return masks of who has the thing in the year, once, twice and so on."""
    if thing in GRADES:
        return (group.at_least(year, thing),)
    if thing in notation.WORKS:
        return group.works(thing, year)
    return (group.awarded((thing,), year),)


def hopefully(group: Group, thing: str, year: int) -> Sequence[int]:
    """Return the same when everything that is not known would turn out well."""
    sure = surely(group, thing, year)
    if thing in GRADES:
        return (sure[0] | (group.everyone & ~group.graded(year)),)
    if thing in notation.WORKS:
        missing = group.works_missing(thing)
        return (*(mask | missing for mask in sure), missing, missing)
    return (sure[0] | (group.everyone & ~group.award_known(year)),)


class Ladder(Rule):
    """An earlier award and a run of consecutive years that hold what is asked.

    Attributes:
        after: the run begins after the earlier award ("sau đó"); otherwise the award may lie
            inside the run.
        until_proposal: the run lasts until the proposal ("đến thời điểm đề nghị"); otherwise it
            may have ended before.
    """

    claim = "MERIT"
    after: ClassVar[bool] = False
    until_proposal: ClassVar[bool] = False
    threshold_labels: ClassVar[Mapping[str, str]] = {
        "prior": "Đã được tặng",
        "min_years": "Số năm liên tục tối thiểu",
        "each_year": "Mỗi năm đạt",
        "in_time": "Trong thời gian đó có",
    }
    optional_thresholds = frozenset({"prior", "in_time"})

    def judge(self, group: Group) -> Tally:
        """Look for a run: surely, with the year of the earlier decision, or with luck.

        Whether the year in which the earlier award was decided counts is not said by the law: a run
        that needs it is left to people.
        """
        sure = self._reached(group, surely, shift=1)
        with_decision_year = self._reached(group, surely, shift=0) if self.after else sure
        hoped = self._reached(group, hopefully, shift=0)
        return split(
            group.everyone,
            met=sure,
            not_met=group.everyone & ~hoped & ~with_decision_year,
            judgement=with_decision_year,
        )

    def prior(self) -> tuple[str, ...]:
        """Return the awards of which one is asked first; empty where none is."""
        return self.codes("prior") if "prior" in self.entry.thresholds else ()

    def _reached(self, group: Group, has: Has, *, shift: int) -> int:
        found = 0
        for first, mask in self._starts(group, has, shift):
            if mask & ~found:
                found |= mask & self._run_from(group, has, first)
        return found

    def _starts(self, group: Group, has: Has, shift: int) -> list[tuple[int, int]]:
        """Return from which year a run may begin, and for whom."""
        earliest = _earliest(group, has)
        prior = self.prior()
        if not prior:
            return [(earliest, group.everyone)]
        unknown = group.awards_incomplete if has is hopefully else 0
        if not self.after:
            return [(earliest, group.ever_awarded(prior) | unknown)]
        starts = [
            (max(year + shift, earliest), group.decided(prior, year))
            for year in group.award_years(prior)
        ]
        return [*starts, (earliest, unknown)] if unknown else starts

    def _run_from(self, group: Group, has: Has, first: int) -> int:
        found = 0
        for last, mask in self._ends(group, first):
            found |= mask & self._run(group, has, first, last)
        return found

    def _ends(self, group: Group, first: int) -> list[tuple[int, int]]:
        """Return in which year a run may end, and for whom."""
        if self.until_proposal:
            return last_years(group)
        shortest = first + self.number("min_years") - 1
        return [(year, group.everyone) for year in range(group.year, shortest - 1, -1)]

    def _run(self, group: Group, has: Has, first: int, last: int) -> int:
        """Return who has a run that ends in ``last`` and begins in ``first`` or later."""
        asked, long_enough = self.code("each_year"), self.number("min_years")
        found, streak = 0, group.everyone
        for year in range(last, first - 1, -1):
            streak &= _each_year(group, has, asked, year)
            if not streak:
                break
            if last - year + 1 >= long_enough:
                found |= streak & self._held(group, has, range(year, last + 1))
        return found

    def _held(self, group: Group, has: Has, span: range) -> int:
        if "in_time" not in self.entry.thresholds:
            return group.everyone
        return counted(group, has, self.code("in_time"), span)

    # --- Words ------------------------------------------------------------------------------

    def explain(self, subject: Subject, outcome: Outcome) -> Told:
        """Say which earlier award, which years and which awards in them were found."""
        earlier = self._earlier(subject)
        run = best_run(subject, self.code("each_year"), since=self._since(earlier))
        held = _held_by(subject, self._in_time(subject), run)
        message = " ".join(
            part for part in (self._prior_words(earlier), self._run_words(run), held.words) if part
        )
        return Told(
            message,
            {
                "prior": [award_dict(row) for row in earlier],
                "years": list(run),
                "found": held.records,
            },
            remedy=self._remedy(outcome, earlier, len(run)),
        )

    def _in_time(self, subject: Subject) -> object:
        """Return what the span must hold, in the notation; nothing where it is not asked."""
        return self.entry.thresholds.get("in_time")

    def _earlier(self, subject: Subject) -> list[AwardFact]:
        prior = self.prior()
        rows = [row for row in subject.awards or () if row.code in prior and row.basis == "MERIT"]
        return sorted(rows, key=lambda row: row.year_decided)

    def _since(self, earlier: Sequence[AwardFact]) -> int | None:
        return earlier[-1].year_decided + 1 if self.after and earlier else None

    def _prior_words(self, earlier: Sequence[AwardFact]) -> str:
        prior = self.prior()
        if not prior:
            return ""
        name = any_award(prior)
        if not earlier:
            return f"Yêu cầu đã được tặng {name}; chưa có."
        return f"Đã được tặng {name} năm {years(row.year_decided for row in earlier)}."

    def _run_words(self, run: Sequence[int]) -> str:
        asked = notation.year_words(self.code("each_year"))
        until = " đến thời điểm đề nghị" if self.until_proposal else ""
        lead = "Sau đó yêu cầu" if self.after else "Yêu cầu"
        found = f"{len(run):02d} năm ({years(run)})" if run else "chưa có năm nào"
        return (
            f"{lead} từ {self.number('min_years'):02d} năm liên tục{until}, mỗi năm {asked}; "
            f"tìm thấy {found}."
        )

    def _remedy(self, outcome: Outcome, earlier: Sequence[AwardFact], length: int) -> str:
        if outcome is Outcome.MET:
            return ""
        if outcome is Outcome.UNKNOWN:
            return "Bổ sung xếp loại hằng năm và các lần khen thưởng trước đây còn thiếu."
        if outcome is Outcome.NEEDS_JUDGEMENT:
            return "Người xét xác định năm ra quyết định khen trước có được tính hay không."
        if self.prior() and not earlier:
            return f"Cần được tặng {any_award(self.prior())} trước."
        missing = self.number("min_years") - length
        if missing > 0:
            return f"Cần thêm {missing:02d} năm liên tục."
        return "Cần đủ số lần khen thưởng trong thời gian đó."


@dataclass(frozen=True, slots=True)
class _Held:
    words: str
    records: list[dict[str, object]]


def _earliest(group: Group, has: Has) -> int:
    """Return the first year to look at.

    Where everything unknown is hoped for, it must not depend on whose records are in the group.
    """
    return group.year - _LOOK_BACK if has is hopefully else group.first_year


def _each_year(group: Group, has: Has, asked: str, year: int) -> int:
    """Return who has in the year one of the alternatives."""
    found = 0
    for alternative in notation.of_each_year(asked):
        together = group.everyone
        for thing in alternative:
            masks = has(group, thing, year)
            together &= masks[0] if masks else 0
        found |= together
    return found


def counted(group: Group, has: Has, asked: str, span: range) -> int:
    """Return who has in the span one of the sums asked for."""
    found = 0
    for alternative in notation.in_span(asked):
        all_counts = group.everyone
        for count in alternative:
            masks = [
                mask
                for year in span
                for thing in count.things
                for mask in has(group, thing, year)
            ]
            all_counts &= at_least_of(masks, count.wanted, group.everyone)
        found |= all_counts
    return found


def _held_by(subject: Subject, asked: object, run: Sequence[int]) -> _Held:
    """Return what of the things asked for in the span one recipient has."""
    if not isinstance(asked, str):
        return _Held("", [])
    wanted = {
        thing
        for alternative in notation.in_span(asked)
        for count in alternative
        for thing in count.things
    }
    awards = [
        row
        for row in subject.awards or ()
        if row.code in wanted and row.year in run and row.basis == "MERIT"
    ]
    parts = [
        f"{notation.thing_words(code)} {years(row.year for row in awards if row.code == code)}"
        for code in dict.fromkeys(row.code for row in awards)
    ]
    graded = [
        year
        for year in run
        if (record := subject.grades.get(year)) and record.grade in wanted & {"EXCELLENT"}
    ]
    if graded:
        parts.append(f"{GRADES['EXCELLENT']} {years(graded)}")
    works = [
        work
        for name in ("initiatives", "topics")
        for work in getattr(subject, name, None) or ()
        if any(work.counts_for(year) for year in run)
    ]
    if works and wanted & set(notation.WORKS):
        parts.append(f"{len(works):02d} sáng kiến, công trình")
    found = "; ".join(parts) or "chưa có"
    return _Held(
        f"Trong thời gian đó yêu cầu {notation.span_words(asked)}; có: {found}.",
        [award_dict(row) for row in awards],
    )
