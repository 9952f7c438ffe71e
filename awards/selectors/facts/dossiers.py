"""Facts about the recipient of a dossier, with what the dossier claims and what was judged."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from awards.models import Proposal
from awards.selectors.facts.collectives import unit_facts
from awards.selectors.facts.outside import outside_facts
from awards.selectors.facts.people import person_facts
from awards.selectors.ticks import ticks_of
from core import clock
from legal.rules.facts import PersonFacts, Subject, Tick
from personnel.models import ExternalRecipient, Unit


def facts_of_dossier(proposal: Proposal, received_on: date) -> Subject:
    """Collect what the rules may know, for a saved proposal or for a draft of the form."""
    facts = _facts_of(proposal, received_on)
    changes: dict[str, Any] = {
        "claims": frozenset({proposal.basis or "MERIT", *proposal.claims}),
        "ticks": _ticks(proposal),
    }
    if isinstance(facts, PersonFacts) and facts.uses is not None:
        # What the dossier itself uses is not used up yet.
        own = f"proposal:{proposal.pk}"
        changes["uses"] = tuple(use for use in facts.uses if use.ref != own)
    return replace(facts, **changes)


def _facts_of(proposal: Proposal, received_on: date) -> Subject:
    recipient = proposal.recipient
    if isinstance(recipient, ExternalRecipient):
        return outside_facts(recipient, proposal.year, as_of=received_on)
    if isinstance(recipient, Unit):
        return unit_facts(recipient, proposal.year, as_of=received_on)
    return person_facts(recipient, proposal.year, as_of=received_on)


def _ticks(proposal: Proposal) -> dict[str, Tick]:
    if proposal.pk is None:
        return {}
    return {
        rule: Tick(row.ok, row.signature, clock.day_of(row.at), row.note)
        for rule, row in ticks_of([proposal.pk]).get(proposal.pk, {}).items()
    }
