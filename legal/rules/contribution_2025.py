"""A life's work in leading posts (quá trình cống hiến): Decree 152/2025/NĐ-CP, Articles 9 and 21.

Article 21 was only read in a machine translation: its numbers are a guide and bind nobody.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from legal.rules.base import EachRule, Told
from legal.rules.checks.service import full_months
from legal.rules.checks.words import discipline_dict, dmy
from legal.rules.facts import DISCIPLINES, DisciplineFact, PersonFacts, PostFact
from legal.rules.tally import Outcome

_DECREE = "Nghị định 152/2025/NĐ-CP"
_ORDERS = ("HCLD_1", "HCLD_2", "HCLD_3")
# Ranks of posts (chức vụ tương đương), highest first.
RANKS: Mapping[str, str] = {
    "TONG_CUC_TRUONG": "Tổng cục trưởng và tương đương",
    "PHO_TONG_CUC_TRUONG": "Phó Tổng cục trưởng và tương đương",
    "VU_TRUONG": "Vụ trưởng và tương đương",
    "PHO_VU_TRUONG": "Phó Vụ trưởng và tương đương",
}


class _Contribution(EachRule[PersonFacts]):
    """Asked of persons proposed for a labour order for their life's work."""

    claim = "CONTRIBUTION"
    by_award = True

    def why_outside(self, subject: PersonFacts) -> str:
        """Leave out other awards."""
        if self.context.award in _ORDERS and isinstance(subject, PersonFacts):
            return ""
        return "Chỉ xét với huân chương tặng cá nhân có quá trình cống hiến."


class ND152_2025_D9_NghiHuu(_Contribution):  # noqa: N801  # rule names are citation keys
    """Đề nghị khen thưởng quá trình cống hiến khi cá nhân có thông báo hoặc quyết định nghỉ hưu."""

    citation = f"Điều 9 {_DECREE}"

    def outcome(self, subject: PersonFacts) -> Outcome:
        """Whoever has retired has the decision; otherwise somebody says that there is a notice."""
        if subject.retires_on is None:
            return Outcome.NEEDS_JUDGEMENT
        gone = subject.retires_on <= subject.judged_on
        return Outcome.MET if gone else Outcome.NEEDS_JUDGEMENT

    def explain(self, subject: PersonFacts, outcome: Outcome) -> Told:
        """Say when the person retires."""
        if subject.retires_on is None:
            return Told(
                "Chưa ghi ngày nghỉ hưu; người xét xác nhận đã có thông báo hoặc quyết định nghỉ hưu.",
                remedy="Ghi ngày nghỉ hưu.",
            )
        used: dict[str, object] = {"retires_on": subject.retires_on.isoformat()}
        if outcome is Outcome.MET:
            return Told(f"Đã nghỉ hưu từ ngày {dmy(subject.retires_on)}.", used)
        return Told(
            f"Ngày nghỉ hưu dự kiến {dmy(subject.retires_on)}; người xét xác nhận đã có thông báo "
            "hoặc quyết định nghỉ hưu.",
            used,
            remedy="Đề nghị khi có thông báo hoặc quyết định nghỉ hưu.",
        )


class ND152_2025_D9_KyLuat(_Contribution):  # noqa: N801
    """Không xét khen thưởng quá trình cống hiến khi bị kỷ luật hoặc có kết luận vi phạm nghiêm trọng
    trong thời gian giữ chức vụ được tính.
    """

    citation = f"Điều 9 {_DECREE}"
    bars = True

    def outcome(self, subject: PersonFacts) -> Outcome:
        """Look for a discipline imposed while a leading post was held."""
        if subject.disciplines is None:
            return Outcome.UNKNOWN
        if not _disciplines(subject):
            return Outcome.MET
        if subject.posts is None:
            return Outcome.UNKNOWN
        found = self._in_post(subject)
        if any(post.rank in RANKS for _row, post in found):
            return Outcome.NOT_MET
        # Whether a post without a rank is one of those counted, people say.
        return Outcome.NEEDS_JUDGEMENT if found else Outcome.MET

    def explain(self, subject: PersonFacts, outcome: Outcome) -> Told:
        """Say which discipline fell into which post."""
        if outcome is Outcome.UNKNOWN:
            return Told(
                "Chưa đủ dữ liệu kỷ luật và chức vụ đã giữ.",
                remedy="Bổ sung các chức vụ đã giữ và kỷ luật nếu có.",
            )
        found = self._in_post(subject)
        if not found:
            return Told("Không bị kỷ luật trong thời gian giữ chức vụ được tính.")
        names = "; ".join(
            f"{DISCIPLINES[row.kind]} ngày {dmy(row.start)} khi giữ chức vụ {post.title}"
            for row, post in found
        )
        used = {"found": [discipline_dict(row) for row, _post in found]}
        if outcome is Outcome.NEEDS_JUDGEMENT:
            return Told(
                f"Bị kỷ luật trong thời gian giữ chức vụ lãnh đạo: {names}. Người xét xác định chức vụ này "
                "có phải chức vụ được tính hay không.",
                used,
                remedy="Ghi chức vụ tương đương của chức vụ lãnh đạo đã giữ.",
            )
        return Told(
            f"Bị kỷ luật trong thời gian giữ chức vụ được tính: {names}.",
            used,
            remedy="Không xét quá trình cống hiến với chức vụ này.",
        )

    def _in_post(self, subject: PersonFacts) -> list[tuple[DisciplineFact, PostFact]]:
        return [
            (row, post)
            for row in _disciplines(subject)
            for post in subject.posts or ()
            if post.is_manager and row.touches(post.start, post.end or subject.judged_on)
        ]


