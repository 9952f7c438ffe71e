"""Business steps with delegations: one person lets another act on his behalf, for a time.

A delegation is given by the person himself, for a role he holds; for somebody who is away it is
recorded by the administrator of the accounts, on a written document.  It is never wider than the
role it comes from, always has an end, and cannot be given on.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from core import audit
from core.clock import day_of
from core.db.doubles import doubles_refused
from core.errors import Forbidden, NotVisible
from core.language import in_official_language
from core.notifications import Notice, tell
from core.scope import Actor
from personnel import permissions
from personnel.models import Delegation, DelegationKind, Role, RoleAssignment, Unit, User
from personnel.models.delegation import NOT_DELEGABLE
from personnel.services.checks import Checks, vn_date


class Terms(NamedTuple):
    """What is delegated (nội dung ủy quyền).

    ``valid_to`` is the first day on which it no longer holds.
    """

    role: str
    unit: Unit
    kind: str
    valid_from: date
    valid_to: date
    document_ref: str = ""
    note: str = ""


@transaction.atomic
def give(*, principal: User, deputy: User, terms: Terms, by: Actor, at: datetime) -> Delegation:
    """Let ``deputy`` act on behalf of ``principal`` within the terms.

    Raises:
        Forbidden: it is neither the actor's own role nor an account he looks after.
        InvalidInput: with one problem for each faulty field.
    """
    _require_may_give(principal, terms, by)
    checks = Checks()
    _check_deputy(checks, principal, deputy, by)
    document_ref = _check_terms(checks, terms, day_of(at), needs_paper=by.user_id != principal.pk)
    note = checks.text("note", _("Nội dung"), terms.note, limit=300, required=False)
    checks.done()
    _check_own_role(checks, principal, terms)
    _check_no_double(checks, principal, deputy, terms)
    checks.done()
    with doubles_refused():
        delegation = Delegation.objects.create(
            principal=principal,
            deputy=deputy,
            kind=terms.kind,
            role=terms.role,
            unit=terms.unit,
            valid_from=terms.valid_from,
            valid_to=terms.valid_to,
            document_ref=document_ref,
            note=note,
            recorded_at=at,
            recorded_by_name=by.signature,
        )
    _record("personnel.delegation_given", delegation, by, at)
    _tell_both(delegation, "given", by, at)
    return delegation


@transaction.atomic
def end(*, delegation: Delegation, on: date, by: Actor, at: datetime) -> Delegation:
    """End the delegation before its time: it no longer holds from the day ``on``.

    Either of the two may, and whoever looks after the principal's account.
    """
    require_may_end(delegation, by)
    checks = Checks()
    today = day_of(at)
    checks.not_before("on", _("Ngày chấm dứt"), on, today, _("hôm nay"))
    if delegation.revoked or (delegation.valid_to is not None and delegation.valid_to <= on):
        checks.add(
            "on",
            _("ủy quyền này đã chấm dứt trước ngày đó."),
            _("Không cần làm gì thêm."),
            _("Ngày chấm dứt"),
        )
    checks.done()
    if on <= delegation.valid_from:
        delegation.revoked = True
    else:
        delegation.valid_to = on
    delegation.save(update_fields=["revoked", "valid_to"])
    _record("personnel.delegation_ended", delegation, by, at, on=on)
    _tell_both(delegation, "ended", by, at)
    return delegation


def may_end(delegation: Delegation, by: Actor) -> bool:
    """Whether the actor is one of the two, or looks after the principal's account."""
    if by.own_account_id in {delegation.principal_id, delegation.deputy_id}:
        return True
    return by.may(permissions.MANAGE_ACCOUNTS, delegation.unit.tree_start) and (
        permissions.accounts_of(by).filter(pk=delegation.principal_id).exists()
    )


def require_may_end(delegation: Delegation, by: Actor) -> None:
    """Raise NotVisible unless the actor may end it: others do not even see it."""
    if not may_end(delegation, by):
        raise NotVisible(_("Không tìm thấy ủy quyền này trong phạm vi của bạn."))


def _require_may_give(principal: User, terms: Terms, by: Actor) -> None:
    if by.principal is not None:
        raise Forbidden(
            _("Việc được ủy quyền không được ủy quyền lại. Hãy thôi thay mặt rồi làm việc này.")
        )
    if by.user_id == principal.pk:
        return
    permissions.visible_account(by, principal.pk)
    permissions.require(by, permissions.MANAGE_ACCOUNTS, terms.unit)


def _check_deputy(checks: Checks, principal: User, deputy: User, by: Actor) -> None:
    label = _("Người thay mặt")
    if deputy.pk == principal.pk:
        checks.add("deputy", _("không ai tự ủy quyền cho mình."), _("Hãy chọn người khác."), label)
    elif deputy.is_service:
        checks.add("deputy", _("tài khoản máy không thay mặt ai."), _("Hãy chọn một người."), label)
    elif not deputy.is_active:
        checks.add(
            "deputy",
            _("tài khoản của %(name)s đã khóa.") % {"name": deputy},
            _("Hãy chọn người đang làm việc."),
            label,
        )
    elif deputy.pk == by.user_id:
        checks.add(
            "deputy",
            _("không ai tự ghi mình làm người thay mặt."),
            _("Hãy đề nghị một quản trị khác ghi."),
            label,
        )


