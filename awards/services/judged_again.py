"""Dossiers judged again by what is known today: what came in between is told before a decision.

The verdict a dossier was sent with stays what it was. But a discipline, a notice or a newly published
rule-set since then must not be passed over by who agrees or decides.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from awards.models import Proposal
from awards.selectors.books import every_book
from awards.selectors.facts.dossiers import facts_of_dossiers
from legal.rules.evaluate import evaluate
from legal.rules.verdict import Verdict


def verdicts_today(
    proposals: Collection[Proposal], today: date, *, with_ticks: bool = True
) -> dict[int, Verdict]:
    """Return what the deciding rules say of each dossier by today's records; set-wise.

    Dossiers received on a day whose law is not kept here are left out.

    Args:
        with_ticks: whether what people judged counts too.
    """
    received = [(one, one.judged_by_day or today) for one in proposals]
    books = every_book()
    found = {}
    for (proposal, day), facts in zip(received, facts_of_dossiers(received), strict=True):
        book = books.of(proposal.unit, day)
        if book is not None:
            known = facts if with_ticks else replace(facts, ticks={})
            found[proposal.pk] = evaluate(proposal.award_type.code, known, book)
    return found
