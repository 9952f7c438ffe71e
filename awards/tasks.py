"""Celery entry points of awards."""

from __future__ import annotations

from celery import shared_task

from awards import reminders
from core import clock


@shared_task(name="awards.tasks.send_reminders")
def send_reminders() -> None:
    """Tell people of closing phases and overdue steps; e-mails leave with the next sweep."""
    reminders.send(at=clock.now())
