"""Queries written once and asked again for other keys.

The ORM writes a query anew each time it is asked. For a few rows of many tables this takes longer
than the database needs to find them, though the text is the same but for the keys.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property
from typing import Any

from django.db import connections
from django.db.models import QuerySet

from core.db.among import KEYS, parameter


class Prepared:
    """A query of values, with ``field__among=KEYS`` where the keys go that are given later.

    It asks the one database its rows were meant for, so it is written once, at the first question.
    """

    def __init__(self, rows: QuerySet[Any, Any]) -> None:
        self._query = rows.query
        self._database = rows.db

    def of(self, keys: Collection[int]) -> list[tuple[Any, ...]]:
        """Return the rows for these keys."""
        connection = connections[self._database]
        text, params, converters = self._written
        given = parameter(keys, connection.vendor)
        with connection.cursor() as cursor:
            cursor.execute(text, [given if one is KEYS else one for one in params])
            rows = cursor.fetchall()
        if not converters:
            return rows
        compiler = self._query.get_compiler(connection=connection)
        return [tuple(row) for row in compiler.apply_converters(rows, converters)]

    @cached_property
    def _written(self) -> tuple[str, tuple[Any, ...], dict[int, Any]]:
        """The text, its parameters, and what makes Python values of each column.

        Two threads that ask first write the same twice: each from a copy, and either will do.
        """
        compiler = self._query.clone().get_compiler(self._database)
        text, params = compiler.as_sql()
        converters = compiler.get_converters([column for column, _sql, _alias in compiler.select])
        return text, tuple(params), converters
