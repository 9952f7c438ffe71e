"""Reads of award decisions for pages and the API."""

from __future__ import annotations

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from awards.models import Decision, RecordedAward
from awards.models.award import RecordedAwardQuerySet
from awards.selectors import register
from core.errors import NotVisible
from core.scope import Actor, in_ranges
from core.vietnamese import fold

_RECENT = 500


def visible_to(actor: Actor) -> QuerySet[Decision]:
    """Decisions of the actor's units, and those that give an award he may see; newest first."""
    seen = RecordedAward.objects.visible_to(actor).filter(decision=OuterRef("pk"))
    reach = in_ranges("unit__tree_start", actor.ranges("awards.view_register"))
    return Decision.objects.filter(reach | Exists(seen)).select_related("unit").order_by("-pk")


def counted(decisions: QuerySet[Decision]) -> QuerySet[Decision]:
    """The decisions with the number of awards each gives."""
    return decisions.annotate(award_count=Count("awards"))


def visible_decision(actor: Actor, pk: int) -> Decision:
    """Return one decision.

    Raises:
        NotVisible: there is none, or it is not the actor's business.
    """
    decision = visible_to(actor).filter(pk=pk).first()
    if decision is None:
        raise NotVisible(_("Không tìm thấy quyết định này trong phạm vi của bạn."))
    return decision


def awards_of(decision: Decision, actor: Actor) -> RecordedAwardQuerySet:
    """The awards of the decision that the actor may see, high awards first."""
    return (
        register.visible_to(actor)
        .filter(decision=decision)
        .order_by("award_type__rank", "object_kind", "recipient_name", "pk")
    )


def matching(actor: Actor, text: str, limit: int) -> list[Decision]:
    """Recent decisions whose number or summary has every word, marks and case ignored."""
    words = fold(text).split()
    found = []
    for decision in visible_to(actor)[:_RECENT]:
        key = fold(f"{decision.number} {decision.summary}")
        if all(word in key for word in words):
            found.append(decision)
        if len(found) == limit:
            break
    return found
