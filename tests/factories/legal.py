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
from legal.rules.facts import (
    DisciplineFact,
    InitiativeFact,
    PersonFacts,
    YearRecord,
)
from legal.rules.rulebook import Rulebook
from legal.services import catalogue

YEAR = 2020


def load_catalogue() -> None:
    """Load the reviewed files into the test database."""
    catalogue.load(by=SYSTEM, at=clock.now())


def award_type(code: str) -> AwardType:
    """Return an award type, loading the catalogue first where it is missing."""
    if not AwardType.objects.filter(is_local=False).exists():
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
