"""The way back from places of work entered wrongly: corrected, or withdrawn altogether."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from core import audit
from core.clock import day_of
from core.db.doubles import doubles_refused
from core.scope import Actor
from personnel import permissions
from personnel.models import Appointment, Staff, Unit
from personnel.services import tree, versions
from personnel.services.appointments import (
    Post,
    check_in_service,
    check_post_free,
    clean_post,
    last_place,
    require_both,
    told_place,
)
from personnel.services.checks import Checks, vn_date


class PlaceChanges(TypedDict, total=False):
    """What of a place of work was entered wrongly; what is left out stays."""

    unit: Unit
    post: str
    is_manager: bool
    decision_ref: str
    on: date
    until: date | None


@transaction.atomic
def correct_appointment(
    *,
    appointment: Appointment,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
    **changes: Unpack[PlaceChanges],
) -> Appointment:
    """Correct the last place of work, or a post held beside it; the place before it follows.

    A first day that was wrong moves the end of the place before, when the two touched. Only
    ``until`` of a post held beside may change: the last place of work ends by leaving.
    """
    staff = appointment.staff
    unit = changes.get("unit", appointment.unit)
    require_both(by, staff, unit)
    checks = Checks()
    values = _corrected(checks, appointment, unit, changes)
    before = None if appointment.is_concurrent else _place_before(appointment)
    _check_place(checks, appointment, before, values)
    checks.done()
    difference = {
        name: {"from": getattr(appointment, name), "to": value}
        for name, value in values.items()
        if getattr(appointment, name) != value
    }
    if not difference:
        return appointment
    versions.write(staff, _standing(appointment, before, values, at), expected_version)
    with doubles_refused():
        _move_border(appointment, before, values["valid_from"])
        Appointment.objects.filter(pk=appointment.pk).update(**values)
    if "unit" in difference:
        difference["unit"] = {side: one.code for side, one in difference["unit"].items()}
    audit.record(
        action="personnel.appointment_corrected",
        subject=staff,
        by=by,
        at=at,
        data={
            "appointment": told_place(appointment) | {"on": appointment.valid_from},
            "changes": difference,
            "version": staff.version,
        },
    )
    for name, value in values.items():
        setattr(appointment, name, value)
    return appointment


@transaction.atomic
def withdraw_appointment(
    *,
    appointment: Appointment,
    reason: str,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> None:
    """Take back a place of work that was recorded by mistake: the last one, or a post beside it.

    The place before it goes on, or the person has left again if he had.
    """
    staff = appointment.staff
    permissions.require(by, permissions.CHANGE_STAFF, staff)
    checks = Checks()
    reason = checks.text("reason", _("Lý do"), reason, limit=500)
    before = None if appointment.is_concurrent else _place_before(appointment)
    if not appointment.is_concurrent:
        _check_withdrawn(checks, appointment, before)
    checks.done()
    told = told_place(appointment) | {
        "on": appointment.valid_from,
        "until": appointment.valid_to,
        "is_concurrent": appointment.is_concurrent,
    }
    versions.write(staff, _standing_again(appointment, before, at), expected_version)
    touching = before is not None and before.valid_to == appointment.valid_from
    appointment.delete()
    if before is not None and touching:
        Appointment.objects.filter(pk=before.pk).update(valid_to=None)
    audit.record(
        action="personnel.appointment_withdrawn",
        subject=staff,
        by=by,
        at=at,
        data={"appointment": told, "reason": reason, "version": staff.version},
    )


@transaction.atomic
def correct_leave(
    *,
    staff: Staff,
    on: date | None,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> Staff:
    """Correct the last day of service, or take the leaving back when ``on`` is ``None``.

    Posts held beside that ended with the service do not begin again by themselves.
    """
    permissions.require(by, permissions.CHANGE_STAFF, staff)
    last = last_place(staff)
    tree.hold(last.unit)
    checks = Checks()
    label = _("Ngày thôi việc")
    if staff.left_on is None or last.valid_to is None:
        checks.add("on", _("%(name)s chưa thôi việc.") % {"name": staff}, "", label)
    elif on is not None:
        checks.day("on", label, on)
        checks.after("on", label, on, last.valid_from, _("ngày bắt đầu vị trí hiện tại"))
        for post in staff.appointments.concurrent().filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=on)
        )[:1]:
            checks.add(
                "on",
                _("còn kiêm nhiệm “%(post)s” sau ngày đó.") % {"post": post.post},
                _("Hãy sửa kiêm nhiệm trước."),
                label,
            )
    if on is None and last.unit.dissolved_on is not None:
        checks.open_unit("on", label, last.unit, last.unit.dissolved_on)
    checks.done()
    if on == staff.left_on:
        return staff
    old = staff.left_on
    versions.write(staff, {"left_on": on}, expected_version)
    Appointment.objects.filter(pk=last.pk).update(valid_to=on)
    audit.record(
        action="personnel.leave_corrected",
        subject=staff,
        by=by,
        at=at,
        data={"changes": {"left_on": {"from": old, "to": on}}, "version": staff.version},
    )
    return staff


def _corrected(
    checks: Checks, appointment: Appointment, unit: Unit, changes: PlaceChanges
) -> dict[str, Any]:
    """The columns of the place as they will be; what is left out stays."""
    said: Post = {
        "post": changes.get("post", appointment.post),
        "is_manager": changes.get("is_manager", appointment.is_manager),
        "decision_ref": changes.get("decision_ref", appointment.decision_ref),
    }
    ends = appointment.valid_to
    return {
        **clean_post(checks, said),
        "unit": unit,
        "valid_from": changes.get("on", appointment.valid_from),
        "valid_to": changes.get("until", ends) if appointment.is_concurrent else ends,
    }


def _place_before(appointment: Appointment) -> Appointment | None:
    places = Appointment.objects.main().filter(staff_id=appointment.staff_id)
    found: Appointment | None = (
        places.filter(valid_from__lt=appointment.valid_from)
        .select_related("unit")
        .order_by("-valid_from")
        .first()
    )
    return found


def _check_place(
    checks: Checks, appointment: Appointment, before: Appointment | None, values: dict[str, Any]
) -> None:
    staff, on = appointment.staff, values["valid_from"]
    period = (on, values["valid_to"])
    checks.lasting_unit("unit", _("Đơn vị"), values["unit"], *period)
    if appointment.is_concurrent:
        check_in_service(checks, staff, *period)
    else:
        _check_last(checks, appointment)
        _check_first_day(checks, appointment, before, on)
    aside = [appointment.pk]
    if before is not None:
        aside.append(before.pk)
    check_post_free(checks, staff, values["unit"], values["post"], period, but=aside)


def _check_last(checks: Checks, appointment: Appointment) -> None:
    """What came after a place rests on it, so only the last one can change."""
    later = appointment.staff.appointments.main().filter(valid_from__gt=appointment.valid_from)
    if later.exists():
        checks.add(
            "on",
            _("sau vị trí này đã có vị trí khác."),
            _("Chỉ sửa, hủy được vị trí công tác sau cùng."),
            _("Vị trí công tác"),
        )


def _check_withdrawn(checks: Checks, appointment: Appointment, before: Appointment | None) -> None:
    """Only the last place goes, while somebody works in it and has another one to go back to."""
    _check_last(checks, appointment)
    if before is None:
        checks.add(
            "reason",
            _("đây là vị trí đầu tiên của %(name)s.") % {"name": appointment.staff},
            _("Hãy sửa vị trí này thay vì hủy."),
            _("Vị trí công tác"),
        )
    elif appointment.valid_to is not None:
        checks.add(
            "reason",
            _("%(name)s đã thôi việc từ vị trí này.") % {"name": appointment.staff},
            _("Hãy hủy việc ghi thôi việc trước."),
            _("Vị trí công tác"),
        )


def _check_first_day(
    checks: Checks, appointment: Appointment, before: Appointment | None, on: date
) -> None:
    label = _("Từ ngày")
    checks.day("on", label, on)
    if appointment.valid_to is not None and on >= appointment.valid_to:
        checks.add(
            "on",
            _("ngày %(day)s phải trước ngày thôi việc (%(end)s).")
            % {"day": vn_date(on), "end": vn_date(appointment.valid_to)},
            _("Hãy kiểm tra lại ngày."),
            label,
        )
    if before is None:
        if on != appointment.valid_from:
            checks.add(
                "on",
                _("vị trí đầu tiên bắt đầu từ ngày vào cơ quan."),
                _("Hãy sửa ngày vào cơ quan trong hồ sơ."),
                label,
            )
    elif before.valid_to == appointment.valid_from:
        checks.after("on", label, on, before.valid_from, _("ngày bắt đầu vị trí trước"))
    elif before.valid_to is not None:
        checks.not_before("on", label, on, before.valid_to, _("ngày thôi việc lần trước"))


def _move_border(appointment: Appointment, before: Appointment | None, on: date) -> None:
    """Two places that touched touch again; at no moment do they overlap."""
    if before is None or before.valid_to != appointment.valid_from or on == before.valid_to:
        return
    border = Appointment.objects.filter(pk=before.pk)
    if on > appointment.valid_from:
        Appointment.objects.filter(pk=appointment.pk).update(valid_from=on)
    border.update(valid_to=on)


def _standing(
    appointment: Appointment, before: Appointment | None, values: dict[str, Any], at: datetime
) -> dict[str, Any]:
    """Where the record lies after the correction, as of the day of the step."""
    if appointment.is_concurrent:
        return {}
    if before is None or values["valid_from"] <= day_of(at):
        return {"unit": values["unit"]}
    return _standing_before(before, at)


def _standing_again(
    appointment: Appointment, before: Appointment | None, at: datetime
) -> dict[str, Any]:
    """Where the record lies once the last place is withdrawn."""
    if appointment.is_concurrent or before is None:
        return {}
    left = {} if before.valid_to == appointment.valid_from else {"left_on": before.valid_to}
    return _standing_before(before, at) | left


def _standing_before(before: Appointment, at: datetime) -> dict[str, Any]:
    """In the place before, unless that one has not begun either: then nothing changed today."""
    return {"unit": before.unit} if before.valid_from <= day_of(at) else {}
