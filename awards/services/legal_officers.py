"""Tells the law app where units stand and who its officers are: it knows neither by itself."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from core import clock
from core.scope import Range, merge_ranges
from legal.permissions import KnownUnit, UnitSource, set_units
from legal.services.notices import Officer, set_officers
from personnel.models import Unit
from personnel.selectors import holders


def register() -> None:
    """Answer what the law app asks about units and accounts."""
    set_units(UnitSource(units, tops))
    set_officers(officers)


def units(codes: Collection[str]) -> Mapping[str, KnownUnit]:
    """Return the units that bear these codes: preorder number and name."""
    rows = Unit.objects.filter(code__in=codes).values_list("code", "tree_start", "name")
    return {code: KnownUnit(position, name) for code, position, name in rows}


def tops() -> list[int]:
    """Return the preorder numbers of the units that have none above them."""
    rows = Unit.objects.filter(parent=None, dissolved_on=None)
    return list(rows.values_list("tree_start", flat=True))


def officers(action: str, at: datetime) -> list[Officer]:
    """Return every account that may do the action, once for each name it may act in.

    Roles held at several units reach together what none of them reaches alone.
    """
    found: dict[tuple[int, bool, frozenset[int]], list[Range]] = {}
    for way in holders.ways(action, clock.day_of(at)):
        key = (way.user_id, way.has_email, way.accounts)
        found.setdefault(key, []).append((way.start, way.end))
    return [Officer(*key, merge_ranges(ranges)) for key, ranges in found.items()]
