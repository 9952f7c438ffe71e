"""Reads of emulation blocs and of who belongs to them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from core.errors import NotVisible
from core.scope import Actor
from emulation import permissions
from emulation.models import BlocMembership, EmulationBloc
from emulation.models.bloc import EmulationBlocQuerySet
from personnel.models import Unit


def visible_to(actor: Actor, action: str = permissions.VIEW_YEAR) -> EmulationBlocQuerySet:
    """The blocs on which the actor may do the action, with organiser and members."""
    members = BlocMembership.objects.select_related("unit").order_by(
        "unit__tree_start", "valid_from", "pk"
    )
    return (
        EmulationBloc.objects.visible_to(actor, action)
        .select_related("organiser")
        .prefetch_related(Prefetch("memberships", queryset=members))
        .order_by("name", "pk")
    )


def visible_bloc(actor: Actor, pk: int) -> EmulationBloc:
    """The bloc if the actor may see it, else NotVisible."""
    bloc = visible_to(actor).filter(pk=pk).first()
    if bloc is None:
        raise NotVisible(_("Không tìm thấy khối, cụm thi đua này trong phạm vi của bạn."))
    return bloc


def bloc_of(units: Iterable[Unit], organiser: Unit, on: date) -> EmulationBloc | None:
    """The organiser's bloc to which one of these units belongs on a day.

    Args:
        units: a unit and those above it; the membership nearest to the unit counts, the latest
            one where there are several.
    """
    membership = (
        BlocMembership.objects.in_force_on(on)
        .filter(unit__in=[unit.pk for unit in units], bloc__organiser=organiser)
        .select_related("bloc")
        .order_by("-unit__depth", "-valid_from", "-pk")
        .first()
    )
    return membership.bloc if membership else None
