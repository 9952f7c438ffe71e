"""Records of many people side by side: one query for each kind, all in the order of the people.

A province does not fit into memory as facts, and a query for each person would take hours. So each
kind of record is read once, by a cursor of the database, and handed out person by person.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby
from math import inf
from operator import itemgetter
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet

from core.db.among import KEYS
from core.db.prepared import Prepared

Row = TypeVar("Row", bound=tuple[Any, ...])
# Whose records are wanted: keys, or a query that finds their rows.
Owners = Collection[int] | QuerySet[Any]
_FETCHED = 5_000
_OWNER = itemgetter(0)
# Behind the last owner, whoever is asked for.
_NOBODY: tuple[Any, Iterable[Any]] = (inf, ())


class Stream(Generic[Row]):
    """Rows that begin with their owner's key, in its order."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows: Iterable[Row]
        self._people = groupby(rows, key=_OWNER)
        self._owner, self._rows = next(self._people, _NOBODY)

    def of(self, owner: int) -> Sequence[Row]:
        """Hand out the owner's rows; owners are asked for in rising order, each once."""
        while self._owner < owner:
            self._owner, self._rows = next(self._people, _NOBODY)
        if self._owner > owner:
            # Most people have no records of most kinds.
            return ()
        found = list(self._rows)
        self._owner, self._rows = next(self._people, _NOBODY)
        return found


class Kind:
    """One kind of record, by its owners; the query for some keys is written once.

    Args:
        rows: the records that count, in the order in which an owner's are wanted.
        path: field of the owner; it becomes the first column.
    """

    def __init__(self, rows: QuerySet[Any], path: str, *columns: str) -> None:
        self._rows = rows.order_by(path, *rows.query.order_by)
        self._path = path
        self._columns = (path, *columns)
        among = self._rows.filter(**{f"{path}__among": KEYS})
        self._of_keys = Prepared(among.values_list(*self._columns))

    def read(self, owners: Owners) -> Iterable[Any]:
        """Read the owners' rows, in the order of owners."""
        if not isinstance(owners, QuerySet):
            return self._of_keys.of(owners)
        rows = self._rows
        if not _is_everybody(owners):
            rows = rows.filter(**{f"{self._path}__in": owners.order_by().values("pk")})
        elif self._path != "pk":
            rows = rows.filter(**{f"{self._path}__isnull": False})
        return rows.values_list(*self._columns).iterator(chunk_size=_FETCHED)


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


def _is_everybody(owners: QuerySet[Any]) -> bool:
    """Tell whether a query leaves nobody out, so that no record needs to be asked whose it is."""
    query = owners.query
    return not (query.where or query.is_sliced or query.distinct or query.combinator)
