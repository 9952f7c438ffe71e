"""The guard against rings in a tree without dates: no row stands above its own parent.

A table may hold the tree as it stands today beside the dated rows it follows from (see ``cycles``).
Whoever reads it walks up, so a ring there would never end, wherever it came from.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.apps import apps
from django.db import connection


@dataclass(frozen=True, slots=True)
class NoRing:
    """No row of the table is reached from itself by following ``parent``.

    A writer that moves many rows lets go of their old parents first: each row is looked at as it is
    written.

    Attributes:
        parent: foreign key of the table to itself; empty for a root.
    """

    label: str
    parent: str

    @property
    def names(self) -> list[str]:
        """Names of the triggers, and on SQLite of the view they read."""
        if connection.vendor == "postgresql":
            return [self._base]
        return [f"{self._base}_above", f"{self._base}_insert", f"{self._base}_update"]

    def install_sql(self) -> list[str]:
        """Statements that put the guard in place; they may be run again."""
        if connection.vendor == "postgresql":
            return [self._function(), self._trigger()]
        walk = self._walk(f'SELECT "id" FROM "{self._base}_probe"')
        return [
            f'CREATE TABLE IF NOT EXISTS "{self._base}_probe" ("id" bigint NOT NULL)',
            f'CREATE VIEW IF NOT EXISTS "{self._base}_above" AS {walk} SELECT above FROM up',
            self._sqlite("insert", f'AFTER INSERT ON "{self._table}"', ""),
            self._sqlite(
                "update",
                f'AFTER UPDATE OF "{self._column}" ON "{self._table}"',
                f'AND NEW."{self._column}" IS NOT OLD."{self._column}" ',
            ),
        ]

    def remove_sql(self) -> list[str]:
        """Statements that take the guard away."""
        if connection.vendor == "postgresql":
            return [
                f'DROP TRIGGER IF EXISTS "{self._base}" ON "{self._table}"',
                f'DROP FUNCTION IF EXISTS "{self._base}"()',
            ]
        return [
            f'DROP TRIGGER IF EXISTS "{self._base}_insert"',
            f'DROP TRIGGER IF EXISTS "{self._base}_update"',
            f'DROP VIEW IF EXISTS "{self._base}_above"',
            f'DROP TABLE IF EXISTS "{self._base}_probe"',
        ]

    @property
    def _table(self) -> str:
        return str(apps.get_model(self.label)._meta.db_table)

    @property
    def _column(self) -> str:
        return str(apps.get_model(self.label)._meta.get_field(self.parent).column)

    @property
    def _base(self) -> str:
        return f"{self._table}_no_ring"

    def _walk(self, first: str) -> str:
        """All that stands above; UNION keeps each once, so the walk ends also in a ring."""
        return (
            f"WITH RECURSIVE up(above) AS ({first} UNION "
            f'SELECT t."{self._column}" FROM "{self._table}" t JOIN up ON t."id" = up.above '
            f'WHERE t."{self._column}" IS NOT NULL)'
        )

    def _function(self) -> str:
        walk = self._walk(f'SELECT NEW."{self._column}"')
        return (
            f'CREATE OR REPLACE FUNCTION "{self._base}"() RETURNS trigger LANGUAGE plpgsql AS $$ '
            f"BEGIN PERFORM pg_advisory_xact_lock(hashtext('{self._base}')); "
            f'IF EXISTS ({walk} SELECT 1 FROM up WHERE up.above = NEW."id") THEN '
            "RAISE EXCEPTION 'cycle: %', TG_TABLE_NAME USING ERRCODE = 'check_violation'; "
            "END IF; RETURN NULL; END $$"
        )

    def _trigger(self) -> str:
        return (
            f'CREATE OR REPLACE TRIGGER "{self._base}" AFTER INSERT OR UPDATE OF "{self._column}" '
            f'ON "{self._table}" FOR EACH ROW WHEN (NEW."{self._column}" IS NOT NULL) '
            f'EXECUTE FUNCTION "{self._base}"()'
        )

    def _sqlite(self, event: str, when: str, changed: str) -> str:
        # SQLite allows no WITH inside a trigger, but a trigger may read a view that has one.
        return (
            f'CREATE TRIGGER IF NOT EXISTS "{self._base}_{event}" {when} '
            f'WHEN NEW."{self._column}" IS NOT NULL {changed}BEGIN '
            f'DELETE FROM "{self._base}_probe"; '
            f'INSERT INTO "{self._base}_probe" VALUES (NEW."{self._column}"); '
            f"SELECT RAISE(ABORT, 'cycle: {self._table}') WHERE EXISTS "
            f'(SELECT 1 FROM "{self._base}_above" WHERE above = NEW."id"); '
            f'DELETE FROM "{self._base}_probe"; END'
        )
