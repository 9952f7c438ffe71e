"""Moments in Vietnamese time, and a clock that stands still at one of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from zoneinfo import ZoneInfo

import time_machine

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def moment(text: str) -> datetime:
    """Return the aware moment for `2020-11-30` (eight in the morning) or `2020-11-30 14:05`."""
    parsed = datetime.fromisoformat(text)
    if len(text) == len("2020-11-30"):
        parsed = parsed.replace(hour=8)
    return parsed.replace(tzinfo=VIETNAM)


@contextmanager
def stopped_at(text: str) -> Iterator[datetime]:
    """Let every clock of the process show that moment."""
    at = moment(text)
    with time_machine.travel(at, tick=False):
        yield at
