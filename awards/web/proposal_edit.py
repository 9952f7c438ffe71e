"""Making and changing a proposal, with a look at the verdict and the route before sending."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from awards import permissions
from awards.models import Proposal
from awards.models.recipient import Recipient, name_of
from awards.selectors import proposals as reads
from awards.services import proposals as services
from awards.services.likenesses import NotAcknowledged
from awards.services.proposals import EDITABLE_STATES
from awards.web import previewing, sections, told
from awards.web.act_forms import tell
from awards.web.chosen import is_number
from awards.web.proposal_forms import ProposalForm, RecipientForm, initial_of, suggested
from awards.web.recipients import find, value_of
from core import clock
from core.errors import BusinessError, Forbidden, IllegalTransition, InvalidInput, Stale
from core.scope import Actor, actor_of
from core.web.messages import confirm
from core.web.parts import Crumb
from core.web.years import selected_year
from personnel.models import ExternalRecipient, Staff
from personnel.web.steps import posted_version

SAVE, SEND = "save", "send"
_INVALID = 422


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Whom and when; then what and why."""
    actor = actor_of(request)
    if not actor.may_somewhere(permissions.PROPOSE):
        raise Forbidden(_("Chỉ trưởng đơn vị hoặc cán bộ tổ chức mới lập được đề nghị."))
    asked = request.POST if request.method == "POST" else request.GET
    first = RecipientForm(
        asked if asked.get("recipient") else None,
        actor=actor,
        chosen=find(actor, asked.get("recipient", "")),
        year=selected_year(request),
    )
    if not first.is_bound or not first.is_valid():
        return _first_page(request, first)
    recipient, year = first.cleaned_data["recipient"], first.cleaned_data["year"]
    if request.method != "POST":
        form = ProposalForm(
            None,
            actor=actor,
            recipient=recipient,
            year=year,
            initial=suggested(recipient, year) | _named(request),
        )
        return _page(request, form, _new(recipient, year))
    form = ProposalForm(request.POST, actor=actor, recipient=recipient, year=year)
    if request.POST.get("act") in {SAVE, SEND} and form.is_valid():
        try:
            proposal = services.create(form.entry(), by=actor, at=clock.now())
        except InvalidInput as error:
            tell(form, error)
        else:
            return _after_saving(request, proposal, actor)
    return _page(request, form, _new(recipient, year), status=_INVALID if form.errors else 200)


