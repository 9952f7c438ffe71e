"""The only place that asks what time it is.

Interfaces (views, commands, tasks) call it once and pass ``at`` or ``day`` down, so that every
calculation below can be repeated for any moment.
"""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """Return the current moment, aware, in the installation's time zone."""
    return timezone.localtime()


def day_of(at: datetime) -> date:
    """Return the date of a moment in the installation's time zone."""
    return timezone.localdate(at)


def today() -> date:
    """Return today's date in the installation's time zone."""
    return timezone.localdate()
