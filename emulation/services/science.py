"""Business steps with science works (đề tài khoa học): recording, correcting, removing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from core import audit
from core.db.doubles import doubles_refused
from core.errors import Stale
from core.models import AuditEvent
from core.scope import Actor
from emulation import permissions
from emulation.models import ScienceMember, ScienceWork, WorkRole
from emulation.services.science_content import Part, WorkContent, clean_content
from personnel.models import Unit
from personnel.services.checks import Checks, day_of, vn_date

__all__ = ["FACTS", "Part", "WorkContent", "correct", "record", "remove", "told"]

FACTS = (
    "code",
    "title",
    "kind",
    "scope",
    "accepted_on",
    "acceptance_ref",
    "year",
    "applied",
    "evidence",
    "influence_scope",
    "influence_ref",
    "influence_on",
)
RECORDED, CORRECTED = "emulation.science.recorded", "emulation.science.corrected"
REMOVED = "emulation.science.removed"


@transaction.atomic
def record(*, content: WorkContent, unit: Unit, by: Actor, at: datetime) -> ScienceWork:
    """Record an accepted work with its members; ``unit`` keeps the record.

    Raises:
        Forbidden: the actor may not record at the unit, or has a part in the work.
        NotVisible: the unit is out of his reach.
        InvalidInput: a value cannot be accepted.
    """
    _require_unit(by, unit)
    permissions.refuse_own_part(by, [member.staff for member in content.members])
    checks = Checks()
    values = clean_content(checks, content, day_of(at))
    checks.open_unit("unit", _("Đơn vị chủ trì"), unit, day_of(at))
    _check_once(checks, unit, values["code"], but=None)
    checks.done()
    with doubles_refused():
        work = ScienceWork.objects.create(
            unit=unit, created_by_id=by.user_id, created_at=at, **values
        )
    _write_members(work, content.members)
    audit.record(action=RECORDED, subject=work, by=by, at=at, data=told(work))
    return work


@transaction.atomic
def correct(
    work: ScienceWork,
    *,
    content: WorkContent,
    unit: Unit,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> ScienceWork:
    """Put right what was recorded; what it was stays in the trail, the same again writes nothing.

    Raises:
        Stale: somebody changed or removed it since the person looked.
    """
    held = _hold(work, expected_version)
    permissions.require(by, permissions.DECIDE_INITIATIVE, held)
    permissions.refuse_own_part(by, [member.staff for member in content.members])
    checks = Checks()
    values = clean_content(checks, content, day_of(at))
    if unit.pk != held.unit_id:
        _require_unit(by, unit)
        checks.open_unit("unit", _("Đơn vị chủ trì"), unit, day_of(at))
    _check_once(checks, unit, values["code"], but=held.pk)
    checks.done()
    before = told(held)
    for name, value in values.items():
        setattr(held, name, value)
    held.unit = unit
    after = told(held, content.members)
    changes = _difference(before, after)
    if not changes:
        return held
    held.version += 1
    with doubles_refused():
        held.save(update_fields=[*values, "unit", "version"])
    if "members" in changes:
        held.members.all().delete()
        _write_members(held, content.members)
    audit.record(
        action=CORRECTED,
        subject=held,
        by=by,
        at=at,
        data={"changes": changes, "version": held.version},
    )
    return held


@transaction.atomic
def remove(
    work: ScienceWork,
    *,
    reason: str,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> None:
    """Take out a work that was entered by mistake; all it said stays in the trail."""
    held = _hold(work, expected_version)
    permissions.require(by, permissions.DECIDE_INITIATIVE, held)
    checks = Checks()
    why = checks.text("reason", _("Lý do"), reason, limit=500)
    checks.done()
    audit.record(action=REMOVED, subject=held, by=by, at=at, data={**told(held), "why": why})
    held.delete()


def told(work: ScienceWork, members: Sequence[Part] | None = None) -> dict[str, Any]:
    """A work as the trail keeps it; ``members`` are those to be, else those it has."""
    if members is None:
        rows = work.members.select_related("staff").order_by("pk")
        members = [Part(row.staff, row.role) for row in rows]
    return {
        **{name: getattr(work, name) for name in FACTS},
        "unit": work.unit.code,
        "members": [{"staff": one.staff.code, "role": str(one.role)} for one in members],
    }


def _require_unit(by: Actor, unit: Unit) -> None:
    permissions.require_entering(
        by, permissions.DECIDE_INITIATIVE, permissions.VIEW_INITIATIVE, unit
    )


def _check_once(checks: Checks, unit: Unit, code: str, but: int | None) -> None:
    same = ScienceWork.objects.filter(unit=unit, code=code).exclude(pk=but or 0).first()
    if same is not None:
        checks.add(
            "code",
            _("%(unit)s đã ghi mã số này: “%(title)s”.") % {"unit": unit, "title": same.title},
            _("Hãy mở đề tài đó để sửa, hoặc kiểm tra lại mã số."),
            _("Mã số"),
        )


def _write_members(work: ScienceWork, members: Sequence[Part]) -> None:
    ScienceMember.objects.bulk_create(
        ScienceMember(work=work, staff=member.staff, role=member.role) for member in members
    )


def _difference(before: dict[str, Any], after: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {
        name: {"from": before[name], "to": after[name]}
        for name in before
        if before[name] != after[name]
    }


# --- Two people at one work -----------------------------------------------------------------


def _hold(work: ScienceWork, seen: int | None) -> ScienceWork:
    """The work as it is now; nobody changes it before the step is done."""
    rows = ScienceWork.objects.select_for_update(of=("self",)).select_related("unit")
    held = rows.filter(pk=work.pk).first()
    if held is None:
        raise Stale(_("Đề tài này vừa được người khác bỏ ra. Hãy tải lại danh sách."))
    if seen is not None and seen != held.version:
        raise Stale(
            _("Đề tài vừa được người khác sửa. Hãy xem thay đổi rồi làm lại."),
            changes=_changes_since(held, seen),
        )
    return held


def _changes_since(work: ScienceWork, version: int) -> list[dict[str, Any]]:
    trail = AuditEvent.objects.filter(
        subject_type=work._meta.label_lower, subject_id=str(work.pk), action=CORRECTED
    ).order_by("pk")
    return [
        {
            "label": _told_changes(event.data["changes"]),
            "by": event.signature,
            "at": event.at,
            "comment": "",
        }
        for event in trail
        if event.data["version"] > version
    ]


def _told_changes(changes: dict[str, dict[str, Any]]) -> str:
    """What a correction changed, in words and in the order of the page."""
    return "; ".join(
        f"{_label(name)}: {_words(name, changes[name]['from'])}"
        f" → {_words(name, changes[name]['to'])}"
        for name in (*FACTS, "unit", "members")
        if name in changes
    )


def _label(name: str) -> str:
    if name == "members":
        return _("Người tham gia")
    label = str(ScienceWork._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    return label[:1].upper() + label[1:]


def _words(name: str, value: Any) -> str:
    if name == "members":
        roles = dict(WorkRole.choices)
        return ", ".join(f"{one['staff']} ({roles[one['role']]})" for one in value)
    if value in (None, ""):
        return _("(trống)")
    if isinstance(value, bool):
        return _("Có") if value else _("Không")
    field: Any = ScienceWork._meta.get_field(name)
    if isinstance(field, models.DateField):
        return _day(field, value)
    return str(dict(field.flatchoices or ()).get(value, value))


def _day(field: models.DateField[Any, Any], value: Any) -> str:
    try:
        day: date = field.to_python(value)
    except ValidationError:
        return str(value)
    return vn_date(day)
