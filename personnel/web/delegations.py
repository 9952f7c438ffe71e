"""Pages of delegations: given and held, what was done under them, giving and ending."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core import audit, clock, keyset
from core.errors import Forbidden, NotVisible
from core.scope import actor_of
from core.web.parts import Crumb
from core.web.tags.filters import ngay
from personnel import permissions
from personnel.models import Delegation, Unit, User
from personnel.selectors import delegations
from personnel.selectors import deputies as deputy_reads
from personnel.services import delegations as services
from personnel.web import steps
from personnel.web.delegation_forms import DelegationForm, EndDelegationForm

PAGE_SIZE = 50
SHOWN = 20
# No entry of the main menu: these pages are the person's own, reached from his menu.
NAV = "delegations"


@require_safe
def delegation_list(request: HttpRequest) -> HttpResponse:
    """What I gave, and what was given to me."""
    me: Any = request.user
    found = list(delegations.of_person(me.pk)[:PAGE_SIZE])
    today = clock.today()
    context = {
        "nav": NAV,
        "page_title": _("Ủy quyền, thay mặt"),
        "page_lead": _("Ai làm việc thay bạn, bạn làm việc thay ai, và đã làm những gì."),
        "given": [_row(one, today) for one in found if one.principal_id == me.pk],
        "held": [_row(one, today) for one in found if one.deputy_id == me.pk],
        "may_give": actor_of(request).principal is None
        and deputy_reads.has_role_to_give(me, today),
    }
    return render(request, "personnel/delegations/list.html", context)


@require_safe
def delegation_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One delegation, and for the two people every act done under it."""
    delegation = _delegation(request, pk)
    me: Any = request.user
    actor, today = actor_of(request), clock.today()
    is_party = me.pk in {delegation.principal_id, delegation.deputy_id}
    row = _row(delegation, today)
    page = None
    if is_party:
        page = keyset.page(
            delegations.acts_under(delegation),
            order=("-pk",),
            size=PAGE_SIZE,
            cursor=request.GET.get("trang", ""),
        )
    context = {
        "nav": NAV,
        "page_title": _title(delegation),
        "crumbs": [_crumb(), Crumb(_title(delegation))],
        "delegation": delegation,
        "row": row,
        "facts": _facts(delegation),
        "page": page,
        "acts": [(event, audit.label_of(event.action)) for event in page.rows] if page else [],
        "may_end": row["state"] != "ended" and services.may_end(delegation, actor),
        "is_deputy": me.pk == delegation.deputy_id,
    }
    return render(request, "personnel/delegations/detail.html", context)


@require_safe
def account_delegations(request: HttpRequest, pk: int) -> HttpResponse:
    """The delegations of an account, for the administrator who looks after it."""
    user = permissions.visible_account(actor_of(request), pk)
    today = clock.today()
    found = list(delegations.of_person(user.pk)[:PAGE_SIZE])
    context = {
        "nav": "accounts",
        "page_title": _("Ủy quyền của %s") % user,
        "crumbs": _account_crumbs(user, _("Ủy quyền")),
        "account": user,
        "given": [_row(one, today) for one in found if one.principal_id == user.pk],
        "held": [_row(one, today) for one in found if one.deputy_id == user.pk],
    }
    return render(request, "personnel/delegations/of_account.html", context)


# --- Steps ----------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def delegation_give(request: HttpRequest) -> HttpResponse:
    """Let somebody act on my behalf."""
    actor, me = actor_of(request), _me(request)
    today = clock.today()
    if actor.principal is None and not deputy_reads.has_role_to_give(me, today):
        raise Forbidden(_("Bạn không giữ vai trò nào ủy quyền được."))
    form = DelegationForm(request.POST or None, initial={"valid_from": today})
    form.search_at(reverse("personnel:deputy_pick"))
    form.offer(me, deputy_reads.possible(me), Unit.objects.visible_to(actor).in_tree_order(), today)
    title = _("Ủy quyền cho người khác")
    step = steps.Step(
        title,
        _("Ủy quyền"),
        reverse("personnel:delegation_list"),
        _giving(request, me),
        [_crumb(), Crumb(title)],
        lead=_("Người được chọn làm việc thay bạn trong vai trò này; mọi việc ghi cả hai tên."),
        nav=NAV,
    )
    return steps.run(request, form, step)


@require_http_methods(["GET", "HEAD", "POST"])
def account_delegate(request: HttpRequest, pk: int) -> HttpResponse:
    """Record, on a written document, who acts on behalf of somebody who is away."""
    actor = actor_of(request)
    user = permissions.visible_account(actor, pk)
    today = clock.today()
    form = DelegationForm(request.POST or None, initial={"valid_from": today, "kind": "MANDATE"})
    form.search_at(reverse("personnel:account_deputy_pick", args=[pk]), "tai-khoan")
    units = Unit.objects.visible_to(actor, permissions.MANAGE_ACCOUNTS).in_tree_order()
    form.offer(user, deputy_reads.among(permissions.accounts_of(actor), user), units, today)
    title = _("Ghi ủy quyền theo văn bản")
    step = steps.Step(
        title,
        _("Ghi ủy quyền"),
        reverse("personnel:account_delegations", args=[pk]),
        _giving(request, user),
        _account_crumbs(user, title),
        lead=_("Chỉ dùng khi %s vắng mặt và đã có văn bản ủy quyền.") % user,
        nav="accounts",
    )
    return steps.run(request, form, step)


