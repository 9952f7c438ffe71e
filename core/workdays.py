"""Working days: statutory limits in "ngày làm việc" skip weekends and public holidays.

The first day is not counted (Bộ luật Dân sự 2015, Điều 147).
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from datetime import date, timedelta
from functools import lru_cache

import holidays as holiday_calendar

_SATURDAY = 5


@lru_cache(maxsize=8)
def vietnamese_holidays(years: tuple[int, ...]) -> frozenset[date]:
    """Return Vietnam's public holidays of the years, swap days included where announced."""
    return frozenset(holiday_calendar.country_holidays("VN", years=list(years)))


def is_workday(day: date, holidays: Container[date]) -> bool:
    """Tell whether people work on that day."""
    return day.weekday() < _SATURDAY and day not in holidays


def add_workdays(day: date, count: int, holidays: Container[date]) -> date:
    """Return the ``count``-th working day after ``day``; ``day`` itself is not counted.

    Raises:
        ValueError: the count is negative.
    """
    if count < 0:
        raise ValueError("a time limit cannot be negative")
    while count:
        day += timedelta(days=1)
        count -= is_workday(day, holidays)
    return day


def count_workdays(after: date, until: date, holidays: Container[date]) -> int:
    """Count the working days after one day up to and including another (0 when not later)."""
    return sum(is_workday(day, holidays) for day in _days_after(after, until))


def due_date(start: date, workdays: int) -> date:
    """Return the day a limit of working days that starts on ``start`` runs out, in Vietnam."""
    return add_workdays(start, workdays, vietnamese_holidays((start.year, start.year + 1)))


def _days_after(after: date, until: date) -> Iterable[date]:
    return (after + timedelta(days=n) for n in range(1, (until - after).days + 1))
