"""Which rules a unit's dossiers are judged by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from core.scope import Range
from legal.models import RuleSetVersion
from legal.rules.rulebook import Rulebook
from legal.selectors.rulebooks import Shelf, rulebooks_for, shelf
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


@dataclass(frozen=True, slots=True)
class Books:
    """The rulebook of every unit and day, without asking again."""

    shelf: Shelf
    named: tuple[Unit, ...]

    def of(self, unit: Unit, received_on: date) -> Rulebook | None:
        """The rulebook that decides a dossier; none where the law of the day is not known."""
        return self.shelf.book(received_on, self._scopes(unit))

    def inside(self, agency: Unit, unit: Unit) -> list[Unit]:
        """The units inside an agency, from it down to the unit, that got a set of their own."""
        found = [
            one
            for one in self.named
            if one.tree_start > agency.tree_start
            and agency.holds(one.tree_start)
            and one.holds(unit.tree_start)
        ]
        return sorted(found, key=lambda one: one.tree_start)

    def _scopes(self, unit: Unit) -> list[str]:
        return [one.code for one in self.named if one.holds(unit.tree_start)]


def every_book() -> Books:
    """Read what is needed to name any rulebook, in at most three queries."""
    known = shelf()
    codes = known.scope_codes
    return Books(known, tuple(Unit.objects.filter(code__in=codes)) if codes else ())


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
