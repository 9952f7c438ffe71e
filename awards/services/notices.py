"""Telling people what happened to a proposal: who must act now, and who waits for the outcome."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from awards import permissions
from awards.models import Proposal, ProposalTransition
from awards.workflow import IN_REVIEW, PROPOSAL
from core import clock
from core.notifications import Notice, tell
from core.outbox import handler
from personnel.models import User

_TOLD_TO_RECIPIENT = frozenset({"decide", "annul"})


class Occasion(NamedTuple):
    """What is told, whoever is told."""

    kind: str
    key: str
    title: str
    body: str


@handler("awards.proposal.submit", "awards.proposal.approve")
def tell_next_holder(payload: Mapping[str, Any], at: datetime) -> None:
    """Tell those who may act in the step that is open now."""
    proposal = Proposal.objects.with_parts().get(pk=payload["subject"])
    step = proposal.current_step
    if proposal.state != IN_REVIEW or step is None:
        return
    body = _("%(award)s năm %(year)s. Bước: %(step)s tại %(unit)s, hạn %(due)s.") % {
        "award": proposal.award_label,
        "year": proposal.year,
        "step": step.label,
        "unit": step.unit,
        "due": f"{step.due_on:%d/%m/%Y}",
    }
    title = _("Chờ bạn xét: %(who)s") % {"who": proposal.recipient_name}
    day = clock.day_of(at)
    users = permissions.who_can(permissions.REVIEW, proposal, day).filter(is_service=False)
    occasion = Occasion("awards.step_open", f"step:{step.pk}", title, body)
    tell(_notices(users, occasion, proposal), at=at)


@handler(
    "awards.proposal.return",
    "awards.proposal.refuse",
    "awards.proposal.decide",
    "awards.proposal.withdraw",
    "awards.proposal.annul",
)
def tell_outcome(payload: Mapping[str, Any], at: datetime) -> None:
    """Tell who made the proposal, and the person it is about, what came of it."""
    proposal = Proposal.objects.with_parts().get(pk=payload["subject"])
    record = ProposalTransition.objects.get(pk=payload["record"])
    title = _("%(who)s: %(state)s") % {
        "who": proposal.recipient_name,
        # What this step led to: the dossier may have moved on before the notice is written.
        "state": _(PROPOSAL.states[record.to_state]).lower(),
    }
    body = _("%(award)s năm %(year)s.") % {"award": proposal.award_label, "year": proposal.year}
    if record.comment:
        body += " " + _("Lý do, ý kiến: %(comment)s") % {"comment": record.comment}
    users = User.objects.filter(pk=proposal.created_by_id or 0, is_active=True)
    if proposal.staff_id is not None and record.name in _TOLD_TO_RECIPIENT:
        users |= User.objects.filter(staff_id=proposal.staff_id, is_active=True)
    users = users.exclude(pk=record.actor_id or 0).exclude(is_service=True)
    occasion = Occasion("awards.outcome", f"record:{record.pk}", title, body)
    tell(_notices(users, occasion, proposal), at=at)


def _notices(users: Iterable[User], occasion: Occasion, proposal: Proposal) -> list[Notice]:
    url = reverse("proposals:detail", args=[proposal.pk])
    return [
        Notice(
            recipient_id=user.pk,
            kind=occasion.kind,
            key=occasion.key,
            title=occasion.title[:200],
            body=occasion.body,
            url=url,
            has_email=bool(user.email),
        )
        for user in users
    ]
