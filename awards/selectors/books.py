"""Which rules a unit's dossiers are judged by."""

from __future__ import annotations

from datetime import date

from legal.rules.rulebook import Rulebook
from legal.selectors.rulebooks import rulebooks_for
from personnel.models import Unit
from personnel.selectors import units as unit_reads


def books_of(
    unit: Unit, received_on: date, *, judged_on: date | None = None
) -> tuple[Rulebook, ...]:
    """Return the rulebooks for a dossier of the unit: the deciding one, then one to show beside.

    Args:
        judged_on: without it the dossier is judged on the day it is received.

    Raises:
        NoRuleSetError: the law of that day is not known here.
    """
    scopes = [unit.code, *(above.code for above in unit_reads.ancestors(unit))]
    return rulebooks_for(received_on, judged_on=judged_on or received_on, scopes=scopes)


def usual_receipt(year: int, today: date) -> date:
    """On which day a dossier of the year would be received: today, or at the end of a past year."""
    return min(date(year, 12, 31), today)
