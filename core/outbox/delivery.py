"""Handling what lies in the outbox."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import F, Q

from core.language import official
from core.models.outbox import OutboxMessage
from core.outbox.registry import handler_of, is_repeatable

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)
_FIRST_DELAY = timedelta(minutes=1)
_LONGEST_DELAY = timedelta(hours=6)


def drain(*, at: datetime, limit: int = 500) -> int:
    """Handle the due messages, oldest first, and return how many were done.

    A message whose handler raises stays, with the error on the row, and is tried again later with
    growing distance. A worker killed half-way loses its lease and another one takes over.
    """
    done = 0
    for pk in _claim(at, limit):
        done += _handle(pk, at)
    return done


def _claim(at: datetime, limit: int) -> list[int]:
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lt=at)
    due = OutboxMessage.objects.filter(free, done_at__isnull=True, available_at__lte=at)
    if connection.features.has_select_for_update_skip_locked:
        due = due.select_for_update(skip_locked=True)
    with transaction.atomic():
        pks = list(due.order_by("pk").values_list("pk", flat=True)[:limit])
        OutboxMessage.objects.filter(pk__in=pks).update(
            claimed_until=at + LEASE, attempts=F("attempts") + 1
        )
    return pks


def _handle(pk: int, at: datetime) -> bool:
    try:
        topic = OutboxMessage.objects.values_list("topic", flat=True).get(pk=pk)
        done = _repeatably(pk, at) if is_repeatable(topic) else _once(pk, at)
    except Exception as error:
        logger.exception("outbox message %s failed", pk)
        _postpone(pk, at, error)
        return False
    return done


def _once(pk: int, at: datetime) -> bool:
    """Run the handler in one transaction with the mark "done"."""
    with transaction.atomic():
        message = OutboxMessage.objects.select_for_update().get(pk=pk)
        if message.done_at is not None:
            return False
        with official():
            handler_of(message.topic)(message.payload, at)
        message.done_at = at
        message.save(update_fields=["done_at"])
    return True


def _repeatably(pk: int, at: datetime) -> bool:
    """Run a handler that does no harm twice, then mark the message."""
    message = OutboxMessage.objects.get(pk=pk)
    if message.done_at is not None:
        return False
    with official():
        handler_of(message.topic)(message.payload, at)
    return bool(OutboxMessage.objects.filter(pk=pk, done_at__isnull=True).update(done_at=at))


def _postpone(pk: int, at: datetime, error: Exception) -> None:
    message = OutboxMessage.objects.get(pk=pk)
    delay = min(_FIRST_DELAY * 2 ** min(message.attempts, 10), _LONGEST_DELAY)
    message.available_at = at + delay
    message.claimed_until = None
    message.last_error = f"{type(error).__name__}: {error}"
    message.save(update_fields=["available_at", "claimed_until", "last_error"])
