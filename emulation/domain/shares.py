"""Shares of the authors of one initiative: exact decimals that together make the whole."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

WHOLE = Decimal(100)
STEP = Decimal("0.01")


def share_in_range(share: Decimal) -> bool:
    """Tell whether one share is more than nothing, at most the whole, in hundredths."""
    if not share.is_finite():
        return False
    return Decimal(0) < share <= WHOLE and share == share.quantize(STEP)


def missing_from_whole(shares: Sequence[Decimal]) -> Decimal:
    """Return how much is missing from 100 percent; negative when there is too much."""
    return WHOLE - sum(shares, Decimal(0))
