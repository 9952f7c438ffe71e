"""A proposal as one line of a list: where it lies, how long it may lie there, what it is for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from django.urls import reverse
from django.utils.translation import gettext as _

from awards.models import Proposal, ReviewStep
from awards.web.cautions import Told
from core import clock
from core.scope import Actor
from core.web.parts import Caution


@dataclass(frozen=True, slots=True)
class Limit:
    """How a limit stands, in word and tone."""

    label: str
    tone: str


@dataclass(frozen=True, slots=True)
class Row:
    """What a list shows of a proposal."""

    proposal: Proposal
    url: str
    place: str
    limit: Limit | None
    cautions: tuple[Caution, ...] = ()


def rows(
    proposals: Iterable[Proposal],
    actor: Actor,
    day: date,
    told: Mapping[int, Told] = MappingProxyType({}),
) -> list[Row]:
    """Make the lines of a list as the actor sees it.

    Args:
        told: what is told of a dossier before somebody agrees to it.
    """
    return [
        Row(
            proposal=proposal,
            url=reverse("proposals:detail", args=[proposal.pk]),
            place=place_of(proposal),
            limit=limit_at(proposal.current_step, actor, day),
            cautions=told[proposal.pk].cautions if proposal.pk in told else (),
        )
        for proposal in proposals
    ]


def limit_at(step: ReviewStep | None, actor: Actor, day: date) -> Limit | None:
    """The limit of a step; others wait for a level outside this installation, and are not late."""
    if step is None:
        return None
    if step.is_external and step.opened_at and not actor.may(step.action, step.unit.tree_start):
        since = f"{clock.day_of(step.opened_at):%d/%m/%Y}"
        return Limit(_("Chờ cấp trên trả lời từ %(day)s") % {"day": since}, "neutral")
    return limit_of(step.due_on, day)


def place_of(proposal: Proposal) -> str:
    """The step and the unit that holds the dossier, or nothing."""
    step = proposal.current_step
    return f"{step.full_label} · {step.unit.label}" if step else ""


def limit_of(due_on: date | None, day: date) -> Limit | None:
    """The days that are left, or that are over, in words."""
    if due_on is None:
        return None
    left = (due_on - day).days
    if left < 0:
        return Limit(_("Quá hạn %(days)d ngày") % {"days": -left}, "danger")
    if left == 0:
        return Limit(_("Hạn hôm nay"), "warn")
    tone = "warn" if left <= _SOON else "progress"
    return Limit(_("Còn %(days)d ngày") % {"days": left}, tone)


_SOON = 2
