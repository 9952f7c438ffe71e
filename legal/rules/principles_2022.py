"""Principles of Law 06/2022/QH15, Article 5: one achievement is awarded once."""

from __future__ import annotations

from legal.domain.catalogue import award_families
from legal.rules.base import EachRule, Rule, Told
from legal.rules.checks.words import award_dict, award_name, dmy
from legal.rules.facts import AwardFact, InitiativeFact, InitiativeUse, PersonFacts, Subject
from legal.rules.group import Group
from legal.rules.tally import Outcome, Tally, split


class Luat2022_D5_K2_c(Rule):  # noqa: N801  # rule names are citation keys
    """Không tặng nhiều lần, nhiều hình thức cho một thành tích đạt được."""

    citation = "Điều 5 khoản 2 điểm c Luật Thi đua, khen thưởng 2022"
    bars = True
    by_award = True

    def judge(self, group: Group) -> Tally:
        """Look for the same award for the same year.

        Two sudden deeds or two themes of one year may be two achievements: people decide.
        """
        award, year = self.context.award, group.year
        merit = group.awarded((award,), year) & group.claiming(("MERIT",))
        likely = group.awarded_again(award, year)
        return split(
            group.everyone,
            met=group.award_known(year) & ~merit & ~likely,
            not_met=merit,
            judgement=likely,
        )

    def explain(self, subject: Subject, outcome: Outcome) -> Told:
        """Name the award that was given for the year."""
        name, year = award_name(self.context.award), subject.year
        if outcome is Outcome.UNKNOWN:
            return Told(
                f"Chưa có lịch sử khen thưởng năm {year} để biết {name} đã được tặng hay chưa.",
                {"year": year, "missing": ["award"]},
                remedy="Bổ sung lịch sử khen thưởng.",
            )
        found = self._given(subject)
        used: dict[str, object] = {"year": year, "found": [award_dict(row) for row in found]}
        if not found or outcome is Outcome.MET:
            return Told(f"Chưa được tặng {name} cho thành tích năm {year}.", used)
        when = ", ".join(_decision(row) for row in found)
        if outcome is Outcome.NEEDS_JUDGEMENT:
            return Told(
                f"Đã được tặng {name} cho năm {year} ({when}). Người xét xác định đây có phải cùng "
                "một thành tích hay không.",
                used,
            )
        return Told(
            f"Đã được tặng {name} cho thành tích năm {year} ({when}); không tặng lần nữa cho cùng "
            "thành tích.",
            used,
            remedy=f"Chỉ được xét cho thành tích khác, từ năm {year + 1}.",
        )

    def _given(self, subject: Subject) -> list[AwardFact]:
        return [
            row
            for row in subject.awards or ()
            if row.code == self.context.award
            and row.year == subject.year
            and row.basis in subject.claims
        ]


class CV5007_2023_III_5c(EachRule[PersonFacts]):  # noqa: N801
    """Một sáng kiến chỉ dùng một lần để đề nghị hình thức khen thưởng; đã dùng cho danh hiệu thì không
    dùng cho hình thức khen thưởng và ngược lại.
    """

    # A letter of guidance, no provision; a lawyer reads it as leaving title after title open.
    citation = (
        "Công văn 5007/BNV-TĐKT năm 2023, mục III.5.c (áp dụng Điều 5 khoản 2 điểm c của Luật)"
    )
    by_award = True

    def why_outside(self, subject: Subject) -> str:
        """Leave out those without a recent initiative."""
        if isinstance(subject, PersonFacts) and _recent(subject):
            return ""
        return "Không có sáng kiến của hai năm gần đây để đối chiếu sổ sử dụng."

    def outside(self, group: Group) -> int:
        """The same for all at once."""
        if group.object_kind != "INDIVIDUAL":
            return group.everyone
        having = 0
        for year in (group.year, group.year - 1):
            for mask in group.works("INITIATIVE", year)[:1]:
                having |= mask
        return group.everyone & ~having

    def outcome(self, subject: PersonFacts) -> Outcome:
        """Look the initiatives up in the ledger; what is found there is for people to weigh."""
        if subject.uses is None:
            return Outcome.UNKNOWN
        return Outcome.NEEDS_JUDGEMENT if subject.uses and self._used(subject) else Outcome.MET

    def explain(self, subject: PersonFacts, outcome: Outcome) -> Told:
        """Say which initiative served which award."""
        if outcome is Outcome.UNKNOWN:
            return Told(
                "Chưa có sổ sử dụng sáng kiến; người xét đối chiếu sáng kiến đã dùng cho lần khen nào.",
                remedy="Ghi sổ sử dụng sáng kiến.",
            )
        used = self._used(subject)
        if not used:
            return Told(
                "Các sáng kiến gần đây chưa dùng cho lần khen thưởng nào trùng với lần này."
            )
        titles = {work.id: work.title for work in _recent(subject)}
        words = "; ".join(
            f"“{titles[row.initiative_id]}” đã dùng đề nghị {award_name(row.award)} năm {row.year}"
            + (" (đang xét)" if row.pending else "")
            for row in used
        )
        return Told(
            f"{words}. Người xét xác định sáng kiến còn được dùng cho lần này hay không.",
            {"found": [{"award": row.award, "year": row.year, "ref": row.ref} for row in used]},
            remedy="Dùng sáng kiến khác, hoặc hỏi ý kiến hội đồng.",
        )

    def _used(self, subject: PersonFacts) -> list[InitiativeUse]:
        """Return uses of recent initiatives that the letter sets against this award."""
        family = award_families().get(self.context.award, "")
        if not family:
            return []
        ids = {work.id for work in _recent(subject)}
        return [
            row
            for row in subject.uses or ()
            if row.initiative_id in ids
            and (row.award, row.year) != (self.context.award, subject.year)
            and (row.family != family or row.family == "FORM")
        ]


def _recent(subject: PersonFacts) -> list[InitiativeFact]:
    """Return the initiatives a dossier of the year may name: those of two years."""
    return [
        work
        for work in subject.initiatives or ()
        if work.counts_for(subject.year) or work.counts_for(subject.year - 1)
    ]


def _decision(row: AwardFact) -> str:
    return f"quyết định ngày {dmy(row.decided_on)}" if row.decided_on else "chưa rõ ngày quyết định"
