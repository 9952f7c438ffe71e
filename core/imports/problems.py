"""What is wrong in a file, by row and column."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class ImportProblem:
    """One thing wrong in a file.

    Attributes:
        row: number of the row as the spreadsheet shows it; 0 concerns the whole file.
        column: title of the column; empty concerns the whole row.
        reason: what is wrong.
        expected: what is needed instead, continuing the sentence "cần …".
    """

    row: int
    column: str
    reason: str
    expected: str = ""

    @property
    def place(self) -> str:
        """Where it stands, in words."""
        if not self.row:
            return _("Cả tệp")
        if not self.column:
            return _("Dòng %(row)d") % {"row": self.row}
        return _("Dòng %(row)d, cột %(column)s") % {"row": self.row, "column": self.column}

    @property
    def sentence(self) -> str:
        """What is wrong and what is needed."""
        if not self.expected:
            return f"{self.reason}."
        return _("%(reason)s, cần %(expected)s.") % {
            "reason": self.reason,
            "expected": _as_part(self.expected),
        }

    def __str__(self) -> str:
        return f"{self.place}: {self.sentence}"

    def as_dict(self) -> dict[str, Any]:
        """Plain data for machines."""
        return {
            "row": self.row,
            "column": self.column,
            "reason": self.reason,
            "expected": self.expected,
        }


def _as_part(text: str) -> str:
    """A sentence of its own, such as the note of a column, as the end of another one."""
    return f"{text[:1].lower()}{text[1:-1]}" if text.endswith(".") else text


def in_order(problems: Iterable[ImportProblem], titles: Iterable[str]) -> list[ImportProblem]:
    """Sort as a reader goes through the sheet: by row, then by the place of the column."""
    place = {title: index for index, title in enumerate(titles)}
    return sorted(problems, key=lambda found: (found.row, place.get(found.column, len(place))))
