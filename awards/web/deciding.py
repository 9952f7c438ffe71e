"""Which of a person's roles can carry a decision."""

from __future__ import annotations

from core.scope import Actor

# Actions of the steps that may decide; `record_external` records a decision made elsewhere.
_ACTIONS = (
    "awards.lead",
    "awards.province_lead",
    "awards.ministry_lead",
    "awards.state_lead",
    "awards.record_external",
)


def may_decide(actor: Actor) -> bool:
    """Tell whether dossiers may come to this person for a decision."""
    return any(actor.may_somewhere(action) for action in _ACTIONS)
