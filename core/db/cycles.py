"""The guard against rings: on no day does a row's child stand above its own parent.

The rows are dated edges of a tree, such as the places of units. Walking up from a new edge, only
periods that meet count: two moves that would close a ring on different days close none.

On PostgreSQL a trigger function walks up with a recursive query, one writer at a time, so that two
transactions cannot each add one half of a ring. SQLite allows no ``WITH`` inside a trigger, but a
trigger may read a view that has one: it leaves the id of the new row in a table of one row, from
which the view starts. A row costs as many steps as the tree is deep, however many rows there are.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.apps import apps
from django.db import connection

_FOREVER = "9999-12-31"


@dataclass(frozen=True, slots=True)
class NoCycle:
    """No row makes its ``child`` stand above itself on any day of a half-open period.

    Attributes:
        child: foreign key to what stands below.
        parent: foreign key to what stands above; empty for a root.
    """

    label: str
    child: str
    parent: str
    start: str = "valid_from"
    end: str = "valid_to"

    @property
    def names(self) -> list[str]:
        """Names of the triggers, and on SQLite of the view they read."""
        base = self._base
        if connection.vendor == "postgresql":
            return [base]
        return [f"{base}_above", f"{base}_insert", f"{base}_update"]

    def install_sql(self) -> list[str]:
        """Statements that put the guard in place; they may be run again."""
        if connection.vendor == "postgresql":
            return [self._function(), self._trigger()]
        return [
            f'CREATE TABLE IF NOT EXISTS "{self._base}_probe" ("id" bigint NOT NULL)',
            self._view(),
            self._sqlite("INSERT"),
            self._sqlite("UPDATE"),
        ]

    def remove_sql(self) -> list[str]:
        """Statements that take the guard away."""
        base = self._base
        if connection.vendor == "postgresql":
            return [
                f'DROP TRIGGER IF EXISTS "{base}" ON "{self._table}"',
                f'DROP FUNCTION IF EXISTS "{base}"()',
            ]
        return [
            f'DROP TRIGGER IF EXISTS "{base}_insert"',
            f'DROP TRIGGER IF EXISTS "{base}_update"',
            f'DROP VIEW IF EXISTS "{base}_above"',
            f'DROP TABLE IF EXISTS "{base}_probe"',
        ]

    @property
    def _table(self) -> str:
        return str(apps.get_model(self.label)._meta.db_table)

    @property
    def _base(self) -> str:
        return f"{self._table}_no_cycle"

    def _column(self, name: str) -> str:
        return str(apps.get_model(self.label)._meta.get_field(name).column)

    def _walk(self, first: str, forever: str, least: str, greatest: str) -> str:
        """The common table expression ``up``: all that stands above, and in which period."""
        table, child, parent = self._table, self._column(self.child), self._column(self.parent)
        return (
            f"WITH RECURSIVE up(above, since, until) AS ({first} UNION "
            f'SELECT p."{parent}", {greatest}(p."{self.start}", up.since), '
            f'{least}(COALESCE(p."{self.end}", {forever}), up.until) '
            f'FROM "{table}" p JOIN up ON p."{child}" = up.above '
            f'WHERE p."{parent}" IS NOT NULL AND p."{self.start}" < up.until '
            f'AND COALESCE(p."{self.end}", {forever}) > up.since)'
        )

    def _function(self) -> str:
        child, parent = self._column(self.child), self._column(self.parent)
        forever = f"DATE '{_FOREVER}'"
        first = f'SELECT NEW."{parent}", NEW."{self.start}", COALESCE(NEW."{self.end}", {forever})'
        walk = self._walk(first, forever, "LEAST", "GREATEST")
        return (
            f'CREATE OR REPLACE FUNCTION "{self._base}"() RETURNS trigger LANGUAGE plpgsql AS $$ '
            f"BEGIN PERFORM pg_advisory_xact_lock(hashtext('{self._base}')); "
            f'IF EXISTS ({walk} SELECT 1 FROM up WHERE up.above = NEW."{child}") THEN '
            "RAISE EXCEPTION 'cycle: %', TG_TABLE_NAME USING ERRCODE = 'check_violation'; "
            "END IF; RETURN NULL; END $$"
        )

    def _trigger(self) -> str:
        columns = ", ".join(
            f'"{name}"'
            for name in (self._column(self.child), self._column(self.parent), self.start, self.end)
        )
        return (
            f'CREATE OR REPLACE TRIGGER "{self._base}" AFTER INSERT OR UPDATE OF {columns} '
            f'ON "{self._table}" FOR EACH ROW WHEN (NEW."{self._column(self.parent)}" IS NOT NULL) '
            f'EXECUTE FUNCTION "{self._base}"()'
        )

    def _view(self) -> str:
        parent, forever = self._column(self.parent), f"'{_FOREVER}'"
        first = (
            f'SELECT p."{parent}", p."{self.start}", COALESCE(p."{self.end}", {forever}) '
            f'FROM "{self._base}_probe" probe JOIN "{self._table}" p ON p."id" = probe."id"'
        )
        walk = self._walk(first, forever, "MIN", "MAX")
        return f'CREATE VIEW IF NOT EXISTS "{self._base}_above" AS {walk} SELECT above FROM up'

    def _sqlite(self, event: str) -> str:
        child, parent = self._column(self.child), self._column(self.parent)
        return (
            f'CREATE TRIGGER IF NOT EXISTS "{self._base}_{event.lower()}" '
            f'AFTER {event} ON "{self._table}" WHEN NEW."{parent}" IS NOT NULL BEGIN '
            f'DELETE FROM "{self._base}_probe"; '
            f'INSERT INTO "{self._base}_probe" VALUES (NEW."id"); '
            f"SELECT RAISE(ABORT, 'cycle: {self._table}') WHERE EXISTS "
            f'(SELECT 1 FROM "{self._base}_above" WHERE above = NEW."{child}"); '
            f'DELETE FROM "{self._base}_probe"; END'
        )
