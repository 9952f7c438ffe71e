"""Conditions on the same title in consecutive years (liên tục)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from legal.rules.base import Rule, Told
from legal.rules.checks.words import any_award, award_dict, award_name, years
from legal.rules.facts import AwardFact, Subject
from legal.rules.group import Group
from legal.rules.tally import Outcome, Tally, split


class ConsecutiveTitles(Rule):
    """The title in so many consecutive years, ending with the year judged or the one before.

    The title of the last year is often decided in the same season as the next higher one; a chain
    that ends the year before is therefore complete as well. A chain with a year that already
    served the same higher award is left to people: one achievement is not awarded twice.
    """

    by_award = True
    threshold_labels: ClassVar[Mapping[str, str]] = {
        "title": "Danh hiệu phải có",
        "times": "Số lần liên tục",
    }

    def judge(self, group: Group) -> Tally:
        """Look for an unbroken chain ending in either year."""
        titles, times = self.codes("title"), self.number("times")
        unused = full = possible = 0
        for last in (group.year, group.year - 1):
            chain = hoped = group.everyone
            served = 0
            for year in range(last - times + 1, last + 1):
                has = group.awarded(titles, year)
                chain &= has
                hoped &= has | ~group.award_known(year)
                served |= group.awarded((self.context.award,), year)
            full |= chain
            unused |= chain & ~served
            possible |= hoped
        broken = group.everyone & ~possible
        return split(group.everyone, met=unused, not_met=broken, judgement=full)

    def explain(self, subject: Subject, outcome: Outcome) -> Told:
        """Say how long the chain is and which awards make it."""
        titles, times = self.codes("title"), self.number("times")
        chain = longest_chain(subject, titles)
        name = any_award(titles)
        found = years(row.year for row in chain)
        used: dict[str, object] = {
            "required": times,
            "count": len(chain),
            "found": [award_dict(row) for row in chain],
        }
        message = f"Yêu cầu {times:02d} lần liên tục {name}; " + (
            f"có {len(chain):02d} lần liên tục ({found})." if chain else "chưa có lần nào."
        )
        if outcome is Outcome.NEEDS_JUDGEMENT:
            higher = award_name(self.context.award)
            return Told(
                f"{message} Trong chuỗi có năm đã được tặng {higher}: người xét xác định thành "
                "tích còn được tính hay không.",
                used,
            )
        if outcome is Outcome.UNKNOWN:
            return Told(
                f"{message} Lịch sử khen thưởng lưu ở đây chưa đủ để kết luận.",
                used,
                remedy=f"Bổ sung các lần được tặng {name} trước đây.",
            )
        missing = max(times - len(chain), 0)
        return Told(
            message,
            used,
            remedy=f"Cần thêm {missing:02d} lần {name} liên tục, không ngắt quãng."
            if outcome is Outcome.NOT_MET
            else "",
        )


def longest_chain(subject: Subject, titles: tuple[str, ...]) -> list[AwardFact]:
    """Return the awards of the unbroken chain that ends in the year judged or the one before."""
    by_year = {
        row.year: row for row in subject.awards or () if row.code in titles and row.basis == "MERIT"
    }
    last = subject.year if subject.year in by_year else subject.year - 1
    chain: list[AwardFact] = []
    while last in by_year:
        chain.append(by_year[last])
        last -= 1
    return chain[::-1]
