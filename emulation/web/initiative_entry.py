"""Pages on which an initiative and its authors are entered or changed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core import clock
from core.errors import InvalidInput
from core.scope import Actor, actor_of
from core.web.messages import confirm
from core.web.parts import Crumb
from core.web.years import selected_year
from emulation import permissions
from emulation.models import Initiative
from emulation.selectors import initiatives as reads
from emulation.selectors import people
from emulation.services import initiatives as services
from emulation.web import forms, sections
from emulation.web.form_with_rows import FormWithRows
from personnel.models import Staff
from personnel.web.steps import posted_version

_TEMPLATE = "emulation/initiative_form.html"
_ENTRY = FormWithRows(
    forms.InitiativeForm,
    forms.AuthorFormSet,
    prefix="tac_gia",
    columns=("staff", "share"),
    name="authors",
)


@require_http_methods(["GET", "HEAD", "POST"])
def initiative_create(request: HttpRequest) -> HttpResponse:
    """Enter an initiative with its authors."""
    actor = actor_of(request)
    permissions.require_may_enter(actor, permissions.SUBMIT_INITIATIVE)
    initial = {"year": selected_year(request), "kind": "MANAGEMENT"}
    form, authors = _forms(request, actor, initial, _myself(actor))
    if _ENTRY.is_complete(request, form, authors):
        try:
            made = services.draft(
                content=_content(form, authors),
                year=form.cleaned_data["year"],
                by=actor,
                at=clock.now(),
            )
        except InvalidInput as error:
            _ENTRY.tell(form, authors, error)
        else:
            confirm(
                request,
                _("Đã lưu sáng kiến %(code)s. Xem lại rồi gửi đề nghị công nhận.")
                % {"code": made.code},
            )
            return redirect("emulation:initiative_detail", code=made.code)
    context = {
        "page_title": _("Đăng ký sáng kiến"),
        "crumbs": sections.crumbs("initiatives", Crumb(_("Đăng ký sáng kiến"))),
        "submit": _("Lưu sáng kiến"),
        "cancel_url": reverse("emulation:initiative_list"),
    }
    return _ENTRY.page(request, _TEMPLATE, context, form, authors)


@require_http_methods(["GET", "HEAD", "POST"])
def initiative_edit(request: HttpRequest, code: str) -> HttpResponse:
    """Change a draft or a request that came back."""
    actor = actor_of(request)
    row = reads.visible_initiative(actor, code)
    permissions.require(actor, permissions.SUBMIT_INITIATIVE, row)
    version = row.version
    form, authors = _forms(request, actor, _values_of(row), _authors_of(row), row)
    del form.fields["year"]
    back = reverse("emulation:initiative_detail", args=[row.code])
    if _ENTRY.is_complete(request, form, authors):
        try:
            services.revise(
                row,
                content=_content(form, authors),
                by=actor,
                at=clock.now(),
                expected_version=posted_version(request),
            )
        except InvalidInput as error:
            _ENTRY.tell(form, authors, error)
        else:
            confirm(request, _("Đã lưu sáng kiến %(code)s.") % {"code": row.code})
            return redirect(back)
    context = {
        "page_title": _("Sửa sáng kiến"),
        "page_lead": row.code,
        "crumbs": sections.crumbs("initiatives", Crumb(row.code, back), Crumb(_("Sửa"))),
        "submit": _("Lưu"),
        "cancel_url": back,
        "version": posted_version(request) if request.method == "POST" else version,
    }
    return _ENTRY.page(request, _TEMPLATE, context, form, authors)


def _forms(
    request: HttpRequest,
    actor: Actor,
    values: dict[str, Any],
    authors: list[dict[str, Any]],
    row: Initiative | None = None,
) -> tuple[Any, Any]:
    return _ENTRY.made(request, values, authors, people.possible_authors(actor, row))


def _content(form: forms.InitiativeForm, authors: Any) -> services.Content:
    values = form.cleaned_data
    return services.Content(
        title=values["title"],
        kind=values["kind"],
        authors=[
            services.Author(row["staff"], row["share"])
            for row in authors.cleaned_data
            if row.get("staff")
        ],
        summary=values["summary"],
        benefit=values["benefit"],
        first_applied_on=values["first_applied_on"],
    )


def _myself(actor: Actor) -> list[dict[str, Any]]:
    if actor.staff_id is None:
        return []
    me = Staff.objects.get(pk=actor.staff_id)
    return [{"staff": me.code, "share": Decimal(100)}]


def _values_of(row: Initiative) -> dict[str, Any]:
    names = ("title", "kind", "year", "first_applied_on", "summary", "benefit")
    return {name: getattr(row, name) for name in names}


def _authors_of(row: Initiative) -> list[dict[str, Any]]:
    return [
        {"staff": author.staff.code, "share": author.share.normalize()}
        for author in row.authors.all()
    ]
