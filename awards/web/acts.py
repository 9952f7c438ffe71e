"""The page of one act on one proposal: for acts that ask something, and without script."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from awards.models import Proposal
from awards.selectors import proposals as reads
from awards.services import decisions, proposals, review
from awards.services.decisions import DecisionInput
from awards.services.review import CouncilInput
from awards.web import act_choices, act_forms, sections, told
from awards.web.signers import signer_of
from core import clock
from core.errors import BusinessError, Forbidden, IllegalTransition, InvalidInput
from core.scope import Actor, actor_of
from core.web.messages import confirm
from core.web.parts import Choice, Crumb
from personnel.web.steps import posted_version

_CONFLICT = 409
_INVALID = 422

Act = Callable[..., Any]


@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Ask what the act needs, do it, and say who holds the dossier now.

    What was typed stays in the form whatever the answer is.
    """
    actor, at = actor_of(request), clock.now()
    proposal = reads.visible_proposal(actor, pk)
    if request.method != "POST":
        asked = _require_choice(proposal, name, actor, at)
        return _page(request, proposal, asked, _form(proposal, asked, request))
    seen = posted_version(request)
    choice = act_choices.choice(proposal, name, actor, at)
    if choice is None:
        return _too_late(request, proposal, name, seen)
    form = _form(proposal, choice, request)
    if not form.is_valid():
        return _page(request, proposal, choice, form, status=_INVALID)
    try:
        perform(name, proposal, form.cleaned_data, by=actor, at=at, version=seen)
    except InvalidInput as error:
        act_forms.tell(form, error)
        return _page(request, proposal, choice, form, status=_INVALID)
    except BusinessError as error:
        if error.status != _CONFLICT:
            raise
        fresh = reads.visible_proposal(actor, pk)
        choice = act_choices.choice(fresh, name, actor, at) or choice
        return _page(request, fresh, choice, form, error=error, status=error.status)
    done = reads.visible_proposal(actor, pk)
    confirm(
        request,
        _("%(act)s: xong. %(where)s") % {"act": choice.label, "where": told.where_now(done)},
    )
    return redirect("proposals:detail", pk=pk)


def perform(
    name: str,
    proposal: Proposal,
    values: Mapping[str, Any],
    *,
    by: Actor,
    at: datetime,
    version: int | None,
) -> None:
    """Hand the act to its service."""
    common: dict[str, Any] = {"by": by, "at": at, "expected_version": version}
    if name == act_choices.COUNCIL:
        review.record_council(proposal, CouncilInput(**values), **common)
    elif name == "submit":
        proposals.submit(proposal, **common)
    elif name == "withdraw":
        proposals.withdraw(proposal, comment=values["comment"], **common)
    elif name == "annul":
        decisions.annul(
            proposal,
            number=values["number"],
            decided_on=values["decided_on"],
            reason=values["comment"],
            **common,
        )
    elif name == "decide":
        seen = proposal.version if version is None else version
        decisions.issue(DecisionInput(**values), [(proposal, seen)], by=by, at=at)
    else:
        review.act(proposal, name, **values, **common)


def form_for(name: str, *, needs_paper: bool, data: Any = None, initial: Any = None) -> forms.Form:
    """The form of an act."""
    if name == act_choices.COUNCIL:
        return act_forms.CouncilForm(data, initial=initial)
    if name == "decide":
        return act_forms.DecisionForm(data, initial=initial)
    if name == "submit":
        return forms.Form(data)
    needs_reason = name in {"return", "refuse", "withdraw", "annul"}
    if name == "annul":
        return act_forms.AnnulForm(data, needs_reason=needs_reason)
    if needs_paper and name in {"approve", "return", "refuse"}:
        return act_forms.AnswerForm(data, needs_reason=needs_reason)
    return act_forms.CommentForm(data, needs_reason=needs_reason)


def _form(proposal: Proposal, choice: Choice, request: HttpRequest) -> forms.Form:
    step = proposal.current_step
    return form_for(
        choice.name,
        needs_paper=step is not None and step.needs_paper(actor_of(request)),
        data=request.POST if request.method == "POST" else None,
        initial=signer_of(actor_of(request), clock.today()) if choice.name == "decide" else None,
    )


def _require_choice(proposal: Proposal, name: str, actor: Actor, at: datetime) -> Choice:
    choice = act_choices.choice(proposal, name, actor, at)
    if choice is None:
        raise IllegalTransition(
            _("Không thể làm việc này khi hồ sơ ở trạng thái “%(state)s”.")
            % {"state": proposal.state_label}
        )
    if not choice.allowed:
        raise Forbidden(choice.reason)
    return choice


def _too_late(
    request: HttpRequest, proposal: Proposal, name: str, seen: int | None
) -> HttpResponse:
    """The state has no such act any more: say what happened, keep what was typed."""
    if seen is not None and seen != proposal.version:
        error: BusinessError = proposals.stale(proposals.PROPOSAL_MACHINE, proposal, seen)
    else:
        error = IllegalTransition(
            _("Không thể làm việc này khi hồ sơ ở trạng thái “%(state)s”.")
            % {"state": proposal.state_label}
        )
    choice = Choice(name, act_choices.label_of(name), allowed=False)
    form = form_for(name, needs_paper="document" in request.POST, data=request.POST)
    return _page(request, proposal, choice, form, error=error, status=_CONFLICT)


def _page(
    request: HttpRequest,
    proposal: Proposal,
    choice: Choice,
    form: forms.Form,
    *,
    error: BusinessError | None = None,
    status: int = 200,
) -> HttpResponse:
    back = reverse("proposals:detail", args=[proposal.pk])
    context = {
        "page_title": choice.label,
        "page_lead": f"{proposal.recipient_name} · {proposal.award_label} {proposal.year}",
        "crumbs": sections.crumbs(Crumb(proposal.recipient_name, back), Crumb(choice.label)),
        "proposal": proposal,
        "choice": choice,
        "form": form,
        "error": error,
        "changes": getattr(error, "changes", ()),
        "back": back,
    }
    return render(request, "awards/proposals/act.html", context, status=status)
