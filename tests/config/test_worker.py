"""A task goes through a real broker to a real worker."""

from pathlib import Path

import pytest

from config.celery import app
from core import audit
from core.models import AuditSeal
from core.scope import SYSTEM
from legal.models import AwardType
from tests.support.clock import moment
from tests.support.worker import eventually, worker

pytestmark = [pytest.mark.broker, pytest.mark.django_db(transaction=True)]


def seals() -> int:
    return AuditSeal.objects.count()


def test_task_queued_before_there_is_a_worker_is_done(broker: str, tmp_path: Path) -> None:
    log = tmp_path / "worker.log"
    subject = AwardType.objects.order_by("pk")[0]
    audit.record(action="tests.any", subject=subject, by=SYSTEM, at=moment("2020-11-30"), data={})
    app.send_task("core.tasks.seal_audit")
    assert seals() == 0
    with worker(broker, log):
        eventually(lambda: seals() > 0, log)
    assert audit.verify().broken is None
