"""Conditions on the annual grade."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from legal.rules.base import Rule, Told
from legal.rules.checks.words import or_better
from legal.rules.facts import GRADES, Subject
from legal.rules.group import Group
from legal.rules.tally import Outcome, Tally, split


class MinimumGrade(Rule):
    """The annual grade of the year judged reaches a minimum."""

    threshold_labels: ClassVar[Mapping[str, str]] = {"min_grade": "Mức xếp loại thấp nhất"}

    def judge(self, group: Group) -> Tally:
        """Compare the grades of the year judged."""
        reached = group.at_least(group.year, self.code("min_grade"))
        return split(group.everyone, met=reached, not_met=group.graded(group.year))

    def explain(self, subject: Subject, outcome: Outcome) -> Told:
        """Say the grade required and the grade found."""
        required = self.code("min_grade")
        used: dict[str, object] = {"year": subject.year, "required": required}
        record = subject.grades.get(subject.year)
        if record is None or record.grade is None:
            return Told(
                f"Chưa có kết quả đánh giá, xếp loại năm {subject.year}; "
                f"yêu cầu {or_better(required)}.",
                {**used, "missing": ["grade"]},
                remedy=f"Ghi kết quả xếp loại năm {subject.year}.",
            )
        return Told(
            f"Yêu cầu {or_better(required)}; năm {subject.year} được xếp loại "
            f"{GRADES[record.grade]}.",
            {**used, "grade": record.grade, "ref": record.ref},
            remedy=""
            if outcome is Outcome.MET
            else f"Năm sau được xếp loại {or_better(required)}.",
        )
