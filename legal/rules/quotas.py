"""How many may get an award (chỉ tiêu, tỷ lệ): pure arithmetic over counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from legal.domain.codes import Rounding, Standing
from legal.domain.rulesets import QuotaEntry, RuleSetEntry
from legal.rules.rulebook import Rulebook

_WHOLE: Final = 100

# The words of the base and of the rounding, for people who read a counter.
BASES: Final = {
    "STAFF": "tổng số người của đơn vị",
    "PROPOSED": "số được đề nghị trong danh sách",
    "TITLE": "số được tặng hoặc đề nghị danh hiệu làm gốc",
    "UNITS_LEADING": "số tập thể dẫn đầu khối, cụm",
    "FIXED": "số cố định",
}
ROUNDINGS: Final = {
    Rounding.DOWN: "bỏ phần lẻ",
    Rounding.UP: "làm tròn lên",
    Rounding.NEAREST: "làm tròn đến số gần nhất",
}


@dataclass(frozen=True, slots=True)
class QuotaState:
    """A quota with how much of it is used (tình hình chỉ tiêu).

    Attributes:
        base: what the share was taken of; ``None`` for a fixed number or where nobody can count it.
        allowed: how many may get the award; ``None`` where the base cannot be counted.
        exact: the share before rounding, in hundredths; ``None`` likewise.
        used: granted or proposed.
    """

    quota: QuotaEntry
    row: RuleSetEntry
    base: int | None
    allowed: int | None
    exact: int | None
    used: int

    @property
    def left(self) -> int | None:
        """How many more fit; negative when there are too many."""
        return None if self.allowed is None else self.allowed - self.used

    @property
    def is_over(self) -> bool:
        """Whether there are too many."""
        return self.left is not None and self.left < 0

    @property
    def is_binding(self) -> bool:
        """Whether its text was read in a set in force; otherwise it only warns."""
        return self.row.published and self.quota.established is Standing.TEXT_READ


def allowed(quota: QuotaEntry, base: int) -> int:
    """Return how many may get the award.

    Args:
        base: what the share is taken of, not negative; a fixed number does not look at it.

    Raises:
        ValueError: the base is negative, or the quota lacks its number.
    """
    if quota.base == "FIXED":
        return _given(quota.limit, quota)
    return _rounded(hundredths(quota, base), quota.rounding)


def hundredths(quota: QuotaEntry, base: int) -> int:
    """Return the share before rounding, in hundredths of a recipient.

    Raises:
        ValueError: the base is negative, or the quota lacks its percentage.
    """
    if base < 0:
        raise ValueError("a base is not negative")
    return base * _given(quota.percent, quota)


def _given(number: int | None, quota: QuotaEntry) -> int:
    if number is None:
        raise ValueError(f"quota {quota.code} lacks its number")
    return number


def _rounded(exact: int, rounding: Rounding) -> int:
    if rounding is Rounding.UP:
        return -(-exact // _WHOLE)
    if rounding is Rounding.NEAREST:
        # A half goes up, as people round.
        return (exact + _WHOLE // 2) // _WHOLE
    return exact // _WHOLE


def states(
    rulebook: Rulebook,
    used: Callable[[str], int],
    base: Callable[[QuotaEntry], int | None],
) -> list[QuotaState]:
    """Return every quota of the rulebook with its counters.

    Args:
        used: how many got an award or are proposed for it, by its code.
        base: what a quota is a share of; ``None`` where it cannot be counted here.
    """
    found = []
    for row, quota in rulebook.quotas():
        fixed = quota.base == "FIXED"
        counted = None if fixed else base(quota)
        known = fixed or counted is not None
        found.append(
            QuotaState(
                quota,
                row,
                base=counted,
                allowed=allowed(quota, counted or 0) if known else None,
                exact=None if fixed or counted is None else hundredths(quota, counted),
                used=used(quota.award),
            )
        )
    return found
