"""Dossiers marked in a list, as a form sends them: ``12`` or, with the version seen, ``12:3``."""

from __future__ import annotations

from collections.abc import Iterable


def versions(sent: Iterable[str]) -> dict[int, int | None]:
    """The dossiers by number; what is no number is left aside."""
    found: dict[int, int | None] = {}
    for text in sent:
        pk, _colon, version = text.partition(":")
        if is_number(pk):
            found[int(pk)] = int(version) if is_number(version) else None
    return found


def is_number(text: str) -> bool:
    """Whether the text is a number that a key can have."""
    return text.isascii() and text.isdigit() and len(text) < _DIGITS


_DIGITS = 18
