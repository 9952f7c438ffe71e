"""Business steps with people: hiring, editing, transferring, leaving, assessing."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from core.clock import day_of
from core.db.doubles import doubles_refused
from core.scope import Actor
from personnel import permissions
from personnel.models import (
    AnnualAssessment,
    Appointment,
    Grade,
    Staff,
    Unit,
)
from personnel.services import person_facts, staff_checks, tree, versions
from personnel.services.checks import Checks
from personnel.services.person_facts import FACTS, UNSAID, PersonChanges, PersonFacts


@transaction.atomic
def hire(
    *,
    unit: Unit,
    post: str,
    is_manager: bool = False,
    by: Actor,
    at: datetime,
    **facts: Unpack[PersonFacts],
) -> Staff:
    """Put a new person on the staff list, with the first appointment from ``joined_on``."""
    tree.hold(unit)
    permissions.require(by, permissions.CHANGE_STAFF, unit)
    checks = Checks()
    values = person_facts.clean(checks, UNSAID | facts, own=None)
    post = checks.text("post", _("Chức vụ, chức danh"), post, limit=150)
    checks.open_unit("unit", _("Đơn vị"), unit, values["joined_on"])
    checks.done()
    with doubles_refused():
        staff = Staff.objects.create(**values, unit=unit)
    Appointment.objects.create(
        staff=staff, unit=unit, post=post, is_manager=is_manager, valid_from=staff.joined_on
    )
    audit.record(
        action="personnel.staff_hired",
        subject=staff,
        by=by,
        at=at,
        data={
            **{name: values[name] for name in FACTS},
            "unit": unit.code,
            "post": post,
            "is_manager": is_manager,
            "version": staff.version,
        },
    )
    return staff


@transaction.atomic
def update_staff(
    *,
    staff: Staff,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
    **changes: Unpack[PersonChanges],
) -> Staff:
    """Change facts of the person (any of FACTS); unchanged values write nothing."""
    permissions.require(by, permissions.CHANGE_STAFF, staff)
    unknown = set(changes) - set(FACTS)
    if unknown:
        raise TypeError(f"not facts of a person: {sorted(unknown)}")
    facts = {name: getattr(staff, name) for name in FACTS} | changes
    if "full_name" in changes and "given_name" not in changes:
        facts["given_name"] = ""
    checks = Checks()
    values = person_facts.clean(checks, facts, own=staff)
    if values["joined_on"] != staff.joined_on:
        first = staff.appointments.select_related("unit").earliest("valid_from")
        staff_checks.joined_on(checks, first.unit, first.valid_to, values["joined_on"])
    checks.done()
    difference = versions.difference(staff, values)
    if not difference:
        return staff
    versions.write(staff, {name: values[name] for name in difference}, expected_version)
    if "joined_on" in difference:
        first = staff.appointments.earliest("valid_from")
        Appointment.objects.filter(pk=first.pk).update(valid_from=values["joined_on"])
    audit.record(
        action="personnel.staff_updated",
        subject=staff,
        by=by,
        at=at,
        data={
            "changes": {name: difference[name] for name in FACTS if name in difference},
            "version": staff.version,
        },
    )
    return staff


@transaction.atomic
def transfer(
    *,
    staff: Staff,
    unit: Unit,
    post: str,
    on: date,
    is_manager: bool = False,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> Appointment:
    """Close the present appointment and open one in ``unit`` from ``on``.

    Needs the right over the person's present unit and over the new one; a new post in the same
    unit is a transfer too.
    """
    tree.hold(unit)
    permissions.require(by, permissions.CHANGE_STAFF, staff)
    permissions.require(by, permissions.CHANGE_STAFF, unit)
    current = staff.appointments.select_related("unit").latest("valid_from")
    checks = Checks()
    post = checks.text("post", _("Chức vụ, chức danh"), post, limit=150)
    staff_checks.transfer(checks, staff, current.valid_from, unit, on)
    if (current.unit_id, current.post, current.is_manager) == (unit.pk, post, is_manager):
        checks.add(
            "unit",
            _("%(name)s đang ở đúng vị trí này.") % {"name": staff},
            _("Hãy đổi đơn vị, chức vụ hoặc bỏ qua bước này."),
            _("Đơn vị"),
        )
    checks.done()
    versions.write(staff, _standing_unit(current, unit, on, at), expected_version)
    Appointment.objects.filter(pk=current.pk).update(valid_to=on)
    appointment = Appointment.objects.create(
        staff=staff, unit=unit, post=post, is_manager=is_manager, valid_from=on
    )
    audit.record(
        action="personnel.staff_transferred",
        subject=staff,
        by=by,
        at=at,
        data={
            "from": {
                "unit": current.unit.code,
                "post": current.post,
                "is_manager": current.is_manager,
            },
            "to": {"unit": unit.code, "post": post, "is_manager": is_manager},
            "on": on,
            "version": staff.version,
        },
    )
    return appointment


@transaction.atomic
def leave(
    *,
    staff: Staff,
    on: date,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> Staff:
    """End the person's service on ``on`` (the first day of not working here)."""
    permissions.require(by, permissions.CHANGE_STAFF, staff)
    current = staff.appointments.latest("valid_from")
    checks = Checks()
    staff_checks.leaving(checks, staff, current.valid_from, on)
    checks.done()
    versions.write(staff, {"left_on": on}, expected_version)
    Appointment.objects.filter(pk=current.pk).update(valid_to=on)
    audit.record(
        action="personnel.staff_left",
        subject=staff,
        by=by,
        at=at,
        data={"on": on, "version": staff.version},
    )
    return staff


@transaction.atomic
def record_assessment(
    *,
    staff: Staff,
    year: int,
    grade: str,
    decision_ref: str = "",
    decided_on: date | None = None,
    by: Actor,
    at: datetime,
) -> AnnualAssessment:
    """Record the grade of one year, or correct the one recorded before."""
    permissions.require(by, permissions.CHANGE_STAFF, staff)
    checks = Checks()
    checks.choice("grade", _("Mức xếp loại"), grade, Grade.values)
    decision_ref = checks.text(
        "decision_ref", _("Số văn bản"), decision_ref, limit=60, required=False
    )
    staff_checks.assessed_year(checks, staff, year, decided_on, at)
    checks.done()
    values = {"grade": grade, "decision_ref": decision_ref, "decided_on": decided_on}
    before = AnnualAssessment.objects.filter(staff=staff, year=year).first()
    if before is not None and all(getattr(before, name) == values[name] for name in values):
        return before
    assessment, _created = AnnualAssessment.objects.update_or_create(
        staff=staff, year=year, defaults=values
    )
    audit.record(
        action="personnel.assessment_recorded",
        subject=staff,
        by=by,
        at=at,
        data={
            "year": year,
            **values,
            "before": {name: getattr(before, name) for name in values} if before else None,
        },
    )
    return assessment


def _standing_unit(current: Appointment, unit: Unit, on: date, at: datetime) -> dict[str, Any]:
    """Which unit the person's record lies in after the transfer, as of the day of the step.

    A transfer that begins later leaves the record where it is until that day.
    """
    return {"unit": unit if on <= day_of(at) else current.unit}
