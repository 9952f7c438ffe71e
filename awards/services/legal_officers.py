"""Tells the law app where units stand and who its officers are: it knows neither by itself."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from legal.permissions import set_unit_positions
from personnel.models import Unit


def register() -> None:
    """Answer what the law app asks about units."""
    set_unit_positions(positions)


def positions(codes: Collection[str]) -> Mapping[str, int]:
    """Return the preorder numbers of the units that bear these codes."""
    return dict(Unit.objects.filter(code__in=codes).values_list("code", "tree_start"))
