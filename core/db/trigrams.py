"""Indexes for parts of words on PostgreSQL: a search in two million names stays quick.

They are put in place after every migrate, as the guards are, because Django's own index needs an
extension that only PostgreSQL has. SQLite reads through the column instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import AppConfig, apps
from django.core import checks
from django.db import connection
from django.db.models.signals import post_migrate


@dataclass(frozen=True, slots=True)
class TrigramIndex:
    """``column LIKE '%part%'`` on this column is found through an index."""

    label: str
    field: str = "search_key"

    @property
    def table(self) -> str:
        """The table of the model."""
        return apps.get_model(self.label)._meta.db_table

    @property
    def column(self) -> str:
        """The column of the field."""
        return str(apps.get_model(self.label)._meta.get_field(self.field).column)

    @property
    def name(self) -> str:
        """Name of the index."""
        return f"{self.table}_{self.column}_trigrams"

    def install_sql(self) -> list[str]:
        """Statements that put the index in place; they may be run again."""
        index = (
            f'CREATE INDEX IF NOT EXISTS "{self.name}" ON "{self.table}" '
            f'USING gin ("{self.column}" gin_trgm_ops)'
        )
        return ["CREATE EXTENSION IF NOT EXISTS pg_trgm", index]


_INDEXES: list[TrigramIndex] = []


def register_trigrams(*indexes: TrigramIndex) -> None:
    """Add indexes and have them put in place after migrate; called in an app's ``ready()``."""
    _INDEXES.extend(index for index in indexes if index not in _INDEXES)
    post_migrate.connect(install_after_migrate, dispatch_uid="core.trigrams")


def install(app_label: str | None = None) -> None:
    """Put the indexes of an app, or all of them, in place; nothing on SQLite."""
    if connection.vendor != "postgresql":
        return
    tables, lacking = set(connection.introspection.table_names()), set(missing())
    with connection.cursor() as cursor:
        for index in _INDEXES:
            is_asked = app_label in (None, index.label.split(".")[0])
            if is_asked and index.name in lacking and index.table in tables:
                for sql in index.install_sql():
                    cursor.execute(sql)


def install_after_migrate(app_config: AppConfig, **kwargs: Any) -> None:
    """Receiver of ``post_migrate``."""
    install(app_config.label)


def missing() -> list[str]:
    """Return the names of indexes that the database does not have."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexname FROM pg_indexes WHERE schemaname = current_schema()")
        found = {row[0] for row in cursor.fetchall()}
    return [index.name for index in _INDEXES if index.name not in found]


@checks.register(checks.Tags.database)
def check_trigrams_installed(
    app_configs: Sequence[AppConfig] | None = None,
    databases: Sequence[str] | None = None,
    **kwargs: Any,
) -> list[checks.CheckMessage]:
    """Report missing indexes, once the tables exist: searches would be slow, not wrong."""
    if not databases or connection.vendor != "postgresql":
        return []
    tables = set(connection.introspection.table_names())
    if any(index.table not in tables for index in _INDEXES):
        return []
    return [
        checks.Warning(
            f"search index {name} is missing", hint="run manage.py migrate", id="core.W001"
        )
        for name in missing()
    ]
