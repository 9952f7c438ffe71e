"""Business steps with people: hiring and editing; the other steps are at hand here too."""

from __future__ import annotations

from datetime import date, datetime
from typing import Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from core.db.doubles import doubles_refused
from core.scope import Actor
from personnel import permissions
from personnel.models import Appointment, Staff, Unit
from personnel.services import person_facts, staff_checks, tree, versions
from personnel.services.appointments import clean_post
from personnel.services.appointments import leave as leave  # noqa: PLC0414 - one door
from personnel.services.appointments import transfer as transfer  # noqa: PLC0414 - one door
from personnel.services.assessments import (
    record_assessment as record_assessment,  # noqa: PLC0414 - one door
)
from personnel.services.checks import Checks, vn_date
from personnel.services.person_facts import FACTS, UNSAID, PersonChanges, PersonFacts


@transaction.atomic
def hire(
    *,
    unit: Unit,
    post: str,
    is_manager: bool = False,
    decision_ref: str = "",
    by: Actor,
    at: datetime,
    **facts: Unpack[PersonFacts],
) -> Staff:
    """Put a new person on the staff list, with the first appointment from ``joined_on``."""
    tree.hold(unit)
    permissions.require(by, permissions.CHANGE_STAFF, unit)
    checks = Checks()
    values = person_facts.clean(checks, UNSAID | facts, own=None)
    place = clean_post(
        checks, {"post": post, "is_manager": is_manager, "decision_ref": decision_ref}
    )
    checks.lasting_unit("unit", _("Đơn vị"), unit, values["joined_on"])
    checks.done()
    with doubles_refused():
        staff = Staff.objects.create(**values, unit=unit)
    Appointment.objects.create(staff=staff, unit=unit, valid_from=staff.joined_on, **place)
    audit.record(
        action="personnel.staff_hired",
        subject=staff,
        by=by,
        at=at,
        data={
            **{name: values[name] for name in FACTS},
            "unit": unit.code,
            **place,
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
        first = staff.appointments.main().select_related("unit").earliest("valid_from")
        if first.valid_from == staff.joined_on:
            staff_checks.joined_on(checks, first.unit, first.valid_to, values["joined_on"])
        else:
            staff_checks.joined_before(checks, first.valid_from, values["joined_on"])
        _check_posts_beside(checks, staff, values["joined_on"])
    checks.done()
    difference = versions.difference(staff, values)
    if not difference:
        return staff
    versions.write(staff, {name: values[name] for name in difference}, expected_version)
    if "joined_on" in difference:
        # A list may know only the present post: then the first one began later, and stays.
        began = staff.appointments.main().filter(valid_from=difference["joined_on"]["from"])
        began.update(valid_from=values["joined_on"])
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


def _check_posts_beside(checks: Checks, staff: Staff, joined_on: date) -> None:
    """Nobody holds a post beside his place of work before service began."""
    for post in staff.appointments.concurrent().filter(valid_from__lt=joined_on)[:1]:
        checks.add(
            "joined_on",
            _("ngày %(day)s sau ngày bắt đầu kiêm nhiệm “%(post)s” (%(start)s).")
            % {
                "day": vn_date(joined_on),
                "post": post.post,
                "start": vn_date(post.valid_from),
            },
            _("Hãy sửa kiêm nhiệm trước."),
            _("Ngày vào cơ quan"),
        )
