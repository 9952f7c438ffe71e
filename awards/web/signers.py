"""Who signs, as the form of a decision is first filled."""

from __future__ import annotations

from datetime import date
from typing import Any

from core.scope import Actor
from personnel.selectors import staff as staff_reads

# Those who decide in person; an officer records what somebody else signed.
_SIGNERS = ("awards.lead", "awards.province_lead")


def signer_of(actor: Actor, day: date) -> dict[str, Any]:
    """The head himself with his post and today; nothing for those who only record."""
    if not any(actor.may_somewhere(action) for action in _SIGNERS):
        return {}
    standing = None
    if actor.staff_id is not None:
        standing = staff_reads.standings([actor.staff_id], day).get(actor.staff_id)
    return {
        "signer_name": actor.name,
        "signer_post": standing.post if standing else "",
        "decided_on": day,
    }
