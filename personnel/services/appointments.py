"""Business steps with places of work: transferring, leaving, returning, posts held beside."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Required, TypedDict, Unpack

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from core import audit
from core.clock import day_of
from core.db.doubles import doubles_refused
from core.scope import Actor
from personnel import permissions
from personnel.models import Appointment, Staff, Unit
from personnel.services import staff_checks, tree, versions
from personnel.services.checks import Checks, vn_date

REF_LENGTH = 60


class Post(TypedDict, total=False):
    """What somebody does in a place of work, and the decision that says so."""

    post: Required[str]
    is_manager: bool
    decision_ref: str


@transaction.atomic
def transfer(
    *,
    staff: Staff,
    unit: Unit,
    on: date,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
    **said: Unpack[Post],
) -> Appointment:
    """Close the present place of work and open one in ``unit`` from ``on`` (điều chuyển).

    Needs the right over the person's present unit and over the new one; a new post in the same
    unit is a transfer too. Posts held beside it go on.
    """
    require_both(by, staff, unit)
    current = last_place(staff)
    checks = Checks()
    post = clean_post(checks, said)
    staff_checks.transfer(checks, staff, current.valid_from, unit, on)
    if is_place(current, unit, post):
        checks.add(
            "unit",
            _("%(name)s đang ở đúng vị trí này.") % {"name": staff},
            _("Hãy đổi đơn vị, chức vụ hoặc bỏ qua bước này."),
            _("Đơn vị"),
        )
    check_post_free(checks, staff, unit, post["post"], (on, None), but=[current.pk])
    checks.done()
    # A transfer that begins later leaves the record where it is until that day.
    here = {"unit": unit} if on <= day_of(at) else {}
    versions.write(staff, here, expected_version)
    Appointment.objects.filter(pk=current.pk).update(valid_to=on)
    with doubles_refused():
        appointment = Appointment.objects.create(staff=staff, unit=unit, valid_from=on, **post)
    audit.record(
        action="personnel.staff_transferred",
        subject=staff,
        by=by,
        at=at,
        data={
            "from": told_place(current),
            "to": told_place(appointment),
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
    """End the person's service on ``on`` (the first day of not working here), with all posts."""
    permissions.require(by, permissions.CHANGE_STAFF, staff)
    current = last_place(staff)
    checks = Checks()
    staff_checks.leaving(checks, staff, current.valid_from, on)
    beside = staff.appointments.concurrent().filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on))
    for post in beside.filter(valid_from__gte=on):
        checks.add(
            "on",
            _("còn kiêm nhiệm “%(post)s” bắt đầu ngày %(day)s.")
            % {"post": post.post, "day": vn_date(post.valid_from)},
            _("Hãy hủy kiêm nhiệm đó trước."),
            _("Ngày thôi việc"),
        )
    checks.done()
    versions.write(staff, {"left_on": on}, expected_version)
    Appointment.objects.filter(pk=current.pk).update(valid_to=on)
    ended = [told_place(post) for post in beside.select_related("unit")]
    beside.update(valid_to=on)
    audit.record(
        action="personnel.staff_left",
        subject=staff,
        by=by,
        at=at,
        data={"on": on, "posts_ended": ended, "version": staff.version},
    )
    return staff


@transaction.atomic
def rehire(
    *,
    staff: Staff,
    unit: Unit,
    on: date,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
    **said: Unpack[Post],
) -> Appointment:
    """Take back somebody who left (trở lại làm việc): the same record goes on.

    A return that begins later shows from its day on.
    """
    require_both(by, staff, unit)
    last = last_place(staff)
    checks = Checks()
    post = clean_post(checks, said)
    if staff.left_on is None or last.valid_to is None:
        checks.add(
            "on",
            _("%(name)s không ở tình trạng thôi việc.") % {"name": staff},
            _("Nếu người này đổi nơi làm việc, hãy dùng bước điều chuyển."),
            _("Từ ngày"),
        )
    else:
        checks.day("on", _("Từ ngày"), on)
        checks.not_before("on", _("Từ ngày"), on, last.valid_to, _("ngày thôi việc"))
    checks.lasting_unit("unit", _("Đơn vị"), unit, on)
    checks.done()
    here = {"unit": unit, "left_on": None} if on <= day_of(at) else {}
    versions.write(staff, here, expected_version)
    with doubles_refused():
        appointment = Appointment.objects.create(staff=staff, unit=unit, valid_from=on, **post)
    audit.record(
        action="personnel.staff_returned",
        subject=staff,
        by=by,
        at=at,
        data={
            "left_on": last.valid_to,
            "to": told_place(appointment),
            "on": on,
            "version": staff.version,
        },
    )
    return appointment


@transaction.atomic
def begin_concurrent(
    *,
    staff: Staff,
    unit: Unit,
    on: date,
    until: date | None = None,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
    **said: Unpack[Post],
) -> Appointment:
    """Give a post beside the place of work (kiêm nhiệm) from ``on``, until a day if one is set.

    Needs the right over the person's unit and over the unit of the post.
    """
    require_both(by, staff, unit)
    checks = Checks()
    post = clean_post(checks, said)
    check_in_service(checks, staff, on, until)
    checks.lasting_unit("unit", _("Đơn vị"), unit, on, until)
    check_post_free(checks, staff, unit, post["post"], (on, until))
    checks.done()
    versions.write(staff, {}, expected_version)
    with doubles_refused():
        appointment = Appointment.objects.create(
            staff=staff,
            unit=unit,
            is_concurrent=True,
            valid_from=on,
            valid_to=until,
            **post,
        )
    audit.record(
        action="personnel.post_begun",
        subject=staff,
        by=by,
        at=at,
        data={
            "post": told_place(appointment),
            "on": on,
            "until": until,
            "version": staff.version,
        },
    )
    return appointment


