"""Cases judged: every award under every rulebook that applies; nothing is stored."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from core.errors import Problem
from legal.rules.evaluate import Ruling
from legal.rules.facts import Subject
from legal.rules.group import Group
from legal.rules.registry import NoRuleSetError
from legal.rules.rulebook import Rulebook
from legal.rules.verdict import NO_RULE, Verdict
from legal.selectors.more_favourable import Favour, favour_of
from legal.services.cases.reading import Case
from legal.services.cases.vocabulary import Awards


@dataclass(frozen=True)
class AwardResult:
    """The verdicts on one award; the first one decides, a second is that of a coming set.

    What it explains it explains once.

    Attributes:
        rulings: those of the group the case was judged in, one for each rulebook.
        place: which of the group the case is.
    """

    award: str
    award_name: str
    rulings: tuple[Ruling, ...]
    place: int = 0

    @property
    def code(self) -> str:
        """What the deciding verdict comes to, without its explanation."""
        masks = self.rulings[0].masks
        return next(code for code, mask in masks.items() if mask >> self.place & 1)

    @cached_property
    def verdicts(self) -> tuple[Verdict, ...]:
        """The verdicts with every condition; put into words when asked for."""
        return tuple(ruling.verdict(self.place) for ruling in self.rulings)

    @cached_property
    def favour(self) -> Favour | None:
        """What is told where the coming set is better for the case; it never decides."""
        if len(self.rulings) == 1:
            return None
        deciding, beside, *_more = self.verdicts
        return favour_of(deciding, beside, self.rulings[1].rulebook.sets)


@dataclass(frozen=True, slots=True)
class CaseResult:
    """What came of one case: verdicts, or the problems because of which it was not judged."""

    case: Case
    awards: tuple[AwardResult, ...] = ()
    problems: tuple[Problem, ...] = ()


RulebooksOf = Callable[[Case], Sequence[Rulebook]]


def judge_case(case: Case, awards: Awards, rulebooks_of: RulebooksOf) -> CaseResult:
    """Judge one case, unless something of it cannot be read or no rule-set applies."""
    (result,) = judge_cases([case], awards, rulebooks_of)
    return result


def judge_cases(
    cases: Iterable[Case], awards: Awards, rulebooks_of: RulebooksOf
) -> list[CaseResult]:
    """Judge cases; those of one kind, year, day and rulebooks are judged together, as people are."""
    results: dict[int, CaseResult] = {}
    groups: dict[Hashable, _Together] = {}
    for place, case in enumerate(cases):
        books = _books(case, rulebooks_of)
        if isinstance(books, CaseResult) or case.facts is None:
            results[place] = books if isinstance(books, CaseResult) else CaseResult(case)
            continue
        facts = case.facts
        key = (facts.object_kind, facts.year, facts.as_of, *(book.identity for book in books))
        together = groups.setdefault(key, _Together(books, awards))
        together.cases.append((place, case, facts))
    for together in groups.values():
        results |= together.judged()
    return [results[place] for place in sorted(results)]


def _books(case: Case, rulebooks_of: RulebooksOf) -> tuple[Rulebook, ...] | CaseResult:
    """The rulebooks of a case, or why it is not judged."""
    if case.facts is None or case.problems:
        return CaseResult(case, problems=case.problems)
    try:
        return tuple(rulebooks_of(case))
    except NoRuleSetError as error:
        return CaseResult(case, problems=(_no_set(case, str(error)),))


class _Together:
    """Cases that are judged as one group."""

    def __init__(self, books: Sequence[Rulebook], awards: Awards) -> None:
        self.books, self.awards = books, awards
        self.cases: list[tuple[int, Case, Subject]] = []

    def judged(self) -> dict[int, CaseResult]:
        """The results by the place of the case in its file."""
        group = Group([facts for _place, _case, facts in self.cases])
        whole = _all_awards(self.books, self.awards, self.cases[0][2])
        asked = dict.fromkeys(
            code for _place, case, _facts in self.cases for code in case.awards or whole
        )
        rulings = {code: tuple(Ruling(code, group, book) for book in self.books) for code in asked}
        return {
            place: CaseResult(case, self._of(index, case.awards, whole, rulings))
            for index, (place, case, _facts) in enumerate(self.cases)
        }

    def _of(
        self,
        index: int,
        named: Sequence[str],
        whole: Sequence[str],
        rulings: Mapping[str, tuple[Ruling, ...]],
    ) -> tuple[AwardResult, ...]:
        found = (
            AwardResult(code, self.awards.label(code), rulings[code], index)
            for code in named or whole
        )
        # Of awards nobody asked for, those without a standard for the case are left out.
        return tuple(row for row in found if named or row.code != NO_RULE)


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
