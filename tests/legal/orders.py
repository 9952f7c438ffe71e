"""Persons on their way to a labour order, and what the three articles share."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from legal.rules.facts import AwardFact, InitiativeFact, PersonFacts
from legal.rules.registry import reviewed_rulebook
from tests.factories.legal import award, graded, initiative, person
from tests.legal.asking import (
    JUDGE,
    MET,
    NOT_MET,
    OUTSIDE,
    UNKNOWN,
    assert_left_to_people,
    found,
    outcome,
)

STAFF = person(year=2025)
WORKER = person(year=2025, occupation="WORKER")
FARMER = person(year=2025, occupation="FARMER")
SCHOLAR = person(year=2025, occupation="SCHOLAR")
FOREIGNER = person(year=2025, occupation="FOREIGN")
NOW = reviewed_rulebook(date(2025, 12, 30))
YEARS = (2021, 2022, 2023, 2024, 2025)


def climbing(
    prior: str,
    *held: AwardFact,
    excellent: tuple[int, ...] = (),
    years: tuple[int, ...] = YEARS,
    decided: int = 2020,
    **changes: Any,
) -> PersonFacts:
    """A person with an award decided in 2020, five good years since, and what he got in them."""
    grades = {**graded("GOOD", *years), **graded("EXCELLENT", *excellent)}
    awards = (award(prior, decided, decided_on=date(decided, 5, 1)), *held)
    return person(**{"year": 2025, "grades": grades, "awards": awards, **changes})


# Service is known to begin in 2021: no earlier year can be hoped for.
EARLIER = {"service_from": date(2021, 1, 1)}


def titles(code: str, *years: int) -> tuple[AwardFact, ...]:
    """The same title for several years."""
    return tuple(award(code, year) for year in years)


def recognised(number: int, scope: str = "PROVINCE", **changes: Any) -> tuple[InitiativeFact, ...]:
    """So many recognised initiatives of different years."""
    return tuple(
        initiative(id=nth, scope=scope, recognised_on=date(2015 + nth, 5, 1), **changes)
        for nth in range(number)
    )


def assert_asked_of_nationals(name: str) -> None:
    """A condition for people to judge, asked of persons in the country."""
    assert_left_to_people(name, STAFF)
    assert outcome(name, FOREIGNER) is OUTSIDE


def assert_asked_of_foreigners(name: str) -> None:
    """A condition for people to judge, asked of persons abroad."""
    assert_left_to_people(name, FOREIGNER)
    assert_left_to_people(name, person(year=2025, occupation="OVERSEAS"))
    assert outcome(name, STAFF) is OUTSIDE


def assert_any_of_the_clause(
    name: str, prior: str, *held: AwardFact, excellent: tuple[int, ...]
) -> None:
    """The ladder, or what the dossier claims instead, is enough."""
    reached = climbing(prior, *held, excellent=excellent)
    assert outcome(name, reached) is MET
    assert outcome(name, climbing(prior)) in {NOT_MET, UNKNOWN}
    assert outcome(name, replace(reached, claims=frozenset({"PRIZE"}))) is JUDGE
    nothing = found(name, replace(reached, claims=frozenset({"DIPLOMATIC"})))
    assert nothing.outcome is NOT_MET


def assert_for_workers(name: str, points: int) -> None:
    """Workers and farmers have ways of their own, the ladder is not among them."""
    assert outcome(name, STAFF) is OUTSIDE
    assert outcome(name, SCHOLAR) is OUTSIDE
    claimed = found(name, replace(WORKER, claims=frozenset({"GIVING"})))
    assert claimed.outcome is JUDGE
    assert len(claimed.parts[0].parts) == points
    assert not any("Ladder" in part.rule for part in claimed.parts)


def assert_initiatives_in_scope(name: str, number: int, who: PersonFacts) -> None:
    """Initiatives count when recognised by a province, a ministry or wider, and applied."""
    assert outcome(name, replace(who, initiatives=recognised(number))) is MET
    assert outcome(name, replace(who, initiatives=recognised(number, "MINISTRY"))) is MET
    assert outcome(name, replace(who, initiatives=recognised(number, "BASE"))) is NOT_MET
    assert outcome(name, replace(who, initiatives=recognised(number, applied=False))) is NOT_MET
    assert outcome(name, replace(who, initiatives=None)) is UNKNOWN
    assert outcome(name, STAFF) is OUTSIDE
    few = found(name, replace(who, initiatives=recognised(number - 1)))
    assert few.outcome is NOT_MET
    assert "Cần thêm 01 sáng kiến" in few.remedy


def assert_model_of(name: str, years: int) -> None:
    """A model of production for people to judge, with its years told."""
    assert_left_to_people(name, FARMER)
    told = found(name, FARMER)
    assert f"từ {years:02d} năm trở lên" in told.message
    assert told.facts["min_model_years"] == years
