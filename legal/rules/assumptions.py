"""Records that do not exist yet, assumed for coming years (giả định), and their words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any, Final

from legal.rules.checks.words import any_award, years
from legal.rules.facts import (
    GRADES,
    SCOPES,
    AwardFact,
    CollectiveFacts,
    InitiativeFact,
    PersonFacts,
    Subject,
    YearRecord,
)

# Somebody who goes on as now: graded well, or excellently where he was lately.
AS_NOW: Final = "GOOD"
# Where an initiative serves as well as a scientific work; it is assumed as an initiative.
EITHER_WORK: Final = "INITIATIVE|TOPIC"
_WORK_WORDS: Final = {
    "INITIATIVE": "sáng kiến",
    "TOPIC": "đề tài, đề án",
    EITHER_WORK: "sáng kiến hoặc đề tài",
}
_BEST_FIRST = tuple(GRADES)
_REF: Final = "assumed"


@dataclass(frozen=True, slots=True, order=True)
class Assumed:
    """One record of a coming year.

    Attributes:
        thing: a grade, ``INITIATIVE``, ``TOPIC``, or codes of awards of which one is given,
            with bars between.
        scope: of a work, how far it is recognised.
        nth: works of one kind and year are told apart.
    """

    thing: str
    year: int
    scope: str = ""
    nth: int = 1

    @property
    def is_work(self) -> bool:
        """Whether it is an initiative or a scientific work."""
        return self.thing in _WORK_WORDS

    @property
    def awards(self) -> tuple[str, ...]:
        """The awards of which one is given; empty where it is no award."""
        return _codes(self.thing)


# Records that come together; the empty one is "goes on as now".
Scenario = frozenset[Assumed]
AS_IT_IS: Final[Scenario] = frozenset()


def going_on(subject: Subject, year: int, first: int) -> Subject:
    """Return the facts as they would stand after a coming year in which all goes on as now.

    Args:
        year: the year to be judged.
        first: the first year that may have no record yet; it and those after it get a grade as now
            where there is none.
    """
    grade = as_now(subject, first)
    grades = dict(subject.grades)
    for one in range(first, year + 1):
        grades.setdefault(one, YearRecord(one, grade, _REF))
    return replace(subject, year=year, as_of=None, grades=grades)


def extended(subject: Subject, scenario: Iterable[Assumed]) -> Subject:
    """Return the facts of somebody who goes on as now, with what else comes until that year.

    Records that exist are never replaced, so an assumed one may add nothing.
    """
    return Coming(scenario, subject.year).with_facts(subject)


class Coming:
    """The records of a scenario, made once for all to whom they could come."""

    def __init__(self, scenario: Iterable[Assumed], until: int) -> None:
        coming = sorted(one for one in scenario if one.year <= until)
        self._grades = {
            one.year: YearRecord(one.year, one.thing, _REF) for one in coming if one.thing in GRADES
        }
        self._awards = [
            (one.awards, AwardFact(one.awards[0], one.year, date(one.year, 12, 31), ref=_REF))
            for one in coming
            if one.awards
        ]
        self._works = {
            name: works
            for kind, name in (("INITIATIVE", "initiatives"), ("TOPIC", "topics"))
            if (works := _works(kind, coming))
        }

    def with_facts(self, subject: Subject) -> Subject:
        """Return somebody's facts, all going on as now, with these records."""
        changes: dict[str, Any] = {}
        if grades := {
            year: row for year, row in self._grades.items() if subject.grades[year].ref == _REF
        }:
            changes["grades"] = {**subject.grades, **grades}
        if given := [row for codes, row in self._awards if not _given(subject, codes, row.year)]:
            changes["awards"] = (*(subject.awards or ()), *given)
        if isinstance(subject, PersonFacts):
            for name, works in self._works.items():
                changes[name] = (*(getattr(subject, name) or ()), *works)
        return replace(subject, **changes) if changes else subject


def missing_of(subject: Subject, scenario: Iterable[Assumed], first: int) -> Scenario:
    """Return what of a scenario the recipient does not have, or would not have as now."""
    lately = as_now(subject, first)
    return frozenset(one for one in scenario if not _has(subject, one, lately))


def as_now(subject: Subject, first: int) -> str:
    """Return the grade of somebody who goes on as now: his last one, if it was better than good.

    A grade of the first year itself may be on record already, and is the newest then.
    """
    given = {year: row.grade for year, row in subject.grades.items() if row.ref != _REF}
    known = [year for year, grade in given.items() if year < first or (year == first and grade)]
    last = given[max(known)] if known else None
    if last is not None and _BEST_FIRST.index(last) < _BEST_FIRST.index(AS_NOW):
        return last
    return AS_NOW


def leaves_before(subject: Subject, year: int) -> bool:
    """Tell whether somebody is known not to serve until the end of a year."""
    end = date(year + 1, 1, 1)
    if isinstance(subject, CollectiveFacts):
        return subject.dissolved_on is not None and subject.dissolved_on < end
    return subject.retires_on is not None and subject.retires_on < end


def words(scenario: Iterable[Assumed]) -> str:
    """Say what would have to come: how often, what, in which years."""
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for one in sorted(scenario):
        found[one.thing, one.scope].append(one.year)
    return "; ".join(_phrase(*key, of) for key, of in sorted(found.items(), key=_weight))


def _weight(row: tuple[tuple[str, str], Sequence[int]]) -> tuple[int, str]:
    """Titles come first, then works, then grades."""
    thing = row[0][0]
    return (2 if thing in GRADES else 1 if thing in _WORK_WORDS else 0), thing


def _phrase(thing: str, scope: str, of: list[int]) -> str:
    span, number = years(of), len(of)
    if thing in GRADES:
        return f"{GRADES[thing]} năm {span}"
    if thing in _WORK_WORDS:
        where = "được công nhận" if scope == "BASE" else f"có phạm vi {SCOPES.get(scope, scope)}"
        return f"{number:02d} {_WORK_WORDS[thing]} {where} năm {span}"
    name = any_award(thing.split("|"))
    if number > 1 and max(of) - min(of) + 1 == number:
        return f"{number:02d} lần {name} liên tục {span}"
    return f"{number:02d} lần {name} năm {span}"


@cache
def _codes(thing: str) -> tuple[str, ...]:
    return () if thing in GRADES or thing in _WORK_WORDS else tuple(thing.split("|"))


def _works(kind: str, coming: Iterable[Assumed]) -> list[InitiativeFact]:
    """Works as they would be kept: recognised in the year, applied, known in their scope."""
    return [
        InitiativeFact(
            id=-place,
            title="giả định",
            scope=one.scope or "BASE",
            recognised_on=date(one.year, 12, 1),
            ref=_REF,
            year=one.year,
            applied=True,
            influence=one.scope or "BASE",
        )
        for place, one in enumerate(coming, start=1)
        if one.is_work and one.thing.partition("|")[0] == kind
    ]


def _given(subject: Subject, codes: Iterable[str], year: int) -> bool:
    for row in subject.awards or ():
        if row.year == year and row.code in codes and row.basis == "MERIT":
            return True
    return False


def _has(subject: Subject, one: Assumed, lately: str) -> bool:
    if one.awards:
        return _given(subject, one.awards, one.year)
    if one.is_work:
        return False
    record = subject.grades.get(one.year)
    grade = record.grade if record and record.grade else lately
    return _BEST_FIRST.index(grade) <= _BEST_FIRST.index(one.thing)
