"""The counters of quotas as rows of a table: what is allowed, used and left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from awards.selectors.quota_words import verdict, worked
from legal.rules.quotas import QuotaState
from legal.web.parts import Standing, standing


@dataclass(frozen=True, slots=True)
class Counter:
    """One quota ready for the page.

    Attributes:
        worked: how the allowed number came about.
        tried: the same counter for the list as tried out.
    """

    award: str
    citation: str
    note: str
    standing: Standing
    worked: str
    allowed: int | None
    used: int
    left: int | None
    tone: str
    word: str
    tried: Counter | None = None


def counters(
    now: Sequence[QuotaState], tried: Sequence[QuotaState] | None, names: Mapping[str, str]
) -> list[Counter]:
    """Put the quotas into words, the tried list beside the present one."""
    beside: Sequence[QuotaState | None] = tried or [None] * len(now)
    return [
        _counter(state, names, _counter(other, names) if other else None)
        for state, other in zip(now, beside, strict=True)
    ]


def _counter(state: QuotaState, names: Mapping[str, str], tried: Counter | None = None) -> Counter:
    quota = state.quota
    tone, word = verdict(state)
    return Counter(
        award=names.get(quota.award, quota.award),
        citation=quota.citation,
        note=quota.note,
        standing=standing(quota.established.value),
        worked=worked(state, names),
        allowed=state.allowed,
        used=state.used,
        left=state.left,
        tone=tone,
        word=word,
        tried=tried,
    )
