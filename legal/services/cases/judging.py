"""Cases judged: every award under every rulebook that applies; nothing is stored."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from core.errors import Problem
from legal.rules.evaluate import Ruling
from legal.rules.facts import Subject
from legal.rules.group import Group
from legal.rules.registry import NoRuleSetError
from legal.rules.rulebook import Rulebook
from legal.rules.verdict import NO_RULE, Verdict
from legal.services.cases.reading import Case
from legal.services.cases.vocabulary import Awards


@dataclass(frozen=True, slots=True)
class AwardResult:
    """The verdicts on one award; the first one decides, a second is that of a coming set."""

    award: str
    award_name: str
    verdicts: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True)
class CaseResult:
    """What came of one case: verdicts, or the problems because of which it was not judged."""

    case: Case
    awards: tuple[AwardResult, ...] = ()
    problems: tuple[Problem, ...] = ()


RulebooksOf = Callable[[Case], Sequence[Rulebook]]


def judge_case(case: Case, awards: Awards, rulebooks_of: RulebooksOf) -> CaseResult:
    """Judge one case, unless something of it cannot be read or no rule-set applies."""
    if case.facts is None or case.problems:
        return CaseResult(case, problems=case.problems)
    try:
        books = rulebooks_of(case)
    except NoRuleSetError as error:
        return CaseResult(case, problems=(_no_set(case, str(error)),))
    codes = case.awards or _all_awards(books, awards, case.facts)
    group = Group([case.facts])
    results = [_result(code, group, books, awards) for code in codes]
    if not case.awards:
        results = [row for row in results if row.verdicts[0].code != NO_RULE]
    return CaseResult(case, tuple(results))


def _result(code: str, group: Group, books: Sequence[Rulebook], awards: Awards) -> AwardResult:
    verdicts = tuple(Ruling(code, group, book).verdict(0) for book in books)
    return AwardResult(code, awards.label(code), verdicts)


def _all_awards(books: Sequence[Rulebook], awards: Awards, facts: Subject) -> tuple[str, ...]:
    """Return the awards the rules know something of that such a recipient can get."""
    codes = dict.fromkeys(code for book in books for code in book.awards())
    return tuple(
        code for code in codes if code in awards.rows and awards.allows(code, facts.object_kind)
    )


def _no_set(case: Case, what: str) -> Problem:
    wanted = next((one for one in case.sets if one == what), None)
    field = "sets" if wanted else "received_on"
    place = f"Trường hợp số {case.number} “{case.name}”, trường “{field}”"
    if wanted:
        hint = "Lấy mã ở trang Bộ quy tắc, ví dụ 2026C, hoặc 2026C/3 cho bản số 3."
        return Problem(f"không có bộ quy tắc “{wanted}”.", field=field, place=place, hint=hint)
    day = case.received_on or date.min
    return Problem(
        f"ngày {day:%d/%m/%Y} không có bộ quy tắc toàn quốc nào áp dụng.",
        field=field,
        place=place,
        hint="Ghi ngày từ 01/06/2014 trở đi, hoặc nêu bộ quy tắc ở sets.",
    )
