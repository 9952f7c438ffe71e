"""What a list of proposals would use of the quotas; it warns, and stops nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from django.utils.translation import gettext as _

from awards.selectors.books import book_of_list
from awards.selectors.quota_words import sentence
from awards.selectors.quotas import agencies_of, counted, touched
from core.imports.registry import Note
from legal.models import AwardType
from personnel.models import Unit

# A file is of one agency and a year or two; whoever mixes many is told of the first.
_MOST_LISTS = 12


def quota_notes(rows: Iterable[tuple[Unit, int, str]], day: date) -> list[Note]:
    """Tell the quotas the rows use up or are the base of, with the rows counted in.

    Args:
        rows: unit, year and award of each row that would become a proposal.
    """
    names = dict(AwardType.objects.values_list("code", "short_name"))
    lists = list(_by_list(rows))[:_MOST_LISTS]
    return [
        note for agency, year, awards in lists for note in _notes(agency, year, awards, day, names)
    ]


def _by_list(rows: Iterable[tuple[Unit, int, str]]) -> Iterator[tuple[Unit, int, list[str]]]:
    """Awards by the list they would stand on: that of an agency and a year."""
    units: dict[int, Unit] = {}
    awards: dict[tuple[int, int], list[str]] = defaultdict(list)
    for unit, year, award in rows:
        units[unit.pk] = unit
        awards[unit.pk, year].append(award)
    agencies = agencies_of(list(units.values()))
    lists: dict[tuple[int, int], list[str]] = defaultdict(list)
    for (pk, year), found in awards.items():
        lists[agencies[pk].pk, year] += found
    by_key = {agency.pk: agency for agency in agencies.values()}
    for (pk, year), found in lists.items():
        yield by_key[pk], year, found


def _notes(
    agency: Unit, year: int, awards: Sequence[str], day: date, names: dict[str, str]
) -> Iterator[Note]:
    book = book_of_list(agency, year, day)
    if book is None:
        return
    states = counted(agency, year, day).with_more(awards).quotas(book)
    for state in touched(states, frozenset(awards)):
        text = _("%(unit)s, năm %(year)d, tính cả danh sách này: %(counter)s.") % {
            "unit": agency.name,
            "year": year,
            "counter": sentence(state, names),
        }
        yield Note(text, tone="warn" if state.is_over else "ok")
