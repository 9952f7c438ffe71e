"""What differs between two versions, what changes an answer first: the second officer reads that."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from legal.domain.drafts import COMMON, Draft, awards_of, entries_of
from legal.selectors.differences import differences

_COMPARED = ("standing", "confirmed")


@dataclass(frozen=True, slots=True)
class Grouped:
    """Sentences about two versions.

    Attributes:
        substance: other conditions, numbers, joins, periods, quotas.
        comparisons: conditions that say the same and were compared with their text (đối chiếu).
    """

    substance: tuple[str, ...]
    comparisons: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.substance) + len(self.comparisons)


def grouped(before: Draft, after: Draft) -> Grouped:
    """Return everything that differs, in words, what was merely compared apart."""
    substance = differences(_said(before), _said(after))
    known = set(substance)
    comparisons = [words for words in differences(before, after) if words not in known]
    return Grouped(tuple(substance), tuple(comparisons))


def _said(draft: Draft) -> Draft:
    """What a draft says, whoever compared its conditions with their text."""
    content: dict[str, Any] = copy.deepcopy(dict(draft.content))
    for award in (*awards_of(content), COMMON):
        _strip(entries_of(content, award))
    return replace(draft, content=content)


def _strip(entries: Iterable[Any]) -> None:
    for entry in entries:
        if isinstance(entry, dict):
            for name in _COMPARED:
                entry.pop(name, None)
            _strip(entry.get("parts") or ())
