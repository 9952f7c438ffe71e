"""The one place that writes a judgement (đánh giá của người xét): the row and its audit event."""

from __future__ import annotations

from datetime import datetime

from awards.models import JudgementTick, Proposal
from core import audit
from core.scope import Actor


def write(
    proposal: Proposal, rule: str, *, ok: bool, note: str, by: Actor, at: datetime
) -> JudgementTick:
    """Write one judgement; the caller has checked who judges, and holds the transaction."""
    made = JudgementTick.objects.create(
        proposal=proposal,
        rule=rule,
        ok=ok,
        note=note,
        actor_id=by.user_id,
        actor_name=by.name,
        on_behalf_name=by.principal.name if by.principal else "",
        at=at,
    )
    audit.record(
        action="awards.proposal.judge",
        subject=proposal,
        by=by,
        at=at,
        data={"rule": rule, "ok": ok, "note": note},
    )
    return made
