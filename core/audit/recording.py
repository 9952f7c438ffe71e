"""Writing audit events."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from core.db import bulk
from core.language import in_official_language
from core.models.audit import AuditEvent
from core.scope import Actor

_LABEL_LENGTH = 300
_ENCODER = DjangoJSONEncoder()


def plain(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the data as plain JSON values, just as a database gives them back."""
    return json.loads(json.dumps(dict(data), cls=DjangoJSONEncoder))


def record(
    *,
    action: str,
    subject: models.Model,
    by: Actor,
    at: datetime,
    data: Mapping[str, Any] | None = None,
) -> AuditEvent:
    """Write one event in the current transaction."""
    return AuditEvent.objects.create(**_values(action, subject, by, at, data))


@in_official_language
def record_many(
    events: Iterable[tuple[models.Model, Mapping[str, Any]]],
    *,
    action: str,
    by: Actor,
    at: datetime,
) -> None:
    """Write one event for each ``(subject, data)`` pair with a single statement."""
    rows = (
        (subject._meta.label_lower, str(subject.pk), str(subject), data) for subject, data in events
    )
    _write(rows, action, by, at)


def record_rows(
    model: type[models.Model],
    events: Iterable[tuple[int, str, Mapping[str, Any]]],
    *,
    action: str,
    by: Actor,
    at: datetime,
) -> None:
    """The same for subjects that nobody has as instances: key, label and data of each."""
    name = model._meta.label_lower
    _write(((name, str(pk), label, data) for pk, label, data in events), action, by, at)


def _write(
    events: Iterable[tuple[str, str, str, Mapping[str, Any]]], action: str, by: Actor, at: datetime
) -> None:
    under = _under(by)
    rows = (
        (kind, key, label[:_LABEL_LENGTH], _ENCODER.encode({**data, **under}))
        for kind, key, label, data in events
    )
    common = {"at": at, "action": action, **_who(by)}
    bulk.insert_values(
        AuditEvent, common, ("subject_type", "subject_id", "subject_label", "data"), rows
    )


def _who(by: Actor) -> dict[str, Any]:
    return {
        "actor_id": by.user_id,
        "actor_name": by.name,
        "on_behalf_id": by.principal.user_id if by.principal else None,
        "on_behalf_name": by.principal.name if by.principal else "",
    }


def _under(by: Actor) -> dict[str, int]:
    """By which delegation it was done, if on behalf of somebody."""
    delegation_id = by.principal.delegation_id if by.principal else None
    return {} if delegation_id is None else {"delegation": delegation_id}


@in_official_language
def _values(
    action: str, subject: models.Model, by: Actor, at: datetime, data: Mapping[str, Any] | None
) -> dict[str, Any]:
    return {
        "at": at,
        "action": action,
        **_who(by),
        "subject_type": subject._meta.label_lower,
        "subject_id": str(subject.pk),
        "subject_label": str(subject)[:_LABEL_LENGTH],
        "data": plain({**(data or {}), **_under(by)}),
    }
