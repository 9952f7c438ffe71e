"""Records of many people side by side: one query for each kind, all in the order of the people.

A province does not fit into memory as facts, and a query for each person would take hours. So each
kind of record is read once, by a cursor of the database, and handed out person by person.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet

Row = TypeVar("Row", bound=tuple[Any, ...])
# Whose records are wanted: keys, or a query that finds their rows.
Owners = Collection[int] | QuerySet[Any]
_FETCHED = 5_000


class Stream(Generic[Row]):
    """Rows that begin with their owner's key, in its order."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows = iter(rows)
        self._next: Row | None = next(self._rows, None)

    def of(self, owner: int) -> list[Row]:
        """Hand out the owner's rows; owners are asked for in rising order, each once."""
        row = self._next
        while row is not None and row[0] < owner:
            row = next(self._rows, None)
        found: list[Row] = []
        while row is not None and row[0] == owner:
            found.append(row)
            row = next(self._rows, None)
        self._next = row
        return found


def read(rows: QuerySet[Any], path: str, owners: Owners, *columns: str) -> Iterable[Any]:
    """Read the owners' rows, in the order of owners and then as they are ordered.

    Args:
        path: field of the owner; it becomes the first column.
    """
    if isinstance(owners, QuerySet):
        rows = rows.filter(**{f"{path}__in": owners.order_by().values("pk")})
        return _ordered(rows, path).values_list(path, *columns).iterator(chunk_size=_FETCHED)
    rows = rows.filter(**{f"{path}__among": owners})
    return list(_ordered(rows, path).values_list(path, *columns))


def chunks(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    """Cut rows into lists of a size; the last one may be shorter."""
    part: list[Row] = []
    for row in rows:
        part.append(row)
        if len(part) == size:
            yield part
            part = []
    if part:
        yield part


def _ordered(rows: QuerySet[Any], path: str) -> QuerySet[Any]:
    return rows.order_by(path, *rows.query.order_by)
