"""Records of one recipient that cannot all be right (mâu thuẫn dữ liệu).

Two grades of one year are seen by whoever gathers the facts, because facts hold one grade a year.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from legal.rules.checks.words import award_name, dmy
from legal.rules.facts import (
    DISCIPLINES,
    UNDER_REVIEW,
    AwardFact,
    CollectiveFacts,
    Contradiction,
    DisciplineFact,
    PersonFacts,
    Subject,
)


def contradictions_in(subject: Subject) -> tuple[Contradiction, ...]:
    """Return what cannot all be right: awards before entry, disciplines that overlap."""
    return (*_early_awards(subject), *_overlaps(subject))


def _early_awards(subject: Subject) -> Iterator[Contradiction]:
    first = _first_day(subject)
    if first is None:
        return
    event = "vào làm việc" if isinstance(subject, PersonFacts) else "thành lập"
    for award in subject.awards or ():
        if _is_before(award, first):
            when = dmy(award.decided_on) if award.decided_on else str(award.year)
            yield Contradiction(
                f"{award_name(award.code)} năm {award.year} (quyết định {when}) có trước ngày "
                f"{event} {dmy(first)}.",
                _refs(award),
            )


def _first_day(subject: Subject) -> date | None:
    """Return the first day on which the recipient could have earned an award, where known."""
    if isinstance(subject, CollectiveFacts):
        return subject.founded_on
    days = (subject.service_from, subject.joined_on, subject.recruited_on)
    return min((day for day in days if day is not None), default=None)


def _is_before(award: AwardFact, first: date) -> bool:
    if award.decided_on is not None:
        return award.decided_on < first
    return award.year < first.year


def _overlaps(subject: Subject) -> Iterator[Contradiction]:
    if not isinstance(subject, PersonFacts):
        return
    imposed = sorted(
        (row for row in subject.disciplines or () if row.kind != UNDER_REVIEW),
        key=lambda row: row.start,
    )
    for first, second in combinations(imposed, 2):
        if first.end is None or second.start < first.end:
            yield Contradiction(
                f"Thời hạn kỷ luật chồng nhau: {_period(first)} và {_period(second)}.",
                _refs(first, second),
            )


def _period(row: DisciplineFact) -> str:
    end = f"đến {dmy(row.end)}" if row.end else "chưa kết thúc"
    return f"{DISCIPLINES.get(row.kind, row.kind)} từ {dmy(row.start)} {end}"


def _refs(*rows: AwardFact | DisciplineFact) -> tuple[str, ...]:
    return tuple(row.ref for row in rows if row.ref)
