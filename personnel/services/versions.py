"""Writing a row only when nobody changed it meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from django.utils.translation import gettext as _

from core.db.doubles import doubles_refused
from core.errors import Stale
from core.models import AuditEvent
from personnel.models import Staff, Unit
from personnel.services.events import LABELS

if TYPE_CHECKING:
    from collections.abc import Mapping

Versioned = TypeVar("Versioned", Unit, Staff)


def write(row: Versioned, values: Mapping[str, Any], expected_version: int | None) -> None:
    """Write ``values`` and raise the version by one; Stale when another change came first.

    ``expected_version`` is the version the person looked at; without it the version of ``row``.
    """
    seen = row.version if expected_version is None else expected_version
    rows = type(row).objects.filter(pk=row.pk, version=seen)
    with doubles_refused():
        changed = rows.update(**values, version=seen + 1)
    if not changed:
        raise Stale(
            _("%(what)s vừa được người khác sửa. Hãy xem thay đổi rồi làm lại.") % {"what": row},
            changes=changes_since(row, seen),
        )
    for name, value in values.items():
        setattr(row, name, value)
    row.version = seen + 1


def changes_since(row: Unit | Staff, version: int) -> list[dict[str, Any]]:
    """What the audit trail knows of changes after ``version``, oldest first."""
    events = AuditEvent.objects.filter(
        subject_type=row._meta.label_lower,
        subject_id=str(row.pk),
    ).order_by("pk")
    return [
        {
            "label": str(LABELS.get(event.action, "")),
            "by": event.actor_name,
            "at": event.at,
            "comment": "",
        }
        for event in events
        if event.data.get("version", 0) > version
    ]


def difference(row: Unit | Staff, values: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The fields that ``values`` would change, with old and new value."""
    return {
        name: {"from": getattr(row, name), "to": value}
        for name, value in values.items()
        if getattr(row, name) != value
    }
