"""Reads of the annual grades of units (mức độ hoàn thành nhiệm vụ của tập thể)."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from core.errors import NotVisible
from core.scope import Actor
from personnel import permissions
from personnel.models import Unit, UnitAssessment


def unit_grade_of(unit: Unit, year: int) -> UnitAssessment:
    """The unit's grade of that year, else NotVisible."""
    found = unit.assessments.select_related("unit").filter(year=year).first()
    if found is None:
        raise NotVisible(_("Chưa có xếp loại năm %d.") % year)
    return found


def visible_unit_grades(actor: Actor) -> QuerySet[UnitAssessment]:
    """The grades of the units in the actor's reach, the latest year first."""
    units = Unit.objects.visible_to(actor, permissions.VIEW_UNIT)
    return UnitAssessment.objects.filter(Exists(units.filter(pk=OuterRef("unit")))).order_by(
        "-year", "-pk"
    )
