"""Pages by key: nothing shown twice or skipped, and no cursor that breaks the page."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime, timedelta

import pytest

from core import keyset
from core.errors import InvalidInput
from core.models import OutboxMessage

AT = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)


@pytest.fixture
def rows(db):
    OutboxMessage.objects.bulk_create(
        OutboxMessage(topic=f"t{n % 3}", created_at=AT, available_at=AT) for n in range(10)
    )
    return OutboxMessage.objects.filter(topic__startswith="t")


@pytest.mark.parametrize("order", [("topic", "pk"), ("-topic", "pk"), ("-topic", "-pk")])
def test_every_row_shows_once_forwards_and_backwards(rows, order):
    wanted = list(rows.order_by(*order))
    seen, cursors, cursor = [], [], ""
    while True:
        page = keyset.page(rows, order=order, size=3, cursor=cursor)
        seen += page.rows
        cursors.append(page.previous)
        if not page.next:
            break
        cursor = page.next
    assert seen == wanted
    assert cursors[0] == ""
    back = keyset.page(rows, order=order, size=3, cursor=cursors[-1])
    assert back.rows == wanted[6:9]


@pytest.mark.parametrize("order", [("created_at", "pk"), ("-created_at", "-pk")])
def test_days_and_moments_are_keys_too(rows, order):
    for number, row in enumerate(rows):
        row.created_at = AT + timedelta(microseconds=number // 2)
        row.save()
    seen, cursor = [], ""
    while not seen or cursor:
        page = keyset.page(rows, order=order, size=3, cursor=cursor)
        seen += page.rows
        cursor = page.next
    assert seen == list(rows.order_by(*order))
    with pytest.raises(InvalidInput):
        keyset.page(rows, order=order, size=3, cursor=encoded([0, "hôm qua", 1]))


def encoded(value) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "cursor",
    [
        "?",
        "ánh",
        encoded(5),
        encoded([0, "t1"]),
        encoded([2, "t1", 1]),
        encoded([0, "t1", None]),
        encoded([0, "t1", "x"]),
        encoded([0, "t\0", 1]),
        base64.urlsafe_b64encode(b"[" * 100_000).decode(),
    ],
)
def test_what_is_no_cursor_is_told(rows, cursor):
    with pytest.raises(InvalidInput):
        keyset.page(rows, order=("topic", "pk"), size=3, cursor=cursor)


def test_a_key_beyond_every_row_gives_an_empty_page(rows):
    page = keyset.page(rows, order=("topic", "pk"), size=3, cursor=encoded([0, "t9", 10**30]))
    assert (page.rows, page.next) == ([], "")