def _check_terms(checks: Checks, terms: Terms, today: date, *, needs_paper: bool) -> str:
    checks.choice("kind", _("Cách thay mặt"), terms.kind, DelegationKind.values)
    checks.choice("role", _("Vai trò"), terms.role, Role.values)
    if terms.role in NOT_DELEGABLE:
        checks.add(
            "role",
            _("vai trò này không ủy quyền được."),
            _("Hãy chọn vai trò khác."),
            _("Vai trò"),
        )
    checks.day("valid_from", _("Từ ngày"), terms.valid_from)
    checks.not_before("valid_from", _("Từ ngày"), terms.valid_from, today, _("hôm nay"))
    checks.day("valid_to", _("Đến trước ngày"), terms.valid_to)
    checks.after(
        "valid_to", _("Đến trước ngày"), terms.valid_to, terms.valid_from, _("ngày bắt đầu")
    )
    required = needs_paper or terms.kind == DelegationKind.MANDATE
    return checks.text(
        "document_ref",
        _("Số, ký hiệu văn bản"),
        terms.document_ref,
        limit=100,
        required=required,
    )


def _check_own_role(checks: Checks, principal: User, terms: Terms) -> None:
    """The principal holds the role, at the unit or above it, for the whole of the time."""
    held = RoleAssignment.objects.filter(
        user=principal,
        role=terms.role,
        unit__tree_start__lte=terms.unit.tree_start,
        unit__tree_end__gte=terms.unit.tree_end,
        valid_from__lte=terms.valid_from,
    )
    ends = [
        role.valid_to for role in held if role.valid_to is None or role.valid_to > terms.valid_from
    ]
    if not ends:
        checks.add(
            "role",
            _("%(name)s không giữ vai trò này ở %(unit)s từ ngày %(day)s.")
            % {"name": principal, "unit": terms.unit, "day": vn_date(terms.valid_from)},
            _("Chỉ ủy quyền được trong phạm vi vai trò đang giữ."),
            _("Vai trò"),
        )
        return
    last = None if None in ends else max(day for day in ends if day is not None)
    if last is not None and terms.valid_to > last:
        checks.add(
            "valid_to",
            _("vai trò của %(name)s chỉ đến trước ngày %(day)s.")
            % {"name": principal, "day": vn_date(last)},
            _("Hãy chọn ngày kết thúc sớm hơn."),
            _("Đến trước ngày"),
        )


def _check_no_double(checks: Checks, principal: User, deputy: User, terms: Terms) -> None:
    other = Delegation.objects.filter(
        principal=principal,
        deputy=deputy,
        role=terms.role,
        unit=terms.unit,
        revoked=False,
        valid_from__lt=terms.valid_to,
        valid_to__gt=terms.valid_from,
    ).first()
    if other is not None:
        checks.add(
            "deputy",
            _("%(name)s đã được ủy quyền như vậy từ ngày %(start)s đến trước ngày %(end)s.")
            % {
                "name": deputy,
                "start": vn_date(other.valid_from),
                "end": vn_date(other.valid_to or other.valid_from),
            },
            _("Hãy chấm dứt ủy quyền cũ trước, hoặc chọn thời gian khác."),
            _("Người thay mặt"),
        )


def _record(action: str, delegation: Delegation, by: Actor, at: datetime, **extra: date) -> None:
    audit.record(
        action=action,
        subject=delegation,
        by=by,
        at=at,
        data={
            "principal": delegation.principal.username,
            "deputy": delegation.deputy.username,
            "kind": delegation.kind,
            "role": delegation.role,
            "unit": delegation.unit.code,
            "from": delegation.valid_from,
            "to": delegation.valid_to,
            "document": delegation.document_ref,
            **extra,
        },
    )


@in_official_language
def _tell_both(delegation: Delegation, what: str, by: Actor, at: datetime) -> None:
    """Both are told, but for the one who did it himself."""
    words = {
        "deputy": delegation.deputy.get_full_name(),
        "principal": delegation.principal.get_full_name(),
        "role": delegation.get_role_display(),
        "unit": delegation.unit,
        "start": vn_date(delegation.valid_from),
        "end": vn_date(delegation.valid_to or delegation.valid_from),
    }
    if what == "given":
        title = _("%(deputy)s làm việc thay mặt %(principal)s")
        body = _("Vai trò %(role)s tại %(unit)s, từ ngày %(start)s đến trước ngày %(end)s.")
    else:
        title = _("Chấm dứt ủy quyền: %(deputy)s thay mặt %(principal)s")
        body = _("Vai trò %(role)s tại %(unit)s.")
    tell(
        [
            Notice(
                recipient_id=person.pk,
                kind="personnel.delegation",
                key=f"{delegation.pk}:{what}:{delegation.valid_to}",
                title=title % words,
                body=body % words,
                url=reverse("personnel:delegation_detail", args=[delegation.pk]),
                has_email=bool(person.email),
            )
            for person in (delegation.principal, delegation.deputy)
            if person.pk != by.user_id
        ],
        at=at,
    )
