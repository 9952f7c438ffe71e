"""Reads of requests for correction, and who answers them."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from core.errors import NotVisible
from core.scope import Actor
from personnel import permissions
from personnel.models import CorrectionRequest
from personnel.models.privacy import CorrectionQuerySet
from personnel.selectors import holders

VIEW = permissions.VIEW_CORRECTION


def visible_to(actor: Actor) -> CorrectionQuerySet:
    """The requests the actor may see, with what a line shows."""
    return CorrectionRequest.objects.visible_to(actor, VIEW).with_parts()


def visible_request(actor: Actor, pk: int) -> CorrectionRequest:
    """The request if the actor may see it, else NotVisible."""
    found = visible_to(actor).filter(pk=pk).first()
    if found is None:
        raise NotVisible(_("Không tìm thấy yêu cầu này trong phạm vi của bạn."))
    return found


def own(actor: Actor) -> CorrectionQuerySet:
    """What the actor sent about himself, newest first."""
    mine = CorrectionRequest.objects.filter(staff_id=actor.staff_id or 0)
    return mine.with_parts().order_by("-pk")


def waiting_for(actor: Actor) -> CorrectionQuerySet:
    """What the actor has to answer: what is due soonest in front, the late ones first of all."""
    return CorrectionRequest.objects.waiting_for(actor).with_parts().order_by("due_on", "pk")


def officers_for(request: CorrectionRequest, day: date) -> dict[int, bool]:
    """Whom to tell of a request, with "has an e-mail address": the nearest who may answer it.

    The officers of the lowest unit that has any come first; where the only one is the person
    himself or his spouse, those further up are told.
    """
    position = request.staff.unit.tree_start
    ways = [
        way
        for way in holders.ways(permissions.ANSWER_CORRECTION, day, position)
        if way.may_handle([request.staff_id])
    ]
    nearest = max((way.depth for way in ways), default=0)
    return {way.user_id: way.has_email for way in ways if way.depth == nearest}


def overseers_of(request: CorrectionRequest, day: date) -> dict[int, bool]:
    """Who answers for data protection where the person works."""
    ways = holders.ways(permissions.VIEW_LOOKS, day, request.staff.unit.tree_start)
    return {way.user_id: way.has_email for way in ways if way.may_handle([request.staff_id])}
