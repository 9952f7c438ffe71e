"""Pages on which a science work and those who took part in it are entered or changed."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core import clock
from core.errors import Forbidden, InvalidInput, Stale
from core.scope import Actor, actor_of
from core.web.messages import confirm
from core.web.parts import Crumb
from core.web.tags.filters import ngay_gio
from emulation import permissions
from emulation.models import ScienceWork
from emulation.selectors import science as reads
from emulation.services import science as services
from emulation.web import sections
from emulation.web.form_with_rows import FormWithRows
from emulation.web.science_forms import MemberFormSet, WorkForm
from personnel.selectors.units import visible_to as visible_units
from personnel.web.forms import offer_units
from personnel.web.steps import posted_version

_TEMPLATE = "emulation/science_form.html"
_ENTRY = FormWithRows(
    WorkForm, MemberFormSet, prefix="nguoi", columns=("staff", "role"), name="members"
)


@require_http_methods(["GET", "HEAD", "POST"])
def science_create(request: HttpRequest) -> HttpResponse:
    """Record an accepted work."""
    actor = actor_of(request)
    permissions.require_somewhere(actor, permissions.DECIDE_INITIATIVE)
    form, members = _forms(request, actor, {"kind": "TOPIC", "scope": "BASE"}, [])
    if _ENTRY.is_complete(request, form, members):
        try:
            work = services.record(
                content=_content(form, members),
                unit=form.cleaned_data["unit"],
                by=actor,
                at=clock.now(),
            )
        except (InvalidInput, Forbidden, Stale) as error:
            _ENTRY.tell(form, members, error)
        else:
            confirm(request, _("Đã ghi đề tài %(code)s.") % {"code": work.code})
            return redirect("emulation:science_detail", pk=work.pk)
    context = {
        "page_title": _("Ghi đề tài đã nghiệm thu"),
        "crumbs": sections.crumbs("science", Crumb(_("Ghi đề tài"))),
        "submit": _("Ghi đề tài"),
        "cancel_url": reverse("emulation:science_list"),
    }
    return _ENTRY.page(request, _TEMPLATE, context, form, members)


@require_http_methods(["GET", "HEAD", "POST"])
def science_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Put right what was recorded; what somebody else changed meanwhile is shown first."""
    actor = actor_of(request)
    work = reads.visible_work(actor, pk)
    permissions.require(actor, permissions.DECIDE_INITIATIVE, work)
    version = posted_version(request) if request.method == "POST" else work.version
    form, members = _forms(request, actor, _values_of(work), _members_of(work), work)
    back = reverse("emulation:science_detail", args=[work.pk])
    if _ENTRY.is_complete(request, form, members):
        try:
            services.correct(
                work,
                content=_content(form, members),
                unit=form.cleaned_data["unit"],
                by=actor,
                at=clock.now(),
                expected_version=version,
            )
        except (InvalidInput, Forbidden) as error:
            _ENTRY.tell(form, members, error)
        except Stale as error:
            # Sent again, what was typed stands on what is there now.
            version = work.version
            _tell_stale(form, error)
        else:
            confirm(request, _("Đã lưu đề tài %(code)s.") % {"code": form.cleaned_data["code"]})
            return redirect(back)
    context = {
        "page_title": _("Sửa đề tài"),
        "page_lead": f"{work.code} · {work.title}",
        "crumbs": sections.crumbs("science", Crumb(work.code, back), Crumb(_("Sửa"))),
        "submit": _("Lưu"),
        "cancel_url": back,
        "version": version,
    }
    return _ENTRY.page(request, _TEMPLATE, context, form, members)


def _forms(
    request: HttpRequest,
    actor: Actor,
    values: dict[str, Any],
    members: list[dict[str, Any]],
    work: ScienceWork | None = None,
) -> tuple[Any, Any]:
    form, rows = _ENTRY.made(request, values, members, reads.possible_members(actor, work))
    offer_units(form, "unit", visible_units(actor, permissions.DECIDE_INITIATIVE))
    return form, rows


def _content(form: WorkForm, members: Any) -> services.WorkContent:
    values = {name: value for name, value in form.cleaned_data.items() if name != "unit"}
    return services.WorkContent(
        **values,
        members=[
            services.Part(row["staff"], row["role"])
            for row in members.cleaned_data
            if row.get("staff")
        ],
    )


def _tell_stale(form: WorkForm, error: Stale) -> None:
    form.add_error(None, error.message)
    for change in error.changes:
        form.add_error(None, f"{change['label']} ({change['by']}, {ngay_gio(change['at'])})")


def _values_of(work: ScienceWork) -> dict[str, Any]:
    return {name: getattr(work, name) for name in services.FACTS} | {"unit": work.unit.code}


def _members_of(work: ScienceWork) -> list[dict[str, Any]]:
    return [{"staff": member.staff.code, "role": member.role} for member in work.members.all()]
