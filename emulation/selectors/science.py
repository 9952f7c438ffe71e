"""Reads of science works: lists, and facts for the rules."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Q
from django.utils.translation import gettext as _

from core.errors import NotVisible
from core.scope import Actor, in_ranges
from emulation import permissions
from emulation.models import ScienceMember, ScienceWork
from emulation.models.science import ScienceWorkQuerySet
from emulation.selectors.people import agency_of
from personnel.models import Staff
from personnel.models.staff import StaffQuerySet


class AcceptedWork(NamedTuple):
    """One accepted work for one of its members, as a plain fact.

    ``influence_scope`` is empty and ``influence_on`` is none where nobody recognised an influence.
    """

    staff_id: int
    work_id: int
    title: str
    scope: str
    influence_scope: str
    applied: bool
    accepted_on: date
    year: int
    code: str
    kind: str
    role: str
    acceptance_ref: str
    influence_on: date | None


def visible_to(actor: Actor, action: str = permissions.VIEW_INITIATIVE) -> ScienceWorkQuerySet:
    """The works on which the actor may do the action, ready for a list."""
    return ScienceWork.objects.visible_to(actor, action).for_lists().newest_first()


def visible_work(actor: Actor, pk: int) -> ScienceWork:
    """The work if the actor may see it, else NotVisible."""
    work = visible_to(actor).select_related("created_by").filter(pk=pk).first()
    if work is None:
        raise NotVisible(_("Không tìm thấy đề tài này trong phạm vi của bạn."))
    return work


def accepted_works(staff_ids: Iterable[int], years: Iterable[int]) -> list[AcceptedWork]:
    """Every accepted work of these people that counts for these years, in one query.

    Not limited to what somebody may see: the rules judge a person by all there is.
    """
    rows = (
        ScienceMember.objects.filter(work__year__in=list(years), staff_id__among=list(staff_ids))
        .order_by("staff_id", "work__accepted_on", "work_id")
        .values_list(
            "staff_id",
            "work_id",
            "work__title",
            "work__scope",
            "work__influence_scope",
            "work__applied",
            "work__accepted_on",
            "work__year",
            "work__code",
            "work__kind",
            "role",
            "work__acceptance_ref",
            "work__influence_on",
        )
    )
    return [AcceptedWork(*row) for row in rows]


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
