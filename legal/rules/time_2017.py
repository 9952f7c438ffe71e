"""How time is counted for advanced workers under Decree 91/2017/NĐ-CP, Article 10."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from legal.rules.base import EachRule, Told
from legal.rules.checks.service import came_from_elsewhere, full_months
from legal.rules.checks.words import dmy
from legal.rules.facts import AbsenceFact, PersonFacts
from legal.rules.tally import Outcome
from legal.rules.terms import TRAINING_RESULTS

_CITATION = "Điều 10 Nghị định 91/2017/NĐ-CP"
_BEST_FIRST = tuple(TRAINING_RESULTS)


class ND91_2017_D10_DaoTao(EachRule[PersonFacts]):  # noqa: N801  # rule names are citation keys
    """Đào tạo, bồi dưỡng dưới một năm được tính là thời gian công tác; từ một năm trở lên thì phải có
    kết quả từ loại khá trở lên.
    """

    citation = _CITATION
    threshold_labels: ClassVar[Mapping[str, str]] = {
        "long_from_months": "Đào tạo dài ngày từ (tháng)",
        "min_result": "Kết quả thấp nhất",
    }

    def why_outside(self, subject: PersonFacts) -> str:
        """Leave out those of whom no training in the year is recorded."""
        if _absences(subject, "TRAINING"):
            return ""
        return "Không ghi đợt đào tạo, bồi dưỡng dài ngày nào trong năm."

    def outcome(self, subject: PersonFacts) -> Outcome:
        """Look at the results of long trainings; short ones count as they are."""
        results = [row.result for row in self._long(subject)]
        lacking = [row for row in self._long(subject) if self._is_lower(row)]
        if any(_fills_the_year(row, subject) for row in lacking):
            return Outcome.NOT_MET
        if lacking:
            # The training does not count; whether the rest of the year is enough no text says.
            return Outcome.NEEDS_JUDGEMENT
        return Outcome.MET if all(results) else Outcome.UNKNOWN

    def explain(self, subject: PersonFacts, outcome: Outcome) -> Told:
        """Say how long the training was and with what result."""
        rows, asked = self._long(subject), TRAINING_RESULTS[self.code("min_result")]
        used: dict[str, object] = {"found": [row.ref for row in _absences(subject, "TRAINING")]}
        if not rows:
            return Told("Đào tạo, bồi dưỡng dưới một năm được tính là thời gian công tác.", used)
        words = "; ".join(
            f"{_span(row)}: {TRAINING_RESULTS.get(row.result, 'chưa ghi')}" for row in rows
        )
        rest = (
            " Thời gian này không được tính; người xét xác định thời gian còn lại trong năm có đủ để xét "
            "hay không."
            if outcome is Outcome.NEEDS_JUDGEMENT
            else ""
        )
        return Told(
            f"Đào tạo từ một năm trở lên yêu cầu kết quả từ loại {asked}; {words}.{rest}",
            used,
            remedy=_REMEDIES.get(outcome, "").format(next=subject.year + 1),
        )

    def _is_lower(self, row: AbsenceFact) -> bool:
        asked = _BEST_FIRST.index(self.code("min_result"))
        return row.result in TRAINING_RESULTS and _BEST_FIRST.index(row.result) > asked

    def _long(self, subject: PersonFacts) -> list[AbsenceFact]:
        return [
            row
            for row in _absences(subject, "TRAINING")
            if full_months(row.start, row.end or subject.year_end)
            >= self.number("long_from_months")
        ]


class ND91_2017_D10_ThaiSan(EachRule[PersonFacts]):  # noqa: N801
    """Thời gian nghỉ thai sản theo quy định được tính để xét lao động tiên tiến."""

    citation = _CITATION

    def why_outside(self, subject: PersonFacts) -> str:
        """Leave out those who were not on such a leave in the year."""
        return "" if _absences(subject, "PARENTAL") else "Không nghỉ thai sản trong năm."

    def outcome(self, subject: PersonFacts) -> Outcome:
        """Always held to: no rule takes the leave off."""
        return Outcome.MET

    def explain(self, subject: PersonFacts, outcome: Outcome) -> Told:
        """Say which leave counts."""
        rows = _absences(subject, "PARENTAL")
        spans = ", ".join(_span(row) for row in rows)
        return Told(
            f"Nghỉ thai sản {spans} được tính là thời gian công tác.",
            {"found": [row.ref for row in rows]},
        )


class ND91_2017_D10_ChuyenDen(EachRule[PersonFacts]):  # noqa: N801
    """Người chuyển công tác do đơn vị mới bình xét."""

    citation = _CITATION

    def why_outside(self, subject: PersonFacts) -> str:
        """Leave out those who did not come from another unit in the year."""
        joined = subject.joined_on
        this_year = joined is not None and subject.year_start <= joined < subject.year_end
        if this_year and came_from_elsewhere(subject):
            return ""
        return "Không chuyển công tác đến trong năm."

    def outcome(self, subject: PersonFacts) -> Outcome:
        """Always held to: whoever judges here is the new unit."""
        return Outcome.MET

    def explain(self, subject: PersonFacts, outcome: Outcome) -> Told:
        """Say since when somebody is here, and who decides."""
        day = dmy(subject.joined_on) if subject.joined_on else ""
        return Told(
            f"Chuyển đến ngày {day}: đơn vị mới bình xét cả năm {subject.year}.",
            {"joined_on": str(subject.joined_on), "ref": subject.ref},
        )


def _absences(subject: PersonFacts, kind: str) -> list[AbsenceFact]:
    return [
        row
        for row in subject.absences or ()
        if row.kind == kind and row.touches(subject.year_start, subject.year_end)
    ]


def _fills_the_year(row: AbsenceFact, subject: PersonFacts) -> bool:
    return row.start <= subject.year_start and (row.end is None or row.end >= subject.year_end)


def _span(row: AbsenceFact) -> str:
    return f"từ {dmy(row.start)}" + (f" đến {dmy(row.end)}" if row.end else "")


_REMEDIES = {
    Outcome.UNKNOWN: "Ghi kết quả đào tạo.",
    Outcome.NOT_MET: "Được xét từ năm {next}, sau đào tạo.",
}
