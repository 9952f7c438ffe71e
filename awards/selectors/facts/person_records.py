"""What is kept about people, kind by kind, as the plain rows that facts are built from."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.db.models import QuerySet

from awards.models import RecordedAward
from awards.selectors.facts.streams import Owners, Stream, read
from awards.selectors.initiative_uses import live
from emulation import workflow as emulation_workflow
from emulation.models import InitiativeRecognition, ScienceMember
from personnel.models import (
    AnnualAssessment,
    Appointment,
    BarNotice,
    Discipline,
    LongAbsence,
    Staff,
)

_AUTHOR = "initiative__authors__staff_id"


class PersonRow(NamedTuple):
    """The person himself."""

    pk: int
    full_name: str
    sex: str
    joined_on: Any
    recruited_on: Any
    service_from: Any
    retires_on: Any
    unit_kind: str


def people(owners: Owners) -> Any:
    """The people themselves, in the order of their keys."""
    columns = PersonRow._fields[1:-1]
    return map(PersonRow._make, read(Staff.objects.all(), "pk", owners, *columns, "unit__kind"))


class Records:
    """Every kind of record of these people side by side; one query each.

    Args:
        year: grades, awards and works of later years are left out.
    """

    def __init__(self, owners: Owners, year: int) -> None:
        def stream(rows: QuerySet[Any], path: str, *columns: str) -> Stream[Any]:
            return Stream(read(rows, path, owners, *columns))

        self.grades = stream(
            AnnualAssessment.objects.filter(year__lte=year).order_by("year"),
            *("staff_id", "year", "grade"),
        )
        self.awards = stream(
            RecordedAward.objects.standing().filter(year__lte=year).order_by("year", "pk"),
            *("staff_id", "award_type__code", "year", "decision__decided_on"),
            *("basis", "ground", "pk"),
        )
        self.initiatives = stream(
            InitiativeRecognition.objects.filter(
                initiative__state=emulation_workflow.RECOGNISED, initiative__year__lte=year
            ).order_by("initiative_id", "decided_on", "pk"),
            *(_AUTHOR, "initiative_id", "initiative__code", "initiative__title"),
            *("initiative__year", "initiative__authors__share", "scope", "decided_on"),
            "initiative__first_applied_on",
        )
        self.works = stream(
            ScienceMember.objects.filter(work__year__lte=year).order_by("work__year", "work_id"),
            *("staff_id", "work_id", "work__title", "work__scope", "work__accepted_on"),
            *("work__year", "work__applied", "work__influence_scope"),
        )
        self.uses = stream(
            live().filter(proposal__year__lte=year).order_by("proposal_id", "initiative_id"),
            *("proposal__staff_id", "initiative_id", "proposal__award_type__code"),
            *("proposal__award_type__family", "proposal__year", "proposal__state", "proposal_id"),
        )
        period = ("valid_from", "valid_to")
        self.disciplines = stream(
            Discipline.objects.order_by("valid_from", "pk"), "staff_id", "form", *period, "pk"
        )
        self.bars = stream(
            BarNotice.objects.order_by("valid_from", "pk"),
            *("staff_id", "source", "document_ref", *period, "pk"),
        )
        self.absences = stream(
            LongAbsence.objects.order_by("valid_from", "pk"),
            *("staff_id", "kind", *period, "result", "pk"),
        )
        self.posts = stream(
            Appointment.objects.order_by("valid_from", "pk"),
            *("staff_id", "post", *period, "is_manager", "pk"),
        )
