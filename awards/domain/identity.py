"""What makes two awards the same one: whom, which award, which year, what for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from core.vietnamese import fold

# The columns that hold a recipient; one of them is filled.
STAFF, UNIT, OUTSIDE = "staff_id", "subject_unit_id", "external_id"
COLUMNS = (STAFF, UNIT, OUTSIDE)


class Identity(NamedTuple):
    """Nobody is given two awards of one identity.

    Attributes:
        column: which column holds the recipient.
        occasion, qualifier: folded; empty for titles of persons, which are given once a year
            whatever is written beside them. Flags of collectives may be given for a movement
            besides the yearly one.
    """

    column: str
    recipient: int
    award: int
    year: int
    occasion: str
    qualifier: str


def identity(
    who: tuple[str, int],
    award: int,
    year: int,
    *,
    is_title: bool,
    occasion: str = "",
    qualifier: str = "",
) -> Identity:
    """Return what tells this award apart from all others."""
    if is_title and who[0] == STAFF:
        return Identity(*who, award, year, "", "")
    return Identity(*who, award, year, fold(occasion), fold(qualifier))


def who_of(keys: Sequence[int | None]) -> tuple[str, int]:
    """The recipient of a row, from its three columns in the order of ``COLUMNS``."""
    return next((name, key) for name, key in zip(COLUMNS, keys, strict=True) if key is not None)
