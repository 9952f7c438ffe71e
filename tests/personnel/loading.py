"""Loading small tables in tests, along the same way as commands and pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from awards.bench.province_files import workbook
from core.imports import loads, mapping, names, pipeline, registry
from core.imports.pipeline import File
from core.imports.registry import Answers, Plan
from core.models import Load
from core.scope import SYSTEM, Actor
from core.vietnamese import fold
from tests.factories.personnel import AT

UNITS, STAFF = "personnel.units", "personnel.staff"
GRADES, DISCIPLINES = "personnel.assessments", "personnel.disciplines"


def table_file(headings: Sequence[str], *rows: Sequence[str]) -> bytes:
    """A workbook with these headings and rows."""
    return workbook(headings, rows)


def records_file(*rows: Mapping[str, str]) -> bytes:
    """A workbook of rows given as heading and text; headings in the order of their first use."""
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    return workbook(headings, [[row.get(heading, "") for heading in headings] for row in rows])


def bring_in(
    key: str,
    content: bytes,
    *,
    by: Actor = SYSTEM,
    at: datetime = AT,
    rows: Mapping[str, str] | None = None,
    named: Mapping[str, str] | None = None,
    dry_run: bool = False,
    name: str = "danh-sach.xlsx",
) -> tuple[Plan, Load | None]:
    """Plan a file and write it when nothing is wrong; ``named`` maps unit names to codes."""
    importer = registry.get(key)
    file = File(name, content)
    table = mapping.table_of(importer, pipeline.open_file(importer, file))
    known = names.confirmed() | {("unit", fold(text)): code for text, code in (named or {}).items()}
    return pipeline.load_now(
        importer, file, table, Answers(rows, known), by=by, at=at, dry_run=dry_run
    )


def told(plan: Plan) -> list[str]:
    """The problems of a plan as people read them."""
    return [str(problem) for problem in plan.problems]


def wrong(plan: Plan) -> list[tuple[int, str]]:
    """Row and column of the problems."""
    return [(problem.row, problem.column) for problem in plan.problems]


def undo(load: Load | None, *, by: Actor = SYSTEM, at: datetime = AT) -> None:
    """Take a load back in one transaction."""
    assert load is not None
    with transaction.atomic():
        loads.take_back(load, by=by, at=at)
    # References that a later row should have made good would only show at the commit.
    connection.check_constraints()


def statements(function: Any) -> list[str]:
    """The statements a function sends."""
    with CaptureQueriesContext(
        connection,
    ) as captured:
        function()
    return [query["sql"] for query in captured.captured_queries]
