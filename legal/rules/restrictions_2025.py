"""When merit is not considered, or not counted, under Decree 152/2025/NĐ-CP, Article 4.

Clause 1 asks for nothing: a lower form need not come before a higher one, so no rule asks for it
beyond the standards of the law themselves.
"""

from __future__ import annotations

from legal.rules.base import DISCIPLINE_CUTS, MERIT_ONLY, EachRule, Told
from legal.rules.checks.words import award_dict, award_name, discipline_dict, dmy
from legal.rules.facts import (
    CLAIMS,
    DISCIPLINES,
    UNDER_REVIEW,
    AbsenceFact,
    AwardFact,
    BarFact,
    DisciplineFact,
    PersonFacts,
    Subject,
)
from legal.rules.tally import Outcome

_DECREE = "Nghị định 152/2025/NĐ-CP"
_CITATION = f"Điều 4 khoản 4 {_DECREE}"
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
    settles = DISCIPLINE_CUTS

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


class ND152_2025_D4_K3(EachRule[Subject]):  # type: ignore[type-var]  # noqa: N801
    """Không lấy kết quả khen thưởng đột xuất, chuyên đề làm căn cứ đề nghị khen thưởng công trạng."""

    citation = f"Điều 4 khoản 3 {_DECREE}"
    claim = "MERIT"
    settles = MERIT_ONLY

    def outcome(self, subject: Subject) -> Outcome:
        """Always held to: such awards are left out where merit is counted."""
        return Outcome.MET

    def explain(self, subject: Subject, outcome: Outcome) -> Told:
        """List what was not counted and why."""
        rows = [row for row in subject.awards or () if row.basis != "MERIT"]
        if not rows:
            return Told("Không có khen thưởng đột xuất, chuyên đề phải loại khỏi công trạng.")
        names = "; ".join(
            f"{award_name(row.code)} năm {row.year} ({CLAIMS.get(row.basis, row.basis)})"
            for row in sorted(rows, key=_by_year)
        )
        return Told(
            f"Không tính vào công trạng {len(rows):02d} lần khen thưởng: {names}.",
            {"not_counted": [award_dict(row) for row in rows]},
        )


class ND152_2025_D4_K5(EachRule[PersonFacts]):  # noqa: N801
    """Thời gian nghỉ thai sản theo quy định được tính để bình xét."""

    citation = f"Điều 4 khoản 5 {_DECREE}"

    def why_outside(self, subject: Subject) -> str:
        """Leave out those who were not on such a leave in the year."""
        return "" if _parental(subject) else "Không nghỉ thai sản trong năm."

    def outcome(self, subject: PersonFacts) -> Outcome:
        """Always held to: no rule takes the leave off."""
        return Outcome.MET

    def explain(self, subject: PersonFacts, outcome: Outcome) -> Told:
        """Say which leave counts."""
        rows = _parental(subject)
        spans = ", ".join(
            f"từ {dmy(row.start)}" + (f" đến {dmy(row.end)}" if row.end else "") for row in rows
        )
        return Told(
            f"Nghỉ thai sản {spans} được tính là thời gian bình xét; người xét không trừ thời gian "
            "này khi xếp loại, xét danh hiệu.",
            {"found": [row.ref for row in rows]},
        )


class ND152_2025_D4_K6(EachRule[PersonFacts]):  # noqa: N801
    """Nhiều người có thành tích, điều kiện như nhau thì lựa chọn cá nhân nữ."""

    citation = f"Điều 4 khoản 6 {_DECREE}"

    def why_outside(self, subject: Subject) -> str:
        """A hint for women only."""
        woman = isinstance(subject, PersonFacts) and subject.is_woman
        return "" if woman else "Chỉ nhắc khi cá nhân là nữ."

    def outcome(self, subject: PersonFacts) -> Outcome:
        """A hint: it decides between equals and bars nobody."""
        return Outcome.MET

    def explain(self, subject: PersonFacts, outcome: Outcome) -> Told:
        """Give the hint."""
        return Told("Khi nhiều người có thành tích như nhau, cá nhân nữ được lựa chọn trước.")


def _by_year(row: AwardFact) -> int:
    return row.year


def _parental(subject: Subject) -> list[AbsenceFact]:
    return [
        row
        for row in getattr(subject, "absences", None) or ()
        if row.kind == "PARENTAL" and row.touches(subject.year_start, subject.year_end)
    ]


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
