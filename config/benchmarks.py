"""Where `manage.py bench` works: databases of its own, in folders that vanish afterwards."""

from __future__ import annotations

import os
import platform
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import django

from config import postgres

ROOT = Path(__file__).resolve().parent.parent
DATABASES = ("postgres", "sqlite")
# Unlike in tests, a commit must reach the disk here: half the cost of a transition lies there.
_SERVER_OPTIONS = (
    "shared_buffers=512MB",
    "effective_cache_size=2GB",
    "max_wal_size=4GB",
    "checkpoint_timeout=30min",
    "autovacuum=off",
    "max_connections=100",
)


@contextmanager
def place(database: str) -> Iterator[dict[str, str]]:
    """Make an empty database and a folder for everything else; yields the environment for both.

    Raises:
        PostgresError: no server can run on this machine.
    """
    with tempfile.TemporaryDirectory(prefix="vinhdanh-bench-") as folder:
        environment = {
            **os.environ,
            "VAR_DIR": folder,
            "SECRET_KEY": secrets.token_urlsafe(50),
            "DJANGO_SETTINGS_MODULE": "config.settings.local",
            "ALLOWED_HOSTS": "localhost,127.0.0.1",
            "DEBUG": "",
            "REDIS_URL": "",
            "LOG_LEVEL": "WARNING",
            "PYTHONWARNINGS": "ignore:No directory at:UserWarning",
        }
        if database == "sqlite":
            yield {**environment, "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3"}
            return
        with postgres.throw_away(options=_SERVER_OPTIONS) as url:
            yield {**environment, "DATABASE_URL": url}


def run_inside(environment: dict[str, str], arguments: Sequence[str]) -> int:
    """Run the measurements in a process that knows no other database."""
    command = [sys.executable, str(ROOT / "manage.py"), "bench", "--inside", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode  # noqa: S603


def machine() -> str:
    """Describe the machine in general terms."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    return (
        f"{os.cpu_count()} cores ({platform.machine()}), {memory:.0f} GB, "
        f"Python {platform.python_version()}, Django {django.get_version()}, "
        f"load average at the start {load}"
    )
