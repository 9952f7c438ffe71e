"""Writing a row only when nobody changed it meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import DateField, Model
from django.utils.translation import gettext as _

from core.db.doubles import doubles_refused
from core.errors import Stale
from core.models import AuditEvent
from personnel.models import Appointment, ExternalRecipient, Staff, Unit
from personnel.services.checks import vn_date
from personnel.services.events import LABELS

if TYPE_CHECKING:
    from collections.abc import Mapping

_MODELS: dict[str, tuple[type[Model], ...]] = {
    "personnel.unit": (Unit,),
    "personnel.externalrecipient": (ExternalRecipient,),
}
Versioned = TypeVar("Versioned", Unit, Staff, ExternalRecipient)


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


def changes_since(row: Unit | Staff | ExternalRecipient, version: int) -> list[dict[str, Any]]:
    """What the audit trail knows of changes after ``version``, oldest first."""
    events = AuditEvent.objects.filter(
        subject_type=row._meta.label_lower,
        subject_id=str(row.pk),
    ).order_by("pk")
    return [
        {
            "label": str(LABELS.get(event.action, "")),
            "by": event.signature,
            "at": event.at,
            "comment": "",
            "fields": _fields(event),
        }
        for event in events
        if event.data.get("version", 0) > version
    ]


def _fields(event: AuditEvent) -> list[dict[str, str]]:
    """What the event changed, field by field, in words."""
    changed: dict[str, Any] = event.data.get("changes", {})
    before, after = event.data.get("from"), event.data.get("to")
    if isinstance(before, dict) and isinstance(after, dict):
        changed = {name: {"from": before[name], "to": after[name]} for name in after}
        changed = {name: two for name, two in changed.items() if two["from"] != two["to"]}
    return [
        {
            "name": name,
            "label": _label(event.subject_type, name),
            "from": _words(event.subject_type, name, two["from"]),
            "to": _words(event.subject_type, name, two["to"]),
        }
        for name, two in changed.items()
    ]


def _field(subject_type: str, name: str) -> Any:
    """The column behind a name of the audit trail, or nothing."""
    for model in _MODELS.get(subject_type, (Staff, Appointment)):
        try:
            return model._meta.get_field(name)
        except FieldDoesNotExist:
            continue
    return None


def _label(subject_type: str, name: str) -> str:
    label = str(getattr(_field(subject_type, name), "verbose_name", name))
    return label[:1].upper() + label[1:]


def _words(subject_type: str, name: str, value: Any) -> str:
    """A value of the audit trail as people read it."""
    field = _field(subject_type, name)
    if value in (None, ""):
        return _("(trống)")
    if isinstance(value, bool):
        return _("Có") if value else _("Không")
    if isinstance(field, DateField):
        try:
            return vn_date(field.to_python(value))
        except ValidationError:
            return str(value)
    return str(dict(getattr(field, "flatchoices", ())).get(value, value))


def difference(
    row: Unit | Staff | ExternalRecipient, values: Mapping[str, Any]
) -> dict[str, dict[str, Any]]:
    """The fields that ``values`` would change, with old and new value."""
    return {
        name: {"from": getattr(row, name), "to": value}
        for name, value in values.items()
        if getattr(row, name) != value
    }
