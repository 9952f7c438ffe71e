"""The years since a case: grades, titles and what happened to people, as a register holds them.

What is judged today rests on them: chains of titles, consecutive years, a discipline that cut one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from awards.demo import year as demo_year
from awards.demo.case import Case, expand, on_day
from awards.demo.cast import Cast, Moments
from awards.services.back_entry import screen
from awards.services.back_entry.screen import LineInput, PaperInput
from core.scope import Actor
from personnel.models import Role, Staff
from personnel.services import bars, conduct, unit_grades
from personnel.services import staff as staff_services

_PAPERS_BY = 6


def years_end(today: date) -> int:
    """The first year whose papers are not all there yet: they come in the next year's first half."""
    return today.year if today.month > _PAPERS_BY else today.year - 1


def run(case: Case, cast: Cast, years: Iterable[int]) -> None:
    """Record these years as the case tells them, each when it was over."""
    plan = case.parts.get("since")
    if plan is None:
        return
    moments = Moments()
    for one in years:
        if one in plan["years"]:
            demo_year.grade({**plan["grades"], "years": [one]}, cast, moments)
            _grade_units(plan["units"], cast, one, moments)
            for paper in plan["papers"]:
                if paper["year"] == one:
                    _record(paper, cast, moments)


def happen(case: Case, cast: Cast) -> None:
    """Record what happened to single people: a discipline, a notice, a retirement to come."""
    plan = case.parts.get("since")
    if plan is None:
        return
    moments = Moments()
    for entry in plan["disciplines"]:
        person, at = cast.staff[entry["of"]], moments.on(entry["decided_on"])
        facts = {name: value for name, value in entry.items() if name != "of"}
        conduct.record_discipline(staff=person, by=_officer(cast, person), at=at, **facts)
    for entry in plan["notices"]:
        person, at = cast.staff[entry["of"]], moments.on(entry["document_on"])
        facts = {name: value for name, value in entry.items() if name != "of"}
        bars.record_bar(staff=person, by=_officer(cast, person), at=at, **facts)
    for entry in plan["retirements"]:
        person = cast.staff[entry["of"]]
        staff_services.update_staff(
            staff=person,
            retires_on=entry["day"],
            by=_officer(cast, person),
            at=moments.on(entry["told_on"]),
        )


def _officer(cast: Cast, person: Staff) -> Actor:
    return demo_year.officer_for(cast, person)


def _grade_units(plan: Mapping[str, Any], cast: Cast, year: int, moments: Moments) -> None:
    day = on_day(year, plan["decided_on"])
    for grade in ("EXCELLENT", "GOOD"):
        for reference in expand(plan[grade]):
            unit_grades.record_unit_grade(
                unit=cast.units[reference],
                year=year,
                grade=grade,
                party_grade=grade,
                decision_ref=plan["reference"],
                decided_on=day,
                by=cast.actors_in(Role.HR_OFFICER)[0],
                at=moments.on(day),
            )


def _record(paper: Mapping[str, Any], cast: Cast, moments: Moments) -> None:
    """Record a paper; nobody records his own name, so a second officer may add a line to it."""
    day: date = paper["day"]
    written = PaperInput(
        number=paper["number"],
        decided_on=day,
        year=paper["year"],
        award=paper["award"],
        ground=paper.get("ground", ""),
        signer_name=cast.stranger(day),
        signer_post=paper["post"],
        summary=paper["summary"],
    )
    lines: dict[Actor, list[LineInput]] = {}
    for one in cast.recipients(paper["to"]):
        officer = _officer(cast, one.staff) if one.staff else cast.actors_in(Role.HR_OFFICER)[0]
        code = (one.staff or one.collective).code  # type: ignore[union-attr]
        lines.setdefault(officer, []).append(LineInput(recipient=code))
    for officer, theirs in lines.items():
        screen.record(written, theirs, by=officer, at=moments.on(day))
