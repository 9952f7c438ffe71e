"""Reads of registrations."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count
from django.utils.translation import gettext as _

from core.errors import NotVisible
from core.scope import Actor
from emulation import permissions, workflow
from emulation.models import EmulationYear, Registration
from emulation.models.registration import RegistrationQuerySet
from personnel.models import Staff


def visible_to(actor: Actor, action: str = permissions.VIEW_REGISTRATION) -> RegistrationQuerySet:
    """The registrations on which the actor may do the action, ready for a list."""
    return Registration.objects.visible_to(actor, action).for_lists().in_name_order()


def visible_registration(actor: Actor, pk: int) -> Registration:
    """The registration if the actor may see it, else NotVisible."""
    found = visible_to(actor).select_related("created_by", "emulation_year__unit").filter(pk=pk)
    registration = found.first()
    if registration is None:
        raise NotVisible(_("Không tìm thấy đăng ký này trong phạm vi của bạn."))
    return registration


def state_counts(year: EmulationYear, actor: Actor) -> dict[str, int]:
    """How many registrations of the year stand in each state, among those the actor may see."""
    rows = (
        Registration.objects.visible_to(actor)
        .filter(emulation_year=year)
        .order_by()
        .values_list("state")
        .annotate(n=Count("pk"))
    )
    counts = dict(rows)
    return {state: counts.get(state, 0) for state in workflow.REGISTRATION.states}


def of_person(actor: Actor, staff: Staff) -> list[Registration]:
    """The person's standing registrations that the actor may see, newest first."""
    mine = visible_to(actor).standing().filter(staff=staff)
    return list(mine.order_by("-emulation_year__year", "award_type__rank", "pk"))


def counts_by_year(actor: Actor, years: Iterable[EmulationYear]) -> dict[int, int]:
    """How many standing registrations each of the years has, among those the actor may see."""
    rows = (
        Registration.objects.visible_to(actor)
        .standing()
        .filter(emulation_year__in=list(years))
        .order_by()
        .values_list("emulation_year")
        .annotate(n=Count("pk"))
    )
    return dict(rows)


def waiting_for(actor: Actor) -> RegistrationQuerySet:
    """What the actor may approve now, the longest waiting in front."""
    return (
        Registration.objects.visible_to(actor, permissions.APPROVE_REGISTRATION)
        .filter(state=workflow.SUBMITTED)
        .for_lists()
        .order_by("submitted_at", "pk")
    )


def returned_to(actor: Actor) -> RegistrationQuerySet:
    """The actor's own registrations that came back to be mended."""
    return (
        Registration.objects.filter(RegistrationQuerySet.own_of(actor), state=workflow.RETURNED)
        .for_lists()
        .in_name_order()
    )