@transaction.atomic
def end_concurrent(
    *,
    appointment: Appointment,
    on: date,
    decision_ref: str = "",
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> Appointment:
    """End a post held beside the place of work; ``on`` is the first day without it."""
    staff = appointment.staff
    permissions.require(by, permissions.CHANGE_STAFF, staff)
    checks = Checks()
    ref = clean_ref(checks, decision_ref)
    if not appointment.is_concurrent or appointment.valid_to is not None:
        checks.add(
            "on",
            _("“%(post)s” không phải kiêm nhiệm đang giữ.") % {"post": appointment.post},
            _("Hãy xem lại quá trình công tác."),
            _("Từ ngày"),
        )
    checks.day("on", _("Từ ngày"), on)
    checks.after("on", _("Từ ngày"), on, appointment.valid_from, _("ngày bắt đầu kiêm nhiệm"))
    checks.done()
    versions.write(staff, {}, expected_version)
    Appointment.objects.filter(pk=appointment.pk).update(valid_to=on)
    appointment.valid_to = on
    audit.record(
        action="personnel.post_ended",
        subject=staff,
        by=by,
        at=at,
        data={
            "post": told_place(appointment),
            "on": on,
            "decision_ref": ref,
            "version": staff.version,
        },
    )
    return appointment


# --- Shared with the corrections --------------------------------------------------------------


def require_both(by: Actor, staff: Staff, unit: Unit) -> None:
    """Hold the unit a post is in, and require the right over the person and over that unit.

    Raises:
        Forbidden: with the reason.
    """
    tree.hold(unit)
    permissions.require(by, permissions.CHANGE_STAFF, staff)
    permissions.require(by, permissions.CHANGE_STAFF, unit)


def last_place(staff: Staff) -> Appointment:
    """The place of work that began last, with its unit."""
    found: Appointment = staff.appointments.main().select_related("unit").latest("valid_from")
    return found


def told_place(appointment: Appointment) -> dict[str, Any]:
    """A place of work as the audit trail keeps it."""
    return {
        "unit": appointment.unit.code,
        "post": appointment.post,
        "is_manager": appointment.is_manager,
        "decision_ref": appointment.decision_ref,
    }


def clean_post(checks: Checks, said: Post) -> Post:
    """The post and its decision in composed form."""
    return {
        "post": checks.text("post", _("Chức vụ, chức danh"), said["post"], limit=150),
        "is_manager": bool(said.get("is_manager", False)),
        "decision_ref": clean_ref(checks, said.get("decision_ref", "")),
    }


def is_place(appointment: Appointment, unit: Unit, post: Post) -> bool:
    """Tell whether the appointment is this very post in this unit."""
    return (appointment.unit_id, appointment.post, appointment.is_manager) == (
        unit.pk,
        post["post"],
        post["is_manager"],
    )


def clean_ref(checks: Checks, decision_ref: str) -> str:
    """The number of the decision, which may be unknown."""
    label = _("Số quyết định")
    return checks.text("decision_ref", label, decision_ref, limit=REF_LENGTH, required=False)


def check_post_free(
    checks: Checks,
    staff: Staff,
    unit: Unit,
    post: str,
    period: tuple[date, date | None],
    *,
    but: list[int] | None = None,
) -> None:
    """Nobody holds the same post in the same unit twice on a day."""
    start, end = period
    same = Q(unit=unit, post=post) & (Q(valid_to__isnull=True) | Q(valid_to__gt=start))
    if end is not None:
        same &= Q(valid_from__lt=end)
    for held in staff.appointments.filter(same).exclude(pk__in=but or [])[:1]:
        checks.add(
            "post",
            _("đã giữ chức vụ này ở %(unit)s từ ngày %(day)s.")
            % {"unit": unit, "day": vn_date(held.valid_from)},
            _("Hãy kết thúc lần giữ chức vụ đó trước, hoặc chọn chức vụ khác."),
            _("Chức vụ, chức danh"),
        )


def check_in_service(checks: Checks, staff: Staff, on: date, until: date | None) -> None:
    """A period beside the place of work lies within the person's service."""
    start_label, end_label = _("Từ ngày"), _("Đến trước ngày")
    checks.day("on", start_label, on)
    checks.not_before("on", start_label, on, staff.joined_on, _("ngày vào cơ quan"))
    if staff.left_on is not None and on >= staff.left_on:
        staff_checks.still_here(checks, staff)
    elif staff.left_on is not None and (until is None or until > staff.left_on):
        checks.add(
            "until",
            _("%(name)s đã thôi việc từ ngày %(day)s.")
            % {"name": staff, "day": vn_date(staff.left_on)},
            _("Hãy ghi ngày kết thúc không muộn hơn ngày đó."),
            end_label,
        )
    if until is not None:
        checks.day("until", end_label, until)
        checks.after("until", end_label, until, on, _("ngày bắt đầu"))
