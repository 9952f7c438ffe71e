"""Recognised works counted by year, and what is known of their application (áp dụng)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from enum import StrEnum

from legal.rules.facts import SCOPES, InitiativeFact


class Applied(StrEnum):
    """What must be known of the application of a work.

    An initiative is recognised because it is applied (Luật Điều 3 khoản 4): it is sure unless the
    records say otherwise. Acceptance of a scientific work says nothing of that.
    """

    ANY = "ANY"
    LIKELY = "LIKELY"
    SURE = "SURE"


def per_year(kind: str, works: Iterable[InitiativeFact]) -> dict[tuple[int, Applied], int]:
    """Count recognised works by the year they count for and what is known of their application."""
    found: dict[tuple[int, Applied], int] = defaultdict(int)
    for work in works:
        if work.recognised_on is None or work.scope not in SCOPES:
            continue
        year = work.year if work.year is not None else work.recognised_on.year
        for known in _known(kind, work):
            found[year, known] += 1
    return found


def _known(kind: str, work: InitiativeFact) -> tuple[Applied, ...]:
    if work.applied is False:
        return (Applied.ANY,)
    if work.applied is None and kind == "TOPIC":
        return (Applied.ANY, Applied.LIKELY)
    return tuple(Applied)
