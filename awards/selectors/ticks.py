"""Reads of judgements: of each condition the last tick counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from awards.models import JudgementTick


def ticks_of(proposal_ids: Iterable[int]) -> dict[int, dict[str, JudgementTick]]:
    """Return the ticks that count, by proposal and rule, in one query.

    A proposal nobody judged is not in the answer. Callers were let into the proposals.
    """
    found: dict[int, dict[str, JudgementTick]] = defaultdict(dict)
    rows = JudgementTick.objects.filter(proposal_id__among=[*proposal_ids]).order_by("pk")
    for row in rows:
        found[row.proposal_id][row.rule] = row
    return dict(found)
