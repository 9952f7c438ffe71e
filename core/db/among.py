"""``field__among=values``: membership in a set of any size, with one parameter.

``__in`` writes one parameter for each value, and a list of a province has more of them than SQLite
takes. Here the whole set travels as one array (PostgreSQL) or one JSON text (SQLite).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Final

from django.core.serializers.json import DjangoJSONEncoder
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field, ForeignKey, Lookup
from django.db.models.sql.compiler import SQLCompiler

# Stands for values that are given each time a prepared query is asked.
KEYS: Final = object()


def parameter(values: Iterable[Any], vendor: str) -> Any:
    """Return a set of values as the one parameter a kind of database takes."""
    found = list(dict.fromkeys(values))
    return found if vendor == "postgresql" else json.dumps(found, cls=DjangoJSONEncoder)


class Among(Lookup):
    """True for rows whose value is one of the set; an empty set holds nothing."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, Any]:
        """Write the condition."""
        left, params = self.process_lhs(compiler, connection)
        values = KEYS if self.rhs is KEYS else parameter(self.rhs, connection.vendor)
        if connection.vendor == "postgresql":
            kind = self.lhs.output_field.cast_db_type(connection)
            return f"{left} = ANY(%s::{kind}[])", [*params, values]
        return f"{left} IN (SELECT value FROM json_each(%s))", [*params, values]  # noqa: S608


def register() -> None:
    """Make the lookup known to every field (once, at start-up)."""
    Field.register_lookup(Among)
    # Keys of other rows look for their lookups among their own.
    ForeignKey.register_lookup(Among)
