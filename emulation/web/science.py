"""Pages of science works: the list, one work, taking one out."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core import clock, keyset
from core.errors import InvalidInput
from core.scope import Actor, actor_of
from core.web.messages import confirm
from core.web.parts import Choice, Crumb
from core.web.years import selected_year
from emulation import permissions
from emulation.models import ScienceMember, ScienceWork
from emulation.selectors import science as reads
from emulation.services import science as services
from emulation.web import cases, sections
from emulation.web.science_forms import YES, ScienceFilter
from personnel import permissions as personnel_permissions
from personnel.selectors.units import visible_to as visible_units
from personnel.web.forms import offer_units
from personnel.web.sections import chips
from personnel.web.steps import posted_version

PAGE_SIZE = 50


@require_safe
def science_list(request: HttpRequest) -> HttpResponse:
    """The works in reach that count for the year, the newest accepted first."""
    actor = actor_of(request)
    year = selected_year(request)
    form = ScienceFilter(request.GET)
    offer_units(form, "don_vi", visible_units(actor))
    form.is_valid()  # a filter that means nothing is left out, the others hold
    wanted = form.cleaned_data
    page = keyset.page(
        _narrowed(reads.visible_to(actor).filter(year=year), wanted),
        order=("-accepted_on", "-pk"),
        size=PAGE_SIZE,
        cursor=request.GET.get("trang", ""),
    )
    context = {
        "page_title": _("Đề tài, công trình khoa học"),
        "page_lead": _("Đã nghiệm thu, tính cho năm %(year)d.") % {"year": year},
        "tabs": sections.tabs(request, "science"),
        "year": year,
        "form": form,
        "chips": chips(request, cases.shown_choices(form, wanted)),
        "narrowed": any(wanted.values()),
        "may_record": actor.may_somewhere(permissions.DECIDE_INITIATIVE),
        "page": page,
    }
    return render(request, "emulation/science_list.html", context)


def _narrowed(rows: Any, wanted: dict[str, Any]) -> Any:
    if wanted.get("don_vi"):
        rows = cases.in_unit(rows, wanted["don_vi"], wanted.get("tai_ngay"))
    for name, field in (("loai", "kind"), ("cap", "scope"), ("anh_huong", "influence_scope")):
        if wanted.get(name):
            rows = rows.filter(**{field: wanted[name]})
    if wanted.get("ap_dung"):
        rows = rows.filter(applied=wanted["ap_dung"] == YES)
    return rows.matching(wanted["q"]) if wanted.get("q") else rows


@require_safe
def science_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One work: what it is, how it was accepted and applied, and by whom it was done."""
    actor = actor_of(request)
    work = reads.visible_work(actor, pk)
    verdict = permissions.can(actor, permissions.DECIDE_INITIATIVE, work)
    context = {
        "page_title": work.title,
        "page_lead": f"{work.code} · {work.unit}",
        "crumbs": sections.crumbs("science", Crumb(work.code)),
        "year": work.year,
        "work": work,
        "facts": _facts(work),
        "acceptance": _acceptance(work),
        "members": _members(work, actor),
        "may_change": verdict.allowed,
        "why_not": _why_not(actor, work, verdict.reason),
    }
    return render(request, "emulation/science_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def science_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take out a work that was entered by mistake, with the reason."""
    actor = actor_of(request)
    work = reads.visible_work(actor, pk)
    permissions.require(actor, permissions.DECIDE_INITIATIVE, work)
    back = reverse("emulation:science_detail", args=[work.pk])
    title = _("Bỏ đề tài ghi nhầm")
    context: dict[str, Any] = {
        "page_title": title,
        "page_lead": f"{work.code} · {work.title}",
        "crumbs": sections.crumbs("science", Crumb(work.code, back), Crumb(title)),
        "choice": Choice(
            "remove",
            title,
            url=request.path,
            consequence=_(
                "Đề tài không còn được tính khi xét điều kiện của người tham gia. "
                "Nội dung đã ghi còn trong nhật ký."
            ),
            tone="danger",
            comment="required",
        ),
        "cancel_url": back,
        "version": work.version,
    }
    if request.method != "POST":
        return render(request, "emulation/step.html", context)
    reason = request.POST.get("comment", "").replace("\0", "")
    try:
        services.remove(
            work,
            reason=reason,
            by=actor,
            at=clock.now(),
            expected_version=posted_version(request),
        )
    except InvalidInput as error:
        context |= {"error": error.message, "comment_text": reason}
        return render(request, "emulation/step.html", context, status=422)
    confirm(request, _("Đã bỏ đề tài %(code)s.") % {"code": work.code})
    return redirect("emulation:science_list")


def _why_not(actor: Actor, work: ScienceWork, reason: str) -> str:
    """Why the actor may not change it, told to those who otherwise could."""
    return reason if actor.may(permissions.DECIDE_INITIATIVE, work.unit.tree_start) else ""


def _facts(work: ScienceWork) -> list[tuple[str, Any]]:
    return [
        (_("Mã số"), work.code),
        (_("Loại"), work.get_kind_display()),
        (_("Đơn vị chủ trì"), work.unit.name),
        (_("Tính cho năm"), work.year),
        (_("Người ghi"), work.created_by or ""),
    ]


def _acceptance(work: ScienceWork) -> list[tuple[str, Any]]:
    found = [
        (_("Cấp nghiệm thu"), work.get_scope_display()),
        (_("Ngày nghiệm thu"), f"{work.accepted_on:%d/%m/%Y}"),
        (_("Văn bản nghiệm thu"), work.acceptance_ref),
        (
            _("Phạm vi ảnh hưởng được công nhận"),
            work.get_influence_scope_display() or _("chưa ghi"),
        ),
    ]
    if work.influence_on is not None:
        day = f"{work.influence_on:%d/%m/%Y}"
        paper = _("%(ref)s ngày %(day)s") % {"ref": work.influence_ref, "day": day}
        found.append((_("Văn bản công nhận ảnh hưởng"), paper))
    return found


def _members(work: ScienceWork, actor: Actor) -> list[tuple[ScienceMember, str]]:
    """Those who took part, each with the address of his page when the viewer may open it."""
    seen = personnel_permissions.VIEW_STAFF
    return [
        (
            member,
            reverse("personnel:staff_detail", args=[member.staff.code])
            if personnel_permissions.can(actor, seen, member.staff).allowed
            else "",
        )
        for member in work.members.all()
    ]
