"""Shares and phases: plain calculations, tried on many values."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulation import workflow
from emulation.domain import phases, shares

hundredths = st.integers(min_value=1, max_value=10_000).map(lambda n: Decimal(n) / 100)
days = st.dates(min_value=date(2015, 1, 1), max_value=date(2035, 12, 31))


@given(st.lists(hundredths, min_size=1, max_size=30))
def test_what_is_missing_completes_the_whole(parts):
    missing = shares.missing_from_whole(parts)
    assert sum(parts) + missing == 100
    assert (missing == 0) == (sum(parts) == 100)


@pytest.mark.parametrize(
    ("share", "accepted"),
    [
        ("0", False),
        ("0.01", True),
        ("33.33", True),
        ("33.333", False),
        ("100", True),
        ("100.01", False),
        ("-5", False),
    ],
)
def test_a_share_is_in_hundredths_above_nothing_up_to_the_whole(share, accepted):
    assert shares.share_in_range(Decimal(share)) is accepted


@given(days, st.integers(0, 400), days)
def test_a_phase_is_open_from_its_first_to_its_last_day(opens_on, length, day):
    closes_on = opens_on + timedelta(days=length)
    phase = phases.PhaseDates("REGISTRATION", opens_on, closes_on)
    assert phase.is_open(day) == (opens_on <= day <= closes_on)
    assert phase.is_open(day) == (phase.standing(day) == phases.OPEN)
    assert day + timedelta(days=phase.days_left(day)) == closes_on


def test_a_phase_never_closes_before_it_opens():
    with pytest.raises(ValueError, match="closes before"):
        phases.PhaseDates("REVIEW", date(2021, 2, 2), date(2021, 2, 1))


def test_open_phases_come_with_the_most_urgent_in_front():
    long = phases.PhaseDates("INITIATIVE", date(2021, 1, 1), date(2021, 9, 30))
    short = phases.PhaseDates("REGISTRATION", date(2021, 1, 1), date(2021, 1, 31))
    later = phases.PhaseDates("REPORT", date(2021, 12, 1), date(2021, 12, 31))
    assert phases.open_phases([later, long, short], date(2021, 1, 31)) == [short, long]
    assert phases.open_phases([later, long, short], date(2021, 2, 1)) == [long]


@given(st.integers(-5, 40), st.lists(st.integers(1, 30), max_size=5, unique=True))
def test_the_step_reached_is_the_tightest_one_not_overtaken(days_left, steps):
    step = phases.step_reached(days_left, steps)
    reached = [each for each in steps if 0 <= days_left <= each]
    assert step == (min(reached) if reached else None)


@given(st.lists(st.integers(1, 30), min_size=1, max_size=5, unique=True), st.data())
def test_steps_only_get_tighter_as_days_pass(steps, data):
    first = data.draw(st.integers(0, 40))
    second = data.draw(st.integers(0, first))
    earlier, later = phases.step_reached(first, steps), phases.step_reached(second, steps)
    assert earlier is None or (later is not None and later <= earlier)


@pytest.mark.parametrize("table", [workflow.REGISTRATION, workflow.INITIATIVE])
def test_the_transition_tables_are_sound(table):
    assert table.problems() == []
    for transition in table.transitions:
        assert transition.label
        assert transition.consequence
