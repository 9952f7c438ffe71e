"""Judging a condition where it is shown: a small form beside it, with or without script."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from awards.models import JudgementTick, Proposal
from awards.selectors import proposals as reads
from awards.selectors.ticks import ticks_of
from awards.services import ticks as services
from awards.web import sections
from core import clock
from core.errors import BusinessError, InvalidInput, Stale
from core.scope import actor_of
from core.web.messages import confirm
from core.web.parts import Crumb
from personnel.web.steps import posted_version

_OK = {"1": True, "0": False}


@dataclass(frozen=True, slots=True)
class Judged:
    """What the part ``awards/_tick.html`` shows of one condition.

    Attributes:
        message: the condition as the verdict words it.
        tick: the judgement that counts.
        may_judge: whether its reader may judge it now.
        note, problems: what was typed and is not accepted yet.
    """

    proposal: Proposal
    rule: str
    message: str = ""
    tick: JudgementTick | None = None
    may_judge: bool = False
    note: str = ""
    problems: tuple[str, ...] = ()


@require_POST
def judge(request: HttpRequest, pk: int) -> HttpResponse:
    """Write one judgement; answer with the part, or go back to the dossier without script."""
    actor = actor_of(request)
    proposal = reads.visible_proposal(actor, pk)
    sent = {name: request.POST.get(name, "") for name in ("rule", "ok", "note", "message")}
    try:
        if sent["ok"] not in _OK:
            raise InvalidInput.at("ok", _("Hãy chọn “đạt” hoặc “chưa đạt”."))
        made = services.tick(
            proposal,
            sent["rule"],
            ok=_OK[sent["ok"]],
            note=sent["note"],
            by=actor,
            at=clock.now(),
            expected_version=posted_version(request),
        )
    except (InvalidInput, Stale) as error:
        return _refused(request, proposal, sent, error)
    if request.htmx:  # type: ignore[attr-defined]
        part = Judged(proposal, made.rule, sent["message"], tick=made, may_judge=True)
        return render(request, "awards/_tick.html", {"judged": part})
    confirm(request, _("Đã ghi đánh giá của bạn."))
    return redirect(f"{reverse('proposals:detail', args=[pk])}#vi-sao")


def _refused(
    request: HttpRequest, proposal: Proposal, sent: dict[str, str], error: BusinessError
) -> HttpResponse:
    """The part again with what was typed; without script on a page of its own."""
    told = tuple(f"{one.reason} {one.hint}".strip() for one in error.problems) or (error.message,)
    fresh = reads.visible_proposal(actor_of(request), proposal.pk)
    part = Judged(
        proposal=fresh,
        rule=sent["rule"][:100],
        message=sent["message"],
        tick=ticks_of([fresh.pk]).get(fresh.pk, {}).get(sent["rule"]),
        may_judge=True,
        note=sent["note"],
        problems=told,
    )
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "awards/_tick.html", {"judged": part}, status=422)
    back = reverse("proposals:detail", args=[fresh.pk])
    context: dict[str, Any] = {
        "page_title": _("Đánh giá của người xét"),
        "page_lead": f"{fresh.recipient_name} · {fresh.award_label} {fresh.year}",
        "crumbs": sections.crumbs(Crumb(fresh.recipient_name, back), Crumb(_("Đánh giá"))),
        "nav": "awards",
        "judged": part,
        "back": back,
    }
    return render(request, "awards/proposals/tick.html", context, status=error.status)
