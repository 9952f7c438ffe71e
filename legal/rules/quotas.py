"""How many may get an award (chỉ tiêu, tỷ lệ): pure arithmetic over counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from legal.domain.codes import Layer, Rounding, Standing
from legal.domain.rulesets import QuotaEntry, RuleSetEntry
from legal.rules.rulebook import Rulebook

_WHOLE: Final = 100


@dataclass(frozen=True, slots=True)
class QuotaState:
    """A quota with how much of it is used (tình hình chỉ tiêu).

    Attributes:
        base: what the share was taken of; ``None`` for a fixed number or where nobody can count it.
        allowed: how many may get the award; ``None`` where the base cannot be counted.
        exact: the share before rounding, in hundredths; ``None`` likewise.
        used: granted or proposed, of the dossiers this quota limits.
        periods: first days of the periods whose dossiers it limits.
        holds_from: from which day of receipt on it limits a dossier.
        elsewhere: granted or proposed for the same award, but limited by other rules.
    """

    quota: QuotaEntry
    row: RuleSetEntry
    base: int | None
    allowed: int | None
    exact: int | None
    used: int
    periods: frozenset[date] = frozenset()
    holds_from: date = date.min
    elsewhere: int = 0

    @property
    def holds_until(self) -> date | None:
        """The last day of receipt on which it limits a dossier; ``None`` while that is open."""
        return self.row.valid_to - timedelta(days=1) if self.row.valid_to else None

    @property
    def left(self) -> int | None:
        """How many more fit; negative when there are too many."""
        return None if self.allowed is None else self.allowed - self.used

    @property
    def is_over(self) -> bool:
        """Whether there are too many."""
        return self.left is not None and self.left < 0

    @property
    def lacks_base(self) -> bool:
        """Whether more are granted or proposed than are in the base: part of it is not recorded."""
        return self.base is not None and self.base < self.used

    @property
    def hangs_on_rounding(self) -> bool:
        """Whether there are too many only because the fraction was dropped, which no text asks."""
        if self.quota.rounding is not Rounding.UNSTATED or self.exact is None:
            return False
        return self.is_over and self.used <= _rounded(self.exact, Rounding.UP)

    @property
    def is_binding(self) -> bool:
        """Whether its text was read in a set in force; otherwise it only warns."""
        return self.row.published and self.quota.established is Standing.TEXT_READ


def allowed(quota: QuotaEntry, base: int) -> int:
    """Return how many may get the award; without a stated rounding the fraction is dropped.

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
    books: Mapping[date, Rulebook],
    counts: Mapping[tuple[str, date], int],
    base: Callable[[QuotaEntry], int | None],
) -> list[QuotaState]:
    """Return every quota of some rulebooks with its counters.

    A dossier is limited by the quotas of the very rulebook its conditions are taken from, the one
    of the day it was received. So a quota counts the dossiers of its own rulebooks alone; what it
    is a share of is a fact of the whole year. A quota that a later set merely repeats is one quota.

    Args:
        books: the rulebook of each period, by the first day of the period.
        counts: how many got an award or are proposed for it, by its code and that first day.
        base: what a quota is a share of; ``None`` where it cannot be counted here.
    """
    places: dict[Hashable, list[tuple[date, RuleSetEntry, QuotaEntry]]] = {}
    for day in sorted(books):
        for row, quota in books[day].quotas():
            places.setdefault(_identity(row, quota), []).append((day, row, quota))
    totals: Counter[str] = Counter()
    for (award, _day), number in counts.items():
        totals[award] += number
    return [_state(found, counts, totals, base) for found in places.values()]


def _identity(row: RuleSetEntry, quota: QuotaEntry) -> Hashable:
    """What a quota keeps when the next set of its layer repeats it; its source may be renamed."""
    own = "" if row.layer is Layer.NATIONAL else row.code
    share = (quota.base, quota.base_award, quota.percent, quota.limit, quota.rounding)
    return row.layer, own, quota.code, quota.award, share, quota.established, row.published


def _state(
    found: Sequence[tuple[date, RuleSetEntry, QuotaEntry]],
    counts: Mapping[tuple[str, date], int],
    totals: Mapping[str, int],
    base: Callable[[QuotaEntry], int | None],
) -> QuotaState:
    _day, row, last = found[-1]
    citations = dict.fromkeys(quota.citation for _one, _row, quota in found)
    quota = replace(last, citation="; ".join(citations))
    fixed = quota.base == "FIXED"
    counted = None if fixed else base(quota)
    known = fixed or counted is not None
    used = sum(counts.get((quota.award, day), 0) for day, _row, _quota in found)
    return QuotaState(
        quota,
        row,
        base=counted,
        allowed=allowed(quota, counted or 0) if known else None,
        exact=None if fixed or counted is None else hundredths(quota, counted),
        used=used,
        periods=frozenset(day for day, _row, _quota in found),
        holds_from=min(one.valid_from for _day, one, _quota in found),
        elsewhere=totals[quota.award] - used,
    )
