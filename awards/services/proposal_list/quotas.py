"""What a list of proposals would use of the quotas; it warns, and stops nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from awards.selectors.books import every_book
from awards.selectors.quota_lists import Entry, Touched, touched_by
from awards.selectors.quota_words import does_not_apply, sentence
from core.imports.registry import Note
from legal.models import AwardType
from personnel.models import Unit


def quota_notes(rows: Iterable[tuple[Unit, int, str]], day: date) -> list[Note]:
    """Tell the quotas the rows use up or are the base of, with the rows counted in.

    Those that are exceeded come first. A fixed number of queries, however many agencies.

    Args:
        rows: unit, year and award of each row that would become a proposal.
        day: of the load; the drafts are judged as received on it.
    """
    entries = [Entry(unit, year, award, day) for unit, year, award in rows]
    found = touched_by(entries, day, every_book()) if entries else []
    if not found:
        return []
    names = dict(AwardType.objects.values_list("code", "short_name"))
    found.sort(key=lambda one: (not _warns(one), one.unit.tree_start, one.year))
    return [_note(one, names) for one in found]


def _warns(one: Touched) -> bool:
    return one.applies and one.state.is_over


def _note(one: Touched, names: dict[str, str]) -> Note:
    place = {"unit": one.unit.name, "year": one.year}
    if not one.applies:
        text = _("%(unit)s, năm %(year)d: %(counter)s.") % {
            **place,
            "counter": does_not_apply(one.state, names),
        }
        return Note(text)
    text = _("%(unit)s, năm %(year)d, tính cả danh sách này: %(counter)s.") % {
        **place,
        "counter": sentence(one.state, names),
    }
    return Note(text, tone="warn" if one.state.is_over else "ok")
