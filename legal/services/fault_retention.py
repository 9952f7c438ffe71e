"""Letting go of the facts of old cases (thời hạn lưu trữ) in which a rule failed.

What failed, when, and how it was repaired stays; what was known of the person goes. How long they are
kept is chosen where all such limits are, by an app above this one.
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from legal.models import RuleFault


def count_old_cases(before: datetime) -> int:
    """How many cases still have facts and were repaired, or met last, before the moment."""
    return _old_cases(before).count()


def empty_old_cases(before: datetime, at: datetime) -> int:
    """Take the facts out of these cases, and return how many they were."""
    return _old_cases(before).update(facts={})


def _old_cases(before: datetime) -> QuerySet[RuleFault]:
    last = Coalesce("resolved_at", "last_seen")
    return RuleFault.objects.exclude(facts={}).alias(last=last).filter(last__lt=before)
