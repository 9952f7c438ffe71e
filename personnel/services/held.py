"""Rows without a version that a step changes or removes: read again and held."""

from __future__ import annotations

from typing import TypeVar

from django.utils.translation import gettext as _

from core.errors import Stale
from personnel.models import AnnualAssessment, Discipline, LongAbsence

OfPerson = TypeVar("OfPerson", AnnualAssessment, Discipline, LongAbsence)


def held(row: OfPerson) -> OfPerson:
    """The row as it is now, with its person; nobody changes it before the step is done.

    Raises:
        Stale: somebody took it back meanwhile.
    """
    rows = type(row)._base_manager.select_for_update(of=("self",)).select_related("staff__unit")
    found: OfPerson | None = rows.filter(pk=row.pk).first()
    if found is None:
        raise Stale(_("Nội dung này vừa được người khác hủy. Hãy tải lại trang."))
    return found
