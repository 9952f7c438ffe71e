"""Verdicts and made-up cases on a terminal: as text for people, or as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

from core.errors import Problem
from legal.domain.codes import Join
from legal.models.choices import StandingChoice
from legal.rules.tally import Outcome
from legal.rules.verdict import CODES, OUTCOMES, Finding, Verdict
from legal.services.case_files import FileResult, judge_file
from legal.services.cases.judging import AwardResult, CaseResult

TABLE: Final = "table"
JSON: Final = "json"
FORMATS: Final = (TABLE, JSON)

_INDENT: Final = "    "


def judged_text(
    source: Path | str, *, day: date, form: str, details: bool = False
) -> tuple[str, bool]:
    """Judge a file of cases and return what to print, and whether all of it could be read.

    Args:
        source: a path, or the text itself.
        day: the day of the judgement where a case names none.
        form: ``table`` or ``json``.
        details: with the conditions that do not apply; JSON always has them.
    """
    result = judge_file(source, day=day, large=True)
    text = as_json(result) if form == JSON else "\n".join(as_lines(result, details=details))
    return text, not result.all_problems


def as_json(result: FileResult) -> str:
    """Return the results as JSON."""
    values = {
        "problems": [_plain_problem(problem) for problem in result.problems],
        "cases": [_plain_case(case) for case in result.cases],
    }
    return json.dumps(values, ensure_ascii=False, indent=2)


def _plain_problem(problem: Problem) -> dict[str, str]:
    return {
        "place": problem.place,
        "field": problem.field,
        "reason": problem.reason,
        "hint": problem.hint,
    }


def _plain_case(result: CaseResult) -> dict[str, Any]:
    case = result.case
    return {
        "number": case.number,
        "name": case.name,
        "received_on": case.received_on.isoformat() if case.received_on else None,
        "problems": [_plain_problem(problem) for problem in result.problems],
        "awards": [
            {
                "award": row.award,
                "award_name": row.award_name,
                "verdicts": [verdict.as_dict() for verdict in row.verdicts],
                "more_favourable": favour.as_dict() if (favour := row.favour) else None,
            }
            for row in result.awards
        ],
    }


def as_lines(result: FileResult, *, details: bool = True) -> Iterator[str]:
    """Return the results line by line, problems last and once more in sum."""
    yield from _problem_lines(result.problems)
    for case in result.cases:
        yield f"{case.case.number}. {case.case.name}"
        yield from (f"{_INDENT}{line}".rstrip() for line in _case_lines(case, details=details))
        yield ""
    if result.cases:
        bad = [str(case.case.number) for case in result.cases if case.problems]
        yield f"Đã xét {len(result.judged)} / {len(result.cases)} trường hợp." + (
            f" Chưa xét trường hợp số {', '.join(bad)}: sửa chỗ đã nêu rồi chạy lại." if bad else ""
        )


def _problem_lines(problems: Iterable[Problem]) -> Iterator[str]:
    for problem in problems:
        yield f"! {problem}"


def _case_lines(case: CaseResult, *, details: bool) -> Iterator[str]:
    yield from _problem_lines(case.problems)
    if len(case.awards) > 1:
        for row in case.awards:
            yield f"{row.award_name} ({row.award}): {_head(row.verdicts[0])}"
        yield ""
    for row in case.awards:
        yield from _award_lines(row, details=details)
    if not case.awards and not case.problems:
        yield "Không bộ quy tắc nào có tiêu chuẩn cho đối tượng này."


def _award_lines(row: AwardResult, *, details: bool) -> Iterator[str]:
    for number, verdict in enumerate(row.verdicts):
        beside = " (đối chiếu thêm, không quyết định)" if number else ""
        yield f"{row.award_name} ({row.award}), {verdict.ruleset}{beside}"
        lines = verdict_lines(verdict, decides=not number, details=details)
        yield from (f"{_INDENT}{line}" for line in lines)
    if favour := row.favour:
        yield f"! {favour.message} Nguồn: {favour.source}"


def verdict_lines(verdict: Verdict, *, decides: bool = True, details: bool = True) -> Iterator[str]:
    """Return a verdict line by line: required, found, article, standing, what would change it.

    Args:
        decides: a set that only stands beside does not say what may be sent.
        details: with the conditions that do not apply.
    """
    yield _head(verdict) if decides else f"Theo bộ này: {_lower(verdict)} (bộ này không quyết định)"
    for one in verdict.contradictions:
        records = f" (bản ghi: {', '.join(one.refs)})" if one.refs else ""
        yield f"Mâu thuẫn: {one.text}{records}"
    shown = [one for one in verdict.findings if details or _applies(one)]
    for finding in shown:
        yield from _finding_lines(finding, details=details)
    if hidden := len(verdict.findings) - len(shown):
        yield f"({hidden} điều kiện không áp dụng không nêu ở đây; xem bằng --details.)"


def _applies(finding: Finding) -> bool:
    return finding.outcome is not Outcome.NOT_APPLICABLE


def _head(verdict: Verdict) -> str:
    stops = " — chưa gửi đề nghị được" if verdict.blocking else ""
    return f"{CODES[verdict.code].upper()}{stops}"


def _lower(verdict: Verdict) -> str:
    words = CODES[verdict.code]
    return f"{words[:1].lower()}{words[1:]}"


def _finding_lines(finding: Finding, *, details: bool) -> Iterator[str]:
    standing = finding.confirmed or str(StandingChoice(finding.standing).label).lower()
    yield f"[{OUTCOMES[finding.outcome]}] {finding.requirement}"
    yield f"{_INDENT}Tìm thấy: {finding.message}"
    if finding.remedy and finding.outcome is not Outcome.MET:
        yield f"{_INDENT}Hướng giải quyết: {finding.remedy}"
    advises = finding.outcome is Outcome.NOT_MET and not finding.blocks
    yield f"{_INDENT}Căn cứ: {finding.citation} ({standing}{', chỉ nhắc' if advises else ''})"
    if finding.parts:
        lead = "Một trong" if finding.join == Join.ANY else "Tất cả"
        yield f"{_INDENT}{lead}:"
        for part in finding.parts:
            if details or _applies(part):
                lines = _finding_lines(part, details=details)
                yield from (f"{_INDENT * 2}{line}" for line in lines)
