"""What waits for a person: counted by step, and what his year brings next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Min, Q, QuerySet

from awards.models import Proposal, RecordedAward
from awards.models.proposal import ProposalQuerySet
from awards.selectors import register
from core.models import Notification
from core.scope import Actor
from emulation.models import EmulationPhase, Initiative, Registration
from emulation.models.initiative import InitiativeQuerySet
from personnel.models import Staff, Unit


@dataclass(frozen=True, slots=True)
class StepGroup:
    """The dossiers of one step that wait for the actor."""

    kind: str
    decides: bool
    is_external: bool
    count: int
    late: int
    due_on: date


def step_groups(actor: Actor, day: date) -> list[StepGroup]:
    """Count the actor's own work by step, the earliest limit first."""
    rows = (
        Proposal.objects.work_of(actor)
        .order_by()
        .values_list("current_step__kind", "current_step__decides", "current_step__is_external")
        .annotate(
            count=Count("pk"),
            late=Count("pk", filter=Q(current_step__due_on__lt=day)),
            due_on=Min("current_step__due_on"),
        )
    )
    return sorted((StepGroup(*row) for row in rows), key=lambda group: (group.due_on, group.kind))


@dataclass(frozen=True, slots=True)
class AwaitedGroup:
    """The dossiers that lie at one level elsewhere."""

    kind: str
    unit_id: int
    unit_name: str
    decides: bool
    count: int
    since: datetime
    first_pk: int


def awaited_groups(actor: Actor) -> list[AwaitedGroup]:
    """Count what waits for an answer from elsewhere by level, the longest waiting in front."""
    rows = (
        Proposal.objects.awaited_by(actor)
        .order_by()
        .values_list(
            "current_step__kind",
            "current_step__unit",
            "current_step__unit__name",
            "current_step__decides",
        )
        .annotate(count=Count("pk"), since=Min("current_step__opened_at"), first_pk=Min("pk"))
    )
    return sorted((AwaitedGroup(*row) for row in rows), key=lambda group: (group.since, group.kind))


def home_of(actor: Actor) -> Unit | None:
    """The unit whose year is the actor's: his own place of work, else his first role's unit."""
    if actor.staff_id is not None:
        return Unit.objects.filter(staff=actor.staff_id).first()
    units = Unit.objects.filter(pk__in=[grant.unit_id for grant in actor.grants])
    return units.order_by("-depth", "pk").first()


def phases_ahead(unit: Unit, day: date) -> list[EmulationPhase]:
    """The phases that bind the unit and are not over, the one that ends first in front."""
    return list(
        EmulationPhase.objects.filter(
            emulation_year__unit__tree_start__lte=unit.tree_start,
            emulation_year__unit__tree_end__gte=unit.tree_start,
            closes_on__gte=day,
        )
        .select_related("emulation_year__unit")
        .order_by("closes_on", "pk")
    )


def notices(actor: Actor) -> QuerySet[Notification]:
    """The notices to the actor, newest first."""
    return Notification.objects.filter(recipient_id=actor.user_id or 0).order_by("-pk")


def proposals_about(staff_id: int) -> ProposalQuerySet:
    """The dossiers about a person, newest first; for the person himself."""
    return Proposal.objects.filter(staff_id=staff_id).with_parts().order_by("-year", "-pk")


def registrations_of(staff_id: int) -> QuerySet[Registration]:
    """What a person registered, newest first; for the person himself."""
    return (
        Registration.objects.filter(staff_id=staff_id)
        .for_lists()
        .order_by("-emulation_year__year", "-pk")
    )


def initiatives_of(staff_id: int) -> InitiativeQuerySet:
    """A person's initiatives, newest first; for the person himself."""
    mine = Initiative.objects.filter(authors__staff_id=staff_id)
    return mine.order_by("-year", "-code")


def awards_of(staff_id: int) -> QuerySet[RecordedAward]:
    """What a person received; for the person himself."""
    return register.history_of_person(Staff(pk=staff_id))
