"""Sending notices by e-mail.

A notice is claimed before it is sent and marked afterwards, so two workers never send the same
one. Only a crash in the instant between the mail server's "accepted" and the mark can repeat a
message; it then carries the same Message-ID, which mail programs show once. A refused message waits
before it is tried again, so that an outage of some hours costs no notice.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F, Q
from django.template.loader import render_to_string

from core.models.notification import EmailState, Notification

logger = logging.getLogger(__name__)

# Longer than a whole batch may take, or a slow server's message would be claimed a second time.
CLAIM_EXPIRES = timedelta(hours=1)
RETRY_AFTER = timedelta(minutes=15)
MAX_ATTEMPTS = 48


def send_pending(*, at: datetime, limit: int = 200) -> int:
    """Send the waiting e-mails, oldest first, and return how many were sent."""
    sent = 0
    with get_connection() as mail_connection:
        for notice in _claimed(at, limit):
            sent += _send(notice, mail_connection, at)
    return sent


def _claimed(at: datetime, limit: int) -> Iterator[Notification]:
    lost = Q(email_state=EmailState.SENDING, email_claimed_at__lt=at - CLAIM_EXPIRES)
    rested = Q(email_claimed_at__isnull=True) | Q(email_claimed_at__lte=at - RETRY_AFTER)
    waiting = Notification.objects.filter(Q(rested, email_state=EmailState.PENDING) | lost)
    for pk in list(waiting.order_by("pk").values_list("pk", flat=True)[:limit]):
        mine = waiting.filter(pk=pk).update(
            email_state=EmailState.SENDING,
            email_claimed_at=at,
            email_attempts=F("email_attempts") + 1,
        )
        if mine:
            yield Notification.objects.select_related("recipient").get(pk=pk)


def _send(notice: Notification, mail_connection: BaseEmailBackend, at: datetime) -> bool:
    try:
        _message(notice, mail_connection).send()
    except (SMTPException, OSError) as error:
        logger.warning("e-mail of notice %s failed: %s", notice.pk, error)
        again = notice.email_attempts < MAX_ATTEMPTS
        _mark(notice, EmailState.PENDING if again else EmailState.FAILED, error=str(error))
        return False
    _mark(notice, EmailState.SENT, sent_at=at)
    return True


def _message(notice: Notification, mail_connection: BaseEmailBackend) -> EmailMessage:
    context = {"notice": notice, "base_url": settings.BASE_URL}
    return EmailMessage(
        # A line break would end the header; the mail library refuses it and the batch with it.
        subject=" ".join(notice.title.split()),
        body=render_to_string("email/notice.txt", context),
        to=[notice.recipient.email],
        headers={"Message-ID": f"<notice-{notice.pk}@{settings.MAIL_DOMAIN}>"},
        connection=mail_connection,
    )


def _mark(
    notice: Notification, state: str, *, error: str = "", sent_at: datetime | None = None
) -> None:
    Notification.objects.filter(pk=notice.pk, email_state=EmailState.SENDING).update(
        email_state=state, email_error=error, email_sent_at=sent_at
    )
