"""Guards the database itself keeps, also against code that bypasses the services.

``AppendOnly`` refuses UPDATE, DELETE and TRUNCATE; ``NoOverlap`` refuses two overlapping periods;
``NoCycle`` and ``NoRing`` (beside, in ``cycles`` and ``rings``) refuse what would stand above itself;
``FrozenWhen`` (in ``frozen``) keeps what has come to rest.
They are installed after every migrate, because Django's table rebuild on SQLite drops triggers
silently, and a system check reports a missing one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connection

from core.db.cycles import NoCycle
from core.db.frozen import FrozenWhen
from core.db.rings import NoRing

_APPEND_ONLY_FUNCTION = """
CREATE OR REPLACE FUNCTION core_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'append-only: %', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$
"""


def _table(label: str) -> str:
    return apps.get_model(label)._meta.db_table


@dataclass(frozen=True, slots=True)
class AppendOnly:
    """Rows of this table are written once and then stay.

    Attributes:
        unless: for DELETE only, a condition in SQL over ``OLD`` under which a row may go after
            all, such as one written by a load that is being undone.
    """

    label: str
    unless: str = ""

    @property
    def names(self) -> list[str]:
        """Names of the triggers."""
        events = ["update", "delete"]
        if connection.vendor == "postgresql":
            events.append("truncate")
        return [f"{_table(self.label)}_no_{event}" for event in events]

    def install_sql(self) -> list[str]:
        """Statements that put the guard in place; they may be run again."""
        table = _table(self.label)
        if connection.vendor == "postgresql":
            return [_APPEND_ONLY_FUNCTION, *(self._postgresql(table, name) for name in self.names)]
        return [self._sqlite(table, name) for name in self.names]

    def remove_sql(self) -> list[str]:
        """Statements that take the guard away."""
        on_table = f' ON "{_table(self.label)}"' if connection.vendor == "postgresql" else ""
        return [f'DROP TRIGGER IF EXISTS "{name}"{on_table}' for name in self.names]

    def _postgresql(self, table: str, name: str) -> str:
        event = name.rsplit("_", 1)[-1].upper()
        each = "STATEMENT" if event == "TRUNCATE" else "ROW"
        if event == "DELETE" and self.unless:
            # A trigger's WHEN must not look into other tables; a function may.
            return (
                f'CREATE OR REPLACE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS $$ '
                f"BEGIN IF {self.unless} THEN RETURN OLD; END IF; "
                "RAISE EXCEPTION 'append-only: %', TG_TABLE_NAME "
                "USING ERRCODE = 'restrict_violation'; END $$; "
                f'CREATE OR REPLACE TRIGGER "{name}" BEFORE DELETE ON "{table}" '
                f'FOR EACH ROW EXECUTE FUNCTION "{name}"()'
            )
        return (
            f'CREATE OR REPLACE TRIGGER "{name}" BEFORE {event} ON "{table}" '
            f"FOR EACH {each} EXECUTE FUNCTION core_append_only()"
        )

    def _sqlite(self, table: str, name: str) -> str:
        event = name.rsplit("_", 1)[-1].upper()
        when = f"WHEN NOT ({self.unless}) " if event == "DELETE" and self.unless else ""
        return (
            f'CREATE TRIGGER IF NOT EXISTS "{name}" BEFORE {event} ON "{table}" {when}'
            f"BEGIN SELECT RAISE(ABORT, 'append-only: {table}'); END"
        )


@dataclass(frozen=True, slots=True)
class NoOverlap:
    """Rows with equal keys never have overlapping half-open periods of dates.

    Attributes:
        unless: a yes-or-no column; rows in which it is true are left out of account.
        name: what tells apart two guards of the same table.
    """

    label: str
    keys: tuple[str, ...]
    start: str = "valid_from"
    end: str = "valid_to"
    unless: str = ""
    name: str = ""

    @property
    def names(self) -> list[str]:
        """Names of the triggers, or of the exclusion constraint."""
        table = "_".join(filter(None, (_table(self.label), self.name)))
        if connection.vendor == "postgresql":
            return [f"{table}_no_overlap"]
        return [f"{table}_no_overlap_insert", f"{table}_no_overlap_update"]

    def install_sql(self) -> list[str]:
        """Statements that put the guard in place; they may be run again."""
        if connection.vendor == "postgresql":
            return ["CREATE EXTENSION IF NOT EXISTS btree_gist", self._postgresql()]
        return [self._sqlite(name) for name in self.names]

    def _columns(self) -> list[str]:
        model = apps.get_model(self.label)
        return [str(model._meta.get_field(key).column) for key in self.keys]

    def _postgresql(self) -> str:
        table, name = _table(self.label), self.names[0]
        equal = ", ".join(f'"{column}" WITH =' for column in self._columns())
        where = f' WHERE (NOT "{self.unless}")' if self.unless else ""
        return (
            "DO $$ BEGIN IF NOT EXISTS "
            f"(SELECT 1 FROM pg_constraint WHERE conname = '{name}') THEN "
            f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" EXCLUDE USING gist '
            f'({equal}, daterange("{self.start}", "{self.end}") WITH &&){where}; '
            "END IF; END $$"
        )

    def _sqlite(self, name: str) -> str:
        table = _table(self.label)
        event = name.rsplit("_", 1)[-1].upper()
        equal = " AND ".join(f't."{column}" = NEW."{column}"' for column in self._columns())
        forever = "'9999-12-31'"
        if self.unless:
            equal += f' AND NOT t."{self.unless}" AND NOT NEW."{self.unless}"'
        return (
            f'CREATE TRIGGER IF NOT EXISTS "{name}" BEFORE {event} ON "{table}" '
            f'WHEN EXISTS (SELECT 1 FROM "{table}" t WHERE {equal} AND t."id" IS NOT NEW."id" '
            f'AND t."{self.start}" < COALESCE(NEW."{self.end}", {forever}) '
            f'AND COALESCE(t."{self.end}", {forever}) > NEW."{self.start}") '
            f"BEGIN SELECT RAISE(ABORT, 'overlapping periods: {table}'); END"
        )


Guard = AppendOnly | NoOverlap | NoCycle | NoRing | FrozenWhen
_GUARDS: list[Guard] = []


def register_guards(*guards: Guard) -> None:
    """Add guards; called once in an app's ``ready()``."""
    _GUARDS.extend(guard for guard in guards if guard not in _GUARDS)


