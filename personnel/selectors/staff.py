"""Reads of staff used by pages, APIs and other apps."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from core.errors import NotVisible
from core.scope import Actor
from core.vietnamese import fold
from personnel import permissions
from personnel.models import AnnualAssessment, Appointment, Staff, Unit

if TYPE_CHECKING:
    from personnel.models.staff import StaffQuerySet


_NAMESAKES = 20


class Standing(NamedTuple):
    """Where a person stood on a day, for papers that must keep it."""

    staff_id: int
    unit_id: int
    post: str
    is_manager: bool


class AssessmentFact(NamedTuple):
    """One person's grade of one year, as plain data for the rules."""

    staff_id: int
    year: int
    grade: str
    ref: str


def same_people(
    within: StaffQuerySet, full_name: str, birth_date: date | None, unit: Unit
) -> list[Staff]:
    """Who may be the very person: of the same name and birthday.

    Many people share a name; where a birthday is not known, only those of the same unit count.
    """
    name = fold(full_name)
    same = Q(unit=unit)
    if birth_date is not None:
        same = Q(birth_date=birth_date) | Q(same, birth_date__isnull=True)
    found = within.matching(name).filter(same)
    return [one for one in found[:_NAMESAKES] if fold(one.full_name) == name]


def visible_to(actor: Actor, action: str = permissions.VIEW_STAFF) -> StaffQuerySet:
    """The people on whom ``actor`` may do ``action``, with their unit, in name order."""
    return Staff.objects.visible_to(actor, action).select_related("unit").in_name_order()


def visible_staff(actor: Actor, code: str, action: str = permissions.VIEW_STAFF) -> Staff:
    """The person of that code if ``actor`` may do ``action`` on him, else NotVisible."""
    staff = visible_to(actor, action).filter(code=code).first()
    if staff is None:
        raise NotVisible(_("Không tìm thấy nhân sự có số hiệu “%(code)s”.") % {"code": code})
    return staff


def roster(unit: Unit, on: date, *, with_concurrent: bool = False) -> QuerySet[Appointment]:
    """Who worked in ``unit`` itself on a day: managers first, then in name order.

    With those who hold a post there beside their place of work if asked for. Not limited to what
    somebody may see: callers act on a unit they were already let into.
    """
    rows = Appointment.objects if with_concurrent else Appointment.objects.main()
    return (
        rows.in_force_on(on)
        .filter(unit=unit)
        .select_related("staff")
        .order_by("-is_manager", "is_concurrent", "staff__sort_key", "staff_id")
    )


def unit_of(staff: Staff, on: date) -> Unit | None:
    """The unit in which the person worked on a day."""
    appointment = (
        Appointment.objects.main()
        .in_force_on(on)
        .filter(staff=staff)
        .select_related("unit")
        .first()
    )
    return appointment.unit if appointment else None


def standings(staff_ids: Iterable[int], on: date) -> dict[int, Standing]:
    """Where each of these people stood on a day, in one query; nobody's absence is an error."""
    rows = (
        Appointment.objects.main()
        .in_force_on(on)
        .filter(staff_id__among=list(staff_ids))
        .values_list("staff_id", "unit_id", "post", "is_manager")
    )
    return {row[0]: Standing(*row) for row in rows}


def search(text: str, within: StaffQuerySet | None = None) -> StaffQuerySet:
    """People whose name or number contains every word of ``text``, marks and case ignored.

    Starts from ``within``, which callers take from ``visible_to``; without it from everybody, for
    commands only.
    """
    people = Staff.objects.all() if within is None else within
    return people.matching(text).in_name_order()


def assessments(staff_ids: Iterable[int], years: Iterable[int]) -> list[AssessmentFact]:
    """The grades of these people in these years, in one query."""
    rows = AnnualAssessment.objects.filter(
        staff_id__among=list(staff_ids), year__in=list(years)
    ).values_list("staff_id", "year", "grade", "decision_ref")
    return [AssessmentFact(*row) for row in rows.order_by("staff_id", "year")]
