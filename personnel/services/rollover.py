"""Makes the derived "today" columns true to a day on which recorded changes begin."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef, Subquery

from personnel.models import Appointment, Staff
from personnel.services import tree


@transaction.atomic
def roll_over(*, on: date) -> int:
    """Let moves and transfers that begin by ``on`` show in the tree and in people's units.

    Returns how many rows changed; running it again on the same day changes none.  The steps
    themselves were audited when they were recorded, so this writes nothing to the trail.
    """
    tree.lock()
    return tree.rebuild(on) + _units_of_staff(on)


def _units_of_staff(on: date) -> int:
    standing = Appointment.objects.in_force_on(on).filter(staff=OuterRef("pk"))
    elsewhere = standing.exclude(unit=OuterRef("unit"))
    return Staff.objects.filter(Exists(elsewhere)).update(
        unit=Subquery(standing.values("unit")[:1])
    )
