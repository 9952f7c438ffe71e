"""Which rules a unit's dossiers are judged by."""

from __future__ import annotations

from datetime import date

from core.scope import Range
from legal.models import RuleSetVersion
from legal.rules.registry import NoRuleSetError
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


def book_of_list(unit: Unit, year: int, today: date) -> Rulebook | None:
    """The rules by which the quotas of a unit's list are counted; none where no law is known."""
    try:
        return books_of(unit, usual_receipt(year, today))[0]
    except NoRuleSetError:
        return None


def books_below(unit: Unit, received_on: date) -> list[tuple[Rulebook, tuple[Range, ...]]]:
    """Return the rulebooks of a unit and of all below it, each with the part of the tree it covers.

    Mostly it is one: only units to which a local set of rules was given have another one than the
    unit above them.

    Raises:
        NoRuleSetError: the law of that day is not known here.
    """
    named = {
        code
        for codes in RuleSetVersion.objects.values_list("scope_codes", flat=True)
        for code in codes
    }
    own = Unit.objects.subtree_of(unit).filter(code__in=named).exclude(pk=unit.pk)
    tops = [unit, *own.in_tree_order()]
    return [(books_of(top, received_on)[0], _without(top, tops)) for top in tops]


def _without(top: Unit, tops: list[Unit]) -> tuple[Range, ...]:
    """The numbers of a subtree without those of the subtrees in it that are listed too."""
    start, found = top.tree_start, []
    for inner in tops:
        if inner is not top and top.holds(inner.tree_start) and inner.tree_start >= start:
            if inner.tree_start > start:
                found.append((start, inner.tree_start - 1))
            start = inner.tree_end + 1
    if start <= top.tree_end:
        found.append((start, top.tree_end))
    return tuple(found)
