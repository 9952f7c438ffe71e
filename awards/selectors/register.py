"""Reads of the award register (sổ khen thưởng)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from awards.models import RecordedAward
from awards.models.award import RecordedAwardQuerySet
from awards.selectors.reach import ranges_on
from core.errors import NotVisible
from core.scope import Actor, in_ranges
from personnel.models import ExternalRecipient, Staff, Unit

DECIDED = "DECIDED"
ANNULLED = "ANNULLED"
STATUSES = frozenset({DECIDED, ANNULLED})

# Filters that are a plain comparison; an empty text is a value of its own for the last two, so
# that a figure about yearly merit does not lead to the awards of a movement.
_FIELDS = {
    "year": "year",
    "award": "award_type__code",
    "decider": "decider",
    "basis": "basis",
    "object_kind": "object_kind",
    "qualifier": "qualifier",
    "occasion": "occasion",
}

_LISTED = ("award_type", "decision", "annulment")
_SHOWN = (
    "award_type",
    "decision__unit",
    "unit",
    "staff",
    "subject_unit",
    "external__unit",
    "annulment",
)


def visible_to(actor: Actor) -> RecordedAwardQuerySet:
    """Awards the actor may see, newest first, with what a list shows."""
    return listed().visible_to(actor).order_by("-year", "-pk")


def listed() -> RecordedAwardQuerySet:
    """Awards with what a line of a list shows; every further table would slow every list."""
    return RecordedAward.objects.select_related(*_LISTED)


def visible_award(actor: Actor, pk: int) -> RecordedAward:
    """Return one award with its parts.

    Raises:
        NotVisible: there is none, or it is not the actor's business.
    """
    award = visible_to(actor).select_related(*_SHOWN, "proposal").filter(pk=pk).first()
    if award is None:
        raise NotVisible(_("Không tìm thấy khen thưởng này trong phạm vi của bạn."))
    return award


def narrowed(rows: RecordedAwardQuerySet, wanted: Mapping[str, Any]) -> RecordedAwardQuerySet:
    """Return the awards that fit every filter given.

    Args:
        wanted: by name; ``unit`` is a unit and means its whole subtree, as it was on the day
            ``as_of``; ``status`` tells awards that stand from those annulled.
    """
    for name, path in _FIELDS.items():
        if name in wanted:
            rows = rows.filter(**{path: wanted[name]})
    if unit := wanted.get("unit"):
        rows = rows.filter(in_ranges("unit__tree_start", ranges_on(unit, wanted.get("as_of"))))
    if status := wanted.get("status"):
        if status not in STATUSES:
            return rows.none()
        rows = rows.filter(annulment__isnull=status == DECIDED)
    return rows.search(wanted["q"]) if wanted.get("q") else rows


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


def history_of_outside(recipient: ExternalRecipient) -> RecordedAwardQuerySet:
    """Everything somebody from outside received; callers were let into his page."""
    return (
        RecordedAward.objects.filter(external=recipient)
        .select_related(*_SHOWN)
        .order_by("-year", "award_type__rank", "-pk")
    )
