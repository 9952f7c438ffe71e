"""The known text nearest to one that was mistyped."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from core.vietnamese import fold

_LIKENESS = 0.6


def nearest(text: str, known: Iterable[str]) -> str:
    """Return the known text most like ``text``, marks and case aside; empty if none is near."""
    folded = {fold(candidate): candidate for candidate in known}
    found = get_close_matches(fold(text), folded, n=1, cutoff=_LIKENESS)
    return folded[found[0]] if found else ""
