"""Writing many rows at once: COPY on PostgreSQL, one prepared statement on SQLite.

Rows are model instances, so that services build them as they build one; what Django would do for
each row by itself (``pre_save``, conversion for the database) is done here too. Both functions run
in the current transaction, or in one of their own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from operator import attrgetter
from types import NoneType
from typing import Any

from django.db import connection, models, transaction

_BATCH = 20_000

# Values of these fields mostly go to the driver as they are; everything else is converted.
_PLAIN_FIELDS = (
    *(models.CharField, models.TextField, models.SlugField, models.EmailField),
    *(models.BooleanField, models.IntegerField, models.SmallIntegerField, models.BigIntegerField),
    *(models.PositiveIntegerField, models.PositiveSmallIntegerField, models.BigAutoField),
    *(models.ForeignKey, models.OneToOneField, models.DateField),
)


def insert(model: type[models.Model], instances: Sequence[models.Model]) -> list[int]:
    """Insert the instances and return their keys in order; the instances get them too.

    Args:
        instances: an instance that has a key keeps it.
    """
    if not instances:
        return []
    fields = [field for field in model._meta.local_concrete_fields if not field.generated]
    with transaction.atomic():
        _give_keys(model, instances)
        rows = _rows(fields, instances, is_new=True)
        columns = [str(field.column) for field in fields]
        if connection.vendor == "postgresql":
            _copy(model._meta.db_table, columns, rows)
        else:
            _insert_many(model._meta.db_table, columns, rows)
    for one in instances:
        state = one._state  # noqa: SLF001 - as Django's own bulk_create leaves them
        state.adding, state.db = False, connection.alias
    return [one.pk for one in instances]


def insert_values(
    model: type[models.Model],
    common: Mapping[str, Any],
    names: Sequence[str],
    rows: Iterable[Sequence[Any]],
) -> None:
    """Insert rows that nobody needs as instances; the database gives the keys, in order.

    Args:
        common: values by attribute name that all rows share.
        names: attribute names of what the rows hold: texts, numbers, days, JSON as its text.
    """
    fields = {field.attname: field for field in model._meta.concrete_fields}
    shared = tuple(
        fields[name].get_db_prep_save(value, connection) for name, value in common.items()
    )
    columns = [str(fields[name].column) for name in (*common, *names)]
    left = iter(rows)
    first = next(left, None)
    if first is None:
        return
    whole = ((*shared, *row) for row in chain([first], left))
    with transaction.atomic():
        if connection.vendor == "postgresql":
            _copy(model._meta.db_table, columns, whole)
        else:
            _insert_many(model._meta.db_table, columns, whole)


def update(
    model: type[models.Model], instances: Sequence[models.Model], fields: Sequence[str]
) -> int:
    """Write these fields of the instances, found by their key; return how many rows there were."""
    if not instances or not fields:
        return 0
    key = _key(model)
    chosen: list[Any] = [model._meta.get_field(name) for name in fields]
    rows = _rows([*chosen, key], instances, is_new=False)
    with transaction.atomic():
        if connection.vendor == "postgresql":
            return _update_from_copy(model, chosen, rows)
        assignments = ", ".join(f"{_quoted(field.column)} = %s" for field in chosen)
        sql = (
            f"UPDATE {_quoted(model._meta.db_table)} SET {assignments} "  # noqa: S608 - names of ours
            f"WHERE {_quoted(key.column)} = %s"
        )
        with connection.cursor() as cursor:
            for batch in _batches(rows):
                cursor.executemany(sql, batch)
    return len(instances)


def delete(model: type[models.Model], keys: Collection[int]) -> int:
    """Delete the rows with these keys in one statement; return how many there were.

    Nothing is deleted along with them: whoever calls has looked for rows that refer to these, and
    the database refuses what was overlooked.
    """
    if not keys:
        return 0
    rows = model._base_manager.filter(pk__among=list(keys))
    return rows._raw_delete(rows.db)  # noqa: SLF001


# --- Keys -----------------------------------------------------------------------------------


def _key(model: type[models.Model]) -> Any:
    return model._meta.pk


def _give_keys(model: type[models.Model], instances: Sequence[models.Model]) -> None:
    without = [one for one in instances if one.pk is None]
    if not without:
        return
    for one, key in zip(without, new_keys(model, len(without)), strict=True):
        one.pk = key


def new_keys(model: type[models.Model], count: int) -> Sequence[int]:
    """Take keys for rows that are to be written in this transaction."""
    table, column = model._meta.db_table, _key(model).column
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [_quoted(table), column, count],
            )
            return [row[0] for row in cursor.fetchall()]
        # The transaction holds SQLite's write lock, so nobody else takes these keys meanwhile.
        cursor.execute(
            f"SELECT max(coalesce((SELECT max({_quoted(column)}) FROM {_quoted(table)}), 0), "  # noqa: S608
            "coalesce((SELECT seq FROM sqlite_sequence WHERE name = %s), 0))",
            [table],
        )
        last = cursor.fetchone()[0]
    return range(last + 1, last + 1 + count)


# --- Values ---------------------------------------------------------------------------------


def _rows(
    fields: Sequence[Any], instances: Sequence[models.Model], *, is_new: bool
) -> Iterator[Sequence[Any]]:
    """Take the values out of the instances column by column, which spares a call for each value."""
    for first in range(0, len(instances), _BATCH):
        batch = instances[first : first + _BATCH]
        yield from zip(*(_column(field, batch, is_new) for field in fields), strict=True)


def _column(field: Any, instances: Sequence[models.Model], is_new: bool) -> Sequence[Any]:  # noqa: FBT001
    """Return one field's values, ready for the database."""
    if type(field).pre_save is models.Field.pre_save:
        values = list(map(attrgetter(field.attname), instances))
    else:
        values = [field.pre_save(one, is_new) for one in instances]
    if set(map(type, values)) <= _plain_types(field):
        return values
    return [None if one is None else field.get_db_prep_save(one, connection) for one in values]


