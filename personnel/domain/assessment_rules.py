"""Which text a year was graded under, and what that text says of a short or disciplined year.

The texts were read in published reports about them, not in the gazette: each period says how far
it was compared.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from core.words import gettext_noop

# How far a period was compared with its text.
SECOND_HAND: Final = "SECOND_HAND"
TO_BE_CONFIRMED: Final = "TO_BE_CONFIRMED"
STANDING_WORDS: Final = {
    SECOND_HAND: gettext_noop("đọc qua nguồn thứ hai"),
    TO_BE_CONFIRMED: gettext_noop("chưa đối chiếu được, cần xác nhận"),
}

CIVIL_SERVANT: Final = "CIVIL_SERVANT"
OFFICIAL: Final = "OFFICIAL"


@dataclass(frozen=True, slots=True)
class RulePeriod:
    """Years graded under one text.

    Attributes:
        code: as in ``AssessmentRule``.
        first, last: years graded under it, both included; ``None`` has no end.
        categories: kinds of staff it is for; empty for all others.
    """

    code: str
    citation: str
    standing: str
    first: int | None
    last: int | None
    categories: frozenset[str] = frozenset()

    def covers(self, year: int, category: str) -> bool:
        """Tell whether people of the category were graded under it for the year."""
        in_time = (self.first is None or self.first <= year) and (
            self.last is None or year <= self.last
        )
        return in_time and (not self.categories or category in self.categories)


_EARLIER = gettext_noop("Quy định đánh giá trước Nghị định 90/2020/NĐ-CP")
_ND90 = gettext_noop("Nghị định 90/2020/NĐ-CP, hiệu lực từ 20/8/2020")
_ND48 = gettext_noop("Nghị định 90/2020/NĐ-CP, sửa đổi bởi 48/2023/NĐ-CP, hiệu lực từ 15/9/2023")
_ND335 = gettext_noop("Nghị định 335/2025/NĐ-CP, hiệu lực từ 01/01/2026")

# The first that covers a year and a category counts.
PERIODS: Final = (
    RulePeriod("EARLIER", _EARLIER, TO_BE_CONFIRMED, None, 2019),
    RulePeriod("ND90_2020", _ND90, SECOND_HAND, 2020, 2022),
    RulePeriod("ND48_2023", _ND48, SECOND_HAND, 2023, 2025),
    RulePeriod("ND335_2025", _ND335, SECOND_HAND, 2026, None, frozenset({CIVIL_SERVANT})),
    RulePeriod("ND335_2025", _ND335, TO_BE_CONFIRMED, 2026, None, frozenset({OFFICIAL})),
    # No decree for public employees after 2025 was found; the former one is kept until then.
    RulePeriod("ND48_2023", _ND48, TO_BE_CONFIRMED, 2026, None),
)


def rule_for(year: int, category: str) -> RulePeriod:
    """The text under which people of the category are graded for the year."""
    return next(period for period in PERIODS if period.covers(year, category))


def in_force_for(code: str, year: int) -> bool:
    """Whether a text was already there when the year was graded; how long it is kept is left open.

    An officer may know that a text is applied longer than its period here, but none is applied to
    a year before its own first.
    """
    firsts = [period.first for period in PERIODS if period.code == code]
    return not firsts or any(first is None or first <= year for first in firsts)


# --- Hints ----------------------------------------------------------------------------------

Span = tuple[date, date | None]

# Under six months there is no grade; from three months away none above "completed".
_HALF_YEAR_DAYS: Final = 182
_QUARTER_DAYS: Final = 90
# The texts whose words on short years were read about.
_HINTED: Final = frozenset({"ND90_2020", "ND48_2023"})
_ABOVE_COMPLETED: Final = frozenset({"EXCELLENT", "GOOD"})

SHORT_YEAR = gettext_noop(
    "Trong năm làm việc khoảng %(days)d ngày, dưới 6 tháng: thường không xếp loại "
    "(trừ nghỉ thai sản; Nghị định 90/2020/NĐ-CP, %(standing)s)."
)
LONG_AWAY = gettext_noop(
    "Trong năm nghỉ khoảng %(days)d ngày, từ 3 đến dưới 6 tháng: thường không xếp cao hơn "
    "“Hoàn thành nhiệm vụ” (Nghị định 90/2020/NĐ-CP, %(standing)s)."
)
DISCIPLINED = gettext_noop(
    "Trong năm có kỷ luật: thường xếp “Không hoàn thành nhiệm vụ” "
    "(Nghị định 48/2023/NĐ-CP, %(standing)s)."
)


@dataclass(frozen=True, slots=True)
class YearAtWork:
    """What is known of a person's year.

    Attributes:
        service: periods of the places of work.
        away: periods of leave other than parental leave and training.
        parental: periods of parental leave.
        disciplines: first days of disciplines.
    """

    service: tuple[Span, ...]
    away: tuple[Span, ...] = ()
    parental: tuple[Span, ...] = ()
    disciplines: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Hint:
    """Something to look at before a grade is recorded; never a refusal."""

    text: str
    days: int = 0
    standing: str = SECOND_HAND


def days_in_year(spans: Iterable[Span], year: int) -> int:
    """Days of the year covered by the periods, each day once."""
    first, after = date(year, 1, 1), date(year + 1, 1, 1)
    covered: set[int] = set()
    for start, end in spans:
        covered.update(range(max(start, first).toordinal(), min(end or after, after).toordinal()))
    return len(covered)


def hints(year: int, rule: str, grade: str, known: YearAtWork) -> list[Hint]:
    """What the officer should look at again for this grade of this year."""
    if rule not in _HINTED:
        return []
    found = []
    away = days_in_year(known.away, year)
    worked = max(days_in_year(known.service, year) - away, 0)
    on_parental_leave = days_in_year(known.parental, year) > 0
    if worked < _HALF_YEAR_DAYS and not on_parental_leave:
        found.append(Hint(SHORT_YEAR, worked))
    elif away >= _QUARTER_DAYS and grade in _ABOVE_COMPLETED:
        found.append(Hint(LONG_AWAY, away))
    disciplined = any(day.year == year for day in known.disciplines)
    if disciplined and rule == "ND48_2023" and grade != "FAILED":
        found.append(Hint(DISCIPLINED))
    return found