def install(app_label: str | None = None) -> None:
    """Put the guards of an app, or all of them, in place."""
    _run(
        sql
        for guard in _GUARDS
        if app_label in (None, guard.label.split(".")[0])
        for sql in guard.install_sql()
    )


def install_after_migrate(app_config: AppConfig, **kwargs: Any) -> None:
    """Receiver of ``post_migrate``."""
    tables = set(connection.introspection.table_names())
    if all(
        _table(guard.label) in tables
        for guard in _GUARDS
        if guard.label.split(".")[0] == app_config.label
    ):
        install(app_config.label)


def lift_before_migrate(app_config: AppConfig, **kwargs: Any) -> None:
    """Receiver of ``pre_migrate``: SQLite cannot rebuild a table that a view looks into."""
    if connection.vendor == "sqlite":
        _run(
            sql
            for guard in _GUARDS
            if isinstance(guard, NoCycle | NoRing) and guard.label.split(".")[0] == app_config.label
            for sql in guard.remove_sql()
        )


@contextmanager
def suspended() -> Iterator[None]:
    """Lift what keeps rows for a moment: only for emptying a test database."""
    guards = [guard for guard in _GUARDS if isinstance(guard, AppendOnly | FrozenWhen)]
    _run(sql for guard in guards for sql in guard.remove_sql())
    try:
        yield
    finally:
        install()


def missing() -> list[str]:
    """Return the names of guards that the database does not have."""
    installed = _installed_names()
    return [name for guard in _GUARDS for name in guard.names if name not in installed]


@register(Tags.database)
def check_guards_installed(
    app_configs: Sequence[AppConfig] | None = None,
    databases: Sequence[str] | None = None,
    **kwargs: Any,
) -> list[CheckMessage]:
    """Report missing guards, once the tables exist."""
    if not databases:
        return []
    tables = set(connection.introspection.table_names())
    if any(_table(guard.label) not in tables for guard in _GUARDS):
        return []
    return [
        Error(f"database guard {name} is missing", hint="run manage.py migrate", id="core.E001")
        for name in missing()
    ]


def _run(statements: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        for sql in statements:
            cursor.execute(sql)


def _installed_names() -> set[str]:
    if connection.vendor == "postgresql":
        query = (
            "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D' UNION "
            "SELECT conname FROM pg_constraint WHERE contype = 'x'"
        )
    else:
        query = "SELECT name FROM sqlite_master WHERE type IN ('trigger', 'view')"
    with connection.cursor() as cursor:
        cursor.execute(query)
        return {row[0] for row in cursor.fetchall()}
