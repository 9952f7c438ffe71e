"""Conditions on collectives: their members, the blocs they led, their age, their party body."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping
from datetime import date
from typing import ClassVar

from legal.rules.base import EachRule, Rule, Told
from legal.rules.checks.judgement import Judgement
from legal.rules.checks.words import dmy, or_better
from legal.rules.facts import GRADES, CollectiveFacts, MemberCount, Subject
from legal.rules.group import Group
from legal.rules.masks import mask_of
from legal.rules.tally import Outcome, Tally, split

# Levels whose bloc a collective may lead (cấp tổ chức cụm, khối thi đua).
BLOCS = {
    "PROVINCE": "của tỉnh",
    "MINISTRY": "của bộ, ban, ngành",
    "NATIONAL": "của Hội đồng Thi đua - Khen thưởng Trung ương",
}
_BEST_FIRST = tuple(GRADES)


class ForUnits(Rule):
    """Mixin: concerns agencies, organisations and units."""

    concerns = frozenset({"AGENCY"})


class ForEnterprises(Rule):
    """Mixin: concerns enterprises and other economic organisations."""

    concerns = frozenset({"ENTERPRISE"})


class ForUnitsAndEnterprises(Rule):
    """Mixin: concerns units, and enterprises to which another clause extends the provision."""

    concerns = frozenset({"AGENCY", "ENTERPRISE"})


class ForForeigners(Rule):
    """Mixin: concerns foreign organisations."""

    concerns = frozenset({"FOREIGN"})


class MemberShare(Rule):
    """A share of the members of the year judged.

    Attributes:
        noun: what the members counted are.
        strictly: the share must exceed the percentage ("trên"), not only reach it ("ít nhất").
    """

    noun: ClassVar[str]
    strictly: ClassVar[bool] = False
    threshold_labels: ClassVar[Mapping[str, str]] = {"min_percent": "Tỷ lệ tối thiểu (%)"}

    @abstractmethod
    def counted(self, members: MemberCount) -> int | None:
        """Return how many members count, or nothing when that is not known."""

    def judge(self, group: Group) -> Tally:
        """Compare counts with the share; a collective without counted members stays unknown."""
        percent = self.number("min_percent")
        met = mask_of(group.collectives, lambda one: self._reaches(one, percent) is True)
        missed = mask_of(group.collectives, lambda one: self._reaches(one, percent) is False)
        return split(group.everyone, met=met, not_met=missed)

    def explain(self, subject: CollectiveFacts, outcome: Outcome) -> Told:
        """Say how many of how many, and the share asked for."""
        percent = self.number("min_percent")
        asked = f"{'trên' if self.strictly else 'từ'} {percent}%"
        members = subject.members.get(subject.year)
        used: dict[str, object] = {"year": subject.year, "required_percent": percent}
        count = self.counted(members) if members else None
        if members is None or count is None or not members.total:
            lacking_words = (
                "Chưa có kết quả xét danh hiệu của thành viên"
                if members and members.total and _unconsidered(members)
                else "Chưa đủ số liệu thành viên"
            )
            return Told(
                f"{lacking_words} năm {subject.year}; yêu cầu {asked} {self.noun}.",
                {**used, "missing": ["member"]},
                remedy=f"Bổ sung xếp loại và danh hiệu năm {subject.year} của thành viên.",
            )
        lacking = 0 if outcome is Outcome.MET else _lacking(count, members.total, percent, self)
        return Told(
            f"Yêu cầu {asked} {self.noun}; năm {subject.year} có {count}/{members.total} người "
            f"({_percent(count, members.total)}).",
            {**used, "count": count, "total": members.total, "ref": subject.ref},
            remedy=f"Cần thêm {lacking:02d} {self.noun}." if lacking else "",
        )

    def enough(self, count: int, total: int, percent: int) -> bool:
        """Compare without fractions."""
        return count * 100 > percent * total if self.strictly else count * 100 >= percent * total

    def _reaches(self, subject: CollectiveFacts, percent: int) -> bool | None:
        members = subject.members.get(subject.year)
        count = self.counted(members) if members and members.total else None
        if members is None or count is None:
            return None
        return self.enough(count, members.total, percent)


class AdvancedShare(MemberShare):
    """Enough members with the title of advanced worker (lao động tiên tiến)."""

    noun = "cá nhân đạt lao động tiên tiến"

    def counted(self, members: MemberCount) -> int | None:
        """Return the members with the title, once titles of the year were considered."""
        return None if _unconsidered(members) else members.ldtt


class CompletedShare(MemberShare):
    """Enough members who completed their tasks."""

    noun = "cá nhân hoàn thành nhiệm vụ"

    def counted(self, members: MemberCount) -> int | None:
        """Return the members graded completed or better."""
        return members.completed


class FighterAmongMembers(EachRule[CollectiveFacts]):
    """At least so many members with the title of grass-roots fighter (chiến sĩ thi đua cơ sở)."""

    threshold_labels: ClassVar[Mapping[str, str]] = {
        "min_members": "Số chiến sĩ thi đua cơ sở tối thiểu"
    }

    def outcome(self, subject: CollectiveFacts) -> Outcome:
        """Compare the count of the year."""
        members = subject.members.get(subject.year)
        if members is None or _unconsidered(members):
            return Outcome.UNKNOWN
        return Outcome.MET if members.cstdcs >= self.number("min_members") else Outcome.NOT_MET

    def explain(self, subject: CollectiveFacts, outcome: Outcome) -> Told:
        """Say how many were found."""
        required = self.number("min_members")
        members = subject.members.get(subject.year)
        used: dict[str, object] = {"year": subject.year, "required": required}
        lead = f"Yêu cầu có từ {required:02d} cá nhân là chiến sĩ thi đua cơ sở"
        if members is None:
            return Told(
                f"{lead}; chưa có số liệu thành viên năm {subject.year}.",
                used,
                remedy=f"Bổ sung danh hiệu năm {subject.year} của thành viên.",
            )
        if outcome is Outcome.UNKNOWN:
            return Told(
                f"{lead}; chưa có kết quả xét danh hiệu của thành viên năm {subject.year}.",
                {**used, "ref": subject.ref},
                remedy=f"Xét danh hiệu năm {subject.year} cho thành viên trước.",
            )
        return Told(
            f"{lead}; năm {subject.year} có {members.cstdcs:02d} người.",
            {**used, "count": members.cstdcs, "ref": subject.ref},
            remedy=""
            if outcome is Outcome.MET
            else "Xét chiến sĩ thi đua cơ sở cho thành viên trước.",
        )


class NoMemberDisciplined(EachRule[CollectiveFacts]):
    """No member was disciplined in the year, at warning (cảnh cáo) or above."""

    bars = True

    def outcome(self, subject: CollectiveFacts) -> Outcome:
        """Look at the count of the year."""
        members = subject.members.get(subject.year)
        if members is None or members.disciplined is None:
            return Outcome.UNKNOWN
        return Outcome.NOT_MET if members.disciplined else Outcome.MET

    def explain(self, subject: CollectiveFacts, outcome: Outcome) -> Told:
        """Say how many members were disciplined."""
        members = subject.members.get(subject.year)
        used: dict[str, object] = {"year": subject.year}
        lead = "Yêu cầu không có cá nhân bị kỷ luật từ cảnh cáo trở lên"
        if members is None or members.disciplined is None:
            return Told(
                f"{lead}; chưa có dữ liệu kỷ luật năm {subject.year}.",
                used,
                remedy=f"Bổ sung dữ liệu kỷ luật năm {subject.year} của thành viên.",
            )
        found = f"có {members.disciplined:02d} người" if members.disciplined else "không có"
        return Told(
            f"{lead}; năm {subject.year} {found}.",
            {**used, "count": members.disciplined, "ref": subject.ref},
            remedy=f"Không được xét cho năm {subject.year}." if members.disciplined else "",
        )


class LeadsBloc(EachRule[CollectiveFacts]):
    """Led a bloc (cụm, khối thi đua) of a given level in the year."""

    threshold_labels: ClassVar[Mapping[str, str]] = {"levels": "Cấp tổ chức cụm, khối"}

    def outcome(self, subject: CollectiveFacts) -> Outcome:
        """Look for a bloc of one of the levels that it led."""
        if subject.leads is None:
            return Outcome.UNKNOWN
        led = subject.leads.get(subject.year, frozenset())
        return Outcome.NOT_MET if led.isdisjoint(self.codes("levels")) else Outcome.MET

    def explain(self, subject: CollectiveFacts, outcome: Outcome) -> Told:
        """Say which blocs were asked for and which it led."""
        asked = " hoặc ".join(BLOCS[level] for level in self.codes("levels"))
        lead = f"Yêu cầu dẫn đầu cụm, khối thi đua {asked}"
        used: dict[str, object] = {"year": subject.year, "required": list(self.codes("levels"))}
        if subject.leads is None:
            return Told(
                f"{lead}; hệ thống không lưu kết quả bình xét cụm, khối năm {subject.year}.",
                used,
                remedy="Người xét đối chiếu biên bản bình xét của cụm, khối kèm hồ sơ.",
            )
        led = sorted(subject.leads.get(subject.year, frozenset()))
        found = ", ".join(BLOCS.get(level, level) for level in led)
        return Told(
            f"{lead}; năm {subject.year} "
            + (f"dẫn đầu cụm, khối {found}." if led else "không dẫn đầu cụm, khối nào."),
            {**used, "found": led},
            remedy="" if outcome is Outcome.MET else f"Năm sau dẫn đầu cụm, khối thi đua {asked}.",
        )


class MinimumAge(EachRule[CollectiveFacts]):
    """So many years of building and development (xây dựng và phát triển) when proposed."""

    threshold_labels: ClassVar[Mapping[str, str]] = {
        "min_age": "Số năm xây dựng và phát triển tối thiểu"
    }

    def outcome(self, subject: CollectiveFacts) -> Outcome:
        """Count full years from the first day, predecessors included."""
        if subject.founded_on is None:
            return Outcome.UNKNOWN
        age = full_years(subject.founded_on, subject.judged_on)
        return Outcome.MET if age >= self.number("min_age") else Outcome.NOT_MET

    def explain(self, subject: CollectiveFacts, outcome: Outcome) -> Told:
        """Say since when it exists."""
        required = self.number("min_age")
        lead = f"Yêu cầu từ {required:02d} năm xây dựng và phát triển"
        if subject.founded_on is None:
            return Told(
                f"{lead}; chưa có ngày thành lập.",
                {"required": required},
                remedy="Ghi ngày thành lập, kể cả của đơn vị tiền thân.",
            )
        age = full_years(subject.founded_on, subject.judged_on)
        return Told(
            f"{lead}; thành lập ngày {dmy(subject.founded_on)}, đến ngày "
            f"{dmy(subject.judged_on)} được {age:02d} năm.",
            {"required": required, "years": age, "ref": subject.ref},
            remedy=""
            if outcome is Outcome.MET
            else f"Được xét từ năm {subject.founded_on.year + required}.",
        )


class StillExists(EachRule[CollectiveFacts]):
    """The collective was not dissolved before it is judged."""

    bars = True

    def why_outside(self, subject: Subject) -> str:
        """Leave out persons."""
        return "" if isinstance(subject, CollectiveFacts) else "Điều kiện này xét với tập thể."

    def outside(self, group: Group) -> int:
        """Leave out all persons at once."""
        if group.object_kind == "INDIVIDUAL":
            return group.everyone
        return super().outside(group)

    def outcome(self, subject: CollectiveFacts) -> Outcome:
        """Compare the day of dissolution with the day of the dossier."""
        gone = subject.dissolved_on is not None and subject.dissolved_on <= subject.judged_on
        return Outcome.NOT_MET if gone else Outcome.MET

    def explain(self, subject: CollectiveFacts, outcome: Outcome) -> Told:
        """Say since when it does not exist."""
        if subject.dissolved_on is None or outcome is Outcome.MET:
            return Told("Đơn vị đang hoạt động vào ngày xét.", {"ref": subject.ref})
        return Told(
            f"Đơn vị đã giải thể, không còn từ ngày {dmy(subject.dissolved_on)}.",
            {"dissolved_on": subject.dissolved_on.isoformat(), "ref": subject.ref},
            remedy="Nếu sáp nhập, đơn vị mới đề nghị cùng hồ sơ của đơn vị trước.",
        )


class MovementResult(Judgement):
    """Judged by people: how it did in a movement that lasted so many years.

    Attributes:
        length_words: how the length asked for is told.
    """

    claim = "MOVEMENT"
    length_words: ClassVar[str] = "Phong trào phải có thời gian từ"
    threshold_labels: ClassVar[Mapping[str, str]] = {
        "min_movement_years": "Thời gian của phong trào, từ (năm)"
    }

    def explain(self, subject: Subject, outcome: Outcome) -> Told:
        """Add how long the movement must have lasted."""
        told = super().explain(subject, outcome)
        years = self.number("min_movement_years")
        return Told(
            f"{told.message} {self.length_words} {years:02d} năm trở lên.",
            {**told.facts, "min_movement_years": years},
            remedy=told.remedy,
        )


class PartyBody(Judgement):
    """The party organisation reached a grade; the mass bodies are judged by people."""

    threshold_labels: ClassVar[Mapping[str, str]] = {
        "min_party_grade": "Mức xếp loại thấp nhất của tổ chức đảng"
    }

    def judge(self, group: Group) -> Tally:
        """A known lower grade decides; a high one does not speak for the mass bodies."""
        low = mask_of(group.subjects, self._is_lower)
        met, not_met = group.ticked(self.entry.rule)
        return split(
            group.everyone, met=met & ~low, not_met=not_met | low, judgement=group.everyone
        )

    def _is_lower(self, subject: Subject) -> bool:
        found = self._grade(subject)
        asked = _BEST_FIRST.index(self.code("min_party_grade"))
        return found is not None and _BEST_FIRST.index(found) > asked

    def explain(self, subject: Subject, outcome: Outcome) -> Told:
        """Say the grade asked for and the grade found."""
        asked = or_better(self.code("min_party_grade"))
        found = self._grade(subject)
        words = GRADES[found] if found else "chưa ghi"
        told = super().explain(subject, outcome)
        return Told(
            f"Yêu cầu tổ chức đảng, đoàn thể {asked}; tổ chức đảng năm {subject.year}: {words}. "
            f"{told.message}",
            {**told.facts, "party_grade": found},
            remedy=told.remedy,
        )

    def _grade(self, subject: Subject) -> str | None:
        record = getattr(subject, "party_grades", {}).get(subject.year)
        return record.grade if record else None


def full_years(start: date, end: date) -> int:
    """Count the full years from one day to another; none when the start is later."""
    years = end.year - start.year - ((end.month, end.day) < (start.month, start.day))
    return max(years, 0)


def eligible_for_flag(group: Group, test: Callable[[bool | None], bool]) -> int:
    """Return those for whom "flags can be given to it" passes the test."""
    return mask_of(group.collectives, lambda one: test(one.eligible_for_flag))


def _unconsidered(members: MemberCount) -> bool:
    """Tell whether titles of members were not considered yet: none is there, nor are all grades."""
    return not members.ldtt and not members.cstdcs and members.completed is None


def _percent(count: int, total: int) -> str:
    """Return a share with one decimal, cut and not rounded: 69.96 % is not 70 %."""
    tenths = count * 1000 // total
    return f"{tenths // 10}%" if tenths % 10 == 0 else f"{tenths // 10},{tenths % 10}%"


def _lacking(count: int, total: int, percent: int, rule: MemberShare) -> int:
    """Return how many more are needed; never more than there are."""
    needed = percent * total // 100
    if not rule.enough(needed, total, percent):
        needed += 1
    return max(min(needed, total) - count, 0)
