"""How rules put years, days, grades and awards into words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache

from legal.domain.catalogue import award_names
from legal.rules.facts import (
    DISCIPLINES,
    GRADES,
    GROUNDS,
    AwardFact,
    DisciplineFact,
    InitiativeFact,
    YearRecord,
)


def or_better(grade: str) -> str:
    """Return the grade and what lies above it."""
    name = GRADES[grade]
    return name if grade == next(iter(GRADES)) else f"{name} trở lên"


def dmy(day: date) -> str:
    """Return a day as papers write it."""
    return day.strftime("%d/%m/%Y")


@cache
def _names() -> dict[str, str]:
    return award_names()


def award_name(code: str) -> str:
    """Return the short name of an award, its code where the catalogue has none."""
    return _names().get(code, code)


def any_award(codes: Iterable[str]) -> str:
    """Return alternatives of awards as one phrase."""
    return " hoặc ".join(dict.fromkeys(award_name(code) for code in codes))


def years(found: Iterable[int]) -> str:
    """Return years in order, runs of them shortened."""
    runs: list[list[int]] = []
    for year in sorted(set(found)):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def with_grounds(rows: Iterable[AwardFact]) -> str:
    """Return the years of awards, each with what it was given for where that was recorded."""
    return ", ".join(
        f"{row.year}: {GROUNDS[row.ground]}" if row.ground in GROUNDS else str(row.year)
        for row in sorted(rows, key=lambda row: row.year)
    )


def given(rows: Iterable[AwardFact]) -> str:
    """Return awards with the years of merit; the year of the decision where it is another one."""
    plain: dict[str, list[int]] = {}
    other: list[str] = []
    for row in rows:
        name = award_name(row.code)
        if row.year == row.year_decided:
            plain.setdefault(name, []).append(row.year)
        else:
            other.append(
                f"{name} (quyết định năm {row.year_decided}, cho thành tích năm {row.year})"
            )
    same = (f"{name} năm {years(found)}" for name, found in plain.items())
    return "; ".join(dict.fromkeys((*same, *other)))


def award_dict(row: AwardFact) -> dict[str, object]:
    """Return an award as plain JSON values."""
    return {
        "award": row.code,
        "year": row.year,
        "decided_on": row.decided_on.isoformat() if row.decided_on else None,
        "ground": row.ground,
        "ref": row.ref,
    }


def grade_dict(row: YearRecord) -> dict[str, object]:
    """Return the grade of a year as plain JSON values."""
    return {"year": row.year, "grade": row.grade, "ref": row.ref}


def discipline_dict(row: DisciplineFact) -> dict[str, object]:
    """Return a discipline as plain JSON values."""
    return {
        "kind": row.kind,
        "start": row.start.isoformat(),
        "end": row.end.isoformat() if row.end else None,
        "ref": row.ref,
    }


def work_dict(row: InitiativeFact) -> dict[str, object]:
    """Return an initiative or scientific work as plain JSON values."""
    return {"id": row.id, "title": row.title, "scope": row.scope, "ref": row.ref}


def threshold_text(value: int | str | date) -> str:
    """Return a number, code or date of a rule-set as people read it."""
    if isinstance(value, date):
        return dmy(value)
    if isinstance(value, str):
        known = GRADES.get(value) or DISCIPLINES.get(value) or _names().get(value)
        return known or ", ".join(award_name(code.strip()) for code in value.split(","))
    return str(value)
