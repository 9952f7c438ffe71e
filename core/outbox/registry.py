"""Who handles which topic, and how a message gets into the outbox."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from celery import current_app
from django.conf import settings
from django.db import transaction
from kombu.exceptions import OperationalError

from core.models.outbox import OutboxMessage

Handler = Callable[[Mapping[str, Any], datetime], None]

logger = logging.getLogger(__name__)
_HANDLERS: dict[str, Handler] = {}
_REPEATABLE: set[str] = set()


def handler(*topics: str, repeatable: bool = False) -> Callable[[Handler], Handler]:
    """Register a function ``(payload, at)`` for the topics; done in an app's ``ready()``.

    Args:
        repeatable: it may run twice without harm, and takes long: it is then not wrapped in the
            transaction of its message, which on SQLite would keep every other writer waiting.
    """

    def register(function: Handler) -> Handler:
        for topic in topics:
            _HANDLERS[topic] = function
            if repeatable:
                _REPEATABLE.add(topic)
        return function

    return register


def is_repeatable(topic: str) -> bool:
    """Tell whether the topic's handler does without the transaction of its message."""
    return topic in _REPEATABLE


def handler_of(topic: str) -> Handler:
    """Return the handler of a topic.

    Raises:
        KeyError: nobody handles it.
    """
    return _HANDLERS[topic]


def enqueue(
    topic: str, payload: Mapping[str, Any], *, at: datetime, delay: timedelta = timedelta(0)
) -> OutboxMessage | None:
    """Write a message in the current transaction; a topic nobody handles is not written.

    Args:
        delay: for work the writer means to do himself: a worker takes it over only later, if he
            was stopped meanwhile.
    """
    if topic not in _HANDLERS:
        return None
    message = OutboxMessage.objects.create(
        topic=topic, payload=dict(payload), created_at=at, available_at=at + delay
    )
    if not delay:
        transaction.on_commit(_nudge, robust=True)
    return message


def _nudge() -> None:
    """Wake a worker; when no broker answers, the periodic sweep finds the row anyway."""
    if not settings.OUTBOX_NUDGE:
        return
    try:
        current_app.send_task("core.tasks.sweep_outbox", retry=False)
    except OperationalError:
        logger.warning("broker not reachable, the sweep will pick the message up")
