"""Search in folded text: every word somewhere, marks and case aside, alike on both databases."""

from __future__ import annotations

from django.db.models import Q

from core.vietnamese import fold

# Nobody types more; SQLite refuses an expression of some hundreds.
_MOST_WORDS = 20


def containing(text: str, field: str = "search_key") -> Q:
    """Build the condition "the folded text holds every word"; no word, no condition.

    Args:
        text: what somebody typed.
        field: lookup of the column with the folded text.
    """
    return Q(*((f"{field}__contains", word) for word in fold(text).split()[:_MOST_WORDS]))
