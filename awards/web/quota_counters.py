"""Quotas and deadlines of a list as rows of tables: what is allowed, used and left; until when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from awards.selectors.quota_words import does_not_limit, elsewhere, period, verdict, worked
from legal.domain.rulesets import RuleSetEntry
from legal.models.choices import LayerChoice
from legal.rules.quotas import QuotaState
from legal.rules.rulebook import Rulebook
from legal.selectors.quota_words import deadline_text
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


@dataclass(frozen=True, slots=True)
class Deadline:
    """Until when dossiers are to be sent, ready for the page."""

    text: str
    citation: str
    source: str
    standing: Standing


def source_of(row: RuleSetEntry) -> str:
    """The layer and the name of a set of rules."""
    return f"{LayerChoice(row.layer.value).label}: {row.name}"


def deadlines(book: Rulebook) -> list[Deadline]:
    """Put the deadlines of a rulebook into words, each with its source."""
    return [
        Deadline(
            deadline_text({"text": one.text, "month": one.month, "day": one.day}),
            one.citation,
            source_of(row),
            standing(one.established.value),
        )
        for row, one in book.deadlines()
    ]


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
        source=source_of(state.row),
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
