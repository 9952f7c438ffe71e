"""Conditions on how long somebody has worked at the agency."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import ClassVar

from legal.rules.base import EachRule, Told
from legal.rules.checks.words import dmy
from legal.rules.facts import PersonFacts
from legal.rules.tally import Outcome


class MinimumService(EachRule[PersonFacts]):
    """Enough full months at the agency by the end of the year.

    Counted from the first day at the agency, work under a labour contract included, not from the
    day of recruitment. Somebody who served elsewhere before was moved, not newly recruited: people
    say whether his service went on without a break.
    """

    bars = True
    threshold_labels: ClassVar[Mapping[str, str]] = {"min_months": "Số tháng công tác tối thiểu"}

    def outcome(self, subject: PersonFacts) -> Outcome:
        """Count full months from the first day at the agency."""
        if subject.joined_on is None:
            return Outcome.UNKNOWN
        if full_months(subject.joined_on, subject.year_end) >= self.number("min_months"):
            return Outcome.MET
        return Outcome.NEEDS_JUDGEMENT if came_from_elsewhere(subject) else Outcome.NOT_MET

    def explain(self, subject: PersonFacts, outcome: Outcome) -> Told:
        """Say from which day the months were counted."""
        required = self.number("min_months")
        if subject.joined_on is None:
            return Told(
                f"Chưa có ngày bắt đầu làm việc tại cơ quan; yêu cầu từ {required:02d} tháng.",
                {"required": required},
                remedy="Ghi ngày đầu làm việc tại cơ quan, kể cả theo hợp đồng.",
            )
        months = full_months(subject.joined_on, subject.year_end)
        recruited = (
            f" Ngày tuyển dụng {dmy(subject.recruited_on)} không phải mốc tính."
            if subject.recruited_on and subject.recruited_on != subject.joined_on
            else ""
        )
        elsewhere = (
            f" Đã công tác nơi khác từ {dmy(subject.service_from)}: người chuyển đến không phải mới "
            "tuyển dụng; người xét xác định thời gian công tác có liên tục hay không."
            if outcome is Outcome.NEEDS_JUDGEMENT and subject.service_from
            else ""
        )
        return Told(
            f"Yêu cầu làm việc tại cơ quan từ {required:02d} tháng; từ "
            f"{dmy(subject.joined_on)} đến hết năm {subject.year} được {months:02d} tháng."
            f"{recruited}{elsewhere}",
            {
                "required": required,
                "months": months,
                "joined_on": subject.joined_on.isoformat(),
                "ref": subject.ref,
            },
            remedy=f"Được xét từ năm {subject.year + 1}." if outcome is Outcome.NOT_MET else "",
        )


def came_from_elsewhere(subject: PersonFacts) -> bool:
    """Tell whether somebody served before the first day at this agency."""
    joined, began = subject.joined_on, subject.service_from
    return joined is not None and began is not None and began < joined


def full_months(start: date, end: date) -> int:
    """Count the full calendar months in ``[start, end)``; none when the start is later."""
    if end <= start:
        return 0
    months = (end.year - start.year) * 12 + end.month - start.month
    # A month that begins on the 31st is full on the last day of a shorter month.
    last_day = (end.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return months - (end.day < min(start.day, last_day.day))
