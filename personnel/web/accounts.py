"""Pages of accounts, for the system administrator."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import clock, keyset
from core.errors import NotVisible
from core.scope import actor_of
from core.search import containing
from core.web.messages import confirm
from core.web.parts import Crumb
from personnel import permissions
from personnel.models import RoleAssignment, Staff, Unit, User
from personnel.services import accounts as services
from personnel.web import account_security, forms, sections, steps
from personnel.web.confirming import after_confirmation

PAGE_SIZE = 50


@require_safe
def account_list(request: HttpRequest) -> HttpResponse:
    """The accounts the administrator looks after, with the roles held today."""
    actor = actor_of(request)
    permissions.require_somewhere(actor, permissions.MANAGE_ACCOUNTS)
    form = forms.SearchFilter(request.GET)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    users = permissions.accounts_of(actor)
    page = keyset.page(
        users.filter(containing(text)),
        order=("username", "pk"),
        size=PAGE_SIZE,
        cursor=request.GET.get("trang", ""),
    )
    held: dict[int, list[RoleAssignment]] = {}
    for role in _roles(clock.today()).filter(user__in=[user.pk for user in page.rows]):
        held.setdefault(role.user_id, []).append(role)
    context = {
        "nav": "accounts",
        "page_title": _("Tài khoản"),
        "tabs": sections.tabs(request, "accounts"),
        "form": form,
        "chips": sections.chips(request, {"q": (_("Tìm"), text)} if text else {}),
        "users": [(user, held.get(user.pk, [])) for user in page.rows],
        "page": page,
        "narrowed": bool(text),
    }
    return render(request, "personnel/account_list.html", context)


@require_safe
def account_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One account: its roles over time, and whether it is switched on."""
    actor = actor_of(request)
    user = _account(request, pk)
    roles = user.roles.select_related("unit").order_by("-valid_from", "pk")
    today = clock.today()
    context = {
        "nav": "accounts",
        "page_title": user.full_name,
        "page_lead": user.username,
        "crumbs": [*_crumbs(user)[:-1], Crumb(user.full_name)],
        "account": user,
        "facts": _facts(user),
        "roles": [
            (
                role,
                role.valid_to is None or role.valid_to > today,
                actor.may(permissions.MANAGE_ACCOUNTS, role.unit.tree_start),
            )
            for role in roles
        ],
        "is_self": user.pk == actor.user_id,
        **account_security.context_of(user),
    }
    return render(request, "personnel/account_detail.html", context)


def _facts(user: User) -> list[tuple[str, Any]]:
    return [
        (_("Tên đăng nhập"), user.username),
        (_("Thư điện tử"), user.email),
        (_("Hồ sơ nhân sự"), user.staff.code if user.staff else ""),
        (_("Loại tài khoản"), _("Máy") if user.is_service else _("Người")),
        (_("Tình trạng"), _("Đang dùng") if user.is_active else _("Đã khóa")),
    ]


# --- Steps ----------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def account_create(request: HttpRequest) -> HttpResponse:
    """A new account."""
    actor = actor_of(request)
    permissions.require_somewhere(actor, permissions.MANAGE_ACCOUNTS)
    form = forms.AccountForm(request.POST or None)
    form.offer(Staff.objects.visible_to(actor, permissions.MANAGE_ACCOUNTS).in_name_order())
    back = reverse("personnel:account_list")

    def act(values: dict[str, Any]) -> tuple[str, str]:
        user = services.create_user(**values, by=actor, at=clock.now())
        return _page_of(user), _("Đã lập tài khoản %s. Hãy giao vai trò.") % user.username

    step = steps.Step(
        _("Lập tài khoản"),
        _("Lập tài khoản"),
        back,
        act,
        [Crumb(_("Tài khoản"), back), Crumb(_("Lập tài khoản"))],
        nav="accounts",
    )
    return steps.run(request, form, step)


