"""Missed candidates (người đủ điều kiện chưa được đề nghị): whom the rules favour and nobody proposed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from awards.models import Proposal, RecordedAward
from awards.selectors.eligibility import Judged, awards_for, judged_in_chunks, run_over
from awards.selectors.facts.collectives import facts_of_units
from awards.selectors.portions import COLLECTIVE, Portion
from awards.selectors.standings import Asked, Part
from awards.workflow import LIVE_STATES
from legal.rules.evaluate import Ruling
from legal.rules.masks import indices
from legal.rules.prospects import left_to_people, prospects, why
from personnel.models import Unit

# A page judges so many at once; a province is looked through portion by portion.
AT_ONCE = 4_000


@dataclass(frozen=True, slots=True)
class Missed:
    """A recipient whom nothing computed keeps from an award nobody proposed him for.

    Attributes:
        waits: conditions only people can judge are left.
    """

    key: int
    award: str
    waits: bool


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: the standards that are met, with their years, and what people still judge."""

    met: str
    left: tuple[str, ...]


def missed(
    portion: Portion, parts: Sequence[Part], asked: Asked, awards: Collection[str] = ()
) -> list[Missed]:
    """Return the missed candidates of a portion, in a fixed number of queries.

    One whom a dossier under way or an award that stands names for the same award and year is not
    among them; nor is one whose record the rules leave open, for example because a year already
    served the same award. What an installation only reminds of makes nobody a candidate.

    Args:
        parts: where the rules of which book hold.
        awards: only these; without any, all that have a standard.
    """
    found = [
        Missed(keys[index], award, waits)
        for keys, rulings in _judged(portion, parts, asked, awards)
        for award, ruling in rulings.items()
        for index, waits in _candidates(ruling)
    ]
    taken = _taken(portion.kind, {one.key for one in found}, asked.year)
    return [one for one in found if (one.key, one.award) not in taken]


def reasons(
    portion: Portion, parts: Sequence[Part], asked: Asked, shown: Iterable[Missed]
) -> dict[Missed, Reason]:
    """Return the reasons for some missed candidates, by the very check of a single dossier."""
    wanted = {(one.key, one.award): one for one in shown}
    awards = sorted({award for _key, award in wanted})
    keys = {key for key, _award in wanted}
    few = Portion(
        portion.kind, tuple(row for row in portion.places if row[0] in keys), 1, 1, len(keys)
    )
    found = {}
    for owners, rulings in _judged(few, parts, asked, awards):
        for award, ruling in rulings.items():
            for index, key in enumerate(owners):
                if one := wanted.get((key, award)):
                    verdict = ruling.verdict(index)
                    found[one] = Reason(why(verdict), left_to_people(verdict))
    return found


def _candidates(ruling: Ruling) -> Iterator[tuple[int, bool]]:
    found = prospects(ruling)
    for index in indices(found.either):
        yield index, not found.eligible >> index & 1


def _judged(
    portion: Portion, parts: Sequence[Part], asked: Asked, awards: Collection[str]
) -> Iterator[Judged]:
    for part in parts:
        keys = portion.inside(part.ranges)
        codes = [
            code
            for code in awards_for(part.book, portion.kind)
            if (not awards or code in awards) and part.book.has_standard(code, portion.kind)
        ]
        if not keys or not codes:
            continue
        if portion.kind == COLLECTIVE:
            units = list(Unit.objects.filter(pk__among=keys))
            facts = facts_of_units(units, asked.year, as_of=asked.received_on)
            yield from judged_in_chunks(facts, codes, part.book, size=AT_ONCE)
        else:
            yield from run_over(keys, codes, part.book, year=asked.year, as_of=asked.received_on)


def _taken(kind: str, keys: Collection[int], year: int) -> set[tuple[int, str]]:
    """Who has been proposed for which award of the year, or has it; two queries."""
    if not keys:
        return set()
    owner = "subject_unit_id" if kind == COLLECTIVE else "staff_id"
    wanted = {f"{owner.removesuffix('_id')}__among": sorted(keys), "year": year}
    proposed = Proposal.objects.filter(state__in=LIVE_STATES, **wanted)
    given = RecordedAward.objects.standing().filter(**wanted)
    return {
        *proposed.values_list(owner, "award_type__code"),
        *given.values_list(owner, "award_type__code"),
    }
