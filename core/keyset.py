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
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from core.errors import InvalidInput

# Days travel as texts; the field they are compared with reads them.
Key = list[str | int | date]


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
        parts = [int(self.back), *self.key]
        raw = json.dumps(parts, separators=(",", ":"), ensure_ascii=False, default=_text)
        return base64.urlsafe_b64encode(raw.encode()).decode().rstrip("=")

    @classmethod
    def parse(cls, text: str, width: int, name: str = "trang") -> Cursor:
        """Read a cursor of a key of ``width`` parts.

        Raises:
            InvalidInput: it is none; ``name`` says which field it came in.
        """
        try:
            padded = text + "=" * (-len(text) % 4)
            back, *key = json.loads(base64.urlsafe_b64decode(padded.encode("ascii")))
        except (ValueError, TypeError, RecursionError, binascii.Error):
            back, key = -1, []
        if back not in (0, 1) or len(key) != width or not all(_is_plain(part) for part in key):
            raise InvalidInput.at(
                name, _("Dấu trang không hợp lệ."), _("Hãy mở lại danh sách từ đầu.")
            )
        return cls(key, bool(back))


def page(
    rows: QuerySet[Any],
    *,
    order: Sequence[str],
    size: int,
    cursor: str = "",
    name: str = "trang",
    shown: QuerySet[Any] | None = None,
) -> Page:
    """One page of ``rows`` in the order of these fields, the last one unique.

    One query, whatever the page, and one more for ``shown``; ``rows`` may be instances or
    ``values()``.

    Args:
        order: fields as in ``order_by``, a leading ``-`` for descending.
        name: field the cursor came in, for the message when it cannot be read.
        shown: everything that lines show, without conditions. ``rows`` then only finds the keys
            of the page, and what other tables add is joined for these lines alone.
    """
    at = Cursor.parse(cursor, len(order), name) if cursor else None
    back = at is not None and at.back
    found = rows.order_by(*(_turned(field) for field in order) if back else order)
    if at is not None:
        try:
            found = found.filter(_beyond(order, at))
        except (ValueError, TypeError, ValidationError) as error:
            raise InvalidInput.at(name, _("Dấu trang không hợp lệ.")) from error
    if shown is not None:
        found = found.values("pk", *(field.removeprefix("-") for field in order))
    taken = list(found[: size + 1])
    more = len(taken) > size
    taken = taken[:size]
    if back:
        taken.reverse()
    has_previous = more if back else at is not None
    has_next = True if back else more
    return Page(
        taken if shown is None else _fetched(shown, taken),
        previous=str(Cursor(_key(taken[0], order), back=True)) if taken and has_previous else "",
        next=str(Cursor(_key(taken[-1], order), back=False)) if taken and has_next else "",
    )


def _fetched(shown: QuerySet[Any], keys: Sequence[Any]) -> list[Any]:
    """The rows of these keys in their order; one that vanished meanwhile is left out."""
    found = {_value(row, "pk"): row for row in shown.filter(pk__in=[key["pk"] for key in keys])}
    return [found[key["pk"]] for key in keys if key["pk"] in found]


def _turned(field: str) -> str:
    return field.removeprefix("-") if field.startswith("-") else f"-{field}"


def _beyond(order: Sequence[str], at: Cursor) -> Q:
    """Rows on one side of the key; the first condition repeats itself so that an index serves."""
    condition, same, bound = Q(), Q(), Q()
    for field, value in zip(order, at.key, strict=True):
        name = field.removeprefix("-")
        side = "lt" if field.startswith("-") != at.back else "gt"
        bound = bound or Q(**{f"{name}__{side}e": value})
        condition |= same & Q(**{f"{name}__{side}": value})
        same &= Q(**{name: value})
    return bound & condition


def _key(row: Any, order: Sequence[str]) -> Key:
    return [_value(row, field.removeprefix("-")) for field in order]


def _value(row: Any, field: str) -> Any:
    if isinstance(row, dict):
        return row[field]
    for name in field.split("__"):
        row = getattr(row, name)
    return row


def _text(day: date) -> str:
    return day.isoformat()


def _is_plain(part: object) -> bool:
    if isinstance(part, str):
        return "\0" not in part  # PostgreSQL fails on it
    return isinstance(part, int) and not isinstance(part, bool)
