"""Writing large tables at once: COPY on PostgreSQL, one prepared statement on SQLite.

Texts serve both databases: days and moments are written as ISO texts in UTC, JSON as its text.
"""

from __future__ import annotations

import json
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.core.management.color import no_style
from django.db import connection
from django.db.models import Model

Row = tuple[Any, ...]


class Loader:
    """Loads tables one after the other; knows what it wrote.

    Attributes:
        counts: rows by table.
        checksum: of every value written, in order; equal for equal seeds on either database.
    """

    def __init__(self, say: Callable[[str], None]) -> None:
        self.say = say
        self.counts: dict[str, int] = {}
        self.checksum = 0
        self._models: list[type[Model]] = []

    def load(self, model: type[Model], fields: Sequence[str], rows: Iterable[Row]) -> int:
        """Write the rows, whose values stand in the order of ``fields``.

        Columns that are not named and may not be empty get the default of their field.
        """
        started = time.perf_counter()
        named = {model._meta.get_field(name) for name in fields}
        left_out = [field for field in model._meta.concrete_fields if field not in named]
        rest = [field for field in left_out if not (field.null or field.primary_key)]
        defaults = tuple(_stored(field.get_default()) for field in rest)
        columns = [str(model._meta.get_field(name).column) for name in fields]  # type: ignore[union-attr]
        columns += [str(field.column) for field in rest]
        tally = _Tally(rows, self.checksum, defaults)
        write = _copy if connection.vendor == "postgresql" else _insert
        write(model._meta.db_table, columns, iter(tally))
        self.checksum = tally.checksum
        name = str(model._meta.label)
        self.counts[name] = self.counts.get(name, 0) + tally.count
        self._models.append(model)
        seconds = time.perf_counter() - started
        if seconds > 1:
            self.say(f"  {name}: {tally.count:,} rows in {seconds:.0f} s")
        return tally.count

    def finish(self) -> None:
        """Let the next keys follow those written, and let the planner know the tables."""
        with connection.cursor() as cursor:
            for sql in connection.ops.sequence_reset_sql(no_style(), self._models):
                cursor.execute(sql)
            cursor.execute("ANALYZE")


class _Tally:
    """Counts and sums what passes through, and adds the defaults."""

    def __init__(self, rows: Iterable[Row], checksum: int, defaults: Row) -> None:
        self.rows, self.checksum, self.count = rows, checksum, 0
        self.defaults = defaults

    def __iter__(self) -> Iterator[Row]:
        for row in self.rows:
            self.checksum = zlib.crc32(repr(row).encode(), self.checksum)
            self.count += 1
            yield row + self.defaults


def _stored(value: Any) -> Any:
    return json.dumps(value) if isinstance(value, dict | list) else value


def _copy(table: str, columns: Sequence[str], rows: Iterator[Row]) -> None:
    with (
        connection.cursor() as cursor,
        cursor.copy(f'COPY "{table}" ({_quoted(columns)}) FROM STDIN') as copy,
    ):
        for row in rows:
            copy.write_row(row)


def _insert(table: str, columns: Sequence[str], rows: Iterator[Row]) -> None:
    marks = ", ".join(["%s"] * len(columns))
    statement = f'INSERT INTO "{table}" ({_quoted(columns)}) VALUES ({marks})'  # noqa: S608
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)  # type: ignore[arg-type]


def _quoted(columns: Sequence[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


@contextmanager
def trusting() -> Iterator[None]:
    """Skip foreign keys and triggers for a load that is right by construction.

    Only for a database that is thrown away: it needs the rights of its owner on PostgreSQL.
    """
    off, on = (
        ("SET session_replication_role = replica", "SET session_replication_role = DEFAULT")
        if connection.vendor == "postgresql"
        else ("PRAGMA foreign_keys = OFF", "PRAGMA foreign_keys = ON")
    )
    with connection.cursor() as cursor:
        cursor.execute(off)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(on)
