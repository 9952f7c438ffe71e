"""Rules made of other rules: conditions joined, or the whole standard of another title."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import ClassVar

from legal.domain.codes import Join
from legal.domain.rulesets import RuleEntry, RuleSetEntry
from legal.rules.base import Context, Rule, Told, build
from legal.rules.facts import CLAIMS, Subject
from legal.rules.group import Group
from legal.rules.tally import Outcome, Tally


class Composite(Rule):
    """A rule that only joins others; what its parts found is what it found.

    A rule-set decides whether any or all of the parts are asked, so the docstring of a class names
    what the provision is about and leaves out every word that joins ("hoặc", "một trong").
    """

    # People decide on the parts.
    tick_decides: ClassVar[bool] = False

    @property
    def join(self) -> Join:
        """Whether any or all of the parts are asked."""
        return Join(self.entry.join) if self.entry.join else self.default_join

    def asks(self) -> str:
        """Say what the provision is about, and how many of its conditions are asked here."""
        return f"{self.requirement().rstrip('.')}: {_ASKS[self.join]}."

    @property
    def inner(self) -> Context:
        """What the parts are asked in."""
        return self.context

    @cached_property
    def parts(self) -> tuple[tuple[RuleSetEntry | None, Rule], ...]:
        """The rules below, built once, each with its set where that is another one."""
        return tuple((row, build(entry, self.inner)) for row, entry in self.part_entries())

    def part_entries(self) -> list[tuple[RuleSetEntry | None, RuleEntry]]:
        """Return the rules below, each with its set where that is another one."""
        return [(None, part) for part in self.entry.parts]

    def judge(self, group: Group) -> Tally:
        """Composites are judged by joining the tallies of their parts.

        Raises:
            TypeError: always; the evaluation joins the parts.
        """
        raise TypeError(f"{type(self).__name__} is judged through its parts")

    def explain(self, subject: Subject, outcome: Outcome) -> Told:
        """Say how the parts belong together; each part explains itself."""
        if self.join is Join.ANY and outcome is Outcome.NOT_MET and self.silent(subject):
            return Told(
                "Hồ sơ chưa nêu thành tích nào mà điều khoản này nhận.",
                remedy=self._claimable(subject),
            )
        if self.join is Join.ANY:
            return Told(_ANY[outcome])
        return Told(_ALL[outcome])

    def to_do(self, outcome: Outcome) -> str:
        """Each part says what would change its answer."""
        return ""

    def silent(self, subject: Subject) -> bool:
        """Tell whether the dossier claims none of the alternatives."""
        return all(
            rule.is_outside(subject) or (isinstance(rule, Composite) and rule.silent(subject))
            for _row, rule in self.parts
        )

    def _claimable(self, subject: Subject) -> str:
        """Name the claims of which the provision takes one from this recipient."""
        names = "; ".join(CLAIMS[claim] for claim in self.taken(subject) if claim in CLAIMS)
        return f"Nêu một trong các thành tích: {names}." if names else ""

    def taken(self, subject: Subject) -> dict[str, None]:
        """Return the claims of which a part takes one from this recipient, in their order."""
        found: dict[str, None] = {}
        for _row, rule in self.parts:
            if rule.concerns and subject.sort not in rule.concerns:
                continue
            found.update(dict.fromkeys(rule.claims()))
            if isinstance(rule, Composite):
                found.update(rule.taken(subject))
        return found


class AnyOf(Composite):
    """One of the alternatives listed in the rule-set is enough, unless it says otherwise."""

    takes_parts: ClassVar[bool] = True
    default_join: ClassVar[Join] = Join.ANY


class AllOf(Composite):
    """All conditions listed in the rule-set are asked, unless it says otherwise."""

    takes_parts: ClassVar[bool] = True


class StandardOf(Composite):
    """The standard of another title, as the same rules state it; the title itself is not asked."""

    award: ClassVar[str]

    @property
    def inner(self) -> Context:
        """Remember whose standard is asked, so that nothing asks for itself without end."""
        return replace(self.context, within=(*self.context.within, self.award))

    def part_entries(self) -> list[tuple[RuleSetEntry | None, RuleEntry]]:
        """Return the rules of the other title; none where they are being asked already."""
        if self.award in (self.context.award, *self.context.within):
            return []
        rulebook, kind = self.context.rulebook, self.context.object_kind
        return [
            (row, entry)
            for row in rulebook.sets
            # What is asked of every award is asked once, beside this rule.
            for entry in row.own_entries(self.award, kind)
        ]


_ASKS = {
    Join.ANY: "đạt một trong các điều kiện",
    Join.ALL: "đạt tất cả các điều kiện",
}
_ANY = {
    Outcome.MET: "Đạt một trong các điều kiện.",
    Outcome.NOT_MET: "Không đạt điều kiện nào trong các điều kiện chỉ cần một.",
    Outcome.NEEDS_JUDGEMENT: "Cần một trong các điều kiện; có điều kiện chờ người xét đánh giá.",
    Outcome.UNKNOWN: "Cần một trong các điều kiện; chưa đủ dữ liệu để kết luận.",
}
_ALL = {
    Outcome.MET: "Đạt mọi điều kiện.",
    Outcome.NOT_MET: "Có điều kiện không đạt.",
    Outcome.NEEDS_JUDGEMENT: "Đạt mọi điều kiện tính được; người xét đánh giá các điều kiện còn lại.",
    Outcome.UNKNOWN: "Chưa đủ dữ liệu để kết luận mọi điều kiện.",
}
