"""Conditions on how far the effect of an initiative or scientific work was recognised."""

from __future__ import annotations

from abc import abstractmethod
from collections import defaultdict
from collections.abc import Mapping
from typing import ClassVar

from legal.rules.base import Rule, Told
from legal.rules.checks.words import work_dict
from legal.rules.facts import SCOPES, InitiativeFact, PersonFacts
from legal.rules.group import Group
from legal.rules.masks import indices
from legal.rules.tally import Outcome, Tally, split


class RecognisedSpread(Rule):
    """A work whose effect was recognised in one of the scopes, in the years the title looks at.

    These are the years of the chain, and the year judged, whichever of both ends it. The law names
    no years: an older work is left to people.
    """

    kind: ClassVar[str]
    noun: ClassVar[str]
    threshold_labels: ClassVar[Mapping[str, str]] = {
        "scopes": "Phạm vi ảnh hưởng, nhân rộng được công nhận",
        "years": "Số năm gần nhất phần mềm tự tính (không phải số của luật)",
    }

    @abstractmethod
    def works(self, subject: PersonFacts) -> tuple[InitiativeFact, ...] | None:
        """Return the works of the kind, or nothing when they are not kept."""

    @abstractmethod
    def spread(self, work: InitiativeFact) -> str:
        """Return the scope in which effect and influence were recognised, empty when unknown."""

    def applied(self, subject: PersonFacts) -> list[InitiativeFact]:
        """Return works recognised until the end of the year judged that are not unapplied."""
        return [
            work
            for work in self.works(subject) or ()
            if work.applied is not False
            and _year_of(work) <= subject.year
            and work.counts_for(_year_of(work))
        ]

    def judge(self, group: Group) -> Tally:
        """A work recognised widely enough decides; one whose influence nobody wrote is judged."""
        scopes, first = self.codes("scopes"), group.year - self.number("years") + 1
        recent = wide = unwritten = 0
        for (scope, year), mask in _masks(self, group).items():
            if scope in scopes:
                wide |= mask
            if year >= first:
                recent |= mask if scope in scopes else 0
                unwritten |= 0 if scope else mask
        missing = group.works_missing(self.kind)
        return split(
            group.everyone,
            met=recent,
            not_met=group.everyone & ~wide & ~unwritten & ~missing,
            judgement=wide | unwritten,
        )

    def explain(self, subject: PersonFacts, outcome: Outcome) -> Told:
        """Say in which scope recognition was asked for, and what each work has."""
        scopes = " hoặc ".join(SCOPES[scope] for scope in self.codes("scopes"))
        first = subject.year - self.number("years") + 1
        lead = (
            f"Yêu cầu có {self.noun} áp dụng hiệu quả, được công nhận ảnh hưởng, nhân rộng {scopes}"
            f" (phần mềm tự tính trong {self.number('years'):02d} năm gần nhất, {first}–{subject.year}; "
            "cũ hơn do người xét)"
        )
        used: dict[str, object] = {"required": list(self.codes("scopes"))}
        if self.works(subject) is None:
            return Told(
                f"{lead}; hệ thống chưa lưu {self.noun}.",
                used,
                remedy=f"Ghi {self.noun} đã được công nhận.",
            )
        found = self._told(subject)
        titles = "; ".join(
            f"“{work.title}” ({SCOPES.get(self.spread(work), 'chưa ghi phạm vi ảnh hưởng')}, "
            f"năm {_year_of(work)})"
            for work in found
        )
        return Told(
            f"{lead}; " + (f"có: {titles}." if found else "chưa có."),
            {**used, "found": [work_dict(work) for work in found]},
            remedy=self._remedy(outcome, scopes),
        )

    def _remedy(self, outcome: Outcome, scopes: str) -> str:
        if outcome is Outcome.NOT_MET:
            return (
                f"Đề nghị công nhận hiệu quả áp dụng, phạm vi ảnh hưởng {scopes} của {self.noun}."
            )
        if outcome is Outcome.NEEDS_JUDGEMENT:
            return "Ghi phạm vi ảnh hưởng đã được công nhận; công trình cũ do người xét quyết định."
        return ""

    def _is_recent(self, work: InitiativeFact, subject: PersonFacts) -> bool:
        return subject.year - self.number("years") < _year_of(work)

    def _told(self, subject: PersonFacts) -> list[InitiativeFact]:
        """Return recent works, and older ones recognised widely enough."""
        return [
            work
            for work in self.applied(subject)
            if self._is_recent(work, subject) or self.spread(work) in self.codes("scopes")
        ]


def _year_of(work: InitiativeFact) -> int:
    if work.year is not None:
        return work.year
    return work.recognised_on.year if work.recognised_on else 0


def _masks(rule: RecognisedSpread, group: Group) -> dict[tuple[str, int], int]:
    """Return who has an applied work of the kind, by the scope of its effect and its year.

    Rules that ask for different scopes and years look at the same masks.
    """
    name = f"spread of {rule.kind}"
    if name not in group.kept:
        found: dict[tuple[str, int], int] = defaultdict(int)
        for index in indices(group.with_works(rule.kind)):
            bit = 1 << index
            for work in rule.applied(group.people[index]):
                found[rule.spread(work), _year_of(work)] |= bit
        group.kept[name] = found
    return group.kept[name]


class SpreadInitiative(RecognisedSpread):
    """An initiative; the scope of its recognition says how far it spreads."""

    kind = "INITIATIVE"
    noun = "sáng kiến"

    def works(self, subject: PersonFacts) -> tuple[InitiativeFact, ...] | None:
        """Return the initiatives."""
        return subject.initiatives

    def spread(self, work: InitiativeFact) -> str:
        """Return the wider of the scope of recognition and that of the effect."""
        order = list(SCOPES)
        known = [scope for scope in (work.scope, work.influence) if scope in SCOPES]
        return max(known, key=order.index, default="")


class SpreadWork(RecognisedSpread):
    """A scientific work; acceptance alone does not say how far its influence goes."""

    kind = "TOPIC"
    noun = "đề tài, đề án, công trình đã nghiệm thu"

    def works(self, subject: PersonFacts) -> tuple[InitiativeFact, ...] | None:
        """Return the scientific works."""
        return subject.topics

    def spread(self, work: InitiativeFact) -> str:
        """Return the scope in which its influence was recognised."""
        return work.influence if work.influence in SCOPES else ""
