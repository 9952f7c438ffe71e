"""What a version of a rule-set says, as one plain value, and changes of it as functions.

Content stays in its plain form while it is worked on, so that a faulty entry can be looked at and
repaired instead of being refused by the reader.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

COMMON: Final = "*"
PLACE_SEPARATOR: Final = ":"
_LONGEST_STEP: Final = 6
EMPTY_CONTENT: Final[Mapping[str, Any]] = {
    "awards": {},
    "common": [],
    "quotas": [],
    "deadlines": [],
    "transition": "",
}


class NoSuchPlaceError(LookupError):
    """Nothing stands at the place of the content that was named."""


@dataclass(frozen=True)
class Draft:
    """Everything of a version that can be worked on (nội dung một bản).

    Attributes:
        content: awards, common rules, quotas, deadlines and transition in their plain form.
    """

    content: Mapping[str, Any]
    valid_from: date
    valid_to: date | None
    document_codes: tuple[str, ...]
    scope_codes: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entry stands: the award, then the number of the entry and of each part below."""

    award: str
    steps: tuple[int, ...]

    @classmethod
    def read(cls, text: str) -> Place:
        """Return the place an address names, such as ``CSTDCS:1:0``; ``*`` is "every award".

        Raises:
            NoSuchPlaceError: it names no place.
        """
        award, *steps = text.split(PLACE_SEPARATOR)
        if not all(
            step.isascii() and step.isdigit() and len(step) < _LONGEST_STEP for step in steps
        ):
            raise NoSuchPlaceError(text)
        return cls(award, tuple(map(int, steps)))

    def __str__(self) -> str:
        return PLACE_SEPARATOR.join((self.award, *map(str, self.steps)))

    def part(self, number: int) -> Place:
        """Return the place of a part of the entry here."""
        return Place(self.award, (*self.steps, number))


def awards_of(content: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the entries by award; none where the content is not what it should be."""
    found = content.get("awards")
    return found if isinstance(found, Mapping) else {}


def entries_of(content: Mapping[str, Any], award: str) -> list[dict[str, Any]]:
    """Return the entries of an award, or those asked of every award."""
    found = content.get("common") if award == COMMON else awards_of(content).get(award)
    return found if isinstance(found, list) else []


def entry_at(content: Mapping[str, Any], place: Place) -> dict[str, Any]:
    """Return the entry at a place.

    Raises:
        NoSuchPlaceError: there is none.
    """
    return _siblings(content, place)[place.steps[-1]]


def every_place(content: Mapping[str, Any]) -> Iterator[tuple[Place, Mapping[str, Any]]]:
    """Yield all entries with the place of each, a whole before its parts."""
    for award in (*awards_of(content), COMMON):
        yield from _places(Place(award, ()), entries_of(content, award))


def _places(above: Place, rows: object) -> Iterator[tuple[Place, Mapping[str, Any]]]:
    for number, row in enumerate(rows if isinstance(rows, list) else []):
        if isinstance(row, Mapping):
            yield above.part(number), row
            yield from _places(above.part(number), row.get("parts"))


def changed_entry(draft: Draft, place: Place, values: Mapping[str, Any]) -> Draft:
    """Return the draft with fields of one entry set; an empty value takes the field away."""
    content = copy.deepcopy(dict(draft.content))
    row = entry_at(content, place)
    row.update(values)
    for name in [name for name, value in row.items() if value in (None, "", [], {})]:
        del row[name]
    return replace(draft, content=content)


def with_entry(draft: Draft, place: Place, values: Mapping[str, Any]) -> Draft:
    """Return the draft with a new entry, last of its award or last part of the entry named."""
    content = copy.deepcopy(dict(draft.content))
    if place.steps:
        siblings = entry_at(content, place).setdefault("parts", [])
    elif place.award == COMMON:
        siblings = content.setdefault("common", [])
    else:
        siblings = content.setdefault("awards", {}).setdefault(place.award, [])
    siblings.append({name: value for name, value in values.items() if value not in (None, "", {})})
    return replace(draft, content=content)


def without_entry(draft: Draft, place: Place) -> Draft:
    """Return the draft without an entry; an award without entries is left out."""
    content = copy.deepcopy(dict(draft.content))
    entry_at(content, place)
    del _siblings(content, place)[place.steps[-1]]
    if place.award != COMMON and not entries_of(content, place.award):
        content["awards"].pop(place.award, None)
    return replace(draft, content=content)


def rows_of(content: Mapping[str, Any], kind: str) -> list[dict[str, Any]]:
    """Return the quotas or the deadlines."""
    found = content.get(kind, [])
    return found if isinstance(found, list) else []


def with_row(draft: Draft, kind: str, values: Mapping[str, Any]) -> Draft:
    """Return the draft with a quota or deadline, in place of the one with the same code."""
    content = copy.deepcopy(dict(draft.content))
    row = {name: value for name, value in values.items() if value not in (None, "")}
    rows = rows_of(content, kind)
    codes = [one.get("code") for one in rows]
    if row["code"] in codes:
        rows[codes.index(row["code"])] = row
    else:
        rows.append(row)
    content[kind] = rows
    return replace(draft, content=content)


def without_row(draft: Draft, kind: str, code: str) -> Draft:
    """Return the draft without a quota or deadline.

    Raises:
        NoSuchPlaceError: none has the code.
    """
    content = copy.deepcopy(dict(draft.content))
    rows = rows_of(content, kind)
    left = [row for row in rows if row.get("code") != code]
    if len(left) == len(rows):
        raise NoSuchPlaceError(code)
    content[kind] = left
    return replace(draft, content=content)


def _siblings(content: Mapping[str, Any], place: Place) -> list[dict[str, Any]]:
    if not place.steps:
        raise NoSuchPlaceError(str(place))
    rows: Sequence[Any] = entries_of(content, place.award)
    for depth, step in enumerate(place.steps):
        if not isinstance(rows, list) or not step < len(rows) or not isinstance(rows[step], dict):
            raise NoSuchPlaceError(str(place))
        if depth < len(place.steps) - 1:
            rows = rows[step].get("parts", [])
    return rows  # type: ignore[return-value]  # checked on the way down
