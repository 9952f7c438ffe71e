"""Words about the consecutive years of one recipient: what was found, what breaks them, what lacks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from legal.rules.checks import notation
from legal.rules.checks.readings import Reading
from legal.rules.checks.words import (
    award_dict,
    award_name,
    dmy,
    grade_dict,
    with_grounds,
    work_dict,
    years,
)
from legal.rules.facts import CLAIMS, DISCIPLINES, GRADES, AwardFact, InitiativeFact, Subject
from legal.rules.group import group_of

if TYPE_CHECKING:
    from legal.rules.checks.spans import Run

_BEST_FIRST = tuple(GRADES)
_WAYS_TOLD = 3


@dataclass(frozen=True, slots=True)
class Held:
    """What the run of one recipient holds of what is asked.

    Attributes:
        missing: what still lacks to each of the nearest alternatives, empty when it holds one.
    """

    words: str = ""
    records: list[dict[str, object]] = field(default_factory=list)
    missing: str = ""


def run_words(rule: Run, run: range, lead: str) -> str:
    """Say how many years were asked for and which were found."""
    until = " đến thời điểm đề nghị" if rule.until_proposal else ""
    found = f"tìm thấy {len(run):02d} năm ({years(run)})" if run else "chưa có năm nào"
    return (
        f"{lead} từ {rule.least():02d} năm liên tục{until}, mỗi năm "
        f"{notation.year_words(rule.asked())}; {found}."
    )


def more_years(rule: Run, missing: int) -> str:
    """Say how many more years are needed, and of what kind."""
    return f"cần thêm {missing:02d} năm liên tục, mỗi năm {notation.year_words(rule.asked())}"


def held(subject: Subject, asked: str, run: range, bases: frozenset[str]) -> Held:
    """Say what was asked of the span of years and what one recipient has in it."""
    if not asked:
        return Held()
    alternatives = notation.in_span(asked)
    wanted = list(
        dict.fromkeys(thing for one in alternatives for count in one for thing in count.things)
    )
    found = {thing: _found(subject, thing, run, bases) for thing in wanted}
    parts = [_found_words(thing, rows) for thing, rows in found.items() if rows]
    told = f"có: {'; '.join(parts)}" if parts else "chưa có"
    return Held(
        f"Trong thời gian đó yêu cầu {notation.span_words(asked)}; {told}.",
        _plain(subject, (row for rows in found.values() for row in rows)),
        _missing(alternatives, {thing: len(rows) for thing, rows in found.items()}),
    )


def counted(
    rule: Run, subject: Subject, run: range, bases: frozenset[str]
) -> list[dict[str, object]]:
    """Return the records that make each year count: those of the first alternative it holds."""
    alternatives = notation.of_each_year(rule.asked())
    records = []
    for year in run:
        one_year = range(year, year + 1)
        for alternative in alternatives:
            found = [_found(subject, thing, one_year, bases) for thing in alternative]
            if all(found):
                records += _plain(subject, (row for rows in found for row in rows))
                break
    return records


def why_it_breaks(
    rule: Run, subject: Subject, run: range, reading: Reading, earlier: Sequence[AwardFact]
) -> str:
    """Say which year keeps a run from being longer, where it is not long enough."""
    if len(run) >= rule.least():
        return ""
    year = run[0] - 1 if run else subject.year
    if earlier and getattr(rule, "after", False) and year <= earlier[0].year_decided:
        return ""
    if reading.has_all(rule.asked(), year):
        return ""
    return f"Chuỗi năm dừng ở năm {year}: {_what_a_year_has(rule.asked(), subject, year)}."


def cut_words(subject: Subject, reading: Reading) -> str:
    """Say which years discipline keeps from being counted."""
    if not reading.cut:
        return ""
    rows = [
        row
        for row in getattr(subject, "disciplines", None) or ()
        if row.kind in DISCIPLINES
        and row.start < subject.judged_on
        and (row.end is None or row.end.year > subject.year - 10)
    ]
    if not rows:
        return ""
    names = ", ".join(
        f"{DISCIPLINES[row.kind]} từ {dmy(row.start)}"
        + (f" đến {dmy(row.end)}" if row.end else ", chưa hết thời hạn")
        for row in rows
    )
    return f"Bị kỷ luật ({names}): thành tích chỉ được tính từ khi hết thời hạn kỷ luật."


def open_questions(
    rule: Run, subject: Subject, run: range, reading: Reading, earlier: Sequence[AwardFact] = ()
) -> str:
    """Say what people decide where the texts leave it open and the run needs it."""
    higher, awards = award_name(rule.context.award), subject.awards or ()
    found = [
        f"năm {row.year_decided} là năm quyết định tặng {award_name(row.code)}"
        for row in earlier[:1]
        if getattr(rule, "after", False) and row.year_decided in run
    ]
    found += [
        f"năm {row.year} đã được tặng {higher}"
        for row in awards
        if row.code == rule.context.award and row.year in run and row.basis == "MERIT"
    ]
    found += [
        f"năm {row.end.year} chỉ một phần nằm sau thời hạn kỷ luật"
        for row in getattr(subject, "disciplines", None) or ()
        if reading.cut and row.kind in DISCIPLINES and row.end and row.end.year in run
    ]
    found += [
        f"{award_name(row.code)} năm {row.year} được tặng vì {CLAIMS.get(row.basis, row.basis)}"
        for row in (*earlier, *(one for one in awards if one.year in run))
        if row.basis != "MERIT" and row.basis in reading.bases and row.code in _every_thing(rule)
    ]
    found += [
        f"chưa ghi “{work.title}” đã được áp dụng hay chưa"
        for work in getattr(subject, "topics", None) or ()
        if "TOPIC" in _every_thing(rule)
        and work.applied is None
        and any(work.counts_for(year) for year in run)
    ]
    if rule.yearly and run and run[-1] < subject.year - 1:
        found.append(f"chuỗi kết thúc ở năm {run[-1]}")
    reasons = "; ".join(dict.fromkeys(found))
    return f"Người xét xác định có được tính hay không: {reasons}." if reasons else ""


def what_to_record(rule: Run, subject: Subject, since: int) -> str:
    """Name the records without which the years cannot be judged.

    Args:
        since: a year from which the run may begin; more years than it needs are named then.
    """
    things = {thing for one in notation.of_each_year(rule.asked()) for thing in one}
    first = min(since, subject.year - rule.least() + 1)
    span = range(first, subject.year + 1)
    group = group_of(subject)
    lacking = [year for year in span if group.begun(year) and not group.graded(year)]
    parts = []
    if lacking and things & set(GRADES):
        parts.append(f"kết quả xếp loại các năm {years(lacking)}")
    if group.awards_incomplete:
        parts.append("các lần khen thưởng trước đây")
    parts.extend(
        name
        for kind, name in notation.WORKS.items()
        if group.works_missing(kind) and kind in _every_thing(rule)
    )
    return f"Bổ sung {'; '.join(parts) or 'kết quả xếp loại, khen thưởng trước đây còn thiếu'}."


def _every_thing(rule: Run) -> str:
    """Return the codes a rule asks for, as its numbers state them."""
    return f"{rule.asked()} {' '.join(map(str, rule.entry.thresholds.values()))}"


def _found(
    subject: Subject, thing: str, run: range, bases: frozenset[str]
) -> Sequence[AwardFact | InitiativeFact | int]:
    """Return the records, or the years, in which one recipient has the thing."""
    if thing in GRADES:
        return [year for year in run if _graded(subject, thing, year)]
    if thing in notation.WORKS:
        name = "initiatives" if thing == "INITIATIVE" else "topics"
        works = getattr(subject, name, None) or ()
        return [
            work
            for work in works
            if work.applied is not False and any(work.counts_for(year) for year in run)
        ]
    rows = {
        row.year: row
        for row in subject.awards or ()
        if row.code == thing and row.year in run and row.basis in bases
    }
    return [rows[year] for year in sorted(rows)]


def _plain(
    subject: Subject, rows: Iterable[AwardFact | InitiativeFact | int]
) -> list[dict[str, object]]:
    """Return what was found as plain JSON values, each with the record it was taken from."""
    return [
        award_dict(row)
        if isinstance(row, AwardFact)
        else work_dict(row)
        if isinstance(row, InitiativeFact)
        else grade_dict(subject.grades[row])
        for row in rows
    ]


def _found_words(thing: str, rows: Sequence[AwardFact | InitiativeFact | int]) -> str:
    name = notation.thing_words(thing)
    awards = [row for row in rows if isinstance(row, AwardFact)]
    if awards:
        return f"{len(awards):02d} {name} ({with_grounds(awards)})"
    works = [row for row in rows if isinstance(row, InitiativeFact)]
    if works:
        titles = ", ".join(f"“{work.title}”" for work in works)
        return f"{len(works):02d} {name} ({titles})"
    return f"{len(rows):02d} năm {name} ({years(row for row in rows if isinstance(row, int))})"


def _missing(alternatives: Sequence[Sequence[notation.Count]], found: dict[str, int]) -> str:
    """Return what still lacks to the alternatives, the nearest first, not more than can be read."""
    lacks = sorted(
        (_lacking(alternative, found) for alternative in alternatives),
        key=lambda one: sum(one.values()),
    )
    ways: list[dict[tuple[str, ...], int]] = []
    for lack in lacks:
        # Who has to get all that another way asks and more is told only of that other way.
        if not any(_within(one, lack) for one in ways):
            ways.append(lack)
    if not all(ways):
        return ""
    return ", hoặc ".join(
        " và ".join(notation.Count(number, things).words for things, number in way.items())
        for way in ways[:_WAYS_TOLD]
    )


def _lacking(
    alternative: Sequence[notation.Count], found: dict[str, int]
) -> dict[tuple[str, ...], int]:
    """Return how many of each thing an alternative still lacks; nothing where it is held."""
    lacks = {
        count.things: count.wanted - sum(found[thing] for thing in count.things)
        for count in alternative
    }
    return {things: number for things, number in lacks.items() if number > 0}


def _within(less: dict[tuple[str, ...], int], more: dict[tuple[str, ...], int]) -> bool:
    return all(more.get(things, 0) >= number for things, number in less.items())


def _graded(subject: Subject, grade: str, year: int) -> bool:
    record = subject.grades.get(year)
    return bool(
        record and record.grade and _BEST_FIRST.index(record.grade) <= _BEST_FIRST.index(grade)
    )


def _what_a_year_has(asked: str, subject: Subject, year: int) -> str:
    """Say of one year what it has of the things asked for."""
    things = dict.fromkeys(thing for one in notation.of_each_year(asked) for thing in one)
    parts = []
    if any(thing in GRADES for thing in things):
        record = subject.grades.get(year)
        parts.append(GRADES[record.grade] if record and record.grade else "chưa có xếp loại")
    parts.extend(
        f"không có {award_name(thing)}"
        for thing in things
        if thing not in GRADES
        and thing not in notation.WORKS
        and not any(row.code == thing and row.year == year for row in subject.awards or ())
    )
    return ", ".join(parts) or "không đủ điều kiện của năm"
