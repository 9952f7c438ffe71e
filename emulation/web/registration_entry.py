"""Pages on which a registration is entered or changed."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core import clock
from core.errors import GuardRefused, InvalidInput
from core.scope import Actor, actor_of
from core.web.messages import confirm
from core.web.parts import Crumb, Tab
from emulation import permissions, workflow
from emulation.models import EmulationYear, Registration
from emulation.selectors import people
from emulation.selectors import registrations as reads
from emulation.selectors import years as year_reads
from emulation.services import registrations as services
from emulation.web import cases, forms, sections
from personnel.models import Staff
from personnel.web.steps import posted_version

ME, PERSON, COLLECTIVE = "toi", "ca-nhan", "tap-the"


@require_http_methods(["GET", "HEAD", "POST"])
def registration_create(request: HttpRequest) -> HttpResponse:
    """Register: for oneself, or for a person or collective of one's units."""
    actor = actor_of(request)
    permissions.require_may_enter(actor, permissions.REGISTER)
    kinds = _kinds(actor)
    kind = request.GET.get("cho", "")
    if kind not in kinds:
        kind = next(iter(kinds), ME)
    years = _years(actor)
    form = _form(request, actor, kind, years)
    if request.method == "POST" and form.is_valid():
        try:
            made = _enter(actor, kind, form.cleaned_data)
        except (InvalidInput, GuardRefused) as error:
            cases.tell(form, error)
        else:
            confirm(request, _told(made))
            return redirect("emulation:registration_detail", pk=made.pk)
    context = {
        "page_title": _("Đăng ký thi đua"),
        "crumbs": sections.crumbs("registrations", Crumb(_("Đăng ký mới"))),
        "tabs": [Tab(label, f"?cho={key}", current=key == kind) for key, label in kinds.items()],
        "kinds": kinds,
        "open_years": years,
        "form": form,
        "cancel_url": reverse("emulation:registration_list"),
    }
    status = 422 if form.errors else 200
    return render(request, "emulation/registration_form.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def registration_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a draft or a registration that came back."""
    actor = actor_of(request)
    row = reads.visible_registration(actor, pk)
    permissions.require(actor, permissions.REGISTER, row)
    form = forms.RegistrationChangeForm(
        request.POST or None,
        initial={"award": row.award_type.code, "commitment": row.commitment},
    )
    forms.offer_awards(form.fields["award"], is_person=row.staff_id is not None)
    back = reverse("emulation:registration_detail", args=[row.pk])
    version = row.version
    if request.method == "POST" and form.is_valid():
        try:
            services.revise(
                row,
                **form.cleaned_data,
                by=actor,
                at=clock.now(),
                expected_version=posted_version(request),
            )
        except InvalidInput as error:
            cases.tell(form, error)
        else:
            confirm(request, _("Đã lưu nội dung đăng ký."))
            return redirect(back)
    context = {
        "page_title": _("Sửa đăng ký"),
        "page_lead": str(row.recipient),
        "crumbs": sections.crumbs(
            "registrations", Crumb(str(row.recipient), back), Crumb(_("Sửa"))
        ),
        "form": form,
        "submit": _("Lưu"),
        "cancel_url": back,
        "version": posted_version(request) if request.method == "POST" else version,
    }
    return render(request, "emulation/form.html", context, status=422 if form.errors else 200)


def _kinds(actor: Actor) -> dict[str, str]:
    """For whom the actor may register."""
    kinds = {}
    if actor.staff_id is not None:
        kinds[ME] = _("Cho tôi")
    if actor.may_somewhere(permissions.REGISTER):
        kinds[PERSON] = _("Cho một người")
        kinds[COLLECTIVE] = _("Cho tập thể")
    return kinds


def _years(actor: Actor) -> Any:
    """Years open for registration; an officer may also register late for others."""
    if actor.may_somewhere(permissions.MANAGE_YEAR):
        return year_reads.visible_to(actor)
    return year_reads.open_for_registration(actor, clock.today())


def _form(request: HttpRequest, actor: Actor, kind: str, years: Any) -> forms.RegistrationForm:
    form = forms.RegistrationForm(
        request.POST or None, initial={"year": _likely_year(actor, years)}
    )
    field: Any = form.fields["year"]
    field.queryset = years
    form.for_recipient(is_person=kind != COLLECTIVE)
    if kind == PERSON:
        form.offer_people(people.registrable(actor))
    elif kind == COLLECTIVE:
        form.offer_units(people.registrable_units(actor, clock.today()))
    else:
        form.ask_no_recipient()
    if not actor.may_somewhere(permissions.MANAGE_YEAR):
        del form.fields["late_reason"]
    return form


def _likely_year(actor: Actor, years: Any) -> EmulationYear | None:
    now_open = year_reads.open_for_registration(actor, clock.today()).first()
    return now_open or years.first()


def _enter(actor: Actor, kind: str, values: dict[str, Any]) -> Registration:
    staff = values.get("staff")
    if kind == ME and actor.staff_id is not None:
        staff = Staff.objects.select_related("unit").get(pk=actor.staff_id)
    enter = services.register if values["submit_now"] else services.draft
    return enter(
        year=values["year"],
        award=values["award"],
        staff=staff,
        unit=values.get("unit"),
        commitment=values["commitment"],
        late_reason=values.get("late_reason", ""),
        by=actor,
        at=clock.now(),
    )


def _told(made: Registration) -> str:
    if made.state == workflow.DRAFT:
        return _("Đã lưu bản nháp. Nhớ gửi trước khi hết đợt đăng ký.")
    return _("Đã gửi đăng ký của %(name)s. Người đứng đầu đơn vị sẽ duyệt.") % {
        "name": made.recipient
    }
