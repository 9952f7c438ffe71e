"""How time is counted for advanced workers: Circular 01/2024/TT-BNV, Article 1(5), and its analogue.

Letters of points are given where they were seen. Since July 2025 the circular is only a guide.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from legal.rules.base import EachRule, Told
from legal.rules.checks.service import MinimumService
from legal.rules.checks.words import dmy
from legal.rules.facts import AbsenceFact, PersonFacts
from legal.rules.tally import Outcome

_CIRCULAR = "Thông tư 01/2024/TT-BNV"
_APPLIES: Mapping[str, str] = {"applies_from": "Áp dụng cho hồ sơ nhận từ ngày"}
_RESULTS = {
    "EXCELLENT": "xuất sắc",
    "GOOD": "khá, giỏi",
    "AVERAGE": "trung bình",
    "FAILED": "không đạt",
}
_LONG_DAYS = 365


class _SinceCircular(EachRule[PersonFacts]):
    """Asked of dossiers received after the circular took force."""

    threshold_labels: ClassVar[Mapping[str, str]] = _APPLIES

    def why_outside(self, subject: PersonFacts) -> str:
        """Leave out dossiers received before that."""
        return too_early(self.context.received_on, self.day("applies_from"))


class TT01_2024_D1_K5_d(MinimumService):  # noqa: N801  # rule names are citation keys
    """Không xét lao động tiên tiến với người mới tuyển dụng dưới số tháng quy định."""

    citation = f"Điều 1 khoản 5 điểm d {_CIRCULAR}"
    threshold_labels: ClassVar[Mapping[str, str]] = {
        **MinimumService.threshold_labels,
        **_APPLIES,
    }

    def why_outside(self, subject: PersonFacts) -> str:
        """Leave out dossiers received before the circular took force."""
        return too_early(self.context.received_on, self.day("applies_from"))


class TT01_2024_D1_K5_DaoTao(_SinceCircular):  # noqa: N801
    """Thời gian đào tạo, bồi dưỡng chấp hành tốt quy định được tính vào thời gian công tác để xét lao
    động tiên tiến.
    """

    citation = f"Điều 1 khoản 5 {_CIRCULAR}"
    # Either answer is an answer: what is not counted does not bar anybody.
    tick_decides = False

    def why_outside(self, subject: PersonFacts) -> str:
        """Leave out those who were not on training in the year."""
        if not _absences(subject, "TRAINING"):
            return "Không đi đào tạo, bồi dưỡng dài ngày trong năm."
        return super().why_outside(subject)

    def outcome(self, subject: PersonFacts) -> Outcome:
        """A good result speaks for itself; how somebody behaved there is judged by people.

        The end of the sentence on long training was not read: no result refuses anybody.
        """
        results = {row.result for row in _absences(subject, "TRAINING")}
        if self.entry.rule in subject.ticks or results <= {"EXCELLENT", "GOOD"}:
            return Outcome.MET
        return Outcome.NEEDS_JUDGEMENT

    def explain(self, subject: PersonFacts, outcome: Outcome) -> Told:
        """Say how long the training was and with what result."""
        rows = _absences(subject, "TRAINING")
        words = "; ".join(
            f"{_span(row)}, {_length(row, subject)}, kết quả {_RESULTS.get(row.result, 'chưa ghi')}"
            for row in rows
        )
        tick = subject.ticks.get(self.entry.rule)
        if tick is not None:
            answer = "được tính" if tick.ok else "không được tính"
            tail = f"{tick.by} xác định {answer} là thời gian công tác, ngày {dmy(tick.on)}."
        elif outcome is Outcome.MET:
            tail = "Thời gian này được tính là thời gian công tác."
        else:
            tail = "Người xét xác định việc chấp hành quy định và thời gian này có được tính hay không."
        return Told(
            f"Đào tạo, bồi dưỡng {words}. {tail}",
            {"found": [row.ref for row in rows]},
            remedy="" if outcome is Outcome.MET else "Bổ sung kết quả, nhận xét của cơ sở đào tạo.",
        )


class TT01_2024_D1_K5_DieuTri(_SinceCircular):  # noqa: N801
    """Thời gian điều trị, điều dưỡng sau khi cứu người, cứu tài sản, được cơ sở y tế xác nhận, được
    tính vào thời gian công tác để xét lao động tiên tiến.
    """

    citation = f"Điều 1 khoản 5 {_CIRCULAR}"
    # Either answer is an answer: what is not counted does not bar anybody.
    tick_decides = False

    def why_outside(self, subject: PersonFacts) -> str:
        """Leave out those without a long sick leave in the year."""
        if not _absences(subject, "SICK"):
            return "Không nghỉ ốm đau, điều trị dài ngày trong năm."
        return super().why_outside(subject)

    def outcome(self, subject: PersonFacts) -> Outcome:
        """Why somebody was treated is not recorded: people answer, with a name and a date."""
        tick = subject.ticks.get(self.entry.rule)
        return Outcome.MET if tick is not None else Outcome.NEEDS_JUDGEMENT

    def explain(self, subject: PersonFacts, outcome: Outcome) -> Told:
        """Say which leave it is about."""
        rows = _absences(subject, "SICK")
        spans = ", ".join(_span(row) for row in rows)
        tick = subject.ticks.get(self.entry.rule)
        used: dict[str, object] = {"found": [row.ref for row in rows]}
        if tick is not None:
            answer = "được tính" if tick.ok else "không được tính"
            return Told(
                f"Nghỉ điều trị {spans}: {tick.by} xác định {answer} là thời gian công tác, ngày "
                f"{dmy(tick.on)}.",
                used,
            )
        return Told(
            f"Nghỉ điều trị {spans}: được tính là thời gian công tác nếu do cứu người, cứu tài sản "
            "và có xác nhận của cơ sở y tế.",
            used,
            remedy="Người xét ghi thời gian này có được tính hay không.",
        )


class TT01_2024_TANDTC_D29(EachRule[PersonFacts]):  # noqa: N801
    """Người chuyển công tác do đơn vị mới xét, có ý kiến của đơn vị cũ nếu đã công tác ở đó từ đủ số
    tháng quy định. Quy định của ngành Tòa án, chỉ để tham khảo.
    """

    citation = "Điều 29 Thông tư 01/2024/TT-TANDTC (ngành Tòa án, tham khảo)"
    threshold_labels: ClassVar[Mapping[str, str]] = {
        "min_months": "Số tháng ở đơn vị cũ phải lấy ý kiến"
    }

    def why_outside(self, subject: PersonFacts) -> str:
        """Leave out those who did not come from elsewhere in the year."""
        return "" if _moved(subject) else "Không chuyển công tác đến trong năm."

    def outcome(self, subject: PersonFacts) -> Outcome:
        """The new unit decides; where the old one had somebody for long, its opinion is needed."""
        short = _months_before(subject) < self.number("min_months")
        return Outcome.MET if short else Outcome.NEEDS_JUDGEMENT

    def explain(self, subject: PersonFacts, outcome: Outcome) -> Told:
        """Say since when somebody is at the new unit, and whose opinion is needed."""
        months = _months_before(subject)
        day = dmy(subject.joined_on) if subject.joined_on else ""
        lead = f"Chuyển đến ngày {day}; ở đơn vị cũ {months:02d} tháng trong năm. Đơn vị mới xét"
        if months < self.number("min_months"):
            return Told(f"{lead}.", {"months": months})
        return Told(
            f"{lead}, có ý kiến nhận xét của đơn vị cũ.",
            {"months": months},
            remedy="" if outcome is Outcome.MET else "Lấy ý kiến nhận xét của đơn vị cũ.",
        )


def too_early(received_on: date | None, start: date) -> str:
    """Say that a dossier was received before a provision took force, or nothing."""
    if received_on is not None and received_on < start:
        return f"Hồ sơ nhận trước ngày {dmy(start)}, khi thông tư chưa có hiệu lực."
    return ""


def _absences(subject: PersonFacts, kind: str) -> list[AbsenceFact]:
    return [
        row
        for row in subject.absences or ()
        if row.kind == kind and row.touches(subject.year_start, subject.year_end)
    ]


def _span(row: AbsenceFact) -> str:
    return f"từ {dmy(row.start)}" + (f" đến {dmy(row.end)}" if row.end else "")


def _length(row: AbsenceFact, subject: PersonFacts) -> str:
    days = ((row.end or subject.year_end) - row.start).days
    return "từ 01 năm" if days >= _LONG_DAYS else "dưới 01 năm"


def _moved(subject: PersonFacts) -> bool:
    """Tell whether somebody came to the agency in the year and had served elsewhere before."""
    joined, began = subject.joined_on, subject.service_from
    if joined is None or began is None or began >= joined:
        return False
    return subject.year_start < joined < subject.year_end


def _months_before(subject: PersonFacts) -> int:
    joined = subject.joined_on
    first = max(subject.service_from or subject.year_start, subject.year_start)
    return max(joined.month - first.month, 0) if joined else 0
