"""The page of one proposal: who and what, the route, what I may do, why, the papers, the history."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from awards.models import Proposal, ReviewStep
from awards.models.claims import Claim
from awards.selectors import proposals as reads
from awards.services import route
from awards.services.proposals import EDITABLE_STATES
from awards.services.sealing import broken_seals
from awards.web import act_choices, cautions, likeness_parts, rows, sections, why
from awards.web import proposal_parts as parts
from awards.web.recipients import page_of
from core import clock
from core.errors import GuardRefused
from core.scope import Actor, actor_of
from core.web.parts import Caution, Crumb


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One dossier."""
    actor, at = actor_of(request), clock.now()
    day = clock.day_of(at)
    proposal = reads.visible_proposal(actor, pk)
    revisions = list(proposal.revisions.order_by("-number"))
    broken = broken_seals(revisions)
    step = proposal.current_step
    award = getattr(proposal, "recorded_award", None)
    told = why.of_dossier(proposal, revisions, actor, at)
    context = {
        "page_title": proposal.recipient_name,
        "page_lead": f"{proposal.award_label} · {proposal.year}",
        "crumbs": sections.crumbs(Crumb(proposal.code)),
        "proposal": proposal,
        "recipient_url": page_of(proposal.recipient),
        "limit": rows.limit_at(step, actor, day),
        "choices": act_choices.choices(proposal, actor, at, sent_as=_sent_as(proposal, told)),
        "facts": parts.facts(proposal),
        "award": award,
        "decision": award.decision if award else None,
        "annulment": getattr(award, "annulment", None),
        "revisions": [(one, parts.sent(one, broken.get(one.pk, ""))) for one in revisions],
        "initiatives": proposal.initiatives.order_by("-year", "code"),
        "registration": proposal.registration,
        "claims": [str(Claim(code).label) for code in proposal.claims],
        **_alike(proposal, actor),
        "events": parts.events(proposal, proposal.transitions.order_by("-pk")),
        **_way(proposal, revisions, day),
        "why": told,
    }
    return render(request, "awards/proposals/detail.html", context)


def _sent_as(proposal: Proposal, told: why.Why | None) -> tuple[Caution, ...]:
    """What the dossier would be sent as, where it waits to be sent."""
    if told is None or proposal.state not in EDITABLE_STATES:
        return ()
    return cautions.of_draft(proposal, told.today or told.deciding)


def _alike(proposal: Proposal, actor: Actor) -> dict[str, Any]:
    """What the dossier looks like, and whether the reader is asked to answer for it."""
    found = likeness_parts.of_dossier(proposal, by=actor)
    is_asked = any(one.is_open for one in found) and likeness_parts.may_answer(proposal, actor)
    return {"likenesses": found, "is_asked": is_asked}


def _way(proposal: Proposal, revisions: list[Any], day: date) -> dict[str, Any]:
    """The route of the newest revision; a draft shows the way it would go."""
    steps = list(
        ReviewStep.objects.filter(proposal=proposal)
        .select_related("unit", "bloc", "council_result")
        .order_by("-revision__number", "order")
    )
    newest = [one for one in steps if revisions and one.revision_id == revisions[0].pk]
    earlier = [one for one in steps if revisions and one.revision_id != revisions[0].pk]
    found: dict[str, Any] = {
        "steps": parts.route(newest, proposal, day),
        "earlier": parts.route(earlier, proposal, day),
        "is_planned": False,
        "way_problem": "",
    }
    if proposal.state in EDITABLE_STATES and not newest:
        try:
            found["steps"] = parts.planned(route.planned_steps(proposal, day=day))
            found["is_planned"] = True
        except GuardRefused as error:
            found["way_problem"] = error.message
    return found
