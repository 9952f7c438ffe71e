"""The emulation year of a case: grades, registrations and initiatives."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from awards.demo.case import Case, expand, on_day
from awards.demo.cast import Cast, Moments, Recipient
from core.scope import Actor
from emulation.models import EmulationYear, Initiative, Registration, Scope
from emulation.permissions import APPROVE_REGISTRATION, DECIDE_INITIATIVE, can
from emulation.services import initiatives, registrations, years
from emulation.services.initiatives import Author, Content, Decision
from emulation.services.years import PhaseEntry
from legal.models import AwardType
from personnel.models import Role, Staff
from personnel.services import staff as staff_services

COMMITMENT = "Hoàn thành tốt nhiệm vụ được giao, tích cực tham gia các phong trào thi đua."


def run(case: Case, cast: Cast) -> EmulationYear:
    """Open the year, register, approve, grade people and decide the initiatives."""
    plan = case.parts["emulation"]
    moments = Moments()
    officer = cast.actors_in(Role.HR_OFFICER)[0]
    year = years.open_year(
        unit=cast.units[case.parts["report_unit"]],
        year=case.year,
        theme=plan["theme"],
        phases=[PhaseEntry(kind, *days) for kind, days in plan["phases"].items()],
        by=officer,
        at=moments.on(plan["opened_on"]),
    )
    for entry in plan["registrations"]:
        for recipient in cast.recipients(entry["to"]):
            registration = register(
                cast, year, entry["award"], recipient, moments.on(plan["registered_on"])
            )
            approve(cast, registration, moments.on(plan["approved_on"]))
    grade(case.parts["grades"], cast, moments)
    _initiatives(case, cast, moments)
    return year


# --- Registrations --------------------------------------------------------------------------


def register(
    cast: Cast, year: EmulationYear, code: str, recipient: Recipient, at: datetime
) -> Registration:
    """Send in a registration, entered by the head or, for the department itself, an officer."""
    return registrations.register(
        year=year,
        award=AwardType.objects.get(code=code),
        staff=recipient.staff,
        unit=recipient.collective,
        commitment=COMMITMENT,
        by=cast.head_of(recipient.unit) or cast.actors_in(Role.HR_OFFICER)[0],
        at=at,
    )


def approver_of(cast: Cast, registration: Registration) -> Actor:
    """Return who approves it: the unit's head, for his own case and his unit a director."""
    heads = [cast.head_of(registration.unit), *cast.actors_in(Role.DIRECTOR)]
    return next(
        actor for actor in heads if actor and can(actor, APPROVE_REGISTRATION, registration).allowed
    )


def approve(cast: Cast, registration: Registration, at: datetime) -> None:
    """Approve a registration."""
    registrations.perform_transition(
        registration, "approve", by=approver_of(cast, registration), at=at
    )


# --- Grades ---------------------------------------------------------------------------------


def grade(plan: Mapping[str, Any], cast: Cast, moments: Moments) -> None:
    """Record the grades of everybody for the years of the plan."""
    special = {
        reference: level
        for level in ("EXCELLENT", "COMPLETED")
        for reference in expand(plan[level])
    }
    for year in plan["years"]:
        day = on_day(year, plan["decided_on"])
        for reference, person in cast.staff.items():
            if person.joined_on.year > year:
                continue
            staff_services.record_assessment(
                staff=person,
                year=year,
                grade=special.get(reference, "GOOD"),
                decision_ref=plan["reference"],
                decided_on=day,
                by=officer_for(cast, person),
                at=moments.on(day),
            )


def officer_for(cast: Cast, person: Staff) -> Actor:
    """Return an officer who may handle the person's record: nobody handles his own."""
    officers = cast.actors_in(Role.HR_OFFICER)
    return next(officer for officer in officers if not officer.is_close_to(person.pk))


# --- Initiatives ----------------------------------------------------------------------------


def _initiatives(case: Case, cast: Cast, moments: Moments) -> None:
    plan = case.parts["initiatives"]
    made = plan["decision"]
    decision = Decision(Scope.BASE, made["number"], made["day"], cast.actor(made["by"]).name)
    for item in plan["items"]:
        initiative = enter(
            cast, item, case.year, item["applied_on"], moments.on(plan["submitted_on"])
        )
        at = moments.on(decision.decided_on)
        officer = recorder_of(cast, initiative)
        if "refused" in item:
            initiatives.perform_transition(
                initiative, "reject", comment=item["refused"], by=officer, at=at
            )
            continue
        initiatives.recognise(initiative, decision=decision, by=officer, at=at)
        if "wider" in item:
            wider = item["wider"]
            signer = cast.stranger(wider["day"])
            initiatives.recognise(
                initiative,
                decision=Decision(wider["scope"], wider["number"], wider["day"], signer),
                by=officer,
                at=moments.on(wider["day"]),
            )


def enter(
    cast: Cast, item: Mapping[str, Any], year: int, applied_on: date, at: datetime
) -> Initiative:
    """Enter an initiative and ask for its recognition, by the head of the first author."""
    authors = [
        Author(cast.staff[reference], Decimal(share))
        for reference, share in item["authors"].items()
    ]
    content = Content(
        title=item["title"],
        kind=item["kind"],
        authors=authors,
        summary=item["summary"],
        benefit=item["benefit"],
        first_applied_on=applied_on,
    )
    by = cast.head_of(authors[0].staff.unit) or cast.actors_in(Role.HR_OFFICER)[0]
    return initiatives.register(content=content, year=year, by=by, at=at)


def recorder_of(cast: Cast, initiative: Initiative) -> Actor:
    """Return an officer who is not among the authors."""
    return next(
        officer
        for officer in cast.actors_in(Role.HR_OFFICER)
        if not officer.is_service and can(officer, DECIDE_INITIATIVE, initiative).allowed
    )
