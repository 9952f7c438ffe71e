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
    GRADES,
    UNDER_REVIEW,
    AwardFact,
    CollectiveFacts,
    Contradiction,
    DisciplineFact,
    PersonFacts,
    Subject,
    YearRecord,
)


def contradictions_in(subject: Subject) -> tuple[Contradiction, ...]:
    """Return what cannot all be right.

    These are awards before entry or before their own merit, grades of years before service began,
    disciplines that overlap or end before they start, and a unit gone before it was founded; each
    with its records, the recipient's own where his first day is one of the two. What belongs to a later year than the one judged contradicts nothing: it is not looked at.
    """
    awards = _to_look_at(subject)
    return (
        *(_early_awards(subject, awards) if awards else ()),
        *(_hasty_awards(subject, awards) if awards else ()),
        *_early_grades(subject),
        *_reversed(subject),
        *_overlaps(subject),
    )


def _to_look_at(subject: Subject) -> list[AwardFact]:
    """Return the awards that may be too early; of most recipients there is none.

    What was decided not before its merit, and earned in a later year than the first one, is sound.
    """
    first = _first_day(subject)
    year = 0 if first is None else first.year
    return [
        award
        for award in subject.awards or ()
        if award.decided_on is None or award.year <= year or award.decided_on.year < award.year
    ]


def _early_awards(subject: Subject, awards: list[AwardFact]) -> Iterator[Contradiction]:
    first = _first_day(subject)
    if first is None:
        return
    event = "vào làm việc" if isinstance(subject, PersonFacts) else "thành lập"
    for award in awards:
        if _is_before(award, first):
            when = dmy(award.decided_on) if award.decided_on else str(award.year)
            yield Contradiction(
                f"{award_name(award.code)} năm {award.year} (quyết định {when}) có trước ngày "
                f"{event} {dmy(first)}.",
                (*_refs(award), subject.ref),
            )


def _hasty_awards(subject: Subject, awards: list[AwardFact]) -> Iterator[Contradiction]:
    """Awards decided in a year before the one whose merit they honour."""
    for award in awards:
        if award.decided_on is not None and award.decided_on.year < award.year <= subject.year:
            yield Contradiction(
                f"{award_name(award.code)} cho thành tích năm {award.year} có quyết định ngày "
                f"{dmy(award.decided_on)}, trước năm đó.",
                _refs(award),
            )


def _early_grades(subject: Subject) -> Iterator[Contradiction]:
    """Grades of years before service began; the first day at one agency says nothing of others."""
    first = subject.begun_on
    if first is None:
        return
    event = "bắt đầu công tác" if isinstance(subject, PersonFacts) else "thành lập"
    for year, record in sorted(subject.grades.items()):
        if record.grade is not None and year < first.year:
            yield Contradiction(
                f"Xếp loại năm {year} ({GRADES[record.grade]}) có trước ngày {event} {dmy(first)}.",
                (*_refs(record), subject.ref),
            )


def _reversed(subject: Subject) -> Iterator[Contradiction]:
    """Periods that end before they start."""
    if isinstance(subject, CollectiveFacts):
        founded, gone = subject.founded_on, subject.dissolved_on
        if founded is not None and gone is not None and gone < founded:
            yield Contradiction(
                f"Giải thể ngày {dmy(gone)}, trước ngày thành lập {dmy(founded)}.", (subject.ref,)
            )
        return
    for row in subject.disciplines or ():
        if row.end is not None and row.end < row.start:
            yield Contradiction(f"Thời hạn kết thúc trước khi bắt đầu: {_period(row)}.", _refs(row))


def _first_day(subject: Subject) -> date | None:
    """Return the first day on which the recipient could have earned an award, where known."""
    if isinstance(subject, CollectiveFacts):
        return subject.founded_on
    days = (subject.service_from, subject.joined_on, subject.recruited_on)
    known = [day for day in days if day is not None]
    return min(known) if known else None


def _is_before(award: AwardFact, first: date) -> bool:
    if award.decided_on is not None:
        return award.decided_on < first
    return award.year < first.year


def _overlaps(subject: Subject) -> Iterator[Contradiction]:
    if not isinstance(subject, PersonFacts) or len(subject.disciplines or ()) < 2:
        return
    imposed = sorted(
        (
            row
            for row in subject.disciplines or ()
            if row.kind != UNDER_REVIEW and (row.end is None or row.start <= row.end)
        ),
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
    name = "việc đang xem xét" if row.kind == UNDER_REVIEW else DISCIPLINES.get(row.kind, row.kind)
    return f"{name} từ {dmy(row.start)} {end}"


def _refs(*rows: AwardFact | DisciplineFact | YearRecord) -> tuple[str, ...]:
    return tuple(row.ref for row in rows if row.ref)
