"""The year's input counted for a unit's report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, Value

from core.scope import Range, in_ranges
from emulation import workflow
from emulation.models import Initiative, Registration
from personnel.models import Unit

# What a report's figures leave out; lists offer the rest as one choice.
HANDED_IN = "HANDED_IN"
NOT_HANDED_IN = (workflow.DRAFT, workflow.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class YearCounts:
    """Registrations and initiatives of a unit and year.

    Attributes:
        registered: registrations handed in and not withdrawn.
        approved: those approved.
        initiatives: initiatives handed in and not withdrawn.
        recognised: initiatives recognised.
    """

    registered: int
    approved: int
    initiatives: int
    recognised: int


def year_counts(unit: Unit, year: int, within: Iterable[Range] | None = None) -> YearCounts:
    """Count what the unit and everything below it handed in for the year, in one query.

    Not limited to what somebody may see: a report is about the unit.

    Args:
        within: the subtree of another day, in today's numbers; without it that of today.
    """
    ranges = ((unit.tree_start, unit.tree_end),) if within is None else within
    subtree = in_ranges("unit__tree_start", ranges)
    registrations = Registration.objects.filter(subtree, emulation_year__year=year)
    initiatives = Initiative.objects.filter(subtree, year=year)
    rows = _by_state(registrations, "R").union(_by_state(initiatives, "I"), all=True)
    counts = {(kind, state): total for state, kind, total in rows}
    return YearCounts(
        registered=_sum(counts, "R"),
        approved=counts.get(("R", workflow.APPROVED), 0),
        initiatives=_sum(counts, "I"),
        recognised=counts.get(("I", workflow.RECOGNISED), 0),
    )


def _by_state(rows: QuerySet[Any], kind: str) -> QuerySet[Any]:
    labelled = rows.order_by().annotate(source=Value(kind)).values("state", "source")
    return labelled.annotate(total=Count("pk")).values_list("state", "source", "total")


def _sum(counts: dict[tuple[str, str], int], kind: str) -> int:
    return sum(
        total
        for (own, state), total in counts.items()
        if own == kind and state not in NOT_HANDED_IN
    )
