"""Business steps with accounts and the roles they hold."""

from __future__ import annotations

from datetime import date, datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from core.clock import day_of
from core.db.doubles import doubles_refused
from core.errors import Forbidden
from core.scope import Actor
from core.vietnamese import fold
from personnel import permissions
from personnel.models import Role, RoleAssignment, Staff, Unit, User
from personnel.services.account_security import drop_sessions
from personnel.services.checks import Checks, vn_date


@transaction.atomic
def create_user(
    *,
    username: str,
    full_name: str,
    email: str = "",
    password: str | None = None,
    staff: Staff | None = None,
    is_service: bool = False,
    by: Actor,
    at: datetime,
) -> User:
    """Open an account; it may do nothing until a role is granted.

    Without a password nobody can sign in with it (machine clients, single sign-on).

    Raises:
        Forbidden: the actor manages no accounts, or the person works outside his reach.
        InvalidInput: with one problem for each faulty field.
    """
    permissions.require_somewhere(by, permissions.MANAGE_ACCOUNTS)
    if staff is not None:
        permissions.require(by, permissions.MANAGE_ACCOUNTS, staff)
    checks = Checks()
    username = checks.code("username", _("Tên đăng nhập"), username, limit=150)
    full_name = checks.text("full_name", _("Họ và tên"), full_name, limit=150)
    email = checks.email("email", _("Thư điện tử"), email)
    _check_free(checks, username, staff)
    user = User(
        username=username,
        full_name=full_name,
        search_key=fold(f"{full_name} {username}"),
        email=email,
        staff=staff,
        is_service=is_service,
    )
    _set_password(checks, user, password)
    checks.done()
    with doubles_refused():
        user.save()
    audit.record(
        action="personnel.account_created",
        subject=user,
        by=by,
        at=at,
        data={
            "username": username,
            "full_name": full_name,
            "email": email,
            "staff": staff.code if staff else None,
            "is_service": is_service,
        },
    )
    return user


def _check_free(checks: Checks, username: str, staff: Staff | None) -> None:
    """A name is taken once, whatever its case, and a person has one account."""
    if User.objects.filter(username__iexact=username).exists():
        checks.add(
            "username",
            _("tên đăng nhập “%(name)s” đã có.") % {"name": username},
            _("Hãy chọn tên khác."),
            _("Tên đăng nhập"),
        )
    if staff is not None and User.objects.filter(staff=staff).exists():
        checks.add(
            "staff",
            _("%(name)s đã có tài khoản.") % {"name": staff},
            _("Mỗi người dùng một tài khoản."),
            _("Hồ sơ nhân sự"),
        )


@transaction.atomic
def grant_role(
    *,
    user: User,
    role: str,
    unit: Unit,
    valid_from: date,
    valid_to: date | None = None,
    by: Actor,
    at: datetime,
) -> RoleAssignment:
    """Let ``user`` act in ``role`` at ``unit`` and below, from ``valid_from``."""
    permissions.require(by, permissions.MANAGE_ACCOUNTS, unit)
    permissions.visible_account(by, user.pk)
    checks = Checks()
    if by.user_id == user.pk:
        checks.add(
            "role",
            _("không ai tự giao vai trò cho mình."),
            _("Hãy đề nghị một quản trị khác."),
            _("Vai trò"),
        )
    checks.choice("role", _("Vai trò"), role, Role.values)
    checks.day("valid_from", _("Từ ngày"), valid_from)
    if valid_to is not None:
        checks.after("valid_to", _("Đến trước ngày"), valid_to, valid_from, _("ngày bắt đầu"))
    checks.done()
    _check_no_overlap(user, role, unit, valid_from, valid_to)
    with doubles_refused():
        assignment = RoleAssignment.objects.create(
            user=user, role=role, unit=unit, valid_from=valid_from, valid_to=valid_to
        )
    audit.record(
        action="personnel.role_granted",
        subject=user,
        by=by,
        at=at,
        data={"role": role, "unit": unit.code, "from": valid_from, "to": valid_to},
    )
    return assignment


