"""The counters of quotas as rows of a table: what is allowed, used and left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from awards.selectors.quota_words import does_not_limit, elsewhere, period, verdict, worked
from legal.models.choices import LayerChoice
from legal.rules.quotas import QuotaState
from legal.web.parts import Standing, standing


@dataclass(frozen=True, slots=True)
class Counter:
    """One quota ready for the page.

    Attributes:
        source: the set of rules it stands in, with its layer.
        worked: how the allowed number came about.
        period: the dossiers it limits; ``elsewhere`` tells of those it does not.
        tried: the same counter for the list as tried out.
    """

    award: str
    citation: str
    note: str
    source: str
    standing: Standing
    worked: str
    period: str
    elsewhere: str
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
        replace(counter(state, names), tried=counter(other, names) if other else None)
        for state, other in zip(now, beside, strict=True)
    ]


def counter(state: QuotaState, names: Mapping[str, str], *, applies: bool = True) -> Counter:
    """Put one quota into words.

    Args:
        applies: whether it limits what is looked at; the rules of another day may.
    """
    quota = state.quota
    tone, word = verdict(state) if applies else does_not_limit()
    return Counter(
        award=names.get(quota.award, quota.award),
        citation=quota.citation,
        note=quota.note,
        source=f"{LayerChoice(state.row.layer.value).label}: {state.row.name}",
        standing=standing(quota.established.value),
        worked=worked(state, names),
        period=period(state),
        elsewhere=elsewhere(state),
        allowed=state.allowed,
        used=state.used,
        left=state.left,
        tone=tone,
        word=word,
    )
