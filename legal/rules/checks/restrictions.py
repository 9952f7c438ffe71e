"""When merit is not considered, or not counted, whichever decree says so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from legal.rules.base import DISCIPLINE_CUTS, MERIT_ONLY, EachRule, Told
from legal.rules.checks.words import award_dict, award_name, discipline_dict, dmy
from legal.rules.facts import (
    CLAIMS,
    DISCIPLINES,
    NEVER_MERIT,
    UNDER_REVIEW,
    AbsenceFact,
    AwardFact,
    BarFact,
    CollectiveFacts,
    DisciplineFact,
    PersonFacts,
    Subject,
)
from legal.rules.tally import Outcome

_HOUSEHOLD = "Điều kiện này xét với cá nhân, tập thể."


class NoPendingCase(EachRule[Subject]):  # type: ignore[type-var]
    """No case pending against the recipient (đang xem xét) on the day of judgement."""

    bars = True

    def why_outside(self, subject: Subject) -> str:
        """Leave out households."""
        return _HOUSEHOLD if subject.object_kind == "HOUSEHOLD" else ""

    def outcome(self, subject: Subject) -> Outcome:
        """Look for a case pending on the day the dossier was received, else at year's end.

        What another agency's list says is for people to weigh: it bars nobody by itself. Cases of
        collectives are not recorded: people say whether there is one.
        """
        if isinstance(subject, CollectiveFacts):
            return Outcome.NEEDS_JUDGEMENT
        if subject.disciplines is None:
            return Outcome.UNKNOWN
        if pending_cases(subject):
            return Outcome.NOT_MET
        return Outcome.NEEDS_JUDGEMENT if listed_by(subject) else Outcome.MET

    def explain(self, subject: Subject, outcome: Outcome) -> Told:
        """Say which case is pending, or which list names the recipient."""
        day, listed = subject.judged_on, listed_by(subject)
        if isinstance(subject, CollectiveFacts) and not listed:
            return Told(
                "Hệ thống không lưu việc đang xem xét của tập thể; người xét xác nhận không có việc "
                f"như vậy vào ngày {dmy(day)}.",
                {"on": day.isoformat()},
                remedy="Ghi ý kiến xác nhận tập thể không có việc đang xem xét.",
            )
        if outcome is Outcome.UNKNOWN:
            return Told(
                "Chưa có dữ liệu về việc đang bị xem xét kỷ luật, thanh tra, điều tra, xác minh.",
                remedy="Ghi việc đang xem xét, hoặc ghi rõ là không có.",
            )
        pending = pending_cases(subject)
        if pending:
            return Told(
                "Yêu cầu không có việc đang xem xét; hiện có "
                f"{len(pending):02d} việc từ ngày {dmy(pending[0].start)}.",
                {"on": day.isoformat(), "found": [discipline_dict(row) for row in pending]},
                remedy="Xét lại khi có kết luận bằng văn bản.",
            )
        if listed:
            return Told(
                f"Có tên trong danh sách do {listed[0].source} gửi{_paper(listed[0])}. "
                "Người xét xem thông báo, xác định việc này có thuộc trường hợp chưa xét hay không.",
                {"on": day.isoformat(), "found": [{"ref": row.ref} for row in listed]},
                remedy="Ghi văn bản kết luận để đưa ra khỏi danh sách.",
            )
        return Told(f"Không có việc đang xem xét vào ngày {dmy(day)}.", {"on": day.isoformat()})


class MeritAfterDiscipline(EachRule[PersonFacts]):
    """Merit counts only after the time of a discipline (thời hạn kỷ luật)."""

    settles = DISCIPLINE_CUTS

    def why_outside(self, subject: Subject) -> str:
        """Leave out collectives: their disciplines are not recorded."""
        if subject.object_kind == "HOUSEHOLD":
            return _HOUSEHOLD
        if isinstance(subject, CollectiveFacts):
            return (
                "Hệ thống không lưu kỷ luật của tập thể; nếu tập thể từng bị kỷ luật, người xét chỉ "
                "tính thành tích từ khi chấp hành xong."
            )
        return ""

    def outcome(self, subject: PersonFacts) -> Outcome:
        """Look for a discipline that holds on some day of the year.

        Where it still holds when the year ends, no merit of the year counts. What is not merit of
        the year, and the days after a discipline that ended in it, are for people.
        """
        if subject.disciplines is None:
            return Outcome.UNKNOWN
        if not under_discipline(subject):
            return Outcome.MET
        of_years = subject.claims <= {"MERIT"}
        return Outcome.NOT_MET if of_years and _to_the_end(subject) else Outcome.NEEDS_JUDGEMENT

    def explain(self, subject: PersonFacts, outcome: Outcome) -> Told:
        """Say which discipline had effect in the year."""
        if outcome is Outcome.UNKNOWN:
            return Told(
                f"Chưa có dữ liệu kỷ luật năm {subject.year}.",
                {"year": subject.year},
                remedy=f"Ghi các lần kỷ luật năm {subject.year}, hoặc ghi rõ là không có.",
            )
        found = under_discipline(subject)
        used: dict[str, object] = {
            "year": subject.year,
            "found": [discipline_dict(row) for row in found],
        }
        if not found:
            return Told(f"Không có thời hạn kỷ luật trong năm {subject.year}.", used)
        names = ", ".join(
            f"{DISCIPLINES[row.kind]} từ {dmy(row.start)}"
            + (f" đến {dmy(row.end)}" if row.end else ", chưa ghi ngày hết")
            for row in found
        )
        lead = f"Có thời hạn kỷ luật trong năm {subject.year} ({names})"
        if outcome is Outcome.NOT_MET and _to_the_end(subject):
            return Told(
                f"{lead}; đến hết năm {subject.year} chưa chấp hành xong nên thành tích năm này không "
                "được tính.",
                used,
                remedy="Xét thành tích lập được sau khi chấp hành xong thời hạn kỷ luật.",
            )
        return Told(f"{lead}; người xét chỉ tính thành tích sau khi hết thời hạn.", used)


class MeritWithoutThemes(EachRule[Subject]):  # type: ignore[type-var]
    """Awards for sudden deeds and themes are no ground for an award of merit."""

    claim = "MERIT"
    settles = MERIT_ONLY

    def outcome(self, subject: Subject) -> Outcome:
        """Always held to: such awards are left out where merit is counted."""
        return Outcome.MET

    def explain(self, subject: Subject, outcome: Outcome) -> Told:
        """List what was not counted and why."""
        rows = not_merit(subject)
        if not rows:
            return Told("Không có khen thưởng đột xuất, chuyên đề phải loại khỏi công trạng.")
        names = "; ".join(
            f"{award_name(row.code)} năm {row.year} ({CLAIMS.get(row.basis, row.basis)})"
            for row in rows
        )
        return Told(
            f"Không tính vào công trạng {len(rows):02d} lần khen thưởng: {names}.",
            {"not_counted": [award_dict(row) for row in rows]},
        )


class ParentalLeaveCounts(EachRule[PersonFacts]):
    """Parental leave (nghỉ thai sản) counts as time of the year."""

    def why_outside(self, subject: Subject) -> str:
        """Leave out those who were not on such a leave in the year."""
        return "" if parental_leaves(subject) else "Không nghỉ thai sản trong năm."

    def outcome(self, subject: PersonFacts) -> Outcome:
        """Always held to: no rule takes the leave off."""
        return Outcome.MET

    def explain(self, subject: PersonFacts, outcome: Outcome) -> Told:
        """Say which leave counts."""
        rows = parental_leaves(subject)
        spans = ", ".join(
            f"từ {dmy(row.start)}" + (f" đến {dmy(row.end)}" if row.end else "") for row in rows
        )
        return Told(
            f"Nghỉ thai sản {spans} được tính là thời gian bình xét; người xét không trừ thời gian "
            "này khi xếp loại, xét danh hiệu.",
            {"found": [row.ref for row in rows]},
        )


class WomenFirst(EachRule[PersonFacts]):
    """Between equals women, or collectives with many women, come first."""

    threshold_labels: ClassVar[Mapping[str, str]] = {
        "women_percent": "Tỷ lệ nữ của tập thể được lựa chọn trước (%)"
    }

    def why_outside(self, subject: Subject) -> str:
        """A hint for women only; how many members are women is not recorded."""
        if isinstance(subject, CollectiveFacts):
            return (
                "Khi nhiều tập thể cùng đủ điều kiện, tập thể có tỷ lệ nữ từ "
                f"{self.number('women_percent')}% trở lên được lựa chọn trước; hệ thống không lưu tỷ "
                "lệ này, người xét tự đối chiếu."
            )
        woman = isinstance(subject, PersonFacts) and subject.is_woman
        return "" if woman else "Chỉ nhắc khi cá nhân là nữ."

    def outcome(self, subject: PersonFacts) -> Outcome:
        """A hint: it decides between equals and bars nobody."""
        return Outcome.MET

    def explain(self, subject: PersonFacts, outcome: Outcome) -> Told:
        """Give the hint."""
        return Told(
            "Khi nhiều người cùng đủ điều kiện, tiêu chuẩn, cá nhân nữ được lựa chọn trước."
        )


def not_merit(subject: Subject) -> list[AwardFact]:
    """Return the awards that are never a ground for merit, in order of time."""
    rows = (row for row in subject.awards or () if row.basis in NEVER_MERIT)
    return sorted(rows, key=_by_year)


def parental_leaves(subject: Subject) -> list[AbsenceFact]:
    """Return the parental leaves that touch the year."""
    return [
        row
        for row in getattr(subject, "absences", None) or ()
        if row.kind == "PARENTAL" and row.touches(subject.year_start, subject.year_end)
    ]


def pending_cases(subject: Subject) -> list[DisciplineFact]:
    """Return the cases pending on the day of judgement."""
    return [
        row
        for row in getattr(subject, "disciplines", None) or ()
        if row.kind == UNDER_REVIEW and row.holds_on(subject.judged_on)
    ]


def listed_by(subject: Subject) -> list[BarFact]:
    """Return the lists of other agencies that name the recipient on that day."""
    return [row for row in subject.bars or () if row.holds_on(subject.judged_on)]


def under_discipline(subject: PersonFacts) -> list[DisciplineFact]:
    """Return the disciplines that hold on some day of the year."""
    return [
        row
        for row in subject.disciplines or ()
        if row.kind in DISCIPLINES and row.touches(subject.year_start, subject.year_end)
    ]


def _paper(bar: BarFact) -> str:
    return f", văn bản {bar.document}" if bar.document else ""


def _by_year(row: AwardFact) -> int:
    return row.year


def _to_the_end(subject: PersonFacts) -> bool:
    """Tell whether a discipline still holds when the year judged ends."""
    return any(row.end is None or row.end >= subject.year_end for row in under_discipline(subject))
