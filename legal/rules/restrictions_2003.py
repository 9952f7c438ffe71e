"""What no source tells of 2014 to 2023: discipline, pending cases and parental leave.

No article was read, so nothing is asked: whoever has such a record is left to people, with the record
named. What Decree 91/2017 says of advanced workers was read and stands in its own set.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from legal.rules.base import EachRule, Told
from legal.rules.checks.restrictions import (
    listed_by,
    parental_leaves,
    pending_cases,
    under_discipline,
)
from legal.rules.checks.words import discipline_dict, dmy
from legal.rules.facts import DISCIPLINES, PersonFacts, Subject
from legal.rules.tally import Outcome

_TEXTS = "Luật Thi đua, khen thưởng 2003, nghị định, Thông tư hướng dẫn"
_COLLECTIVE = (
    "Hệ thống không lưu kỷ luật, việc đang xem xét của tập thể; người xét đối chiếu văn bản của thời "
    "kỳ này."
)
_COMPARE = "Người xét đối chiếu văn bản của thời kỳ này và ghi ý kiến."


class _LeftToPeople(EachRule[PersonFacts]):
    """Whoever it concerns is judged by people."""

    def outcome(self, subject: PersonFacts) -> Outcome:
        """What is not recorded is unknown; what is, people weigh."""
        return Outcome.UNKNOWN if subject.disciplines is None else Outcome.NEEDS_JUDGEMENT


class Luat2003_KyLuat(_LeftToPeople):  # noqa: N801  # rule names are citation keys
    """Người bị kỷ luật trong năm: quy định chung của thời kỳ này chưa đọc, người xét đối chiếu."""

    citation = f"{_TEXTS} (chưa đọc điều khoản nào về kỷ luật)"

    def why_outside(self, subject: Subject) -> str:
        """Leave out those without a discipline in the year."""
        if not isinstance(subject, PersonFacts):
            return _COLLECTIVE
        if subject.disciplines is not None and not under_discipline(subject):
            return f"Không có thời hạn kỷ luật trong năm {subject.year}."
        return ""

    def explain(self, subject: PersonFacts, outcome: Outcome) -> Told:
        """Name the disciplines of the year."""
        if outcome is Outcome.UNKNOWN:
            return Told(
                f"Chưa có dữ liệu kỷ luật năm {subject.year}.",
                {"year": subject.year},
                remedy=f"Ghi các lần kỷ luật năm {subject.year}, hoặc ghi rõ là không có.",
            )
        rows = under_discipline(subject)
        names = ", ".join(f"{DISCIPLINES[row.kind]} từ {dmy(row.start)}" for row in rows)
        return Told(
            f"Có thời hạn kỷ luật trong năm {subject.year} ({names}); quy định chung của thời kỳ này "
            "chưa đọc.",
            {"year": subject.year, "found": [discipline_dict(row) for row in rows]},
            remedy=_COMPARE,
        )


class Luat2003_XemXet(_LeftToPeople):  # noqa: N801
    """Người đang bị xem xét kỷ luật, thanh tra, điều tra, xác minh: quy định chung của thời kỳ này chưa
    đọc, người xét đối chiếu.
    """

    citation = f"{_TEXTS} (chưa đọc điều khoản nào về việc đang xem xét)"

    def why_outside(self, subject: Subject) -> str:
        """Leave out those against whom nothing is pending and whom no list names."""
        if not isinstance(subject, PersonFacts):
            return _COLLECTIVE
        known = subject.disciplines is not None
        if known and not pending_cases(subject) and not listed_by(subject):
            return f"Không có việc đang xem xét vào ngày {dmy(subject.judged_on)}."
        return ""

    def explain(self, subject: PersonFacts, outcome: Outcome) -> Told:
        """Name the cases, or the lists."""
        if outcome is Outcome.UNKNOWN:
            return Told(
                "Chưa có dữ liệu về việc đang bị xem xét kỷ luật, thanh tra, điều tra, xác minh.",
                remedy="Ghi việc đang xem xét, hoặc ghi rõ là không có.",
            )
        pending, listed = pending_cases(subject), listed_by(subject)
        words = [f"việc đang xem xét từ ngày {dmy(row.start)}" for row in pending]
        words += [f"có tên trong danh sách do {row.source} gửi" for row in listed]
        found: list[object] = [discipline_dict(row) for row in pending]
        return Told(
            f"Vào ngày {dmy(subject.judged_on)}: {'; '.join(words)}. Quy định chung của thời kỳ này "
            "chưa đọc.",
            {"found": [*found, *({"ref": row.ref} for row in listed)]},
            remedy=_COMPARE,
        )


class Luat2003_ThaiSan(EachRule[PersonFacts]):  # noqa: N801
    """Người nghỉ thai sản trong năm: quy định trước Nghị định 91/2017/NĐ-CP chưa đọc, người xét đối
    chiếu.
    """

    citation = f"{_TEXTS} (chưa đọc điều khoản nào về nghỉ thai sản trước 01/10/2017)"
    threshold_labels: ClassVar[Mapping[str, str]] = {
        "applies_until": "Áp dụng cho hồ sơ nhận trước ngày"
    }

    def why_outside(self, subject: PersonFacts) -> str:
        """Leave out those without such a leave, and dossiers for which the decree was read."""
        received, end = self.context.received_on, self.day("applies_until")
        if received is not None and received >= end:
            return f"Hồ sơ nhận từ ngày {dmy(end)}: đã có quy định riêng về nghỉ thai sản."
        return "" if parental_leaves(subject) else "Không nghỉ thai sản trong năm."

    def outcome(self, subject: PersonFacts) -> Outcome:
        """Whether the leave counts no text that was read says."""
        return Outcome.NEEDS_JUDGEMENT

    def explain(self, subject: PersonFacts, outcome: Outcome) -> Told:
        """Say which leave it is about."""
        rows = parental_leaves(subject)
        spans = ", ".join(
            f"từ {dmy(row.start)}" + (f" đến {dmy(row.end)}" if row.end else "") for row in rows
        )
        return Told(
            f"Nghỉ thai sản {spans}; quy định của thời kỳ này về việc tính thời gian chưa đọc.",
            {"found": [row.ref for row in rows]},
            remedy=_COMPARE,
        )
