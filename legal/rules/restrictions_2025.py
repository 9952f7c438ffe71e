"""When merit is not considered, or not counted, under Decree 152/2025/NĐ-CP."""

from __future__ import annotations

from legal.rules.base import EachRule, Told
from legal.rules.checks.words import discipline_dict, dmy
from legal.rules.facts import (
    DISCIPLINES,
    UNDER_REVIEW,
    BarFact,
    DisciplineFact,
    PersonFacts,
    Subject,
)
from legal.rules.tally import Outcome

_CITATION = "Điều 4 khoản 4 Nghị định 152/2025/NĐ-CP"
_COLLECTIVE = "Điều kiện này xét với cá nhân."


class ND152_2025_D4_K4_XemXet(EachRule[PersonFacts]):  # noqa: N801  # rule names are citation keys
    """Chưa xét khi đang xem xét kỷ luật, thanh tra, điều tra, xác minh đơn thư hoặc tin báo chí."""

    citation = _CITATION
    bars = True

    def why_outside(self, subject: Subject) -> str:
        """Leave out collectives."""
        return "" if isinstance(subject, PersonFacts) else _COLLECTIVE

    def outcome(self, subject: PersonFacts) -> Outcome:
        """Look for a case pending on the day the dossier was received, else at year's end.

        What another agency's list says is for people to weigh: it bars nobody by itself.
        """
        if subject.disciplines is None:
            return Outcome.UNKNOWN
        if _pending(subject):
            return Outcome.NOT_MET
        return Outcome.NEEDS_JUDGEMENT if _listed(subject) else Outcome.MET

    def explain(self, subject: PersonFacts, outcome: Outcome) -> Told:
        """Say which case is pending, or which list names the person."""
        day = subject.judged_on
        if outcome is Outcome.UNKNOWN:
            return Told(
                "Chưa có dữ liệu về việc đang bị xem xét kỷ luật, thanh tra, điều tra, xác minh."
            )
        pending, listed = _pending(subject), _listed(subject)
        if pending:
            return Told(
                "Yêu cầu không có việc đang xem xét; hiện có "
                f"{len(pending):02d} việc từ ngày {dmy(pending[0].start)}.",
                {"on": day.isoformat(), "found": [discipline_dict(row) for row in pending]},
                remedy="Xét lại khi có kết luận bằng văn bản.",
            )
        if listed:
            return Told(
                f"Có tên trong danh sách do {listed[0].source} gửi: {listed[0].reason}. "
                "Người xét xác định việc này có thuộc trường hợp chưa xét hay không.",
                {"on": day.isoformat(), "found": [{"ref": row.ref} for row in listed]},
                remedy="Ghi văn bản kết luận để đưa ra khỏi danh sách.",
            )
        return Told(f"Không có việc đang xem xét vào ngày {dmy(day)}.", {"on": day.isoformat()})


class ND152_2025_D4_K4_ThoiHan(EachRule[PersonFacts]):  # noqa: N801
    """Sau khi bị kỷ luật, thành tích chỉ được tính từ khi hết thời hạn kỷ luật."""

    citation = _CITATION

    def why_outside(self, subject: Subject) -> str:
        """Leave out collectives."""
        return "" if isinstance(subject, PersonFacts) else _COLLECTIVE

    def outcome(self, subject: PersonFacts) -> Outcome:
        """Look for a discipline that holds on some day of the year."""
        if subject.disciplines is None:
            return Outcome.UNKNOWN
        return Outcome.NEEDS_JUDGEMENT if _running(subject) else Outcome.MET

    def explain(self, subject: PersonFacts, outcome: Outcome) -> Told:
        """Say which discipline had effect in the year."""
        if outcome is Outcome.UNKNOWN:
            return Told(f"Chưa có dữ liệu kỷ luật năm {subject.year}.", {"year": subject.year})
        found = _running(subject)
        used: dict[str, object] = {
            "year": subject.year,
            "found": [discipline_dict(row) for row in found],
        }
        if not found:
            return Told(f"Không có thời hạn kỷ luật trong năm {subject.year}.", used)
        names = ", ".join(f"{DISCIPLINES[row.kind]} từ {dmy(row.start)}" for row in found)
        return Told(
            f"Có thời hạn kỷ luật trong năm {subject.year} ({names}); "
            "người xét chỉ tính thành tích sau khi hết thời hạn.",
            used,
        )


def _pending(subject: PersonFacts) -> list[DisciplineFact]:
    return [
        row
        for row in subject.disciplines or ()
        if row.kind == UNDER_REVIEW and row.holds_on(subject.judged_on)
    ]


def _listed(subject: PersonFacts) -> list[BarFact]:
    return [row for row in subject.bars or () if row.holds_on(subject.judged_on)]


def _running(subject: PersonFacts) -> list[DisciplineFact]:
    return [
        row
        for row in subject.disciplines or ()
        if row.kind in DISCIPLINES and row.touches(subject.year_start, subject.year_end)
    ]
