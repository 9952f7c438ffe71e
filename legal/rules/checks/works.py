"""Conditions on initiatives and scientific works."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from typing import ClassVar

from legal.rules.base import Rule, Told
from legal.rules.checks.judgement import Judgement
from legal.rules.checks.words import work_dict
from legal.rules.facts import SCOPES, InitiativeFact, PersonFacts
from legal.rules.group import Group
from legal.rules.tally import Outcome, Tally, split
from legal.rules.works import Applied


class RecognisedWork(Rule):
    """Enough recognised works of one kind in the year.

    Attributes:
        kind: ``INITIATIVE`` or ``TOPIC``.
        must_be_applied: the provision asks for application as well.
    """

    kind: ClassVar[str]
    noun: ClassVar[str]
    threshold: ClassVar[str]
    must_be_applied: ClassVar[bool] = False

    @abstractmethod
    def works(self, subject: PersonFacts) -> tuple[InitiativeFact, ...] | None:
        """Return the works of the kind, or nothing when they are not kept."""

    def counted(self, subject: PersonFacts) -> list[InitiativeFact]:
        """Return those that were recognised for the year."""
        return [
            work
            for work in self.works(subject) or ()
            if work.counts_for(subject.year)
            and not (self.must_be_applied and work.applied is False)
        ]

    def judge(self, group: Group) -> Tally:
        """Count the works of the kind that were recognised for the year."""
        wanted, missing = self.number(self.threshold), group.works_missing(self.kind)
        known = (Applied.SURE, Applied.LIKELY) if self.must_be_applied else (Applied.ANY,) * 2
        sure, likely = (
            times[wanted - 1] if 0 < wanted <= len(times) else 0
            for times in (group.works(self.kind, group.year, one) for one in known)
        )
        return split(
            group.everyone,
            met=sure if wanted > 0 else group.everyone & ~missing,
            not_met=group.everyone & ~missing & ~likely,
            judgement=likely,
        )

    def explain(self, subject: PersonFacts, outcome: Outcome) -> Told:
        """Say how many were required and which were found."""
        required = self.number(self.threshold)
        used: dict[str, object] = {"year": subject.year, "required": required}
        if outcome is Outcome.UNKNOWN:
            return Told(
                f"Hệ thống chưa lưu {self.noun} năm {subject.year}; yêu cầu từ {required:02d}. "
                "Người xét đối chiếu giấy tờ trong hồ sơ.",
                used,
                remedy=f"Ghi {self.noun} năm {subject.year}, nếu có.",
            )
        works = self.counted(subject)
        found = f"{len(works):02d}" if works else "chưa có"
        titles = "; ".join(f"“{work.title}” ({SCOPES[work.scope]})" for work in works)
        if outcome is Outcome.NEEDS_JUDGEMENT:
            return Told(
                f"Có {titles}; chưa ghi đã được áp dụng hay chưa, người xét xác định.",
                {**used, "found": [work_dict(work) for work in works]},
                remedy="Ghi việc áp dụng của đề tài, đề án, công trình.",
            )
        return Told(
            f"Yêu cầu từ {required:02d} {self.noun}; năm {subject.year}: {found}"
            + (f" – {titles}." if titles else "."),
            {**used, "found": [work_dict(work) for work in works]},
            remedy=""
            if outcome is Outcome.MET
            else f"Cần thêm {required - len(works):02d} {self.noun} cho năm {subject.year}.",
        )


class RecognisedInitiatives(RecognisedWork):
    """Initiatives recognised at least by the base."""

    kind = "INITIATIVE"
    noun = "sáng kiến được cơ sở công nhận"
    threshold = "min_initiatives"
    threshold_labels: ClassVar[Mapping[str, str]] = {"min_initiatives": "Số sáng kiến tối thiểu"}

    def works(self, subject: PersonFacts) -> tuple[InitiativeFact, ...] | None:
        """Return the initiatives."""
        return subject.initiatives


class AcceptedTopics(RecognisedWork):
    """Scientific topics, projects or works that were accepted."""

    kind = "TOPIC"
    noun = "đề tài, đề án, công trình đã nghiệm thu"
    threshold = "min_topics"
    threshold_labels: ClassVar[Mapping[str, str]] = {
        "min_topics": "Số đề tài, đề án, công trình tối thiểu"
    }

    def works(self, subject: PersonFacts) -> tuple[InitiativeFact, ...] | None:
        """Return the topics."""
        return subject.topics


class CombatMerit(Judgement):
    """Resourcefulness in combat; asked only of those who may take part in it."""

    def why_outside(self, subject: PersonFacts) -> str:
        """Leave out staff of civil agencies."""
        if subject.is_public_employee:
            return (
                "Điều kiện về chiến đấu không xét với cán bộ, công chức, viên chức, người lao động."
            )
        return ""
