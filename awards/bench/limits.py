"""The other side of every ratio: the same answer by hand-written SQL in a bare Django view.

Nothing is checked here but what the goal names; these views only ever run inside `manage.py bench`.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path

from awards.bench import approve_sql as sql
from awards.bench.list_sql import award_page
from awards.domain.steps import STEP_RULES, StepKind
from awards.workflow import IN_REVIEW
from core import clock
from core.scope import permissions
from core.workdays import due_date


def hello(_request: HttpRequest) -> HttpResponse:
    """The floor: what Django itself takes."""
    return HttpResponse(b"hello")


def awards(request: HttpRequest) -> HttpResponse:
    """One page of the award list."""
    return HttpResponse(
        json.dumps(award_page(request.GET), ensure_ascii=False), content_type="application/json"
    )


class _Moment(NamedTuple):
    """The time, and how the database takes it."""

    at: datetime
    stored: Any

    @classmethod
    def now(cls) -> _Moment:
        at = clock.now()
        return cls(at, connection.ops.adapt_datetimefield_value(at))

    def day(self, workdays: int = 0) -> Any:
        """Today, or so many working days later."""
        day = clock.day_of(self.at)
        return connection.ops.adapt_datefield_value(due_date(day, workdays) if workdays else day)


def approve(request: HttpRequest) -> HttpResponse:
    """Pass a dossier on with permission, history, audit and outbox."""
    entry = json.loads(request.body)
    now = _Moment.now()
    with transaction.atomic(), connection.cursor() as cursor:
        found = _locked(cursor, entry["proposal"])
        name = _actor_name(cursor, entry["user"], found, now.day())
        if name is None or found["state"] != IN_REVIEW or found["decides"]:
            return HttpResponse(status=409)
        following = _move_steps(cursor, found, name, now)
        _write_history(cursor, found, following, (entry["user"], name), now.stored)
    return HttpResponse(json.dumps({"state": IN_REVIEW, "version": found["version"] + 1}))


def _locked(cursor: Any, pk: int) -> dict[str, Any]:
    lock = " FOR UPDATE OF p" if connection.vendor == "postgresql" else ""
    cursor.execute(sql.FIND + lock, [pk])
    names = [column[0] for column in cursor.description]
    return dict(zip(names, cursor.fetchone(), strict=True))


def _actor_name(cursor: Any, user: int, found: dict[str, Any], day: Any) -> str | None:
    roles = sorted(permissions.roles_for(found["action"]))
    marks = ", ".join(["%s"] * len(roles))
    position = found["tree_start"]
    cursor.execute(sql.ACTOR.format(roles=marks), [user, *roles, day, day, position, position])
    row = cursor.fetchone()
    return row[0] if row else None


def _move_steps(cursor: Any, found: dict[str, Any], name: str, now: _Moment) -> str:
    """Close the present step, open the next and return what that is called."""
    cursor.execute(sql.CLOSE, [now.stored, name, found["step"]])
    cursor.execute(sql.NEXT_KIND, [found["revision_id"], found["order"] + 1])
    pk, kind = cursor.fetchone()
    rule = STEP_RULES[StepKind(kind)]
    cursor.execute(sql.OPEN, [now.stored, now.day(rule.workdays), pk])
    cursor.execute(sql.SWAP, [pk, found["id"], found["version"]])
    return rule.label


def _write_history(
    cursor: Any, found: dict[str, Any], following: str, actor: tuple[int, str], at: Any
) -> None:
    label = STEP_RULES[StepKind(found["kind"])].label
    data = {"step": label, "unit": found["unit_name"], "next": following}
    cursor.execute(sql.RECORD, [at, *actor, json.dumps(data), found["id"]])
    record = cursor.fetchone()[0]
    whole = {"from": IN_REVIEW, "to": IN_REVIEW, "comment": "", **data}
    dossier = f"HS{found['year']}-{found['id']:05d} {found['recipient_name']}"
    cursor.execute(sql.EVENT, [at, *actor, str(found["id"]), dossier, json.dumps(whole)])
    payload = {"subject": found["id"], "record": record}
    cursor.execute(sql.MESSAGE, [json.dumps(payload), at, at])


urlpatterns = [
    path("hello", hello),
    path("awards", awards),
    path("approve", approve),
]
