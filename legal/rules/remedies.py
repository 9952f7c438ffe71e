"""What would change an answer (điều gì làm thay đổi kết luận), gathered from its findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from legal.domain.codes import Join
from legal.rules.tally import Outcome
from legal.rules.verdict import Finding


@dataclass(frozen=True, slots=True)
class Remedy:
    """One thing to do, or several of which any is enough.

    Attributes:
        text: what to do; empty where any of several ways is enough.
        ways: those ways.
    """

    text: str = ""
    ways: tuple[str, ...] = ()


def remedies(findings: Iterable[Finding]) -> Iterator[Remedy]:
    """Yield what would change the answer, of what is not met or not known."""
    for finding in findings:
        if finding.outcome in _SETTLED:
            continue
        if finding.remedy:
            yield Remedy(finding.remedy)
        if finding.join == Join.ANY:
            ways = ways_of(finding)
            if ways:
                yield Remedy(ways=ways) if len(ways) > 1 else Remedy(ways[0])
        else:
            yield from remedies(finding.parts)


def ways_of(finding: Finding) -> tuple[str, ...]:
    """Return one text for each way to meet a condition of which any part is enough."""
    return tuple(dict.fromkeys(_ways(finding.parts)))


def open_parts(finding: Finding) -> list[Finding]:
    """Return the parts that are asked of the recipient and that he does not meet."""
    return [part for part in finding.parts if part.outcome not in _SETTLED]


def _ways(alternatives: Iterable[Finding]) -> Iterator[str]:
    for part in alternatives:
        if part.outcome in _SETTLED:
            continue
        if part.remedy:
            yield part.remedy
        if part.join == Join.ANY:
            yield from _ways(part.parts)
        elif together := " ".join(_told(one) for one in dict.fromkeys(remedies(part.parts))):
            yield together


def _told(remedy: Remedy) -> str:
    return remedy.text or " / ".join(remedy.ways)


_SETTLED: Final = frozenset({Outcome.MET, Outcome.NOT_APPLICABLE})
