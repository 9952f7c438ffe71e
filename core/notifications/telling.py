"""Writing notices and marking them read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.utils.text import Truncator

from core.models.notification import EmailState, Notification

_BATCH = 1000
_TITLE_LENGTH = 200


class Notice(NamedTuple):
    """What is told to whom.

    Attributes:
        key: identifies the occasion within the kind; the same occasion is told once to a person.
    """

    recipient_id: int
    kind: str
    key: str
    title: str
    body: str
    url: str
    has_email: bool


def tell(notices: Iterable[Notice], *, at: datetime) -> None:
    """Write the notices; those already told are skipped by the database itself.

    A title that holds two long names is cut: only PostgreSQL would refuse it, and the occasion with
    it.
    """
    Notification.objects.bulk_create(
        [
            Notification(
                recipient_id=notice.recipient_id,
                kind=notice.kind,
                key=notice.key,
                title=Truncator(notice.title).chars(_TITLE_LENGTH),
                body=notice.body,
                url=notice.url,
                created_at=at,
                email_state=EmailState.PENDING if notice.has_email else EmailState.NONE,
            )
            for notice in notices
        ],
        ignore_conflicts=True,
        batch_size=_BATCH,
    )


def unread_count(user_id: int) -> int:
    """Count the person's unread notices."""
    return Notification.objects.filter(recipient_id=user_id, read_at__isnull=True).count()


def mark_read(*, user_id: int, at: datetime, pk: int | None = None) -> None:
    """Mark one notice of the person, or all of them, as read."""
    mine = Notification.objects.filter(recipient_id=user_id, read_at__isnull=True)
    if pk is not None:
        mine = mine.filter(pk=pk)
    mine.update(read_at=at)
