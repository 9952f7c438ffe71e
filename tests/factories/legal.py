"""Facts, and rows of the catalogue, for tests."""

from __future__ import annotations

from datetime import date
from typing import Any

from core import clock
from core.scope import SYSTEM
from legal.domain.codes import Standing
from legal.domain.rulesets import RuleEntry, RuleSetEntry
from legal.models import AwardType
from legal.rules.base import Context
from legal.rules.evaluate import evaluate
from legal.rules.facts import (
    AwardFact,
    CollectiveFacts,
    DisciplineFact,
    InitiativeFact,
    MemberCount,
    PersonFacts,
    Subject,
    YearRecord,
)
from legal.rules.rulebook import Rulebook
from legal.rules.verdict import Finding
from legal.services import catalogue

YEAR = 2020


def load_catalogue() -> None:
    """Load the reviewed files where a test that empties its tables took them."""
    if not AwardType.objects.filter(is_local=False).exists():
        catalogue.load(by=SYSTEM, at=clock.now())


def award_type(code: str) -> AwardType:
    """Return an award type, loading the catalogue first where it is missing."""
    load_catalogue()
    return AwardType.objects.get(code=code)


def person(grade: str | None = "GOOD", year: int = YEAR, **changes: Any) -> PersonFacts:
    """Return facts of a public employee of long standing without anything against him."""
    values: dict[str, Any] = {
        "ref": "staff:1",
        "year": year,
        "joined_on": date(2010, 3, 1),
        "grades": {year: YearRecord(year, grade, f"assessment:{year}")},
        "initiatives": (),
        "topics": (),
        "disciplines": (),
        "absence_days": 0,
        "awards": (),
        "bars": (),
    }
    return PersonFacts(**{**values, **changes})


def collective(
    grade: str | None = "EXCELLENT", year: int = YEAR, **changes: Any
) -> CollectiveFacts:
    """Return facts of a unit of twenty people, all of them advanced workers."""
    values: dict[str, Any] = {
        "ref": "unit:1",
        "year": year,
        "founded_on": date(1990, 5, 1),
        "eligible_for_flag": True,
        "grades": {year: YearRecord(year, grade, f"unitassessment:{year}")},
        "awards": (),
        "leads": {},
        "members": {year: MemberCount(20, 20, 3, completed=20, disciplined=0)},
    }
    return CollectiveFacts(**{**values, **changes})


def award(code: str, year: int, **changes: Any) -> AwardFact:
    """Return an award given for the merit of a year, decided in the same year."""
    values: dict[str, Any] = {"decided_on": date(year, 12, 20), "ref": f"award:{code}:{year}"}
    return AwardFact(code, year, **{**values, **changes})


def graded(grade: str, *years: int) -> dict[int, YearRecord]:
    """Return the same grade for several years."""
    return {year: YearRecord(year, grade, f"assessment:{year}") for year in years}


def finding_of(
    entry: RuleEntry, facts: Subject, received_on: date | None = None, award: str = "LDTT"
) -> Finding:
    """Return what one rule of a rule-set made for the test finds."""
    rule_set = RuleSetEntry("TEST", "Bộ thử", date(2010, 1, 1), None, (), "", {award: (entry,)})
    return evaluate(award, facts, Rulebook((rule_set,), received_on)).findings[0]


def initiative(**changes: Any) -> InitiativeFact:
    """Return an initiative recognised by the base."""
    values: dict[str, Any] = {
        "id": 1,
        "title": "Rút ngắn thời gian cấp giấy phép",
        "scope": "BASE",
        "recognised_on": date(YEAR, 11, 10),
        "ref": "initiative:1",
    }
    return InitiativeFact(**{**values, **changes})


def discipline(
    kind: str = "REPRIMAND", start: date = date(YEAR, 5, 1), **changes: Any
) -> DisciplineFact:
    """Return a discipline, or a pending case."""
    return DisciplineFact(kind, start, **changes)


def rule_entry(
    rule: str, standing: Standing = Standing.TEXT_READ, *parts: RuleEntry, **thresholds: Any
) -> RuleEntry:
    """Return one rule as a rule-set file would state it."""
    return RuleEntry(rule, standing, thresholds, parts)


def context(received_on: date | None = None, **awards: tuple[RuleEntry, ...]) -> Context:
    """Return the context of a rule-set made for the test."""
    rule_set = RuleSetEntry("TEST", "Bộ thử", date(2020, 1, 1), None, (), "", awards)
    return Context(Rulebook((rule_set,), received_on))
