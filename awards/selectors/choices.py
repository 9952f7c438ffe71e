"""What a proposal may be made of: recipients in reach, fitting awards, evidence at hand."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from awards import permissions
from awards.models.recipient import Recipient
from core.scope import Actor
from emulation import workflow as emulation_workflow
from emulation.models import Initiative, Registration
from legal.models import AwardType
from personnel.models import ExternalRecipient, Staff, Unit
from personnel.models.recipient import ExternalRecipientQuerySet
from personnel.models.staff import StaffQuerySet
from personnel.models.unit import UnitQuerySet

_YEARS_OF_INITIATIVES = 6


def people(actor: Actor, day: date) -> StaffQuerySet:
    """The people the actor may propose: in his units, at work, not himself nor his spouse."""
    found = Staff.objects.visible_to(actor, permissions.PROPOSE).working_on(day)
    return found.exclude(pk__in=actor.close_staff_ids).select_related("unit").in_name_order()


def collectives(actor: Actor, day: date) -> UnitQuerySet:
    """The units the actor may propose as collectives."""
    found = Unit.objects.visible_to(actor, permissions.PROPOSE).open_on(day)
    return found.select_related("parent").in_tree_order()


def outside(actor: Actor, day: date) -> ExternalRecipientQuerySet:
    """The recipients outside the staff whom the actor's units keep, and may propose."""
    found = ExternalRecipient.objects.visible_to(actor, permissions.PROPOSE)
    kept = Q(unit__dissolved_on__isnull=True) | Q(unit__dissolved_on__gt=day)
    return found.filter(kept).select_related("unit").in_name_order()


def recorded_people(actor: Actor) -> StaffQuerySet:
    """The people for whom the actor may record earlier awards, also those who left."""
    found = Staff.objects.visible_to(actor, permissions.BACK_ENTER)
    close = sorted(actor.close_staff_ids)
    return found.exclude(pk__in=close).select_related("unit").in_name_order()


def recorded_units(actor: Actor) -> UnitQuerySet:
    """The units for which the actor may record earlier awards, also those that ended."""
    found = Unit.objects.visible_to(actor, permissions.BACK_ENTER)
    return found.select_related("parent").in_tree_order()


def recorded_outside(actor: Actor) -> ExternalRecipientQuerySet:
    """The recipients outside for whom the actor may record earlier awards."""
    found = ExternalRecipient.objects.visible_to(actor, permissions.BACK_ENTER)
    return found.select_related("unit").in_name_order()


def fitting_awards(object_kind: str, year: int) -> list[AwardType]:
    """The awards that existed in the year and may go to this kind of recipient, high first."""
    rows = AwardType.objects.of_year(year).in_order()
    return [row for row in rows if row.allows(object_kind)]


def registrations(recipient: Recipient, year: int) -> QuerySet[Registration]:
    """What the recipient registered for the year and did not withdraw.

    Nobody from outside registers for emulation.
    """
    if isinstance(recipient, ExternalRecipient):
        return Registration.objects.none()
    own = Q(staff=recipient) if isinstance(recipient, Staff) else Q(subject_unit=recipient)
    return (
        Registration.objects.standing()
        .for_lists()
        .filter(own, emulation_year__year=year)
        .exclude(state=emulation_workflow.DRAFT)
        .order_by("award_type__rank", "pk")
    )


def initiatives(recipient: Recipient, year: int) -> QuerySet[Initiative]:
    """The person's initiatives that were recognised or wait for it, the newest first."""
    if not isinstance(recipient, Staff):
        return Initiative.objects.none()
    states = [emulation_workflow.RECOGNISED, emulation_workflow.SUBMITTED]
    return (
        Initiative.objects.filter(
            authors__staff=recipient,
            state__in=states,
            year__range=(year - _YEARS_OF_INITIATIVES, year),
        )
        .prefetch_related("recognitions")
        .order_by("-year", "code")
    )
