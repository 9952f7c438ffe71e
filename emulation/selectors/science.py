"""Reads of science works for lists and pages."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _

from core.errors import NotVisible
from core.scope import Actor, in_ranges
from emulation import permissions
from emulation.models import ScienceWork
from emulation.models.science import ScienceWorkQuerySet
from emulation.selectors.people import agency_of
from personnel.models import Staff
from personnel.models.staff import StaffQuerySet


def visible_to(actor: Actor, action: str = permissions.VIEW_INITIATIVE) -> ScienceWorkQuerySet:
    """The works on which the actor may do the action, ready for a list."""
    return ScienceWork.objects.visible_to(actor, action).for_lists().newest_first()


def visible_work(actor: Actor, pk: int) -> ScienceWork:
    """The work if the actor may see it, else NotVisible."""
    work = visible_to(actor).select_related("created_by").filter(pk=pk).first()
    if work is None:
        raise NotVisible(_("Không tìm thấy đề tài này trong phạm vi của bạn."))
    return work


def of_person(actor: Actor, staff: Staff) -> list[ScienceWork]:
    """The person's works that the actor may see, newest first."""
    return list(visible_to(actor).filter(members__staff=staff))


def possible_members(actor: Actor, work: ScienceWork | None = None) -> StaffQuerySet:
    """Whom the actor may name: people of his units and of his agency, and those named already.

    A work may be accepted after one of its members has left, so these are offered too.
    """
    reach = in_ranges("unit__tree_start", actor.ranges(permissions.DECIDE_INITIATIVE))
    agency = agency_of(actor)
    if agency is not None:
        reach |= Q(unit__tree_start__range=(agency.tree_start, agency.tree_end))
    if work is not None:
        reach |= Q(pk__in=work.members.values("staff"))
    return Staff.objects.filter(reach).select_related("unit").in_name_order()