def _named(request: HttpRequest) -> dict[str, str]:
    """The award a link to this page names; the form offers it only where it may be given."""
    award = request.GET.get("award_type", "")
    return {"award_type": award} if award else {}


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a draft or a returned proposal; a stale page keeps what was typed."""
    actor = actor_of(request)
    proposal = reads.visible_proposal(actor, pk)
    _require_editable(actor, proposal)
    known = initial_of(proposal)
    data = request.POST if request.method == "POST" else None
    form = ProposalForm(
        data,
        actor=actor,
        recipient=proposal.recipient,
        year=proposal.year,
        initial=known,
        kept=proposal,
    )
    context = _existing(proposal)
    if data is None or data.get("act") not in {SAVE, SEND} or not form.is_valid():
        return _page(request, form, context, status=_INVALID if form.errors else 200)
    seen = posted_version(request)
    try:
        changed = services.update(
            proposal,
            form.entry(),
            by=actor,
            at=clock.now(),
            expected_version=proposal.version if seen is None else seen,
        )
    except Stale as error:
        context |= {"error": error, "differences": previewing.differences(form, proposal)}
        return _page(request, form, context, status=error.status)
    except InvalidInput as error:
        tell(form, error)
        return _page(request, form, context, status=_INVALID)
    return _after_saving(request, changed, actor)


def _require_editable(actor: Actor, proposal: Proposal) -> None:
    allowed, reason = permissions.can(actor, permissions.PROPOSE, proposal)
    if not allowed:
        raise Forbidden(reason)
    if proposal.state not in EDITABLE_STATES:
        raise IllegalTransition(
            _("Hồ sơ %(state)s, không sửa được nội dung. Hãy đề nghị trả lại để bổ sung.")
            % {"state": proposal.state_label.lower()}
        )


def _after_saving(request: HttpRequest, proposal: Proposal, actor: Actor) -> HttpResponse:
    """Go on to the dossier; when it could not be sent the draft stays and the reason is told."""
    if request.POST.get("act") != SEND:
        confirm(
            request,
            _("Đã lưu bản nháp %(code)s lúc %(time)s. Hồ sơ chưa gửi; bạn đang giữ.")
            % {"code": proposal.code, "time": f"{clock.now():%H:%M}"},
        )
        return redirect("proposals:detail", pk=proposal.pk)
    try:
        services.submit(proposal, by=actor, at=clock.now())
    except NotAcknowledged as error:
        messages.warning(
            request,
            _("Đã lưu bản nháp %(code)s nhưng chưa gửi. %(why)s")
            % {"code": proposal.code, "why": error.message},
        )
        return redirect(f"{reverse('proposals:detail', args=[proposal.pk])}#trung")
    except BusinessError as error:
        messages.error(
            request,
            _("Đã lưu bản nháp %(code)s nhưng chưa gửi được. %(why)s")
            % {"code": proposal.code, "why": error.message},
        )
        return redirect("proposals:edit", pk=proposal.pk)
    sent = reads.visible_proposal(actor, proposal.pk)
    confirm(
        request,
        _("Đã gửi đề nghị %(code)s. %(where)s")
        % {"code": sent.code, "where": told.where_now(sent)},
    )
    return redirect("proposals:detail", pk=proposal.pk)


@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """The verdict, the route and what is still wrong, for what is typed so far."""
    form = _typed(request)
    context = previewing.context(form, by=form.actor, but=_own_number(request))
    return render(request, "awards/proposals/preview.html", context)


@require_POST
def deciders(request: HttpRequest) -> HttpResponse:
    """The field of the deciding level for the award chosen."""
    return _field(request, _typed(request), "decider")


@require_POST
def grounds(request: HttpRequest) -> HttpResponse:
    """The field of the ground for the award and the initiatives chosen."""
    form = _typed(request)
    form.suggest_ground()
    return _field(request, form, "ground")


def _field(request: HttpRequest, form: ProposalForm, name: str) -> HttpResponse:
    field = form[name]
    form.errors.clear()
    return render(request, "awards/proposals/field.html", {"field": field})


def _typed(request: HttpRequest) -> ProposalForm:
    actor = actor_of(request)
    first = RecipientForm(
        request.POST,
        actor=actor,
        chosen=find(actor, request.POST.get("recipient", "")),
        year=selected_year(request),
    )
    if not first.is_valid():
        raise InvalidInput(_("Chưa chọn người, tập thể hoặc đối tượng được đề nghị."))
    return ProposalForm(
        request.POST,
        actor=actor,
        recipient=first.cleaned_data["recipient"],
        year=first.cleaned_data["year"],
    )


def _own_number(request: HttpRequest) -> int | None:
    sent = request.POST.get("pk", "")
    return int(sent) if is_number(sent) else None


def _first_page(request: HttpRequest, form: RecipientForm) -> HttpResponse:
    context = {
        "page_title": _("Lập đề nghị khen thưởng"),
        "page_lead": _("Bước 1 trong 2: chọn người hoặc tập thể và năm xét."),
        "crumbs": sections.crumbs(Crumb(_("Lập đề nghị"))),
        "form": form,
        "back": reverse("proposals:list"),
    }
    status = _INVALID if form.errors else 200
    return render(request, "awards/proposals/recipient.html", context, status=status)


def _page(
    request: HttpRequest, form: ProposalForm, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    shown = {
        "form": form,
        "recipient": form.recipient,
        "recipient_label": name_of(form.recipient),
        "recipient_detail": _detail(form.recipient),
        "recipient_value": value_of(form.recipient),
        "year_of_merit": form.year,
        **previewing.context(form, by=form.actor, but=context.get("pk")),
        **context,
    }
    return render(request, "awards/proposals/form.html", shown, status=status)


def _new(recipient: Recipient, year: int) -> dict[str, Any]:
    query = f"?recipient=&year={year}"
    return {
        "page_title": _("Lập đề nghị khen thưởng"),
        "page_lead": _("Bước 2 trong 2: chọn danh hiệu, ghi thành tích."),
        "crumbs": sections.crumbs(Crumb(_("Lập đề nghị"))),
        "back": reverse("proposals:list"),
        "change_url": reverse("proposals:create") + query,
        "version": None,
        "pk": None,
    }


def _detail(recipient: Recipient) -> str:
    """What stands beside the name: where a person works, or which kind the others are."""
    if isinstance(recipient, Staff):
        return recipient.unit.label
    if isinstance(recipient, ExternalRecipient):
        return str(recipient.get_kind_display())
    return _("Tập thể")


def _existing(proposal: Proposal) -> dict[str, Any]:
    page = reverse("proposals:detail", args=[proposal.pk])
    return {
        "page_title": _("Sửa hồ sơ %(code)s") % {"code": proposal.code},
        "page_lead": "",
        "crumbs": sections.crumbs(Crumb(proposal.recipient_name, page), Crumb(_("Sửa"))),
        "back": page,
        "change_url": "",
        "version": proposal.version,
        "pk": proposal.pk,
        "proposal": proposal,
    }
