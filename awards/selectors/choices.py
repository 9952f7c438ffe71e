"""What a proposal may be made of: recipients in reach, fitting awards, evidence at hand."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from awards import permissions
from awards.models.recipient import ObjectKind
from core.scope import Actor
from emulation import workflow as emulation_workflow
from emulation.models import Initiative, Registration
from legal.models import AwardType
from personnel.models import Staff, Unit
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


def fitting_awards(object_kind: str, year: int) -> list[AwardType]:
    """The awards that existed in the year and may go to this kind of recipient, high first."""
    rows = AwardType.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=date(year, 1, 1)),
        valid_from__lte=date(year, 12, 31),
    ).in_order()
    return [row for row in rows if row.allows(object_kind)]


def kind_of(recipient: Staff | Unit) -> str:
    """Whether the recipient is a person or a collective."""
    return ObjectKind.INDIVIDUAL if isinstance(recipient, Staff) else ObjectKind.COLLECTIVE


def registrations(recipient: Staff | Unit, year: int) -> QuerySet[Registration]:
    """What the recipient registered for the year and did not withdraw."""
    own = Q(staff=recipient) if isinstance(recipient, Staff) else Q(subject_unit=recipient)
    return (
        Registration.objects.standing()
        .for_lists()
        .filter(own, emulation_year__year=year)
        .exclude(state=emulation_workflow.DRAFT)
        .order_by("award_type__rank", "pk")
    )


def initiatives(recipient: Staff | Unit, year: int) -> QuerySet[Initiative]:
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