def _plain_types(field: Any) -> frozenset[type]:
    """The exact types whose values go to the driver as they are."""
    if type(field) not in _PLAIN_FIELDS:
        return frozenset({NoneType})
    if isinstance(field, models.DateField):
        known: set[type] = {date} if connection.vendor == "postgresql" else set()
    elif isinstance(field, models.CharField | models.TextField):
        known = {str}
    elif isinstance(field, models.BooleanField):
        known = {bool}
    else:
        known = {int}
    return frozenset({NoneType, *known})


# --- Statements -----------------------------------------------------------------------------


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def _list(columns: Sequence[str]) -> str:
    return ", ".join(map(_quoted, columns))


def _copy(table: str, columns: Sequence[str], rows: Iterator[Sequence[Any]]) -> None:
    # Faults show when the last row is sent, so the whole of it speaks Django's exceptions.
    sql = f"COPY {_quoted(table)} ({_list(columns)}) FROM STDIN"
    with (
        connection.wrap_database_errors,
        connection.cursor() as cursor,
        cursor.copy(sql) as copy,
    ):
        for row in rows:
            copy.write_row(row)


def _insert_many(table: str, columns: Sequence[str], rows: Iterator[Sequence[Any]]) -> None:
    places = ", ".join(["%s"] * len(columns))
    sql = f"INSERT INTO {_quoted(table)} ({_list(columns)}) VALUES ({places})"  # noqa: S608
    with connection.cursor() as cursor:
        for batch in _batches(rows):
            cursor.executemany(sql, batch)


def _batches(rows: Iterator[Sequence[Any]]) -> Iterator[list[Sequence[Any]]]:
    batch: list[Sequence[Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _update_from_copy(
    model: type[models.Model], fields: Sequence[Any], rows: Iterator[Sequence[Any]]
) -> int:
    """Send the values into a temporary table and update from it."""
    key = _key(model)
    table, source = model._meta.db_table, f"bulk_{model._meta.db_table}"[:60]
    types = [f"{_quoted(one.column)} {one.db_type(connection)}" for one in fields]
    types.append(f"bulk_key {key.rel_db_type(connection)}")
    sets = ", ".join(f"{_quoted(one.column)} = s.{_quoted(one.column)}" for one in fields)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE {_quoted(source)} ({', '.join(types)})")
        _copy(source, [*(one.column for one in fields), "bulk_key"], rows)
        cursor.execute(
            f"UPDATE {_quoted(table)} t SET {sets} FROM {_quoted(source)} s "  # noqa: S608
            f"WHERE t.{_quoted(key.column)} = s.bulk_key"
        )
        changed: int = cursor.rowcount
        cursor.execute(f"DROP TABLE {_quoted(source)}")
    return changed
