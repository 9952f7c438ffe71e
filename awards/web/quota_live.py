"""The counters of quotas while a proposal is being made, with that proposal counted in."""

from __future__ import annotations

from datetime import date

from awards.models import Proposal
from awards.selectors.books import book_of_list
from awards.selectors.quotas import agency_of, counted, touched
from awards.web.quota_counters import Counter, counters
from legal.models import AwardType


def of_draft(draft: Proposal, day: date, *, but: int | None) -> list[Counter]:
    """Return the quotas the draft's award uses up or is the base of, in its agency.

    Args:
        but: the dossier being changed, which stands on the list already.
    """
    year, award = draft.year, draft.award_type.code
    book = book_of_list(draft.unit, year, day)
    if book is None or not any(
        award in (quota.award, quota.base_award) for _row, quota in book.quotas()
    ):
        return []
    listed = counted(agency_of(draft.unit), year, day, but=but).with_more([award])
    states = touched(listed.quotas(book), {award})
    return counters(states, None, dict(AwardType.objects.values_list("code", "short_name")))
