"""The audit trail: append-only, chained, and provably whole."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from core import audit
from core.audit.recording import record_many
from core.db import guards
from core.models import AuditEvent, AuditSeal, OutboxMessage
from core.scope import SYSTEM

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 4, 5, 6, 7, 890, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _empty_trail(db):
    """Begin without the events of the catalogue that the whole suite shares."""
    tamper("DELETE FROM core_auditseal")
    tamper("DELETE FROM core_auditevent")


def write(count: int) -> None:
    subject = OutboxMessage(pk=1, topic="Đơn vị", created_at=AT, available_at=AT)
    record_many(
        [(subject, {"n": n, "ngày": AT.date(), "tên": "Ánh"}) for n in range(count)],
        action="test.happened",
        by=SYSTEM,
        at=AT,
    )


def tamper(sql: str, *params: object) -> None:
    """Change the tables as somebody with the database password could."""
    with guards.suspended(), connection.cursor() as cursor:
        cursor.execute(sql, params)


def test_an_untouched_chain_holds():
    write(5)
    assert audit.seal(at=AT) == 5
    write(2)
    result = audit.verify()
    assert (result.sealed, result.waiting, result.broken) == (5, 2, None)


def test_sealing_twice_seals_nothing_twice():
    write(3)
    assert audit.seal(at=AT) == 3
    assert audit.seal(at=AT) == 0
    assert AuditSeal.objects.count() == 3


def test_batches_make_one_chain():
    write(5)
    assert [audit.seal(at=AT, limit=2) for _ in range(4)] == [2, 2, 1, 0]
    assert audit.verify().sealed == 5
    assert audit.verify().broken is None


def test_a_changed_event_is_named():
    write(4)
    audit.seal(at=AT)
    changed = AuditEvent.objects.order_by("pk")[2].pk
    tamper("UPDATE core_auditevent SET actor_name = 'Ai đó' WHERE id = %s", changed)
    broken = audit.verify().broken
    assert (broken.sequence, broken.event_id) == (3, changed)


def test_a_changed_payload_is_named():
    write(2)
    audit.seal(at=AT)
    changed = AuditEvent.objects.order_by("pk").first().pk
    tamper("""UPDATE core_auditevent SET data = '{"n": 9}' WHERE id = %s""", changed)
    assert audit.verify().broken.event_id == changed


def test_a_removed_link_is_named():
    write(4)
    audit.seal(at=AT)
    tamper("DELETE FROM core_auditseal WHERE sequence = 2")
    assert audit.verify().broken.sequence == 2


def test_a_chain_cut_short_is_noticed_by_the_anchor(settings, tmp_path):
    settings.AUDIT_ANCHOR_FILE = str(tmp_path / "anchors.jsonl")
    write(4)
    audit.seal(at=AT)
    tamper("DELETE FROM core_auditseal WHERE sequence > 2")
    assert audit.verify().broken.sequence == 3


def test_a_rewritten_chain_is_noticed_by_the_anchor(settings, tmp_path):
    settings.AUDIT_ANCHOR_FILE = str(tmp_path / "anchors.jsonl")
    write(3)
    audit.seal(at=AT)
    tamper("DELETE FROM core_auditseal")
    tamper("UPDATE core_auditevent SET actor_name = 'Ai đó'")
    settings.AUDIT_ANCHOR_FILE = ""
    audit.seal(at=AT)
    assert audit.verify().broken is None
    settings.AUDIT_ANCHOR_FILE = str(tmp_path / "anchors.jsonl")
    assert audit.verify().broken.sequence == 3


def test_an_anchor_is_not_taken_back_and_a_torn_one_is_passed_over(settings, tmp_path):
    file = tmp_path / "anchors.jsonl"
    settings.AUDIT_ANCHOR_FILE = str(file)
    write(1)
    audit.seal(at=AT)
    with file.open("a") as anchors:
        anchors.write('\n{"sequence": 1, "hash": "later"}\n{"sequ')
    write(1)
    audit.seal(at=AT)
    result = audit.verify()
    assert (result.broken, result.anchored) == (None, 2)
    tamper("DELETE FROM core_auditseal WHERE sequence = 2")
    assert audit.verify().broken.sequence == 2


@pytest.mark.parametrize("model", [AuditEvent, AuditSeal])
@pytest.mark.parametrize("act", ["update", "delete"])
def test_the_database_refuses_to_change_the_trail(model, act):
    write(1)
    audit.seal(at=AT)
    rows = model.objects.all()
    change = {"action": "x"} if model is AuditEvent else {"hash": "x"}
    refused = {"update": lambda: rows.update(**change), "delete": lambda: rows._raw_delete(rows.db)}
    with pytest.raises(IntegrityError), transaction.atomic():
        refused[act]()


def test_the_command_proves_or_names_the_break():
    write(2)
    call_command("seal_audit", stdout=io.StringIO())
    out, warned = io.StringIO(), io.StringIO()
    call_command("verify_audit", stdout=out, stderr=warned)
    assert "toàn vẹn: 2 mắt xích" in out.getvalue()
    assert "Không có mốc nào" in warned.getvalue(), "a proof without anchors says so"
    tamper("UPDATE core_auditevent SET action = 'x'")
    with pytest.raises(CommandError, match="mắt xích 1"):
        call_command("verify_audit", stdout=io.StringIO())


def test_an_event_lives_and_dies_with_its_transaction():
    with transaction.atomic():
        write(1)
        transaction.set_rollback(True)
    assert not AuditEvent.objects.exists()
