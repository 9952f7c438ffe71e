"""Reads of disciplines and long absences, for pages, the API and the award rules."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from core.errors import NotVisible
from core.scope import Actor
from personnel import permissions
from personnel.domain.assessment_rules import YearAtWork
from personnel.models import (
    AbsenceKind,
    Appointment,
    Discipline,
    DisciplineForm,
    LongAbsence,
    Staff,
)


class DisciplineRow(NamedTuple):
    """One discipline or pending case, as plain data for the rules."""

    staff_id: int
    form: str
    valid_from: date
    valid_to: date | None
    ref: str


def discipline_rows(staff_ids: Iterable[int]) -> list[DisciplineRow]:
    """All disciplines and pending cases of these people, in one query."""
    rows = Discipline.objects.filter(staff_id__among=list(staff_ids)).values_list(
        "staff_id", "form", "valid_from", "valid_to", "decision_ref"
    )
    return [DisciplineRow(*row) for row in rows.order_by("staff_id", "valid_from", "pk")]


def year_at_work(staff: Staff) -> YearAtWork:
    """What the hints on grades look at, in three queries."""
    absences = list(
        LongAbsence.objects.filter(staff=staff).values_list("kind", "valid_from", "valid_to")
    )
    places = Appointment.objects.main().filter(staff=staff)
    disciplines = Discipline.objects.filter(staff=staff).exclude(form=DisciplineForm.UNDER_REVIEW)
    away = (AbsenceKind.SICK, AbsenceKind.UNPAID)
    return YearAtWork(
        service=tuple(places.values_list("valid_from", "valid_to")),
        away=tuple((start, end) for kind, start, end in absences if kind in away),
        parental=tuple(
            (start, end) for kind, start, end in absences if kind == AbsenceKind.PARENTAL
        ),
        disciplines=tuple(disciplines.values_list("valid_from", flat=True)),
    )


def visible_disciplines(actor: Actor) -> QuerySet[Discipline]:
    """The disciplines of the people in the actor's reach, the latest first."""
    return Discipline.objects.filter(_seen(actor)).order_by("-valid_from", "-pk")


def visible_absences(actor: Actor) -> QuerySet[LongAbsence]:
    """The long absences of the people in the actor's reach, the latest first."""
    return LongAbsence.objects.filter(_seen(actor)).order_by("-valid_from", "-pk")


def discipline_of(staff: Staff, pk: int) -> Discipline:
    """That discipline of the person, else NotVisible."""
    found = staff.disciplines.select_related("staff__unit").filter(pk=pk).first()
    if found is None:
        raise NotVisible(_("Không tìm thấy nội dung này trong hồ sơ."))
    return found


def absence_of(staff: Staff, pk: int) -> LongAbsence:
    """That absence of the person, else NotVisible."""
    found = staff.absences.select_related("staff__unit").filter(pk=pk).first()
    if found is None:
        raise NotVisible(_("Không tìm thấy nội dung này trong hồ sơ."))
    return found


def _seen(actor: Actor) -> Exists:
    people = Staff.objects.visible_to(actor, permissions.VIEW_STAFF)
    return Exists(people.filter(pk=OuterRef("staff")))