@transaction.atomic
def end_role(*, assignment: RoleAssignment, on: date, by: Actor, at: datetime) -> None:
    """End the role on ``on``; one that has not begun by then is taken away altogether."""
    permissions.require(by, permissions.MANAGE_ACCOUNTS, assignment.unit)
    if assignment.valid_to is not None and assignment.valid_to <= on:
        checks = Checks()
        checks.add(
            "on",
            _("vai trò này đã kết thúc từ ngày %(day)s.") % {"day": vn_date(assignment.valid_to)},
            _("Không cần làm gì thêm."),
            _("Ngày kết thúc"),
        )
        checks.done()
    user = assignment.user
    data = {"role": assignment.role, "unit": assignment.unit.code, "on": on}
    if assignment.valid_from >= on:
        assignment.delete()
    else:
        RoleAssignment.objects.filter(pk=assignment.pk).update(valid_to=on)
        assignment.valid_to = on
    audit.record(action="personnel.role_ended", subject=user, by=by, at=at, data=data)


@transaction.atomic
def set_active(*, user: User, active: bool, by: Actor, at: datetime) -> User:
    """Switch an account off or on again; switched off it cannot sign in nor call the API."""
    permissions.require_account(by, user, day_of(at))
    if by.user_id == user.pk:
        raise Forbidden(_("Không ai tự khóa tài khoản của mình. Hãy đề nghị một quản trị khác."))
    if user.is_active == active:
        return user
    User.objects.filter(pk=user.pk).update(is_active=active)
    user.is_active = active
    if not active:
        # Switched on again, the account must not find old devices still signed in.
        drop_sessions(user)
    audit.record(
        action="personnel.account_switched_on" if active else "personnel.account_switched_off",
        subject=user,
        by=by,
        at=at,
    )
    return user


@transaction.atomic
def set_password(*, user: User, password: str, by: Actor, at: datetime) -> User:
    """Give the account a new password; the trail tells that it happened, not what it is."""
    permissions.require_account(by, user, day_of(at))
    checks = Checks()
    _set_password(checks, user, password)
    checks.done()
    user.save(update_fields=["password"])
    drop_sessions(user)
    audit.record(action="personnel.password_set", subject=user, by=by, at=at)
    return user


@transaction.atomic
def change_own_password(*, user: User, password: str, by: Actor, at: datetime) -> User:
    """Keep the password a person chose for himself, signed in or with the letter sent to him.

    Raises:
        Forbidden: it is somebody else's account.
        InvalidInput: the password is too weak.
    """
    if by.user_id != user.pk:
        raise Forbidden(_("Mỗi người chỉ tự đổi mật khẩu của mình."))
    checks = Checks()
    _set_password(checks, user, password)
    checks.done()
    user.save(update_fields=["password"])
    audit.record(action="personnel.password_changed", subject=user, by=by, at=at)
    return user


def _set_password(checks: Checks, user: User, password: str | None) -> None:
    if password is None:
        user.set_unusable_password()
        return
    if user.is_service:
        checks.add(
            "password",
            _("tài khoản máy không có mật khẩu."),
            _("Cấp mã truy cập cho phần mềm bằng lệnh create_api_client."),
            _("Mật khẩu"),
        )
        return
    try:
        validate_password(password, user)
    except ValidationError as error:
        for message in error.messages:
            checks.add("password", message, place=_("Mật khẩu"))
    user.set_password(password)


def _check_no_overlap(
    user: User, role: str, unit: Unit, valid_from: date, valid_to: date | None
) -> None:
    others = RoleAssignment.objects.filter(user=user, role=role, unit=unit)
    for other in others:
        begins_before_end = valid_to is None or other.valid_from < valid_to
        if begins_before_end and (other.valid_to is None or valid_from < other.valid_to):
            checks = Checks()
            checks.add(
                "role",
                _("%(user)s đã có vai trò này ở %(unit)s từ ngày %(day)s.")
                % {"user": user, "unit": unit, "day": vn_date(other.valid_from)},
                _("Hãy kết thúc vai trò cũ trước, hoặc chọn thời gian khác."),
                _("Vai trò"),
            )
            checks.done()
