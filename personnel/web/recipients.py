"""Pages of recipients outside the staff lists: the list, one of them, entering and correcting."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core import keyset
from core.scope import actor_of
from core.web import fragments
from core.web.parts import Crumb
from personnel import permissions
from personnel.models import ExternalRecipient
from personnel.selectors import recipients as reads
from personnel.selectors import units as unit_reads
from personnel.services import recipients as services
from personnel.web import forms, recipient_forms, sections, steps
from personnel.web.person_steps import by_whom, by_whom_on, day_text

PAGE_SIZE = 50


@require_safe
def recipient_list(request: HttpRequest) -> HttpResponse:
    """The outside recipients in reach, narrowed by kind, unit and text."""
    actor = actor_of(request)
    permissions.require_somewhere(actor, permissions.VIEW_RECIPIENT)
    form = recipient_forms.RecipientFilter(request.GET)
    forms.offer_units(form, "don_vi", unit_reads.visible_to(actor))
    wanted = form.cleaned_data if form.is_valid() else {}
    page = keyset.page(
        _narrowed(reads.visible_to(actor), wanted),
        order=("sort_key", "pk"),
        size=PAGE_SIZE,
        cursor=request.GET.get("trang", ""),
    )
    context = {
        "page_title": _("Đối tượng ngoài"),
        "page_lead": _("Tổ chức, doanh nghiệp, hộ gia đình và cá nhân ngoài danh sách nhân sự."),
        "tabs": sections.tabs(request, "recipients"),
        "form": form,
        "chips": sections.chips(request, _shown(form, wanted)),
        "page": page,
        "may_add": actor.may_somewhere(permissions.CHANGE_RECIPIENT),
        "narrowed": any(wanted.values()),
    }
    return render(request, "personnel/recipient_list.html", context)


def _narrowed(rows: Any, wanted: dict[str, Any]) -> Any:
    if wanted.get("don_vi"):
        unit = wanted["don_vi"]
        rows = rows.filter(unit__tree_start__range=(unit.tree_start, unit.tree_end))
    if wanted.get("loai"):
        rows = rows.filter(kind=wanted["loai"])
    return rows.matching(wanted["q"]) if wanted.get("q") else rows


def _shown(form: Any, wanted: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    shown = {}
    for name, value in wanted.items():
        if value:
            choices = dict(getattr(form.fields[name], "choices", ())) if name == "loai" else {}
            shown[name] = (form.fields[name].label, choices.get(value, value))
    return shown


@require_safe
def recipient_detail(request: HttpRequest, code: str) -> HttpResponse:
    """One outside recipient, with what higher apps add."""
    actor = actor_of(request)
    one = reads.visible_recipient(actor, code)
    context = {
        "page_title": one.name,
        "page_lead": f"{one.get_kind_display()} · {one.code}",
        "crumbs": [*_crumbs(), Crumb(one.name)],
        "recipient": one,
        "facts": _facts(one),
        "fragments": fragments.for_slot("recipient_detail", one),
        "similar": reads.similar(
            one.name, one.registration, within=reads.visible_to(actor), but=one.pk
        ),
        "may_change": permissions.can(actor, permissions.CHANGE_RECIPIENT, one).allowed,
    }
    return render(request, "personnel/recipient_detail.html", context)


def _facts(one: ExternalRecipient) -> list[tuple[str, Any]]:
    return [
        (_("Mã đối tượng"), one.code),
        (_("Loại đối tượng"), one.get_kind_display()),
        (_("Mã số thuế, số đăng ký"), one.registration),
        (_("Người đại diện"), one.representative),
        (_("Chức vụ, nghề nghiệp"), one.position),
        (_("Ngày sinh"), day_text(one.birth_date)),
        (_("Giới tính"), one.get_sex_display()),
        (_("Địa chỉ"), one.address),
        (_("Đơn vị theo dõi"), one.unit.name),
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def recipient_add(request: HttpRequest) -> HttpResponse:
    """A new outside recipient; similar ones are shown before he is entered."""
    actor = actor_of(request)
    permissions.require_somewhere(actor, permissions.CHANGE_RECIPIENT)
    form = recipient_forms.NewRecipientForm(
        request.POST or None,
        initial={"name": request.GET.get("ten", ""), "unit": request.GET.get("don-vi", "")},
    )
    forms.offer_units(form, "unit", unit_reads.visible_to(actor, permissions.CHANGE_RECIPIENT))
    back = reverse("personnel:recipient_list")

    def act(values: dict[str, Any]) -> tuple[str, str]:
        one = services.create_recipient(**values, **by_whom(request))
        told = _("Đã lập đối tượng %(name)s, mã %(code)s.") % {"name": one, "code": one.code}
        return page_of(one), told

    title = _("Thêm đối tượng ngoài")
    crumbs = [*_crumbs(), Crumb(title)]
    return steps.run(request, form, steps.Step(title, _("Lập đối tượng"), back, act, crumbs))


@require_http_methods(["GET", "HEAD", "POST"])
def recipient_edit(request: HttpRequest, code: str) -> HttpResponse:
    """Correct an outside recipient, or hand the record to another unit."""
    actor = actor_of(request)
    one = reads.visible_recipient(actor, code)
    permissions.require(actor, permissions.CHANGE_RECIPIENT, one)
    known = {name: getattr(one, name) for name in services.FACTS} | {"unit": one.unit}
    form = recipient_forms.RecipientForm(request.POST or None, initial=known)
    forms.offer_units(form, "unit", unit_reads.visible_to(actor, permissions.CHANGE_RECIPIENT))

    def act(values: dict[str, Any]) -> tuple[str, str]:
        services.update_recipient(recipient=one, **values, **by_whom_on(request))
        return page_of(one), _("Đã ghi thay đổi của %s.") % one

    title = _("Sửa đối tượng")
    step = steps.Step(
        title=title,
        submit=_("Lưu"),
        cancel_url=page_of(one),
        act=act,
        crumbs=[*_crumbs(), Crumb(one.name, page_of(one)), Crumb(title)],
        lead=f"{one.name} · {one.code}",
        version=one.version,
    )
    return steps.run(request, form, step)


def page_of(one: ExternalRecipient) -> str:
    """The address of the recipient's page."""
    return reverse("personnel:recipient_detail", args=[one.code])


def _crumbs() -> list[Crumb]:
    return [Crumb(_("Đối tượng ngoài"), reverse("personnel:recipient_list"))]