class ND152_2025_D21(_Contribution):  # noqa: N801
    """Huân chương Lao động hạng Ba tặng người giữ chức vụ lãnh đạo đủ số năm quy định; thời gian ở
    chức vụ cao chưa đủ được cộng vào chức vụ thấp hơn liền kề; nữ được giảm thời gian.
    """

    citation = f"Điều 21, Điều 9, Điều 4 khoản 7 {_DECREE}"
    threshold_labels: ClassVar[Mapping[str, str]] = {
        "years_tong_cuc_truong": "Số năm giữ chức vụ Tổng cục trưởng và tương đương",
        "years_pho_tong_cuc_truong": "Số năm giữ chức vụ Phó Tổng cục trưởng và tương đương",
        "years_vu_truong": "Số năm giữ chức vụ Vụ trưởng và tương đương",
        "years_pho_vu_truong": "Số năm giữ chức vụ Phó Vụ trưởng và tương đương",
        "women_share_off": "Nữ được giảm một phần mấy thời gian (3 là một phần ba)",
    }

    def outcome(self, subject: PersonFacts) -> Outcome:
        """Compare the time in each rank, time in higher ranks added, with what it asks."""
        if subject.posts is None:
            return Outcome.UNKNOWN
        if any(
            held >= self._needed(rank, subject) for rank, held in _months_by_rank(subject).items()
        ):
            return Outcome.MET
        unranked = any(post.is_manager and post.rank not in RANKS for post in subject.posts)
        open_ = unranked or subject.is_woman is None
        return Outcome.UNKNOWN if open_ else Outcome.NOT_MET

    def explain(self, subject: PersonFacts, outcome: Outcome) -> Told:
        """Say the time in each rank and the time it asks for."""
        if subject.posts is None:
            return Told("Chưa có các chức vụ đã giữ.", remedy="Ghi các chức vụ đã giữ.")
        held = {rank: months for rank, months in _months_by_rank(subject).items() if months}
        words = "; ".join(
            f"{RANKS[rank]}: {_span(months)}, yêu cầu {_span(self._needed(rank, subject))}"
            for rank, months in held.items()
        )
        less = " Nữ được giảm thời gian giữ chức vụ." if subject.is_woman else ""
        remedies = {
            Outcome.UNKNOWN: "Ghi chức vụ tương đương của từng chức vụ lãnh đạo đã giữ.",
            Outcome.NOT_MET: "Cần đủ thời gian giữ chức vụ.",
        }
        return Told(
            f"Thời gian giữ chức vụ: {words or 'chưa có chức vụ được tính'}.{less}",
            {"months": held},
            remedy=remedies.get(outcome, ""),
        )

    def _needed(self, rank: str, subject: PersonFacts) -> int:
        """Return how many months the rank asks for, shortened for a woman."""
        months = self.number(f"years_{rank.lower()}") * 12
        return months - months // self.number("women_share_off") if subject.is_woman else months


def _months_by_rank(subject: PersonFacts) -> dict[str, int]:
    """Return the full months in each rank, those in higher ranks added to it.

    Of posts held at once the highest counts.
    """
    found: dict[str, int] = {}
    spans: list[tuple[date, date]] = []
    for rank in RANKS:
        spans += [
            (post.start, min(post.end or subject.judged_on, subject.judged_on))
            for post in subject.posts or ()
            if post.rank == rank
        ]
        found[rank] = sum(full_months(start, end) for start, end in _merged(spans))
    return found


def _merged(spans: list[tuple[date, date]]) -> list[tuple[date, date]]:
    """Join periods that overlap or touch."""
    found: list[tuple[date, date]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def _disciplines(subject: PersonFacts) -> list[DisciplineFact]:
    return [row for row in subject.disciplines or () if row.kind in DISCIPLINES]


def _span(months: int) -> str:
    years, rest = divmod(months, 12)
    return f"{years:02d} năm" + (f" {rest:02d} tháng" if rest else "")
