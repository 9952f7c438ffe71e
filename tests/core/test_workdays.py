"""Limits in working days."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from core.workdays import add_workdays, count_workdays, due_date, is_workday

DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))
HOLIDAYS = st.frozensets(st.dates(date(2015, 1, 1), date(2036, 12, 31)), max_size=60)


def test_the_first_day_is_not_counted():
    friday = date(2026, 11, 20)
    assert add_workdays(friday, 1, frozenset()) == date(2026, 11, 23)


def test_the_lunar_new_year_is_skipped():
    # 29 Tết to mùng 5 of Ất Tỵ: 25/01–02/02/2025.
    assert due_date(date(2025, 1, 24), 1) == date(2025, 2, 3)


@given(DAYS, st.integers(0, 40), HOLIDAYS)
def test_counting_undoes_adding(day, count, holidays):
    due = add_workdays(day, count, holidays)
    assert count_workdays(day, due, holidays) == count
    assert count == 0 or is_workday(due, holidays)


@given(DAYS, st.integers(1, 20), HOLIDAYS)
def test_more_days_never_end_earlier(day, count, holidays):
    assert add_workdays(day, count + 1, holidays) > add_workdays(day, count, holidays)


@given(DAYS, st.integers(1, 30))
def test_without_holidays_five_days_are_a_week(day, weeks):
    due = add_workdays(day, 5 * weeks, frozenset())
    assert timedelta(days=0) <= due - day - timedelta(weeks=weeks - 1) <= timedelta(weeks=1)
