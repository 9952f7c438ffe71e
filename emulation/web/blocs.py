"""Pages of emulation blocs: the list with members, opening one, members coming and going."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from core import clock, keyset
from core.errors import InvalidInput, NotVisible
from core.periods import holds_on
from core.scope import Actor, actor_of
from core.web.forms import DateField
from core.web.messages import confirm
from core.web.parts import Crumb
from emulation import permissions
from emulation.models import BlocMembership, EmulationBloc
from emulation.selectors import blocs as reads
from emulation.services import blocs as services
from emulation.web import cases, sections
from personnel.models import Unit
from personnel.selectors.units import visible_to as visible_units
from personnel.web.forms import UnitField, offer_units

PAGE_SIZE = 20


class OpenBlocForm(forms.Form):
    """A new bloc."""

    organiser = forms.ModelChoiceField(
        Unit.objects.none(),
        label=gettext_lazy("Cơ quan tổ chức"),
        to_field_name="code",
        empty_label=None,
    )
    name = forms.CharField(
        label=gettext_lazy("Tên khối, cụm"),
        max_length=200,
        help_text=gettext_lazy("Ví dụ: Khối thi đua các sở kinh tế tổng hợp."),
    )


class AddMemberForm(forms.Form):
    """A unit that joins."""

    unit = UnitField("xem", gettext_lazy("Đơn vị"))
    valid_from = DateField(label=gettext_lazy("Từ ngày"))
    valid_to = DateField(
        label=gettext_lazy("Đến trước ngày"),
        required=False,
        help_text=gettext_lazy("Để trống khi chưa biết."),
    )


class EndMemberForm(forms.Form):
    """The day from which a unit no longer belongs."""

    on = DateField(
        label=gettext_lazy("Đến trước ngày"),
        help_text=gettext_lazy("Ngày đầu tiên đơn vị không còn là thành viên."),
    )


@dataclass(frozen=True, slots=True)
class BlocPart:
    """A bloc as the list shows it: who belongs to it, and who did or will."""

    bloc: EmulationBloc
    members: list[BlocMembership]
    others: list[BlocMembership]
    may_manage: bool

    @property
    def anchor(self) -> str:
        """Where the bloc stands in the page."""
        return f"khoi-{self.bloc.pk}"


@require_safe
def bloc_list(request: HttpRequest) -> HttpResponse:
    """The blocs in reach with their members of today."""
    actor, today = actor_of(request), clock.today()
    found = reads.visible_to(actor)
    page = keyset.page(
        found, order=("name", "pk"), size=PAGE_SIZE, cursor=request.GET.get("trang", "")
    )
    context = {
        "page_title": _("Khối, cụm thi đua"),
        "page_lead": _("Cơ quan cùng loại hình thi đua với nhau; khối suy tôn đơn vị dẫn đầu."),
        "tabs": sections.tabs(request, "blocs"),
        "parts": [_part(bloc, actor, today) for bloc in page.rows],
        "page": page,
        "total": found.count(),
        "may_open": actor.may_somewhere(permissions.MANAGE_BLOC),
    }
    return render(request, "emulation/bloc_list.html", context)


def _part(bloc: EmulationBloc, actor: Actor, today: date) -> BlocPart:
    memberships = list(bloc.memberships.all())
    members = [one for one in memberships if holds_on(today, one.valid_from, one.valid_to)]
    return BlocPart(
        bloc=bloc,
        members=members,
        others=[one for one in memberships if one not in members],
        may_manage=permissions.can(actor, permissions.MANAGE_BLOC, bloc).allowed,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def bloc_open(request: HttpRequest) -> HttpResponse:
    """Open a bloc."""
    actor = actor_of(request)
    permissions.require_somewhere(actor, permissions.MANAGE_BLOC)
    organisers = Unit.objects.visible_to(actor, permissions.MANAGE_BLOC).in_tree_order()
    first = organisers.first()
    form = OpenBlocForm(request.POST or None, initial={"organiser": first.code if first else ""})
    field: Any = form.fields["organiser"]
    field.queryset = organisers.open_on(clock.today())
    if request.method == "POST" and form.is_valid():
        try:
            bloc = services.open_bloc(**form.cleaned_data, by=actor, at=clock.now())
        except InvalidInput as error:
            cases.tell(form, error)
        else:
            confirm(
                request, _("Đã lập %(name)s. Hãy thêm đơn vị thành viên.") % {"name": bloc.name}
            )
            return redirect("emulation:bloc_member_add", pk=bloc.pk)
    return _form_page(request, form, _("Lập khối, cụm thi đua"), _("Lập khối"))


@require_http_methods(["GET", "HEAD", "POST"])
def member_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a unit join the bloc."""
    actor = actor_of(request)
    bloc = reads.visible_bloc(actor, pk)
    permissions.require(actor, permissions.MANAGE_BLOC, bloc)
    start = clock.today().replace(month=1, day=1)
    form = AddMemberForm(request.POST or None, initial={"valid_from": start})
    offer_units(form, "unit", visible_units(actor))
    if request.method == "POST" and form.is_valid():
        try:
            member = services.add_member(bloc=bloc, **form.cleaned_data, by=actor, at=clock.now())
        except InvalidInput as error:
            cases.tell(form, error)
        else:
            words = {"unit": member.unit, "bloc": bloc}
            confirm(request, _("%(unit)s đã là thành viên của %(bloc)s.") % words)
            return _back_to(bloc)
    return _form_page(
        request, form, _("Thêm đơn vị thành viên"), _("Thêm thành viên"), lead=bloc.name
    )


@require_http_methods(["GET", "HEAD", "POST"])
def member_end(request: HttpRequest, pk: int, member: int) -> HttpResponse:
    """Let a unit leave the bloc."""
    actor = actor_of(request)
    bloc = reads.visible_bloc(actor, pk)
    permissions.require(actor, permissions.MANAGE_BLOC, bloc)
    membership = bloc.memberships.select_related("unit").filter(pk=member).first()
    if membership is None:
        raise NotVisible(_("Không tìm thấy thành viên này trong khối, cụm thi đua."))
    form = EndMemberForm(request.POST or None, initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            services.end_membership(
                membership=membership, on=form.cleaned_data["on"], by=actor, at=clock.now()
            )
        except InvalidInput as error:
            cases.tell(form, error)
        else:
            words = {"unit": membership.unit, "bloc": bloc}
            confirm(request, _("Đã ghi ngày %(unit)s thôi tham gia %(bloc)s.") % words)
            return _back_to(bloc)
    lead = f"{membership.unit} · {bloc.name}"
    return _form_page(request, form, _("Kết thúc tham gia khối"), _("Ghi ngày"), lead=lead)


def _back_to(bloc: EmulationBloc) -> HttpResponse:
    return redirect(f"{reverse('emulation:bloc_list')}#khoi-{bloc.pk}")


def _form_page(
    request: HttpRequest, form: forms.Form, title: str, submit: str, *, lead: str = ""
) -> HttpResponse:
    context = {
        "page_title": title,
        "page_lead": lead,
        "crumbs": sections.crumbs("blocs", Crumb(title)),
        "form": form,
        "submit": submit,
        "cancel_url": reverse("emulation:bloc_list"),
    }
    return render(request, "emulation/form.html", context, status=422 if form.errors else 200)
