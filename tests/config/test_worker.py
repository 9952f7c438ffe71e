"""A task goes through a real broker to a real worker."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection

from config.celery import app
from core import audit
from core.models import AuditSeal
from core.scope import SYSTEM
from legal.models import AwardType
from tests.support.clock import moment

ROOT = Path(__file__).parents[2]
pytestmark = [pytest.mark.broker, pytest.mark.django_db(transaction=True)]


def database_url() -> str:
    found = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{found['NAME']}"
    account = f"{found['USER']}:{found['PASSWORD']}"
    return f"postgresql://{account}@{found['HOST']}:{found['PORT']}/{found['NAME']}"


@contextmanager
def worker(broker_url: str, log: Path) -> Iterator[None]:
    env = os.environ | {
        "DATABASE_URL": database_url(),
        "REDIS_URL": broker_url,
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
    }
    command = [sys.executable, "-m", "celery", "-A", "config.celery", "worker", "--pool=solo"]
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=output, stderr=output)
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=30)


def eventually(condition: Callable[[], bool], log: Path) -> None:
    until = time.monotonic() + 40
    while not condition():
        assert time.monotonic() < until, log.read_text(encoding="utf-8")
        time.sleep(0.1)


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
