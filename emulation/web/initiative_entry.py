"""Pages on which an initiative and its authors are entered or changed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core import clock
from core.errors import BusinessError, InvalidInput
from core.scope import Actor
from core.web.messages import confirm
from core.web.parts import Crumb
from core.web.years import selected_year
from emulation import permissions
from emulation.models import Initiative
from emulation.selectors import initiatives as reads
from emulation.selectors import people
from emulation.services import initiatives as services
from emulation.web import cases, forms, sections
from personnel.middleware import actor_of
from personnel.models import Staff
from personnel.web.steps import posted_version

PREFIX = "tac_gia"
MORE_ROWS = "them_dong"


@require_http_methods(["GET", "HEAD", "POST"])
def initiative_create(request: HttpRequest) -> HttpResponse:
    """Enter an initiative with its authors."""
    actor = actor_of(request)
    permissions.require_may_enter(actor, permissions.SUBMIT_INITIATIVE)
    initial = {"year": selected_year(request), "kind": "MANAGEMENT"}
    form, authors = _forms(request, actor, initial, _myself(actor))
    if _is_complete(request, form, authors):
        try:
            made = services.draft(
                content=_content(form, authors),
                year=form.cleaned_data["year"],
                by=actor,
                at=clock.now(),
            )
        except InvalidInput as error:
            _tell(form, authors, error)
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
    return _page(request, form, authors, context)


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
    if _is_complete(request, form, authors):
        try:
            services.revise(
                row,
                content=_content(form, authors),
                by=actor,
                at=clock.now(),
                expected_version=posted_version(request),
            )
        except InvalidInput as error:
            _tell(form, authors, error)
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
    return _page(request, form, authors, context)


def _page(request: HttpRequest, form: Any, authors: Any, context: dict[str, Any]) -> HttpResponse:
    wrong = form.errors or authors.non_form_errors() or any(authors.errors)
    return render(
        request,
        "emulation/initiative_form.html",
        {**context, "form": form, "authors": authors, "more_rows": MORE_ROWS},
        status=422 if wrong else 200,
    )


def _forms(
    request: HttpRequest,
    actor: Actor,
    values: dict[str, Any],
    authors: list[dict[str, Any]],
    row: Initiative | None = None,
) -> tuple[forms.InitiativeForm, Any]:
    """The two forms: as sent, as they were, or with more empty rows as asked for."""
    options: dict[str, Any] = {
        "prefix": PREFIX,
        "form_kwargs": {"people": people.possible_authors(actor, row)},
    }
    if request.method != "POST":
        return forms.InitiativeForm(initial=values), forms.AuthorFormSet(initial=authors, **options)
    if MORE_ROWS in request.POST:
        typed = {name: request.POST.get(name, "") for name in forms.InitiativeForm.base_fields}
        rows = forms.AuthorFormSet(initial=_typed_rows(request), **options)
        return forms.InitiativeForm(initial=typed), rows
    return forms.InitiativeForm(request.POST), forms.AuthorFormSet(request.POST, **options)


def _typed_rows(request: HttpRequest) -> list[dict[str, Any]]:
    total = request.POST.get(f"{PREFIX}-TOTAL_FORMS", "0")
    count = min(int(total), 50) if total.isascii() and total.isdigit() else 0
    return [
        {
            "staff": request.POST.get(f"{PREFIX}-{place}-staff", ""),
            "share": request.POST.get(f"{PREFIX}-{place}-share", ""),
        }
        for place in range(count)
        if request.POST.get(f"{PREFIX}-{place}-staff")
    ]


def _is_complete(request: HttpRequest, form: forms.InitiativeForm, authors: Any) -> bool:
    if request.method != "POST" or MORE_ROWS in request.POST:
        return False
    # Both are asked, so that all faults of a page are told at once.
    return all([form.is_valid(), authors.is_valid()])


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


def _tell(form: forms.InitiativeForm, authors: Any, error: BusinessError) -> None:
    """Put faults of the authors beside the rows, the others beside their fields."""
    of_authors = [problem for problem in error.problems if problem.field == "authors"]
    others = [problem for problem in error.problems if problem.field != "authors"]
    for problem in of_authors:
        authors.non_form_errors().append(str(problem))
    if others:
        cases.tell(form, InvalidInput(problems=others))


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
