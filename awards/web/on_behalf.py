"""What waits for the person in the names of others: one line for each who let him act."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from awards.models import Proposal
from core.scope import Actor
from emulation.selectors import initiatives, registrations
from legal.selectors import rule_sets
from personnel.selectors import delegations
from personnel.selectors.actors import actor_for


@dataclass(frozen=True, slots=True)
class Waiting:
    """The work under one delegation; ``url`` is posted to and begins the mode."""

    name: str
    role: str
    unit: str
    count: int
    ends_on: date | None
    url: str


def waiting(user: Any, actor: Actor, day: date) -> list[Waiting]:
    """What waits under each delegation; nothing while the person works under one already."""
    if actor.principal is not None:
        return []
    found = []
    for delegation in delegations.held_by(user.pk, day):
        count = _count(actor_for(user, day, delegation))
        found.append(
            Waiting(
                name=delegation.principal.get_full_name(),
                role=str(delegation.get_role_display()),
                unit=delegation.unit.label,
                count=count,
                ends_on=delegation.valid_to,
                url=reverse("personnel:acting_start", args=[delegation.pk]),
            )
        )
    return found


def _count(actor: Actor) -> int:
    return (
        Proposal.objects.work_of(actor).count()
        + registrations.waiting_for(actor).count()
        + initiatives.waiting_for(actor).count()
        + len(rule_sets.waiting_for(actor))
    )
