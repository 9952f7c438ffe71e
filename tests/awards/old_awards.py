"""What the tests of earlier awards share: a good row, and the way of a list into the register."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from awards.services.back_entry.columns import columns
from awards.services.back_entry.importer import OLD_AWARDS
from core.imports import mapping, pipeline
from core.imports.pipeline import File
from core.imports.registry import Answers

AT = datetime(2022, 3, 1, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
TITLES = {column.key: column.title for column in columns()}


def row(**values):
    base = {
        "name": "Nguyễn Thị Lan",
        "award": "LĐTT",
        "year": "2018",
        "number": "12/QĐ-SCT",
        "decided_on": "15/01/2019",
    }
    return {**base, **values}


def table_of(rows: list[dict[str, Any]]):
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(TITLES.values())
    writer.writerows([one.get(key, "") for key in TITLES] for one in rows)
    return out.getvalue().encode()


def plan(gov, *rows, by=None, answers=None):
    sheet = pipeline.open_file(OLD_AWARDS, File("cu.csv", table_of(list(rows))))
    table = mapping.table_of(OLD_AWARDS, sheet)
    return pipeline.plan_of(OLD_AWARDS, table, answers or Answers(), by=by or gov.officer, at=AT)


def load(gov, *rows, by=None, answers=None, at=AT):
    file = File("cu.csv", table_of(list(rows)))
    table = mapping.table_of(OLD_AWARDS, pipeline.open_file(OLD_AWARDS, file))
    return pipeline.load_now(
        OLD_AWARDS, file, table, answers or Answers(), by=by or gov.officer, at=at
    )


def told(found):
    return [str(problem) for problem in found.problems]
