"""What decides a verdict, in one sentence: for lists, where there is no room for every condition."""

from __future__ import annotations

from legal.rules.checks.judgement import WAITS
from legal.rules.tally import Outcome
from legal.rules.verdict import Finding, Verdict

_GRAVEST_FIRST = (Outcome.NOT_MET, Outcome.ERROR, Outcome.UNKNOWN, Outcome.NEEDS_JUDGEMENT)


def first_reason(verdict: Verdict) -> str:
    """In one sentence, what decides the verdict; nothing where all is met."""
    if verdict.contradictions:
        return verdict.contradictions[0]
    for outcome in _GRAVEST_FIRST:
        for finding in verdict.findings:
            if finding.outcome is outcome:
                return _innermost(finding, outcome)
    return ""


def _innermost(finding: Finding, outcome: Outcome) -> str:
    """What a part says is more to the point than that some part is not met."""
    for part in finding.parts:
        if part.outcome is outcome:
            return _innermost(part, outcome)
    if finding.message == WAITS:
        return f"Người xét đánh giá: {finding.requirement}"
    return finding.message
