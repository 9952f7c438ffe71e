"""Checks that recur in several provisions; a provision adds its name, citation and numbers."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from datetime import date, timedelta
from typing import ClassVar

from legal.rules.base import Finding, Outcome, Rule
from legal.rules.facts import (
    DISCIPLINES,
    GRADES,
    SCOPES,
    DisciplineFact,
    InitiativeFact,
    PersonFacts,
)


class Judgement(Rule):
    """A condition only people can judge."""

    def check(self, facts: PersonFacts) -> Finding:
        """Leave it to the people who review."""
        return self.finding(Outcome.NEEDS_JUDGEMENT, f"Người xét đánh giá: {self.requirement()}")


class MinimumGrade(Rule):
    """The annual grade reaches a minimum."""

    threshold_labels: ClassVar[Mapping[str, str]] = {"min_grade": "Mức xếp loại thấp nhất"}

    def check(self, facts: PersonFacts) -> Finding:
        """Compare the grade of the year judged."""
        required = self.code("min_grade")
        record = facts.grades.get(facts.year)
        used: dict[str, object] = {"year": facts.year, "required": required}
        if record is None or record.grade is None:
            return self.finding(
                Outcome.UNKNOWN,
                f"Chưa có kết quả đánh giá, xếp loại năm {facts.year}; "
                f"yêu cầu {_or_better(required)}.",
                used,
            )
        order = list(GRADES)
        reached = order.index(record.grade) <= order.index(required)
        return self.finding(
            Outcome.MET if reached else Outcome.NOT_MET,
            f"Yêu cầu {_or_better(required)}; năm {facts.year} được xếp loại "
            f"{GRADES[record.grade]}.",
            {
                **used,
                "grade": record.grade,
                "ref": record.ref,
            },
        )


class RecognisedWork(Rule):
    """Enough recognised works of one kind in the year."""

    noun: ClassVar[str]
    threshold: ClassVar[str]

    @abstractmethod
    def works(self, facts: PersonFacts) -> tuple[InitiativeFact, ...] | None:
        """Return the works of the kind, or nothing when they are not kept."""

    def check(self, facts: PersonFacts) -> Finding:
        """Count the works of the kind that were recognised for the year."""
        required = self.number(self.threshold)
        kept = self.works(facts)
        if kept is None:
            return self.finding(
                Outcome.UNKNOWN,
                f"Hệ thống chưa lưu {self.noun} năm {facts.year}; yêu cầu từ {required:02d}. "
                "Người xét đối chiếu giấy tờ trong hồ sơ.",
                {
                    "year": facts.year,
                    "required": required,
                },
            )
        works = [work for work in kept if work.counts_for(facts.year)]
        found = f"{len(works):02d}" if works else "chưa có"
        titles = "; ".join(f"“{work.title}” ({SCOPES[work.scope]})" for work in works)
        return self.finding(
            Outcome.MET if len(works) >= required else Outcome.NOT_MET,
            f"Yêu cầu từ {required:02d} {self.noun}; năm {facts.year}: {found}"
            + (f" – {titles}." if titles else "."),
            {
                "year": facts.year,
                "required": required,
                "found": [{"id": work.id, "title": work.title, "ref": work.ref} for work in works],
            },
        )


class RecognisedInitiatives(RecognisedWork):
    """Initiatives recognised at least by the base."""

    noun = "sáng kiến được cơ sở công nhận"
    threshold = "min_initiatives"
    threshold_labels: ClassVar[Mapping[str, str]] = {"min_initiatives": "Số sáng kiến tối thiểu"}

    def works(self, facts: PersonFacts) -> tuple[InitiativeFact, ...] | None:
        """Return the initiatives."""
        return facts.initiatives


class AcceptedTopics(RecognisedWork):
    """Scientific topics, projects or works that were accepted."""

    noun = "đề tài, đề án, công trình đã nghiệm thu"
    threshold = "min_topics"
    threshold_labels: ClassVar[Mapping[str, str]] = {
        "min_topics": "Số đề tài, đề án, công trình tối thiểu"
    }

    def works(self, facts: PersonFacts) -> tuple[InitiativeFact, ...] | None:
        """Return the topics."""
        return facts.topics


class CombatMerit(Judgement):
    """Resourcefulness in combat; asked only of those who may take part in it."""

    def excluded(self, facts: PersonFacts) -> str:
        """Leave out staff of civil agencies."""
        if facts.is_public_employee:
            return (
                "Điều kiện về chiến đấu không xét với cán bộ, công chức, viên chức, người lao động."
            )
        return ""


class MinimumService(Rule):
    """Enough full months at the agency by the end of the year."""

    threshold_labels: ClassVar[Mapping[str, str]] = {"min_months": "Số tháng công tác tối thiểu"}

    def check(self, facts: PersonFacts) -> Finding:
        """Count full months from the first day at the agency."""
        required = self.number("min_months")
        if facts.joined_on is None:
            return self.finding(
                Outcome.UNKNOWN,
                f"Chưa có ngày bắt đầu làm việc tại cơ quan; yêu cầu từ {required:02d} tháng.",
                {
                    "required": required,
                },
            )
        months = full_months(facts.joined_on, facts.year_end)
        return self.finding(
            Outcome.MET if months >= required else Outcome.NOT_MET,
            f"Yêu cầu làm việc tại cơ quan từ {required:02d} tháng; từ "
            f"{_dmy(facts.joined_on)} đến hết năm {facts.year} được {months:02d} tháng.",
            {
                "required": required,
                "months": months,
                "joined_on": facts.joined_on.isoformat(),
                "ref": facts.staff_ref,
            },
        )


class NoDiscipline(Rule):
    """No discipline of a given severity or above in the year."""

    threshold_labels: ClassVar[Mapping[str, str]] = {
        "bar_from": "Hình thức kỷ luật bị loại, trở lên"
    }

    def check(self, facts: PersonFacts) -> Finding:
        """Look for disciplines imposed in the year; one running over from before is judged."""
        order = list(DISCIPLINES)
        bar = self.code("bar_from")
        if facts.disciplines is None:
            return self.finding(
                Outcome.UNKNOWN,
                f"Chưa có dữ liệu kỷ luật năm {facts.year}; yêu cầu không bị kỷ luật từ "
                f"{DISCIPLINES[bar]} trở lên.",
                {
                    "year": facts.year,
                },
            )
        grave = [
            row
            for row in facts.disciplines
            if row.kind in DISCIPLINES and order.index(row.kind) >= order.index(bar)
        ]
        imposed = [row for row in grave if facts.year_start <= row.start < facts.year_end]
        running = [
            row
            for row in grave
            if row.start < facts.year_start and row.touches(facts.year_start, facts.year_end)
        ]
        used: dict[str, object] = {
            "year": facts.year,
            "found": [discipline_dict(row) for row in imposed or running],
        }
        lead = f"Yêu cầu không bị kỷ luật từ {DISCIPLINES[bar]} trở lên; "
        if imposed:
            names = ", ".join(f"{DISCIPLINES[row.kind]} ngày {_dmy(row.start)}" for row in imposed)
            return self.finding(Outcome.NOT_MET, f"{lead}năm {facts.year} bị {names}.", used)
        if running:
            return self.finding(
                Outcome.NEEDS_JUDGEMENT,
                f"{lead}kỷ luật của năm trước còn thời hạn trong năm {facts.year}.",
                used,
            )
        return self.finding(Outcome.MET, f"{lead}năm {facts.year} không có.", used)


def full_months(start: date, end: date) -> int:
    """Count the full calendar months in ``[start, end)``; none when the start is later."""
    if end <= start:
        return 0
    months = (end.year - start.year) * 12 + end.month - start.month
    # A month that begins on the 31st is full on the last day of a shorter month.
    last_day = (end.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return months - (end.day < min(start.day, last_day.day))


def discipline_dict(row: DisciplineFact) -> dict[str, object]:
    """Return a discipline as plain JSON values."""
    return {
        "kind": row.kind,
        "start": row.start.isoformat(),
        "end": row.end.isoformat() if row.end else None,
        "ref": row.ref,
    }


def _or_better(grade: str) -> str:
    name = GRADES[grade]
    return name if grade == next(iter(GRADES)) else f"{name} trở lên"


def _dmy(day: date) -> str:
    return day.strftime("%d/%m/%Y")


def threshold_text(value: int | str | date) -> str:
    """Return a number, code or date of the rule-set file as people read it."""
    if isinstance(value, date):
        return _dmy(value)
    if isinstance(value, str):
        return GRADES.get(value) or DISCIPLINES.get(value) or value
    return str(value)
