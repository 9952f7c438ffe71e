"""Facts with the contradictions among them: records that cannot all be right."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from legal.rules.contradictions import contradictions_in
from legal.rules.facts import CollectiveFacts, PersonFacts

S = TypeVar("S", PersonFacts, CollectiveFacts)


def checked(facts: S) -> S:
    """Return the facts with what contradicts itself in them; most have nothing of the kind."""
    found = contradictions_in(facts)
    return replace(facts, contradictions=found) if found else facts
