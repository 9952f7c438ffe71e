"""Verdicts on many recipients in one run: the very code that judges one, chunk by chunk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from awards.selectors.facts.people import facts_of_people
from awards.selectors.facts.streams import Owners, chunks
from legal.models import AwardType
from legal.rules.evaluate import Ruling, evaluate_many
from legal.rules.facts import Subject
from legal.rules.rulebook import Rulebook

# Masks of this many people are numbers a processor handles well, and their facts fit anywhere.
CHUNK = 2_000

Judged = tuple[tuple[int, ...], dict[str, Ruling]]


def run_over(
    owners: Owners,
    awards: Sequence[str],
    rulebook: Rulebook,
    *,
    year: int,
    as_of: date | None = None,
    size: int = CHUNK,
) -> Iterator[Judged]:
    """Judge people for awards; the number of queries does not depend on how many they are.

    Yields for each chunk of people, in the order of their keys, ``(keys, rulings)``:

    - ``keys[i]`` is the person's key, and ``i`` his bit in every mask;
    - ``rulings[code]`` is the ``Ruling`` for an award: ``.masks[verdict code]`` (who got it),
      ``.codes()`` (everybody's, in the order of keys), ``.verdict(i)`` (one verdict with its
      findings, the same that ``evaluate`` gives), ``.blocked``, ``.group.subjects[i]`` (facts).

    Let go of a chunk before asking for the next one, and memory stays that of one chunk.

    Args:
        owners: keys of some people; or a query of ``Staff`` of any size, read piece by piece.
        awards: codes of awards; those without a standard for persons give ``NO_RULE``.
        rulebook: the rules of the units they belong to; ``awards_for`` names its awards.
        as_of: the day the dossiers are received; without it the year is judged after its end.
    """
    yield from judged_in_chunks(
        facts_of_people(owners, year, as_of=as_of), awards, rulebook, size=size
    )


def judged_in_chunks(
    facts: Iterable[tuple[int, Subject]],
    awards: Sequence[str],
    rulebook: Rulebook,
    *,
    size: int = CHUNK,
) -> Iterator[Judged]:
    """The same for facts that are at hand: of one kind of recipient, one year and one day."""
    for part in chunks(facts, size):
        keys, subjects = zip(*part, strict=True)
        yield keys, evaluate_many(awards, subjects, rulebook)


def awards_for(rulebook: Rulebook, object_kind: str) -> list[str]:
    """Return the awards such a recipient can get and the rulebook has a standard for; one query."""
    kinds = dict(AwardType.objects.values_list("code", "object_kinds"))
    return [
        code
        for code in rulebook.awards()
        if object_kind in kinds.get(code, ()) and rulebook.entries(code, object_kind)
    ]
