"""Rows without a version that a step changes or removes: read again and held."""

from __future__ import annotations

from typing import TypeVar

from django.utils.translation import gettext as _

from core.errors import Stale
from personnel.models import (
    AnnualAssessment,
    BarNotice,
    Discipline,
    LongAbsence,
    UnitAssessment,
)

Row = TypeVar("Row")
OfPerson = TypeVar("OfPerson", AnnualAssessment, BarNotice, Discipline, LongAbsence)


def held(row: OfPerson) -> OfPerson:
    """The row as it is now, with its person; nobody changes it before the step is done.

    Raises:
        Stale: somebody took it back meanwhile.
    """
    rows = type(row)._base_manager.select_for_update(of=("self",)).select_related("staff__unit")
    found: OfPerson | None = rows.filter(pk=row.pk).first()
    return _found(found)


def held_of_unit(row: UnitAssessment) -> UnitAssessment:
    """The same for what belongs to a unit."""
    rows = UnitAssessment.objects.select_for_update(of=("self",)).select_related("unit")
    return _found(rows.filter(pk=row.pk).first())


def _found(row: Row | None) -> Row:
    if row is None:
        raise Stale(_("Nội dung này vừa được người khác hủy. Hãy tải lại trang."))
    return row