@require_http_methods(["GET", "HEAD", "POST"])
def delegation_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a delegation before its time."""
    delegation = _delegation(request, pk)
    form = EndDelegationForm(request.POST or None, initial={"on": clock.today()})

    def act(values: dict[str, Any]) -> tuple[str, str]:
        services.end(delegation=delegation, **values, by=actor_of(request), at=clock.now())
        told = _("%(deputy)s thôi thay mặt %(principal)s từ ngày %(day)s.") % {
            "deputy": delegation.deputy,
            "principal": delegation.principal,
            "day": ngay(values["on"]),
        }
        return _page_of(delegation), told

    title = _("Chấm dứt ủy quyền")
    step = steps.Step(
        title,
        _("Chấm dứt"),
        _page_of(delegation),
        act,
        [_crumb(), Crumb(_title(delegation), _page_of(delegation)), Crumb(title)],
        lead=_title(delegation),
        nav=NAV,
    )
    return steps.run(request, form, step)


@require_safe
def deputy_pick(request: HttpRequest) -> HttpResponse:
    """People I may let act for me, by name or sign-in name."""
    return _picked(request, deputy_reads.possible(_me(request)))


@require_safe
def account_deputy_pick(request: HttpRequest, pk: int) -> HttpResponse:
    """People the administrator may record as acting for the account's owner."""
    actor = actor_of(request)
    user = permissions.visible_account(actor, pk)
    return _picked(request, deputy_reads.among(permissions.accounts_of(actor), user))


def _picked(request: HttpRequest, people: Any) -> HttpResponse:
    found = deputy_reads.matching(people, request.GET.get("q", "")).select_related("staff__unit")
    options = [
        {
            "value": user.pk,
            "label": user.full_name,
            "detail": f"{user.username} · {user.staff.unit.label}" if user.staff else user.username,
        }
        for user in found[:SHOWN]
    ]
    return render(request, "components/forms/pick_results.html", {"options": options})


def _giving(request: HttpRequest, principal: User) -> Any:
    def act(values: dict[str, Any]) -> tuple[str, str]:
        held = values.pop("held")
        deputy = values.pop("deputy")
        unit = values.pop("unit") or held.unit
        delegation = services.give(
            principal=principal,
            deputy=deputy,
            terms=services.Terms(role=held.role, unit=unit, **values),
            by=actor_of(request),
            at=clock.now(),
        )
        told = _("%(deputy)s làm việc thay mặt %(principal)s từ %(start)s đến trước %(end)s.") % {
            "deputy": deputy,
            "principal": principal,
            "start": ngay(delegation.valid_from),
            "end": ngay(delegation.valid_to),
        }
        return _page_of(delegation), told

    return act


def _me(request: HttpRequest) -> User:
    user: Any = request.user
    return user


def _delegation(request: HttpRequest, pk: int) -> Delegation:
    """The delegation if it is mine, or of an account I look after."""
    found = Delegation.objects.select_related("principal", "deputy", "unit").filter(pk=pk).first()
    is_mine = found is not None and _me(request).pk in {found.principal_id, found.deputy_id}
    if found is None or not (is_mine or services.may_end(found, actor_of(request))):
        raise NotVisible(_("Không tìm thấy ủy quyền này trong phạm vi của bạn."))
    return found


def _row(delegation: Delegation, today: Any) -> dict[str, Any]:
    """A delegation as a line: what it is about, and where it stands today."""
    state = delegation.state_on(today)
    label, tone = {
        "ended": (_("Đã chấm dứt"), "neutral"),
        "coming": (_("Chưa đến ngày"), "info"),
        "running": (_("Đang hiệu lực"), "ok"),
    }[state]
    return {"delegation": delegation, "state": state, "label": label, "tone": tone}


def _facts(delegation: Delegation) -> list[tuple[str, Any]]:
    return [
        (_("Người được thay mặt"), delegation.principal),
        (_("Người thay mặt"), delegation.deputy),
        (_("Vai trò"), delegation.get_role_display()),
        (_("Ở đơn vị"), delegation.unit.name),
        (_("Cách thay mặt"), delegation.get_kind_display()),
        (_("Từ ngày"), ngay(delegation.valid_from)),
        (_("Đến trước ngày"), ngay(delegation.valid_to)),
        (_("Văn bản"), delegation.document_ref),
        (_("Nội dung"), delegation.note),
        (_("Người ghi"), delegation.recorded_by_name),
    ]


def _title(delegation: Delegation) -> str:
    return _("%(deputy)s thay mặt %(principal)s") % {
        "deputy": delegation.deputy,
        "principal": delegation.principal,
    }


def _page_of(delegation: Delegation) -> str:
    return reverse("personnel:delegation_detail", args=[delegation.pk])


def _crumb() -> Crumb:
    return Crumb(_("Ủy quyền, thay mặt"), reverse("personnel:delegation_list"))


def _account_crumbs(user: User, last: str) -> list[Crumb]:
    return [
        Crumb(_("Tài khoản"), reverse("personnel:account_list")),
        Crumb(user.full_name, reverse("personnel:account_detail", args=[user.pk])),
        Crumb(last),
    ]
