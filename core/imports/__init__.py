"""Bringing rows in from spreadsheets: read, check every cell, all or nothing.

``read`` turns a file into rows of texts, ``mapping.table_of`` checks them against declared columns;
what the columns cannot know is checked by the importer of an app. A problem names its row, its
column and what was expected.
"""

from core.imports.columns import Column, Row, Table
from core.imports.nearest import nearest
from core.imports.problems import ImportProblem, in_order
from core.imports.reading import Sheet, read

__all__ = [
    "Column",
    "ImportProblem",
    "Row",
    "Sheet",
    "Table",
    "in_order",
    "nearest",
    "read",
]
