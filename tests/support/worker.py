"""A real worker beside the test, and waiting for what it does."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

ROOT = Path(__file__).parents[2]


def database_url() -> str:
    """Return the address of the database the test runs on."""
    found = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{found['NAME']}"
    account = f"{found['USER']}:{found['PASSWORD']}"
    return f"postgresql://{account}@{found['HOST']}:{found['PORT']}/{found['NAME']}"


@contextmanager
def worker(broker_url: str, log: Path, settings: str = "config.settings.test") -> Iterator[None]:
    """A worker on the database of the test; what it says lies in the log."""
    env = os.environ | {
        "DATABASE_URL": database_url(),
        "REDIS_URL": broker_url,
        "DJANGO_SETTINGS_MODULE": settings,
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
    """Wait until it is so; the log tells why it never was."""
    until = time.monotonic() + 40
    while not condition():
        assert time.monotonic() < until, log.read_text(encoding="utf-8")
        time.sleep(0.1)
