"""Reads of proposals for pages, the API and other modules."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import F, Q
from django.utils.translation import gettext as _

from awards import permissions
from awards.models import Proposal
from awards.models.proposal import ProposalQuerySet
from core.errors import NotVisible
from core.scope import Actor


def visible_to(actor: Actor, action: str = permissions.VIEW) -> ProposalQuerySet:
    """Proposals on which the actor may do the action, newest first."""
    return Proposal.objects.visible_to(actor, action).order_by("-pk")


def visible_proposal(actor: Actor, pk: int, action: str = permissions.VIEW) -> Proposal:
    """Return one proposal with its parts.

    Raises:
        NotVisible: there is none, or it is not the actor's business.
    """
    proposal = visible_to(actor, action).with_parts().filter(pk=pk).first()
    if proposal is None:
        raise NotVisible(_("Không tìm thấy hồ sơ này trong phạm vi của bạn."))
    return proposal


def inbox(actor: Actor) -> ProposalQuerySet:
    """What waits for the actor to act on or to record, the earliest limit first."""
    waiting = Proposal.objects.visible_to(actor, permissions.REVIEW).with_parts()
    return waiting.order_by(F("current_step__due_on").asc(), "pk")


def work(actor: Actor) -> ProposalQuerySet:
    """What the actor himself has to act on, the earliest limit first."""
    mine = Proposal.objects.work_of(actor).with_parts()
    return mine.order_by(F("current_step__due_on").asc(), "pk")


def drafts(actor: Actor) -> ProposalQuerySet:
    """Drafts and returned dossiers the actor may send."""
    mine = Proposal.objects.visible_to(actor, permissions.PROPOSE).with_parts()
    return mine.filter(state__in=["DRAFT", "RETURNED"]).order_by("-state", "-pk")


def late(actor: Actor, day: date) -> int:
    """Count the actor's own work past its limit; a level elsewhere cannot be hurried from here."""
    return Proposal.objects.work_of(actor).filter(current_step__due_on__lt=day).count()


def awaiting_decision(actor: Actor) -> ProposalQuerySet:
    """Dossiers whose current step decides and in which the actor may act."""
    return inbox(actor).filter(current_step__decides=True)


def chosen(actor: Actor, pks: Sequence[int], action: str = permissions.REVIEW) -> list[Proposal]:
    """Return the chosen proposals the actor may act on, in the order of their numbers."""
    return list(
        Proposal.objects.visible_to(actor, action).with_parts().filter(pk__in=pks).order_by("pk")
    )


def actionable(actor: Actor, pks: Sequence[int]) -> set[int]:
    """Which of the proposals wait for the actor, in review or as drafts; in one query."""
    review = Proposal.objects.visible_to(actor, permissions.REVIEW)
    own = Proposal.objects.visible_to(actor, permissions.PROPOSE).filter(
        state__in=["DRAFT", "RETURNED"]
    )
    waiting = Q(pk__in=review.values("pk")) | Q(pk__in=own.values("pk"))
    return set(Proposal.objects.filter(waiting, pk__in=pks).values_list("pk", flat=True))
