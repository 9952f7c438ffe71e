"""Runs of consecutive years: where they end, and the best one of a recipient."""

from __future__ import annotations

from legal.rules.checks import notation
from legal.rules.facts import GRADES, Subject
from legal.rules.group import Group

_BEST_FIRST = tuple(GRADES)


def last_years(group: Group) -> list[tuple[int, int]]:
    """Return in which year a run until the proposal ends, and for whom.

    A year that is not over on the day of the dossier and has no grade yet does not break a run:
    for those without it the run ends the year before.
    """
    still_open = group.as_of is not None and group.as_of.year <= group.year
    if not still_open:
        return [(group.year, group.everyone)]
    graded = group.graded(group.year)
    return [(group.year, graded), (group.year - 1, group.everyone & ~graded)]


def best_run(subject: Subject, asked: str, *, since: int | None) -> range:
    """Return the longest run of years that hold what is asked, the latest of equals.

    Args:
        asked: what each year must have, in the notation.
        since: first year that may belong to it.
    """
    best = range(0)
    run: list[int] = []
    known = {*subject.grades, *(row.year for row in subject.awards or ())}
    if not known:
        return best
    for year in range(max(min(known), since or min(known)), subject.year + 1):
        run = [*run, year] if holds(subject, asked, year) else []
        if run and len(run) >= len(best):
            best = range(run[0], run[-1] + 1)
    return best


def holds(subject: Subject, asked: str, year: int) -> bool:
    """Tell whether the year of one recipient has one of the alternatives."""
    return any(
        all(_has(subject, thing, year) for thing in alternative)
        for alternative in notation.of_each_year(asked)
    )


def _has(subject: Subject, thing: str, year: int) -> bool:
    if thing in GRADES:
        record = subject.grades.get(year)
        return bool(
            record and record.grade and _BEST_FIRST.index(record.grade) <= _BEST_FIRST.index(thing)
        )
    if thing in notation.WORKS:
        name = "initiatives" if thing == "INITIATIVE" else "topics"
        return any(work.counts_for(year) for work in getattr(subject, name, None) or ())
    return any(
        row.code == thing and row.year == year and row.basis == "MERIT"
        for row in subject.awards or ()
    )
