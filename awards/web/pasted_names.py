"""A list of names as people paste it: one line each, parts in any order after the name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from core.imports.values import as_day_or_year
from core.vietnamese import nfc

_PARTS = re.compile(r"[\t;|]")
_NUMBERING = re.compile(r"^\s*(?:\d{1,4}\s*[.)/-]|[-–•*])\s*")
_TITLES = re.compile(r"^(?:ông|bà|đồng chí|đ/c|đ\.c)\s+", re.IGNORECASE)


class Pasted(NamedTuple):
    """One line of the list."""

    name: str
    birth: str = ""
    unit: str = ""
    post: str = ""


def lines_of(text: str) -> Iterator[Pasted]:
    """Read "3. Ông Nguyễn Văn An; 05/08/1985; Phòng Tổng hợp; Chuyên viên", each part optional.

    Copied rows of a spreadsheet have their cells between tabs; a cell that is only a number before
    the name is the numbering.
    """
    for line in text.splitlines():
        parts = [nfc(part) for part in _PARTS.split(_NUMBERING.sub("", line))]
        while parts and (not parts[0] or parts[0].rstrip(".").isdigit()):
            parts.pop(0)
        if not parts:
            continue
        name, *rest = parts
        births = [part for part in rest if is_birth(part)]
        others = [part for part in rest if part and part not in births]
        yield Pasted(
            name=_TITLES.sub("", name),
            birth=births[0] if births else "",
            unit=others[0] if others else "",
            post=others[1] if len(others) > 1 else "",
        )


def is_birth(text: str) -> bool:
    """Whether the text is a day or a year."""
    return bool(text) and as_day_or_year(text)[1] is None


def birth_of(text: str) -> date | int | None:
    """The day or the year; nothing where it is neither."""
    value, wrong = as_day_or_year(text) if text else (None, None)
    return None if wrong else value
