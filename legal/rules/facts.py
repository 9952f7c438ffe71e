"""What a rule may look at: plain, frozen facts about one person and one year.

Whoever gathers the facts says what he knows. ``None`` in place of a list means "these records are
not kept here" and leads to *unknown*; an empty tuple means "kept, and there is none".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from core.periods import holds_on

# Annual grades (mức xếp loại chất lượng), best first.
GRADES: Final = {
    "EXCELLENT": "hoàn thành xuất sắc nhiệm vụ",
    "GOOD": "hoàn thành tốt nhiệm vụ",
    "COMPLETED": "hoàn thành nhiệm vụ",
    "FAILED": "không hoàn thành nhiệm vụ",
}

# Forms of discipline (hình thức kỷ luật), mildest first.
DISCIPLINES: Final = {
    "REPRIMAND": "khiển trách",
    "WARNING": "cảnh cáo",
    "SALARY_CUT": "hạ bậc lương",
    "DEMOTION": "giáng chức",
    "REMOVAL": "cách chức",
    "DISMISSAL": "buộc thôi việc",
}
# Not a discipline but a pending case: discipline being considered, inspection, investigation,
# denunciation or a press report under verification.
UNDER_REVIEW: Final = "UNDER_REVIEW"

# Scopes in which an initiative was recognised (phạm vi công nhận), narrowest first.
SCOPES: Final = {
    "BASE": "cấp cơ sở",
    "PROVINCE": "cấp tỉnh",
    "MINISTRY": "cấp bộ",
    "NATIONAL": "toàn quốc",
}


@dataclass(frozen=True, slots=True)
class YearRecord:
    """The annual grade of one year.

    Attributes:
        grade: a key of ``GRADES``; ``None`` when the year has no grade yet.
        ref: the record it was taken from, e.g. ``"assessment:41"``.
    """

    year: int
    grade: str | None
    ref: str = ""


@dataclass(frozen=True, slots=True)
class InitiativeFact:
    """A recognised initiative (sáng kiến), or an accepted scientific topic (đề tài, đề án).

    Attributes:
        scope: a key of ``SCOPES``.
        recognised_on: day of recognition or acceptance; ``None`` when there was none.
        year: the emulation year it counts for; the year of recognition when not given.
    """

    id: int
    title: str
    scope: str
    recognised_on: date | None
    ref: str = ""
    year: int | None = None

    def counts_for(self, year: int) -> bool:
        """Tell whether it was recognised and belongs to the year."""
        if self.recognised_on is None or self.scope not in SCOPES:
            return False
        return (self.year if self.year is not None else self.recognised_on.year) == year


@dataclass(frozen=True, slots=True)
class DisciplineFact:
    """A discipline, or a pending case, in the half-open period ``[start, end)``.

    Attributes:
        kind: a key of ``DISCIPLINES`` or ``UNDER_REVIEW``.
        end: ``None`` while it has not ended.
    """

    kind: str
    start: date
    end: date | None = None
    ref: str = ""

    def holds_on(self, day: date) -> bool:
        """Tell whether the day lies in the period."""
        return holds_on(day, self.start, self.end)

    def touches(self, start: date, end: date) -> bool:
        """Tell whether the period shares a day with ``[start, end)``."""
        return self.start < end and (self.end is None or start < self.end)


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """Everything the rules of one year may use about one person.

    Attributes:
        staff_ref: the record of the person, e.g. ``"staff:17"``.
        year: the year whose merit is judged.
        joined_on: first day at the agency, work under a labour contract included.
        is_public_employee: works in an agency, organisation or public unit (cán bộ, công chức,
            viên chức, người lao động); ``False`` for workers, farmers and others outside.
        grades: annual grades by year.
        initiatives: all recognised initiatives, or ``None`` when not kept.
        topics: all accepted scientific topics, or ``None`` when not kept.
        disciplines: all disciplines and pending cases, or ``None`` when not kept.
        absence_days: working days absent in the year, or ``None`` when not kept.
    """

    staff_ref: str
    year: int
    joined_on: date | None
    is_public_employee: bool
    grades: Mapping[int, YearRecord]
    initiatives: tuple[InitiativeFact, ...] | None = None
    topics: tuple[InitiativeFact, ...] | None = None
    disciplines: tuple[DisciplineFact, ...] | None = None
    absence_days: int | None = None

    @property
    def year_start(self) -> date:
        """The first day of the year judged."""
        return date(self.year, 1, 1)

    @property
    def year_end(self) -> date:
        """The first day after the year judged."""
        return date(self.year + 1, 1, 1)
