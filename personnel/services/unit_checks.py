"""What other apps have to say before a unit ends: open dossiers, memberships, plans.

A higher app registers a function at start-up; each sentence it answers is shown to the officer
before he confirms, and none stops him: a decision of the State's that ends a unit is not undone by
a dossier that still waits. Whoever looks after the successor reaches what waits there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from personnel.models import Unit

Check = Callable[[Sequence[Unit], date], list[str]]
_CHECKS: list[Check] = []


def register_check(check: Check) -> None:
    """Add a function of the units that end and the day (once, at start-up)."""
    if check not in _CHECKS:
        _CHECKS.append(check)


def waiting_at(units: Sequence[Unit], on: date) -> list[str]:
    """Everything other apps tell about these units, in the order in which they registered."""
    return [told for check in _CHECKS for told in check(units, on)]
