"""One migrated and filled template per run, and a copy of it for every worker.

Migrations and the legal catalogue are the same for all, so they are done once; a copy costs
milliseconds on SQLite and a fraction of a second on PostgreSQL.
"""

import fcntl
import shutil
from collections.abc import Callable
from io import StringIO
from pathlib import Path

from django.core.management import call_command
from django.db import connection


def load_reference_data() -> None:
    """What every installation has from its first day."""
    call_command("load_legal", stdout=StringIO())


def prepare(shared: Path, run: str, worker: str) -> Callable[[], None]:
    """Point the default connection at this worker's own database; returns what removes it."""
    engine = _PostgreSQL(run) if connection.vendor == "postgresql" else _SQLite(shared)
    with (shared / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = shared / "template.done"
        if not done.exists():
            engine.make_template()
            call_command("migrate", verbosity=0, interactive=False)
            load_reference_data()
            connection.close()
            done.touch()
    engine.copy_template(worker)
    return lambda: engine.remove(worker)


def remove_template(run: str) -> None:
    """Remove what the workers were copied from; only PostgreSQL has something to remove."""
    if connection.vendor == "postgresql":
        _PostgreSQL(run).drop("template")


def _use(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name


class _SQLite:
    def __init__(self, shared: Path) -> None:
        self.shared = shared

    def _path(self, name: str) -> Path:
        return self.shared / f"{name}.sqlite3"

    def make_template(self) -> None:
        self._path("template").unlink(missing_ok=True)
        _use(str(self._path("template")))

    def copy_template(self, worker: str) -> None:
        connection.close()
        shutil.copyfile(self._path("template"), self._path(worker))
        _use(str(self._path(worker)))

    def remove(self, worker: str) -> None:
        connection.close()
        for path in self.shared.glob(f"{worker}.sqlite3*"):
            path.unlink()


class _PostgreSQL:
    def __init__(self, run: str) -> None:
        self.prefix = f"vinhdanh_test_{run}"

    def _execute(self, statement: str) -> None:
        connection.close()
        with connection._nodb_cursor() as cursor:
            cursor.execute(statement)

    def drop(self, name: str) -> None:
        self._execute(f'DROP DATABASE IF EXISTS "{self.prefix}_{name}" WITH (FORCE)')

    def make_template(self) -> None:
        self.drop("template")
        self._execute(f'CREATE DATABASE "{self.prefix}_template"')
        _use(f"{self.prefix}_template")

    def copy_template(self, worker: str) -> None:
        self.drop(worker)
        self._execute(f'CREATE DATABASE "{self.prefix}_{worker}" TEMPLATE "{self.prefix}_template"')
        _use(f"{self.prefix}_{worker}")

    def remove(self, worker: str) -> None:
        self.drop(worker)
