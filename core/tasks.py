"""Celery entry points of the mechanisms."""

from __future__ import annotations

from celery import shared_task

from core import audit, clock, notifications, outbox
from core.api import idempotency
from core.imports import loads


@shared_task(name="core.tasks.sweep_outbox")
def sweep_outbox() -> int:
    """Handle what lies in the outbox and send waiting e-mails."""
    done = outbox.drain(at=clock.now())
    notifications.send_pending(at=clock.now())
    return done


@shared_task(name="core.tasks.seal_audit")
def seal_audit() -> int:
    """Seal the audit events written since the last time."""
    return audit.seal(at=clock.now())


@shared_task(name="core.tasks.forget_leftovers")
def forget_leftovers() -> int:
    """Remove uploads nobody confirmed and answers kept long enough."""
    at = clock.now()
    return loads.forget_unconfirmed(at=at) + idempotency.forget_old(at=at)
