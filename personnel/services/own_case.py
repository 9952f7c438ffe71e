"""Nobody handles his own case: grades, disciplines and absences are entered by somebody else."""

from __future__ import annotations

from core.errors import Forbidden
from core.scope import Actor
from personnel import permissions
from personnel.models import Staff


def refuse_own(by: Actor, staff: Staff) -> None:
    """Raise Forbidden when the record is the actor's own, his spouse's or his principal's."""
    if by.is_close_to(staff.pk):
        raise Forbidden(permissions.too_close())
