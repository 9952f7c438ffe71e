"""A year in full swing around today, so that every role finds something to do."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from awards.demo import year as demo_year
from awards.demo.awarding import DECIDED, Awarding, Dossier, step_of
from awards.demo.case import Case, expand
from awards.demo.cast import Cast, Moments
from awards.domain.steps import StepKind
from awards.services import review
from core.workdays import is_workday, vietnamese_holidays
from emulation import workflow
from emulation.models import EmulationYear, Scope
from emulation.services import initiatives, registrations, years
from emulation.services.initiatives import Decision
from emulation.services.years import PhaseEntry
from personnel.models import Role
from personnel.services import staff as staff_services

_RETURNED = "RETURNED"
_DRAFT = "DRAFT"
# Working days from one step to the next.
_PACE = 2


def run(case: Case, cast: Cast, today: date) -> None:
    """Open the year of these weeks with registrations, initiatives and proposals under way."""
    plan = case.parts["present"]
    opened = _office_day(today, plan["opened"])
    if opened.year <= case.year + 1:
        # The case itself is that time's present.
        return
    moments = Moments()
    year = years.open_year(
        unit=cast.units[case.parts["report_unit"]],
        year=opened.year,
        theme=plan["theme"],
        phases=[
            PhaseEntry(kind, today + timedelta(days=first), today + timedelta(days=last))
            for kind, (first, last) in plan["phases"].items()
        ],
        by=cast.actors_in(Role.HR_OFFICER)[0],
        at=moments.on(opened),
    )
    _grades(plan["grades"], cast, year, moments.on(_office_day(today, -26)))
    _registrations(plan["registrations"], cast, year, moments, today)
    for number, item in enumerate(plan["initiatives"]):
        _initiative(item, cast, year, moments, _office_day(today, -20 + number * 3))
    awarding = Awarding(case, cast, moments)
    for entry in plan["proposals"]:
        _proposals(entry, awarding, year.year, today)
    _straddling(plan["straddling"], awarding, today)


def straddles(plan: Mapping[str, Any], today: date) -> bool:
    """Tell whether a dossier received before the change of law is judged by both laws today."""
    return bool(plan["changed"] <= today < plan["until"])


def _straddling(plan: Mapping[str, Any], awarding: Awarding, today: date) -> None:
    """Send dossiers before the change of law that are still under way today."""
    if not straddles(plan, today):
        return
    eve = plan["changed"] - timedelta(days=1)
    for entry in plan["proposals"]:
        _proposals(entry, awarding, plan["year"], eve)


def _office_day(today: date, offset: int) -> date:
    """Return the working day so many days from today, or the last one before it."""
    day = today + timedelta(days=offset)
    while not is_workday(day, vietnamese_holidays((day.year - 1, day.year))):
        day -= timedelta(days=1)
    return day


def _grades(plan: Mapping[str, Any], cast: Cast, year: EmulationYear, at: datetime) -> None:
    for reference in expand(plan["to"]):
        staff_services.record_assessment(
            staff=cast.staff[reference],
            year=year.year,
            grade="GOOD",
            decision_ref="Kết quả tạm xếp loại",
            decided_on=at.date(),
            by=demo_year.officer_for(cast, cast.staff[reference]),
            at=at,
        )


def _registrations(
    plan: list[Mapping[str, Any]], cast: Cast, year: EmulationYear, moments: Moments, today: date
) -> None:
    for entry in plan:
        for number, recipient in enumerate(cast.recipients(entry["to"])):
            sent = moments.on(_office_day(today, -18 + number % 9))
            registration = demo_year.register(cast, year, entry["award"], recipient, sent)
            answered = moments.on(_office_day(today, -8))
            if entry["end"] == workflow.APPROVED:
                demo_year.approve(cast, registration, answered)
            elif entry["end"] == workflow.RETURNED:
                registrations.perform_transition(
                    registration,
                    "return",
                    comment=entry["reason"],
                    by=demo_year.approver_of(cast, registration),
                    at=answered,
                )


def _initiative(
    item: Mapping[str, Any], cast: Cast, year: EmulationYear, moments: Moments, day: date
) -> None:
    applied_on = day - timedelta(days=60)
    initiative = demo_year.enter(cast, item, year.year, applied_on, moments.on(day))
    if item["end"] == workflow.RECOGNISED:
        director = cast.actors_in(Role.DIRECTOR)[0]
        initiatives.recognise(
            initiative,
            decision=Decision(Scope.BASE, "198/QĐ-SCT", day, director.name),
            by=demo_year.recorder_of(cast, initiative),
            at=moments.on(day),
        )


def _proposals(entry: Mapping[str, Any], awarding: Awarding, year: int, today: date) -> None:
    start = _office_day(today, entry["sent"])
    stop = entry["stop"]
    if stop == _DRAFT:
        for number, recipient in enumerate(awarding.cast.recipients(entry["to"])):
            awarding.draft(entry, recipient, year, start, number)
        return

    def day_of(stage: str) -> date:
        passed = 0 if stage == "SENT" else 1 + list(StepKind).index(StepKind(stage))
        return min(_office_day(start, passed * _PACE), today)

    dossiers = awarding.send(entry, year, day_of)
    if stop == _RETURNED:
        for dossier in dossiers:
            _send_back(awarding, dossier, entry["reason"])
        return
    for dossier in dossiers:
        dossier.stop = None if stop == DECIDED else StepKind(stop)
    awarding.walk(dossiers)
    if stop == DECIDED:
        awarding.decide(dossiers, entry["decision"], day_of(StepKind.DIRECTOR))


def _send_back(awarding: Awarding, dossier: Dossier, reason: str) -> None:
    proposal = dossier.proposal
    review.act(
        proposal,
        "return",
        by=awarding.reviewer(proposal),
        at=awarding.moments.on(dossier.day_of(step_of(proposal).kind)),
        comment=reason,
    )
