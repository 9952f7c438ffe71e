"""What is kept about people, kind by kind, as the plain rows that facts are built from."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any, NamedTuple

from awards.models import RecordedAward
from awards.selectors.facts.streams import Kind, Owners, Stream
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
    return map(PersonRow._make, _staff().read(owners))


class Records:
    """Every kind of record of these people side by side; one query each.

    Args:
        year: grades, awards and works of later years are left out.
    """

    def __init__(self, owners: Owners, year: int) -> None:
        def stream(kind: Kind) -> Stream[Any]:
            return Stream(kind.read(owners))

        kinds = _kinds(year)
        self.grades = stream(kinds.grades)
        self.awards = stream(kinds.awards)
        self.initiatives = stream(kinds.initiatives)
        self.works = stream(kinds.works)
        self.uses = stream(kinds.uses)
        self.disciplines = stream(kinds.disciplines)
        self.bars = stream(kinds.bars)
        self.absences = stream(kinds.absences)
        self.posts = stream(kinds.posts)


class _Kinds(NamedTuple):
    grades: Kind
    awards: Kind
    initiatives: Kind
    works: Kind
    uses: Kind
    disciplines: Kind
    bars: Kind
    absences: Kind
    posts: Kind


@cache
def _staff() -> Kind:
    return Kind(Staff.objects.all(), "pk", *PersonRow._fields[1:-1], "unit__kind")


@lru_cache(maxsize=64)
def _kinds(year: int) -> _Kinds:
    period = ("valid_from", "valid_to")
    return _Kinds(
        grades=Kind(
            AnnualAssessment.objects.filter(year__lte=year).order_by("year"),
            *("staff_id", "year", "grade"),
        ),
        awards=Kind(
            RecordedAward.objects.standing().filter(year__lte=year).order_by("year", "pk"),
            *("staff_id", "award_type__code", "year", "decision__decided_on"),
            *("basis", "ground", "pk"),
        ),
        initiatives=Kind(
            InitiativeRecognition.objects.filter(
                initiative__state=emulation_workflow.RECOGNISED, initiative__year__lte=year
            ).order_by("initiative_id", "decided_on", "pk"),
            *(_AUTHOR, "initiative_id", "initiative__code", "initiative__title"),
            *("initiative__year", "initiative__authors__share", "scope", "decided_on"),
            "initiative__first_applied_on",
        ),
        works=Kind(
            ScienceMember.objects.filter(work__year__lte=year).order_by("work__year", "work_id"),
            *("staff_id", "work_id", "work__title", "work__scope", "work__accepted_on"),
            *("work__year", "work__applied", "work__influence_scope"),
        ),
        uses=Kind(
            live().filter(proposal__year__lte=year).order_by("proposal_id", "initiative_id"),
            *("proposal__staff_id", "initiative_id", "proposal__award_type__code"),
            *("proposal__award_type__family", "proposal__year", "proposal__state", "proposal_id"),
        ),
        disciplines=Kind(
            Discipline.objects.order_by("valid_from", "pk"), "staff_id", "form", *period, "pk"
        ),
        bars=Kind(
            BarNotice.objects.order_by("valid_from", "pk"),
            *("staff_id", "source", "document_ref", *period, "pk"),
        ),
        absences=Kind(
            LongAbsence.objects.order_by("valid_from", "pk"),
            *("staff_id", "kind", *period, "result", "pk"),
        ),
        posts=Kind(
            Appointment.objects.order_by("valid_from", "pk"),
            *("staff_id", "post", *period, "is_manager", "pk"),
        ),
    )
