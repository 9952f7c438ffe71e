"""Notices: told once, mailed once, and no outage of the mail server loses one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from smtplib import SMTPException

import pytest
from django.core import mail
from django.core.mail import EmailMessage

from core import notifications
from core.models import Notification
from core.models.notification import EmailState
from core.notifications import Notice
from core.notifications.mailing import CLAIM_EXPIRES, RETRY_AFTER
from tests.factories.personnel import UserFactory

pytestmark = pytest.mark.django_db

AT = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)


def tell(user, key="a", **more) -> Notification:
    words = {"title": "Chờ bạn xét", "body": "Hạn 12/01.", "url": "/x/", "has_email": True} | more
    notifications.tell([Notice(user.pk, "test", key, **words)], at=AT)
    return Notification.objects.get(recipient=user, key=key)


def refuse(monkeypatch) -> None:
    def send(self, *args, **kwargs):
        raise SMTPException("greylisted")

    monkeypatch.setattr(EmailMessage, "send", send)


def test_the_same_occasion_is_told_and_mailed_once():
    user = UserFactory()
    for _ in range(2):
        tell(user)
        notifications.send_pending(at=AT)
    assert Notification.objects.count() == 1
    assert [message.to for message in mail.outbox] == [[user.email]]
    assert Notification.objects.get().email_state == EmailState.SENT


def test_who_wants_no_mail_gets_none():
    tell(UserFactory(), has_email=False)
    assert notifications.send_pending(at=AT) == 0
    assert not mail.outbox


def test_a_refused_message_rests_and_is_then_sent_once(monkeypatch):
    notice = tell(UserFactory())
    with monkeypatch.context() as patch:
        refuse(patch)
        assert notifications.send_pending(at=AT) == 0
    notice.refresh_from_db()
    assert (notice.email_state, notice.email_error) == (EmailState.PENDING, "greylisted")
    assert notifications.send_pending(at=AT + RETRY_AFTER - timedelta(seconds=1)) == 0
    assert notifications.send_pending(at=AT + RETRY_AFTER) == 1
    assert len(mail.outbox) == 1


def test_half_a_day_without_a_mail_server_loses_nothing(monkeypatch):
    notice = tell(UserFactory())
    with monkeypatch.context() as patch:
        refuse(patch)
        for minute in range(0, 11 * 60, 1):
            notifications.send_pending(at=AT + timedelta(minutes=minute))
    notice.refresh_from_db()
    assert notice.email_state == EmailState.PENDING
    assert notifications.send_pending(at=AT + timedelta(hours=11, minutes=1)) == 1


def test_an_address_that_never_works_is_given_up(monkeypatch):
    notice = tell(UserFactory())
    refuse(monkeypatch)
    for attempt in range(60):
        notifications.send_pending(at=AT + attempt * RETRY_AFTER)
    notice.refresh_from_db()
    assert notice.email_state == EmailState.FAILED


def test_a_message_whose_worker_was_killed_is_taken_over():
    notice = tell(UserFactory())
    Notification.objects.update(email_state=EmailState.SENDING, email_claimed_at=AT)
    assert notifications.send_pending(at=AT + CLAIM_EXPIRES) == 0
    assert notifications.send_pending(at=AT + CLAIM_EXPIRES + timedelta(seconds=1)) == 1
    assert mail.outbox[0].extra_headers["Message-ID"].startswith(f"<notice-{notice.pk}@")


def test_one_odd_title_does_not_stop_the_others():
    user = UserFactory()
    tell(user, "a", title="Hai\ndòng")
    tell(user, "b")
    assert notifications.send_pending(at=AT) == 2
    assert mail.outbox[0].subject == "Hai dòng"


def test_a_title_too_long_for_its_column_is_cut():
    assert len(tell(UserFactory(), title="ộ" * 300).title) == 200


def test_reading_marks_only_ones_own():
    mine, others = tell(UserFactory()), tell(UserFactory())
    notifications.mark_read(user_id=mine.recipient_id, at=AT, pk=others.pk)
    assert notifications.unread_count(others.recipient_id) == 1
    notifications.mark_read(user_id=mine.recipient_id, at=AT)
    assert notifications.unread_count(mine.recipient_id) == 0
