"""Which units belong to a unit on a day: for lists, for reports, and for the figures behind them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from core.scope import Range, in_ranges
from personnel.models import Unit
from personnel.selectors import as_of


@dataclass(frozen=True, slots=True)
class Reach:
    """A unit with everything that stood below it on a day.

    Attributes:
        name: what the unit was called that day.
    """

    unit: Unit
    day: date
    name: str
    ranges: tuple[Range, ...]

    def condition(self, path: str = "unit") -> Q:
        """The condition that a row's unit lay within."""
        return in_ranges(f"{path}__tree_start", self.ranges)

    @property
    def filters(self) -> dict[str, str]:
        """The filter that asks for the same again."""
        return {"unit": self.unit.code, "as_of": self.day.isoformat()}

    @property
    def is_empty(self) -> bool:
        """Whether the unit was not there yet."""
        return not self.ranges


def today_of(unit: Unit) -> tuple[Range, ...]:
    """The unit and everything below it in today's tree."""
    return ((unit.tree_start, unit.tree_end),)


def ranges_on(unit: Unit, day: date | None) -> tuple[Range, ...]:
    """The subtree of the unit on the day, in today's numbers; without a day that of today."""
    return today_of(unit) if day is None else as_of.positions_in(unit, day)


def reach_on(unit: Unit, day: date, *, today: date) -> Reach:
    """The unit's reach on a day; a day to come is judged by today's tree."""
    if day >= today:
        return Reach(unit, day, unit.name, today_of(unit))
    return Reach(unit, day, as_of.name_on(unit, day), as_of.positions_in(unit, day))


def reach_of_year(unit: Unit, year: int) -> Reach:
    """The unit's reach by the structure at the end of the year."""
    day = date(year, 12, 31)
    return Reach(unit, day, as_of.name_on(unit, day), as_of.positions_in(unit, day))


def usual_day(year: int, *, today: date) -> date:
    """The day by whose structure a year is reported: its last, or today while it runs.

    So a report of a past year stays the same when units merge later.
    """
    return min(date(year, 12, 31), today)