@require_http_methods(["GET", "HEAD", "POST"])
def role_grant(request: HttpRequest, pk: int) -> HttpResponse:
    """A role for an account."""
    actor = actor_of(request)
    user = _account(request, pk)
    form = forms.RoleForm(request.POST or None, initial={"valid_from": clock.today()})
    units = Unit.objects.visible_to(actor, permissions.MANAGE_ACCOUNTS).in_tree_order()
    forms.offer_units(form, "unit", units)

    def act(values: dict[str, Any]) -> tuple[str, str]:
        role = services.grant_role(user=user, **values, by=actor, at=clock.now())
        told = _("%(user)s là %(role)s tại %(unit)s từ ngày %(day)s.") % {
            "user": user,
            "role": role.get_role_display(),
            "unit": role.unit,
            "day": f"{role.valid_from:%d/%m/%Y}",
        }
        return _page_of(user), told

    return steps.run(request, form, _step(user, _("Giao vai trò"), _("Giao vai trò"), act))


@require_http_methods(["GET", "HEAD", "POST"])
def role_end(request: HttpRequest, pk: int, role: int) -> HttpResponse:
    """The end of a role."""
    user = _account(request, pk)
    assignment = user.roles.select_related("unit", "user").filter(pk=role).first()
    if assignment is None:
        raise NotVisible(_("Không tìm thấy vai trò này."))
    form = forms.EndRoleForm(request.POST or None, initial={"on": clock.today()})

    def act(values: dict[str, Any]) -> tuple[str, str]:
        services.end_role(assignment=assignment, **values, by=actor_of(request), at=clock.now())
        told = _("Vai trò %(role)s tại %(unit)s kết thúc từ ngày %(day)s.") % {
            "role": assignment.get_role_display(),
            "unit": assignment.unit,
            "day": f"{values['on']:%d/%m/%Y}",
        }
        return _page_of(user), told

    title = _("Kết thúc vai trò %s") % assignment.get_role_display()
    return steps.run(request, form, _step(user, title, _("Kết thúc"), act))


@require_http_methods(["GET", "HEAD", "POST"])
@after_confirmation
def account_password(request: HttpRequest, pk: int) -> HttpResponse:
    """A new password for an account."""
    user = _account(request, pk)
    form = forms.PasswordForm(request.POST or None)

    def act(values: dict[str, Any]) -> tuple[str, str]:
        services.set_password(user=user, **values, by=actor_of(request), at=clock.now())
        return _page_of(user), _("Đã đặt mật khẩu mới cho %s.") % user.username

    return steps.run(request, form, _step(user, _("Đặt lại mật khẩu"), _("Đặt mật khẩu"), act))


@require_POST
def account_switch(request: HttpRequest, pk: int) -> HttpResponse:
    """Switch an account off, or on again: what the page offered, however often it is sent."""
    user = _account(request, pk)
    active = request.POST.get("active") == "1"
    services.set_active(user=user, active=active, by=actor_of(request), at=clock.now())
    told = _("Đã mở lại tài khoản %s.") if user.is_active else _("Đã khóa tài khoản %s.")
    confirm(request, told % user.username)
    return redirect(_page_of(user))


def _account(request: HttpRequest, pk: int) -> User:
    return permissions.visible_account(actor_of(request), pk)


def _roles(day: Any) -> Any:
    return RoleAssignment.objects.in_force_on(day).select_related("unit").order_by("role", "pk")


def _page_of(user: User) -> str:
    return reverse("personnel:account_detail", args=[user.pk])


def _crumbs(user: User) -> list[Crumb]:
    return [
        Crumb(_("Tài khoản"), reverse("personnel:account_list")),
        Crumb(user.full_name, _page_of(user)),
    ]


def _step(user: User, title: str, submit: str, act: Any) -> steps.Step:
    return steps.Step(
        title=title,
        submit=submit,
        cancel_url=_page_of(user),
        act=act,
        crumbs=[*_crumbs(user), Crumb(title)],
        lead=f"{user.full_name} · {user.username}",
        nav="accounts",
    )
