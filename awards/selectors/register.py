"""Reads of the award register (sổ khen thưởng)."""

from __future__ import annotations

from awards.models import RecordedAward
from awards.models.award import RecordedAwardQuerySet
from core.scope import Actor
from personnel.models import Staff, Unit

_SHOWN = ("award_type", "decision__unit", "unit", "staff", "subject_unit", "annulment")


def visible_to(actor: Actor) -> RecordedAwardQuerySet:
    """Awards the actor may see, newest first, with what a list shows."""
    return RecordedAward.objects.visible_to(actor).select_related(*_SHOWN).order_by("-year", "-pk")


def history_of_person(staff: Staff) -> RecordedAwardQuerySet:
    """Everything the person received, wherever he worked; callers were let into his record."""
    return (
        RecordedAward.objects.filter(staff=staff)
        .select_related(*_SHOWN)
        .order_by("-year", "award_type__rank", "-pk")
    )


def history_of_unit(unit: Unit) -> RecordedAwardQuerySet:
    """Everything the collective received; callers were let into its page."""
    return (
        RecordedAward.objects.filter(subject_unit=unit)
        .select_related(*_SHOWN)
        .order_by("-year", "award_type__rank", "-pk")
    )
