"""The counters of quotas while a proposal is being made, with that proposal counted in."""

from __future__ import annotations

from datetime import date

from awards.models import Proposal
from awards.selectors.books import every_book
from awards.selectors.quota_lists import Entry, touched_by
from awards.services.verdicts import receipt_of
from awards.web.quota_counters import Counter, counter
from legal.models import AwardType


def of_draft(draft: Proposal, day: date, *, but: int | None) -> list[Counter]:
    """Return the quotas the draft's award uses up or is the base of, on the list of its agency.

    They come from the set of rules that judges the draft; a quota of the year that stands in
    another set is shown as one that does not apply.

    Args:
        but: the dossier being changed, which stands on the list already.
    """
    code = draft.award_type.code
    entry = Entry(draft.unit, draft.year, code, receipt_of(draft) or day)
    found = touched_by([entry], day, every_book(), but=but)
    if not found:
        return []
    names = dict(AwardType.objects.values_list("code", "short_name"))
    return [counter(one.state, names, applies=one.applies) for one in found]
