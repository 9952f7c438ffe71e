"""Half-open periods of dates: the first day counts, the last one does not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Period:
    """A period ``[start, end)`` in whole days; ``end=None`` means it has not ended.

    Raises:
        ValueError: the end is not after the start.
    """

    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end <= self.start:
            raise ValueError(f"period ends {self.end} before it starts {self.start}")

    def contains(self, day: date) -> bool:
        """Tell whether the day lies in the period."""
        return self.start <= day and (self.end is None or day < self.end)

    def overlaps(self, other: Period) -> bool:
        """Tell whether the two periods share at least one day."""
        return (self.end is None or other.start < self.end) and (
            other.end is None or self.start < other.end
        )
