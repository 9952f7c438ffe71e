"""Half-open periods of dates: the first day counts, the last one does not."""

from __future__ import annotations

from datetime import date


def holds_on(day: date, start: date, end: date | None) -> bool:
    """Tell whether the day lies in ``[start, end)``; ``None`` means that it has not ended."""
    return start <= day and (end is None or day < end)
