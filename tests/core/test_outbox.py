"""The outbox: written with the change, handled exactly once, nothing lost."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction

from core import outbox
from core.models import OutboxMessage
from core.outbox import registry
from core.outbox.delivery import LEASE

pytestmark = pytest.mark.django_db

AT = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)


@pytest.fixture
def heard(monkeypatch):
    """A topic whose handler notes what it got."""
    monkeypatch.setattr(registry, "_HANDLERS", dict(registry._HANDLERS))
    messages: list[int] = []

    @outbox.handler("test.topic")
    def listen(payload, at):
        messages.append(payload["n"])

    return messages


def test_messages_are_handled_once_in_order(heard):
    for n in range(3):
        outbox.enqueue("test.topic", {"n": n}, at=AT)
    assert outbox.drain(at=AT) == 3
    assert outbox.drain(at=AT) == 0
    assert heard == [0, 1, 2]


def test_a_topic_nobody_handles_is_not_kept(heard):
    assert outbox.enqueue("test.unknown", {}, at=AT) is None
    assert not OutboxMessage.objects.exists()


def test_a_message_dies_with_its_transaction(heard):
    with transaction.atomic():
        outbox.enqueue("test.topic", {"n": 1}, at=AT)
        transaction.set_rollback(True)
    assert outbox.drain(at=AT) == 0


def test_a_failing_handler_leaves_nothing_half_done_and_is_tried_again(monkeypatch):
    monkeypatch.setattr(registry, "_HANDLERS", dict(registry._HANDLERS))
    attempts = []

    @outbox.handler("test.flaky")
    def flaky(payload, at):
        OutboxMessage.objects.create(topic="side effect", created_at=at, available_at=at)
        attempts.append(at)
        if len(attempts) == 1:
            raise ConnectionError("mail server away")

    outbox.enqueue("test.flaky", {}, at=AT)
    assert outbox.drain(at=AT) == 0
    assert not OutboxMessage.objects.filter(topic="side effect").exists()
    message = OutboxMessage.objects.get(topic="test.flaky")
    assert "mail server away" in message.last_error
    assert outbox.drain(at=AT) == 0, "not before its new time"
    assert outbox.drain(at=message.available_at) == 1
    assert OutboxMessage.objects.filter(topic="side effect").count() == 1


def test_a_message_claimed_by_a_killed_worker_is_taken_over(heard):
    outbox.enqueue("test.topic", {"n": 7}, at=AT)
    OutboxMessage.objects.update(claimed_until=AT + LEASE, attempts=1)
    assert outbox.drain(at=AT + LEASE - timedelta(seconds=1)) == 0
    assert outbox.drain(at=AT + LEASE + timedelta(seconds=1)) == 1
    assert heard == [7]


def test_repeatable_work_is_done_outside_the_transaction_of_its_message(monkeypatch):
    monkeypatch.setattr(registry, "_HANDLERS", dict(registry._HANDLERS))
    monkeypatch.setattr(registry, "_REPEATABLE", set(registry._REPEATABLE))
    depths: dict[str, int] = {}

    def note(payload, at):
        depths[payload["n"]] = len(connection.savepoint_ids)
        if payload["n"] == "fails":
            raise ConnectionError("away")

    outbox.handler("test.once")(note)
    outbox.handler("test.long", repeatable=True)(note)
    outbox.enqueue("test.once", {"n": "once"}, at=AT)
    outbox.enqueue("test.long", {"n": "long"}, at=AT)
    outbox.enqueue("test.long", {"n": "fails"}, at=AT)
    assert outbox.drain(at=AT) == 2
    assert depths["long"] == depths["fails"] == depths["once"] - 1
    assert OutboxMessage.objects.get(payload__n="fails").last_error == "ConnectionError: away"
    assert outbox.drain(at=AT) == 0


def test_what_the_writer_does_himself_is_taken_over_only_later(heard):
    outbox.enqueue("test.topic", {"n": 1}, at=AT, delay=timedelta(minutes=2))
    assert outbox.drain(at=AT + timedelta(seconds=119)) == 0
    assert outbox.drain(at=AT + timedelta(minutes=2)) == 1
    assert heard == [1]
