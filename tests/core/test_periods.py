"""Half-open periods."""

from datetime import date

import pytest

from core.periods import holds_on

START, END = date(2020, 1, 1), date(2020, 7, 1)


@pytest.mark.parametrize(
    ("day", "end", "holds"),
    [
        (date(2019, 12, 31), END, False),
        (START, END, True),
        (date(2020, 6, 30), END, True),
        (END, END, False),
        (date(2100, 1, 1), None, True),
    ],
)
def test_the_first_day_counts_and_the_last_does_not(day, end, holds):
    assert holds_on(day, START, end) is holds
