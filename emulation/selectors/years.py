"""Reads of emulation years and phases."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from core.errors import NotVisible
from core.scope import Actor
from emulation import permissions
from emulation.models import EmulationYear, PhaseKind
from emulation.models.year import ORGANISERS, EmulationYearQuerySet
from personnel.models import Unit
from personnel.models.unit import UnitQuerySet


def visible_to(actor: Actor, action: str = permissions.VIEW_YEAR) -> EmulationYearQuerySet:
    """The years on which the actor may do the action, newest first, with unit and phases."""
    return (
        EmulationYear.objects.visible_to(actor, action)
        .select_related("unit")
        .prefetch_related("phases")
        .order_by("-year", "unit__tree_start", "pk")
    )


def visible_year(actor: Actor, pk: int, action: str = permissions.VIEW_YEAR) -> EmulationYear:
    """The year if the actor may do the action on it, else NotVisible."""
    year = visible_to(actor, action).filter(pk=pk).first()
    if year is None:
        raise NotVisible(_("Không tìm thấy năm thi đua này trong phạm vi của bạn."))
    return year


def organisers(actor: Actor) -> UnitQuerySet:
    """The agencies whose years the actor manages, from the top."""
    managed = Unit.objects.visible_to(actor, permissions.MANAGE_YEAR)
    return managed.filter(ORGANISERS).in_tree_order()


def open_for_registration(actor: Actor, day: date) -> EmulationYearQuerySet:
    """The visible years whose registration phase is open on the day."""
    return visible_to(actor).filter(
        phases__kind=PhaseKind.REGISTRATION,
        phases__opens_on__lte=day,
        phases__closes_on__gte=day,
    )


def year_of(unit: Unit, year: int) -> EmulationYear | None:
    """The emulation year that binds the unit: organised by itself or by the nearest above it."""
    return (
        EmulationYear.objects.filter(
            year=year,
            unit__tree_start__lte=unit.tree_start,
            unit__tree_end__gte=unit.tree_start,
        )
        .select_related("unit")
        .order_by("-unit__tree_start")
        .first()
    )
