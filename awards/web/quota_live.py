"""The counters of quotas while a proposal is being made, with that proposal counted in."""

from __future__ import annotations

from datetime import date

from awards.models import Proposal
from awards.selectors.books import book_of_list
from awards.selectors.quotas import counted
from awards.web.quota_counters import Counter, counters
from legal.models import AwardType
from personnel.models import Unit
from personnel.selectors import units as unit_reads


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
    listed = counted(agency_of(draft.unit), year, day, but=but).with_one(award)
    states = [
        one for one in listed.quotas(book) if award in (one.quota.award, one.quota.base_award)
    ]
    return counters(states, None, dict(AwardType.objects.values_list("code", "short_name")))


def agency_of(unit: Unit) -> Unit:
    """Return the unit whose list a quota is counted on: the nearest one with legal personality."""
    above = [unit, *unit_reads.ancestors(unit)]
    return next((one for one in above if one.has_legal_personality), unit)
