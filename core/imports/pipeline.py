"""The way of a file through an importer: read, match the columns, check, plan, write."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from core.errors import Forbidden
from core.imports import names, results
from core.imports.columns import Table
from core.imports.problems import in_order
from core.imports.reading import Sheet, read
from core.imports.registry import Answers, Importer, Plan, Progress, Written, may_use, silent
from core.models import Load, LoadState
from core.scope import Actor

NAME_LENGTH = 150
FILE_NAME_LENGTH = 200


class File(NamedTuple):
    """A file as it was brought in."""

    name: str
    content: bytes


def open_file(importer: Importer, file: File) -> Sheet:
    """Read a file as far as the importer takes it.

    Raises:
        InvalidInput: it cannot be read, or is too large or too long.
    """
    return read(file.name, file.content, most_rows=importer.max_rows)


def plan_of(
    importer: Importer,
    table: Table,
    answers: Answers,
    *,
    by: Actor,
    at: datetime,
    tell: Progress = silent,
) -> Plan:
    """Let the importer check a table; its problems and those of the cells stand in order.

    Raises:
        Forbidden: the actor may load such files nowhere.
    """
    require(importer, by)
    titles = [column.title for column in importer.columns()]
    if not table.rows:
        return Plan(None, problems=in_order(table.problems, titles))
    found = importer.plan(table, answers, by=by, at=at, tell=tell)
    return replace(found, problems=in_order([*table.problems, *found.problems], titles))


def require(importer: Importer, by: Actor) -> None:
    """Refuse whoever may load such files nowhere.

    Raises:
        Forbidden: with what to do next.
    """
    if not may_use(by, importer):
        raise Forbidden(
            _("Vai trò của bạn không nạp được “%(what)s”. Hãy đề nghị cán bộ tổ chức thực hiện.")
            % {"what": importer.label}
        )


def load_now(
    importer: Importer,
    file: File,
    table: Table,
    answers: Answers,
    *,
    by: Actor,
    at: datetime,
    dry_run: bool = False,
) -> tuple[Plan, Load | None]:
    """Plan a file and write it in one transaction, without preview.

    Returns:
        What was found, and the load; ``None`` when nothing was written, because of ``dry_run`` or
        because the plan is not clean.

    Raises:
        Forbidden: the actor may load such files nowhere.
    """
    with transaction.atomic():
        found = plan_of(importer, table, answers, by=by, at=at)
        if dry_run or not found.is_clean:
            return found, None
        load = new_load(importer, file, by=by, at=at, state=LoadState.WRITING)
        load.row_count = len(table.rows)
        write(importer, found, load, by=by, at=at)
    return found, load


def new_load(importer: Importer, file: File, *, by: Actor, at: datetime, state: str) -> Load:
    """Write the row of a load without its content."""
    owner: Any = by.user_id
    return Load.objects.create(
        importer=importer.key,
        owner_id=owner,
        owner_name=by.signature[:NAME_LENGTH],
        name=file.name[-FILE_NAME_LENGTH:],
        sha256=hashlib.sha256(file.content).hexdigest(),
        size=len(file.content),
        state=state,
        uploaded_at=at,
    )


def write(
    importer: Importer,
    found: Plan,
    load: Load,
    *,
    by: Actor,
    at: datetime,
    tell: Progress = silent,
) -> Written:
    """Write a clean plan in the current transaction and close the load."""
    written = importer.write(found, load=load, by=by, at=at, tell=tell)
    load.state = LoadState.DONE
    load.version += 1
    load.applied_at = at
    load.content = b""
    load.problems, load.problem_count = [], 0
    load.error = ""
    load.result = results.packed(written, found.skipped)
    load.summary = {"figures": dict(found.figures), "written": _figures(written, found)}
    load.save()
    audit.record(
        action="core.load.write",
        subject=load,
        by=by,
        at=at,
        data={
            "importer": importer.key,
            "name": load.name,
            "sha256": load.sha256,
            **_figures(written, found),
        },
    )
    return written


def _figures(written: Written, found: Plan) -> Mapping[str, int]:
    return {
        "created": written.created,
        "updated": written.updated,
        "unchanged": written.unchanged,
        "skipped": len(found.skipped),
    }


def answers_of(load: Load) -> Answers:
    """Return what was answered to the rows of a load, with all names confirmed so far."""
    return Answers(load.answers, names.confirmed())
