"""The award register, one award, and the award histories of people and collectives."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from awards.models import RecordedAward
from awards.permissions import BACK_ENTER
from awards.selectors import proposals as proposal_reads
from awards.selectors import register as reads
from awards.web import filters, sections
from awards.web.recipients import page_of
from awards.web.register_filter import RegisterFilter
from core import clock, keyset
from core.scope import Actor, actor_of
from core.web import fragments
from core.web.parts import Crumb, Mark
from legal.models.choices import StandingChoice
from legal.selectors import catalogue
from personnel import permissions as personnel_permissions
from personnel.selectors.recipients import visible_recipient
from personnel.selectors.staff import visible_staff
from personnel.selectors.units import visible_unit

PAGE_SIZE = 50
_ORDER = ("-year", "-pk")


def add_fragments() -> None:
    """Show award histories in the pages of people and units."""
    title = gettext_lazy("Khen thưởng đã nhận")
    fragments.register(
        "staff_detail", title, lambda person: reverse("awards:person_history", args=[person.code])
    )
    fragments.register(
        "unit_detail", title, lambda unit: reverse("awards:unit_history", args=[unit.code])
    )
    fragments.register(
        "recipient_detail",
        title,
        lambda recipient: reverse("awards:recipient_history", args=[recipient.code]),
    )


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """The recorded awards in reach, newest first, narrowed by the filters of the address."""
    actor = actor_of(request)
    form = RegisterFilter(request, actor)
    found = reads.visible_to(actor)
    found = found.none() if form.errors else reads.narrowed(found, form.wanted)
    page = keyset.page(
        found,
        order=_ORDER,
        size=PAGE_SIZE,
        cursor=request.GET.get("trang", ""),
        shown=reads.listed(),
    )
    context = {
        "page_title": _("Sổ khen thưởng"),
        "tabs": sections.tabs(request, "register"),
        "form": form,
        "chips": filters.chips(request, form),
        "page": page,
        "total": found.count(),
        "narrowed": bool(form.wanted),
        "may_record": actor.may_somewhere(BACK_ENTER),
    }
    return render(request, "awards/register/list.html", context)


@require_safe
def award_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One award: to whom, for what, by which decision."""
    actor = actor_of(request)
    award = reads.visible_award(actor, pk)
    context = {
        "page_title": award.recipient_name,
        "page_lead": f"{award.award_label} · {award.year}",
        "crumbs": [
            Crumb(_("Sổ khen thưởng"), reverse("awards:register")),
            Crumb(award.recipient_name),
        ],
        "award": award,
        "annulment": getattr(award, "annulment", None),
        "facts": _facts(award),
        "recipient_url": _recipient_url(actor, award),
        "proposal_url": _proposal_url(actor, award),
    }
    return render(request, "awards/register/detail.html", context)


def _facts(award: RecordedAward) -> list[tuple[str, Any]]:
    return [
        (_("Danh hiệu, hình thức"), award.award_label),
        (_("Năm xét"), str(award.year)),
        (_("Đối tượng"), award.get_object_kind_display()),
        (_("Đơn vị khi đó"), award.unit_name),
        (_("Chức vụ khi đó"), award.post),
        (_("Loại hình"), award.get_basis_display()),
        (_("Thành tích"), award.merit),
        (_("Căn cứ của danh hiệu"), award.get_ground_display()),
        (_("Cấp quyết định"), award.decider_label),
        (_("Tiêu chuẩn khi đó"), _citations(award)),
    ]


def _citations(award: RecordedAward) -> str:
    """The provisions in force on the day of the decision, with how far they were checked."""
    return "; ".join(
        str(citation)
        if citation.standing == StandingChoice.TEXT_READ
        else f"{citation} ({citation.get_standing_display().lower()})"
        for citation in catalogue.citations_on(award.award_type, award.decision.decided_on)
    )


def _recipient_url(actor: Actor, award: RecordedAward) -> str:
    """The page of the recipient, for those who may open it."""
    recipient = award.recipient
    action = personnel_permissions.VIEW_UNIT
    if award.staff is not None:
        action = personnel_permissions.VIEW_STAFF
    elif award.external is not None:
        action = personnel_permissions.VIEW_RECIPIENT
    return page_of(recipient) if personnel_permissions.can(actor, action, recipient) else ""


def _proposal_url(actor: Actor, award: RecordedAward) -> str:
    if award.proposal_id is None:
        return ""
    if not proposal_reads.visible_to(actor).filter(pk=award.proposal_id).exists():
        return ""
    return reverse("proposals:detail", args=[award.proposal_id])


# --- Histories ------------------------------------------------------------------------------


@require_safe
def person_history(request: HttpRequest, code: str) -> HttpResponse:
    """What a person received; loaded into the person's page, or a page of its own."""
    person = visible_staff(actor_of(request), code)
    back = Crumb(person.full_name, reverse("personnel:staff_detail", args=[person.code]))
    return _history(request, person.full_name, back, reads.history_of_person(person))


@require_safe
def unit_history(request: HttpRequest, code: str) -> HttpResponse:
    """What a collective received; loaded into the unit's page, or a page of its own."""
    unit = visible_unit(actor_of(request), code)
    back = Crumb(unit.name, reverse("personnel:unit_detail", args=[unit.code]))
    return _history(request, unit.name, back, reads.history_of_unit(unit))


@require_safe
def recipient_history(request: HttpRequest, code: str) -> HttpResponse:
    """What somebody from outside received; loaded into his page, or a page of its own."""
    recipient = visible_recipient(actor_of(request), code)
    back = Crumb(recipient.name, page_of(recipient))
    return _history(request, recipient.name, back, reads.history_of_outside(recipient))


def _history(
    request: HttpRequest, name: str, back: Crumb, found: Iterable[RecordedAward]
) -> HttpResponse:
    awards = list(found)
    years = [award.year for award in awards]
    visible = set(
        reads.visible_to(actor_of(request))
        .filter(pk__in=[award.pk for award in awards])
        .values_list("pk", flat=True)
    )
    context = {
        "page_title": name,
        "page_lead": _("Khen thưởng đã nhận"),
        "crumbs": [back, Crumb(_("Khen thưởng đã nhận"))],
        "nav": "personnel",
        "awards": [(award, award.pk in visible) for award in awards],
        "marks": _marks(awards),
        "first_year": min(years, default=0),
        "this_year": clock.today().year,
    }
    return fragments.render_part(
        request,
        context,
        part="awards/register/history.html",
        page="awards/register/history_page.html",
    )


def _marks(awards: Iterable[RecordedAward]) -> list[Mark]:
    """Awards that stand, oldest first; gold stars, for they are honours."""
    standing = [award for award in awards if not hasattr(award, "annulment")]
    return [
        Mark(award.year, award.award_type.short_name, "star", award.decision.number)
        for award in sorted(standing, key=lambda award: (award.year, award.pk))
    ]
