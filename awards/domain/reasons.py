"""What decides a verdict, in short: for lists, where there is no room for every condition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from legal.domain.codes import Join
from legal.rules import verdict as verdicts
from legal.rules.base import registry
from legal.rules.checks.judgement import WAITS
from legal.rules.remedies import open_parts, ways_of
from legal.rules.tally import Outcome
from legal.rules.verdict import Finding, Verdict

MEND: Final = "Sửa bản ghi sai rồi xem lại."
_GRAVEST_FIRST = (Outcome.NOT_MET, Outcome.ERROR, Outcome.UNKNOWN, Outcome.NEEDS_JUDGEMENT)


def first_reason(verdict: Verdict) -> str:
    """Say what decides the verdict and what to do about it; nothing where all is met.

    Where any of several conditions is enough, none of them alone is the reason: all ways are named.
    """
    if verdict.contradictions:
        return f"{verdict.contradictions[0].text} {MEND}"
    if verdict.code == verdicts.BARRED and (bar := next(_bars(verdict.findings), None)):
        return _words(bar)
    for outcome in _GRAVEST_FIRST:
        for finding in verdict.findings:
            if finding.outcome is outcome:
                return _words(_innermost(finding, outcome))
    return ""


def _bars(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the conditions that keep the recipient from being considered at all."""
    for finding in findings:
        yield from _bars(finding.parts)
        rule = registry.get(finding.rule)
        if finding.blocks and not finding.parts and rule is not None and rule.bars:
            yield finding


def _innermost(finding: Finding, outcome: Outcome) -> Finding:
    """Return the part that says it most to the point: not a choice, unless all of it failed."""
    if outcome is Outcome.NOT_MET and finding.join == Join.ANY and len(open_parts(finding)) > 1:
        return finding
    for part in finding.parts:
        if part.outcome is outcome:
            return _innermost(part, outcome)
    return finding


def _words(finding: Finding) -> str:
    if finding.join == Join.ANY and len(ways := ways_of(finding)) > 1:
        numbered = "; ".join(
            f"({number}) {_as_part(way)}" for number, way in enumerate(ways, start=1)
        )
        return f"Chưa đạt điều kiện nào trong các điều kiện chỉ cần một: {numbered}."
    if finding.message == WAITS:
        return f"Người xét đánh giá: {finding.requirement}"
    return f"{finding.message} {finding.remedy}".strip()


def _as_part(way: str) -> str:
    """Return a sentence as a part of a longer one."""
    return f"{way[:1].lower()}{way[1:].rstrip('.')}"
