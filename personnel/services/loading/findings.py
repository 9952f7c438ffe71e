"""What is wrong in the rows of a load, told by row and column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.imports import Column, ImportProblem
from personnel.services.checks import Checks


class Findings:
    """Gathers problems; knows the titles of the columns."""

    def __init__(self, columns: Sequence[Column], fields: Mapping[str, str] | None = None) -> None:
        """Take the columns, and for fields of the rules the column that holds them."""
        self._titles = {column.key: column.title for column in columns}
        self._fields = dict(fields or {})
        self.problems: list[ImportProblem] = []
        self.rows: set[int] = set()

    def add(self, row: int, key: str, reason: str, expected: str = "") -> None:
        """Note one problem of a row; without a key it concerns the whole row."""
        self.rows.add(row)
        self.problems.append(ImportProblem(row, self._titles.get(key, ""), reason, expected))

    def take(self, row: int, checks: Checks) -> None:
        """Note what the rules of the single steps found in a row."""
        for found in checks.problems:
            key = self._fields.get(found.field, found.field)
            reason = found.reason.rstrip(".")
            hint = f". {found.hint.rstrip('.')}" if found.hint else ""
            self.add(row, key, f"{reason[:1].upper()}{reason[1:]}{hint}")
