"""The guard of rows that come to rest: from a state on, what they say can no longer change.

Unlike an append-only row such a row begins as a draft, is worked on, and is then frozen; only the
columns not named may still move, such as its state.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.apps import apps
from django.db import connection


@dataclass(frozen=True, slots=True)
class FrozenWhen:
    """Rows whose ``state`` is one of ``states`` keep the named fields, and are never deleted.

    A frozen row cannot be thawed either: its next state must be one of ``states`` too.
    """

    label: str
    fields: tuple[str, ...]
    states: tuple[str, ...]
    state: str = "state"

    @property
    def names(self) -> list[str]:
        """Names of the triggers."""
        events = ["update", "delete"]
        if connection.vendor == "postgresql":
            events.append("truncate")
        return [f"{self._table}_frozen_{event}" for event in events]

    def install_sql(self) -> list[str]:
        """Statements that put the guard in place; they may be run again."""
        if connection.vendor == "postgresql":
            return [self._function(), *(self._postgresql(name) for name in self.names)]
        # SQLite cannot replace a trigger, and the columns kept may be others than last time.
        return [*self.remove_sql(), *(self._sqlite(name) for name in self.names)]

    def remove_sql(self) -> list[str]:
        """Statements that take the guard away."""
        on_table = f' ON "{self._table}"' if connection.vendor == "postgresql" else ""
        return [f'DROP TRIGGER IF EXISTS "{name}"{on_table}' for name in self.names]

    @property
    def _table(self) -> str:
        return str(apps.get_model(self.label)._meta.db_table)

    def _columns(self) -> list[str]:
        model = apps.get_model(self.label)
        return [str(model._meta.get_field(field).column) for field in self.fields]

    def _at_rest(self, row: str) -> str:
        among = ", ".join(f"'{state}'" for state in self.states)
        return f'{row}."{self.state}" IN ({among})'

    def _changed(self, differs: str) -> str:
        """The condition "something frozen would change", ``differs`` comparing empty values too."""
        changed = [f'OLD."{column}" {differs} NEW."{column}"' for column in self._columns()]
        changed.append(f"NOT ({self._at_rest('NEW')})")
        return f"{self._at_rest('OLD')} AND ({' OR '.join(changed)})"

    def _function(self) -> str:
        return (
            "CREATE OR REPLACE FUNCTION core_frozen() RETURNS trigger LANGUAGE plpgsql AS $$ "
            "BEGIN RAISE EXCEPTION 'frozen: %', TG_TABLE_NAME "
            "USING ERRCODE = 'restrict_violation'; END $$"
        )

    def _postgresql(self, name: str) -> str:
        event = name.rsplit("_", 1)[-1].upper()
        condition = {
            "UPDATE": f"FOR EACH ROW WHEN ({self._changed('IS DISTINCT FROM')})",
            "DELETE": f"FOR EACH ROW WHEN ({self._at_rest('OLD')})",
            "TRUNCATE": "FOR EACH STATEMENT",
        }[event]
        return (
            f'CREATE OR REPLACE TRIGGER "{name}" BEFORE {event} ON "{self._table}" '
            f"{condition} EXECUTE FUNCTION core_frozen()"
        )

    def _sqlite(self, name: str) -> str:
        event = name.rsplit("_", 1)[-1].upper()
        condition = self._changed("IS NOT") if event == "UPDATE" else self._at_rest("OLD")
        return (
            f'CREATE TRIGGER "{name}" BEFORE {event} ON "{self._table}" '
            f"WHEN {condition} BEGIN SELECT RAISE(ABORT, 'frozen: {self._table}'); END"
        )
