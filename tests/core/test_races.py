"""Two workers at the same moment: every message once, one chain, one e-mail."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

import pytest
from django.core import mail

from core import audit, notifications, outbox
from core.models import AuditSeal, OutboxMessage
from core.notifications import Notice
from core.outbox import registry
from core.scope import SYSTEM
from tests.factories.personnel import UserFactory
from tests.support.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)

AT = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)


def test_two_workers_handle_every_message_once(monkeypatch):
    monkeypatch.setattr(registry, "_HANDLERS", dict(registry._HANDLERS))

    @outbox.handler("test.race")
    def note(payload, at):
        OutboxMessage.objects.create(
            topic=f"seen {payload['n']}", created_at=at, available_at=at, done_at=at
        )

    for n in range(40):
        outbox.enqueue("test.race", {"n": n}, at=AT)
    done = at_once(*[lambda: outbox.drain(at=AT, limit=15)] * 3)
    done.append(outbox.drain(at=AT))
    assert sum(done) == 40
    seen = OutboxMessage.objects.filter(topic__startswith="seen").values_list("topic", flat=True)
    assert set(Counter(seen).values()) == {1}
    assert len(seen) == 40


def test_two_sealers_make_one_chain():
    subject = UserFactory()
    for _ in range(20):
        audit.record(action="test.race", subject=subject, by=SYSTEM, at=AT)
    at_once(*[lambda: audit.seal(at=AT)] * 3)
    result = audit.verify()
    assert (result.waiting, result.broken) == (0, None)
    assert result.sealed == AuditSeal.objects.count()


def test_two_mailers_send_every_notice_once():
    users = [UserFactory() for _ in range(8)]
    notices = [Notice(user.pk, "test", "k", "Chờ bạn xét", "", "/", True) for user in users]
    at_once(*[lambda: notifications.tell(notices, at=AT)] * 2)
    at_once(*[lambda: notifications.send_pending(at=AT)] * 3)
    assert Counter(message.to[0] for message in mail.outbox) == Counter(
        user.email for user in users
    )
