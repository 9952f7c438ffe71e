"""What became of every row of a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.imports.registry import (
    CREATED,
    SKIPPED,
    UNCHANGED,
    UPDATED,
    Plan,
    Written,
    WrittenLine,
)


@dataclass(frozen=True, slots=True)
class Changes:
    """What ``write`` needs: the work, and the code of every row for the result file."""

    works: Sequence[Any]
    codes: Sequence[tuple[int, str]]


def written_lines(plan: Plan, outcome: Mapping[int, str]) -> Written:
    """Figures and one line for each row; a row without an outcome changed nothing."""
    known = {**outcome, **dict.fromkeys(plan.skipped, SKIPPED)}
    lines = [WrittenLine(row, known.get(row, UNCHANGED), code) for row, code in plan.changes.codes]
    count = Counter(line.outcome for line in lines)
    return Written(count[CREATED], count[UPDATED], count[UNCHANGED], lines)
