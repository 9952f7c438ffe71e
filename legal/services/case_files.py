"""Trying cases (thử trường hợp): a file or a form is judged by the rules; nothing is stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from core.errors import Problem
from core.system_errors import reason_of
from legal.rules.rulebook import Rulebook
from legal.selectors.case_rulebooks import award_rows, rulebooks_named
from legal.services.cases.judging import CaseResult, RulebooksOf, judge_case, judge_cases
from legal.services.cases.reading import case_from, read_cases
from legal.services.cases.vocabulary import Awards, KnownAward


@dataclass(frozen=True, slots=True)
class FileResult:
    """What came of a file: a result per case, and problems of the file as a whole."""

    cases: tuple[CaseResult, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def all_problems(self) -> tuple[Problem, ...]:
        """Every problem, those of the file first."""
        return (*self.problems, *(one for case in self.cases for one in case.problems))

    @property
    def judged(self) -> tuple[CaseResult, ...]:
        """The cases that were judged."""
        return tuple(case for case in self.cases if not case.problems)


def known_awards() -> Awards:
    """Return the awards of the catalogue as cases may name them; one query."""
    return Awards.of(
        KnownAward(row.code, (row.name, row.short_name), tuple(row.object_kinds))
        for row in award_rows()
    )


def judge_file(
    source: Path | str,
    *,
    day: date,
    rulebooks: RulebooksOf | None = None,
    large: bool = False,
) -> FileResult:
    """Judge the cases of a file; a case that cannot be read does not stop the others.

    Args:
        source: a path, or the text itself.
        day: the day of the judgement where a case names none.
        large: whether it may hold more than is tried on screen.
        rulebooks: gives the rule-sets for a case; without it those that the database holds.
    """
    if isinstance(source, Path):
        text, problem = _text_of(source)
        if problem is not None:
            return FileResult(problems=(problem,))
    else:
        text = source
    awards = known_awards()
    read = read_cases(text, awards, large=large)
    books = rulebooks or in_force(day)
    return FileResult(tuple(judge_cases(read.cases, awards, books)), read.problems)


def judge_values(values: Mapping[str, Any], *, day: date) -> CaseResult:
    """Judge one case given as plain values, for instance by a form."""
    awards = known_awards()
    return judge_case(case_from(values, awards), awards, in_force(day))


def in_force(day: date) -> RulebooksOf:
    """Return how a case finds its rule-sets among those the database holds; each is read once."""

    @cache
    def found(received_on: date, judged_on: date, sets: tuple[str, ...]) -> tuple[Rulebook, ...]:
        return rulebooks_named(received_on, judged_on=judged_on, sets=sets)

    return lambda case: found(case.received_on or day, case.judged_on or day, case.sets)


def _text_of(path: Path) -> tuple[str, Problem | None]:
    hint = "Kiểm tra đường dẫn; tệp là YAML hoặc JSON viết bằng UTF-8."
    try:
        return path.read_text(encoding="utf-8-sig"), None
    except OSError as error:
        reason = f"không mở được tệp: {reason_of(error)}."
        return "", Problem(reason, place=str(path), hint=hint)
    except UnicodeDecodeError:
        return "", Problem("tệp không phải UTF-8.", place=str(path), hint=hint)
