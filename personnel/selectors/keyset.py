"""Pages of a list by the key of the row where the last page ended.

The cost of a page does not grow with its number, and rows that appear or vanish meanwhile never
make another row show twice or be skipped.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from core.errors import InvalidInput

Key = list[str | int]


@dataclass(frozen=True, slots=True)
class Page:
    """Rows of one page, with the cursors of its neighbours (empty at the ends)."""

    rows: list[Any]
    previous: str
    next: str


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page begins: after (or, going back, before) the row with this key."""

    key: Key
    back: bool

    def __str__(self) -> str:
        raw = json.dumps([int(self.back), *self.key], separators=(",", ":"), ensure_ascii=False)
        return base64.urlsafe_b64encode(raw.encode()).decode().rstrip("=")

    @classmethod
    def parse(cls, text: str, width: int) -> Cursor:
        """Read a cursor of a key of ``width`` parts; InvalidInput when it is none."""
        try:
            padded = text + "=" * (-len(text) % 4)
            back, *key = json.loads(base64.urlsafe_b64decode(padded.encode("ascii")))
        except (ValueError, TypeError, binascii.Error):
            back, key = -1, []
        if back not in (0, 1) or len(key) != width or not all(_is_plain(part) for part in key):
            raise InvalidInput.at(
                "trang", _("Dấu trang không hợp lệ."), _("Hãy mở lại danh sách từ đầu.")
            )
        return cls(key, bool(back))


def page(rows: QuerySet[Any], *, order: Sequence[str], size: int, cursor: str = "") -> Page:
    """One page of ``rows`` in the order of the fields, ``-field`` descending (the last one unique).

    One query, whatever the page; ``rows`` may be instances or ``values()``.
    """
    at = Cursor.parse(cursor, len(order)) if cursor else None
    back = at is not None and at.back
    fields = [_Field(name.lstrip("-"), name.startswith("-") != back) for name in order]
    found = rows.order_by(*(str(field) for field in fields))
    if at is not None:
        found = found.filter(_beyond(fields, at.key))
    taken = list(found[: size + 1])
    more = len(taken) > size
    taken = taken[:size]
    if back:
        taken.reverse()
    has_previous = more if back else at is not None
    has_next = True if back else more
    return Page(
        taken,
        previous=str(Cursor(_key(taken[0], fields), back=True)) if taken and has_previous else "",
        next=str(Cursor(_key(taken[-1], fields), back=False)) if taken and has_next else "",
    )


@dataclass(frozen=True, slots=True)
class _Field:
    """A field of the order, in the direction in which the page is read."""

    name: str
    descending: bool

    def __str__(self) -> str:
        return f"-{self.name}" if self.descending else self.name

    @property
    def side(self) -> str:
        return "lt" if self.descending else "gt"


def _beyond(fields: Sequence[_Field], key: Key) -> Q:
    """Rows on one side of the key; the first condition repeats itself so that an index serves."""
    condition = Q()
    same = Q()
    for field, value in zip(fields, key, strict=True):
        condition |= same & Q(**{f"{field.name}__{field.side}": value})
        same &= Q(**{field.name: value})
    first = fields[0]
    return Q(**{f"{first.name}__{first.side}e": key[0]}) & condition


def _key(row: Any, fields: Sequence[_Field]) -> Key:
    return [_value(row, field.name) for field in fields]


def _value(row: Any, field: str) -> Any:
    if isinstance(row, dict):
        return row[field]
    for name in field.split("__"):
        row = getattr(row, name)
    return row


def _is_plain(part: object) -> bool:
    return isinstance(part, str | int) and not isinstance(part, bool)
