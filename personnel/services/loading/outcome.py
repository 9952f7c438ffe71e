"""What became of every row of a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from core.imports import ImportProblem
from core.imports.registry import (
    CREATED,
    SKIPPED,
    UNCHANGED,
    UPDATED,
    Doubt,
    Plan,
    UnknownName,
    Written,
    WrittenLine,
)


@dataclass(frozen=True, slots=True)
class Changes:
    """What ``write`` needs: the work, and the code of every row for the result file."""

    works: Sequence[Any]
    codes: Sequence[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Waiting:
    """What still stands between the rows and their being written."""

    problems: Sequence[ImportProblem]
    doubts: Sequence[Doubt] = ()
    names: Sequence[UnknownName] = ()

    def rows(self) -> set[int]:
        """Rows that are wrong or asked about: nothing can be said of them yet."""
        rows = {problem.row for problem in self.problems} | {doubt.row for doubt in self.doubts}
        return rows.union(*(name.rows for name in self.names))


def rest_of(
    rows: Iterable[int], written: Iterable[int], skipped: Iterable[int], waiting: Waiting
) -> dict[str, int]:
    """Figures of the rows that nothing is written for; what is open is not called unchanged."""
    every = set(rows)
    still = every & waiting.rows()
    left_out = set(skipped) - still
    figures = {
        _("Dòng không đổi gì"): len(every - set(written) - left_out - still),
        _("Dòng bỏ qua"): len(left_out),
    }
    return {**figures, _("Dòng cần sửa, cần trả lời"): len(still)} if still else figures


def written_lines(plan: Plan, outcome: Mapping[int, str]) -> Written:
    """Figures and one line for each row; a row without an outcome changed nothing."""
    known = {**outcome, **dict.fromkeys(plan.skipped, SKIPPED)}
    lines = [WrittenLine(row, known.get(row, UNCHANGED), code) for row, code in plan.changes.codes]
    count = Counter(line.outcome for line in lines)
    return Written(count[CREATED], count[UPDATED], count[UNCHANGED], lines)
