"""Mechanics of rules: one class per provision, named by its citation.

The class name is the citation key, the docstring (in Vietnamese, shown to people) says what the
provision asks, and numbers come from the rule-set. A rule judges a whole group at once and explains
the outcome of one recipient; it never decides by itself whether a proposal is blocked.
"""

from __future__ import annotations

import inspect
import logging
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from legal.domain.codes import Join, Layer, Standing
from legal.domain.rulesets import RuleEntry
from legal.rules.facts import (
    COLLECTIVES,
    OCCUPATIONS,
    CollectiveFacts,
    PersonFacts,
    Subject,
    Tick,
)
from legal.rules.group import Group, group_of
from legal.rules.masks import indices, mask_at, mask_of
from legal.rules.tally import Outcome, Tally, split

if TYPE_CHECKING:
    from legal.rules.rulebook import Rulebook

logger = logging.getLogger(__name__)

# Questions a provision of a rule-set settles for all its rules.
DISCIPLINE_CUTS = "DISCIPLINE_CUTS"
MERIT_ONLY = "MERIT_ONLY"

# What would change an answer that waits for people, and one of theirs.
JUDGE = "Người có trách nhiệm đánh giá và ghi ý kiến vào hồ sơ."
JUDGE_AGAIN = "Bổ sung căn cứ để người xét đánh giá lại."

_NO_LABELS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Told:
    """What a rule says of one recipient (lời giải thích).

    Attributes:
        message: Vietnamese; what was required and what was found.
        facts: the facts used, with references to their records; plain JSON values.
        remedy: what would change the answer, empty where nothing would or none is needed.
        error: what the program said where it could not explain; for repair, not for readers.
    """

    message: str
    facts: Mapping[str, object] = field(default_factory=dict)
    remedy: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """The rules in force for the dossier, and the award they judge.

    Attributes:
        within: other awards whose standard is being asked on the way here.
        settled: questions settled by provisions that are asked of every award.
    """

    rulebook: Rulebook
    award: str = ""
    object_kind: str = "INDIVIDUAL"
    within: tuple[str, ...] = ()
    settled: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Look once for what is settled: rules ask for it at every judgement."""
        object.__setattr__(self, "settled", frozenset(self._settled()))

    @property
    def received_on(self) -> date | None:
        """The day the competent body received the dossier, where known."""
        return self.rulebook.received_on

    def settles(self, question: str) -> bool:
        """Tell whether a provision asked of every award settles the question."""
        return question in self.settled

    def _settled(self) -> Iterator[str]:
        """Yield what the provisions asked of every award settle.

        A province or an installation settles it only with a text that was read and published:
        what is not confirmed, or a draft, must not change what a text that was read asks.
        """
        for row in self.rulebook.sets:
            for entry in row.common:
                read = row.published and entry.established is Standing.TEXT_READ
                if (row.layer is Layer.NATIONAL or read) and entry.rule in registry:
                    yield registry[entry.rule].settles


registry: dict[str, type[Rule]] = {}


class Rule(ABC):
    """A provision that can be checked. A subclass with a citation is registered by its name.

    Attributes:
        citation: the provision, for people.
        threshold_labels: the numbers and codes a rule-set gives, with their words.
        optional_thresholds: those of them a rule-set may leave out.
        takes_parts: whether the rule-set lists conditions below it.
        default_join: how those belong together unless the rule-set says otherwise.
        bars: whether failing it bars the award, instead of leaving it for later.
        claim: the rule is asked only when the dossier claims this, a key of ``CLAIMS``, or one of
            several between bars (``SUDDEN|PRIZE``).
        concerns: the occupations of persons, or kinds of collectives, it concerns; empty: all.
        settles: a question it settles for all rules of the set, where it is asked of every award.
        tick_decides: where it is left to people, their tick is added to what the rule says; not
            where the rule speaks of the tick itself.
        by_award: its answer depends on the award it is asked for, not only on its numbers.
    """

    citation: ClassVar[str]
    threshold_labels: ClassVar[Mapping[str, str]] = _NO_LABELS
    optional_thresholds: ClassVar[frozenset[str]] = frozenset()
    takes_parts: ClassVar[bool] = False
    default_join: ClassVar[Join] = Join.ALL
    bars: ClassVar[bool] = False
    claim: ClassVar[str] = ""
    concerns: ClassVar[frozenset[str]] = frozenset()
    settles: ClassVar[str] = ""
    by_award: ClassVar[bool] = False
    tick_decides: ClassVar[bool] = True

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "citation" in cls.__dict__:
            if cls.__name__ in registry:
                raise ValueError(f"two rules are named {cls.__name__}")
            registry[cls.__name__] = cls

    def __init__(self, entry: RuleEntry, context: Context) -> None:
        self.entry = entry
        self.context = context

    @cached_property
    def key(self) -> str:
        """What the answer on a group depends on: what is asked, in which sets, of which award."""
        award = self.context.award if self.by_award else ""
        return f"{self.entry.signature}@{award}@{self.context.rulebook.identity}"

    @classmethod
    @cache
    def requirement(cls) -> str:
        """Return what the provision asks, as one line."""
        return " ".join((inspect.getdoc(cls) or "").split())

    def asks(self) -> str:
        """Return what the rule asks where it stands: joined rules add how they are joined there."""
        return self.requirement()

    @abstractmethod
    def judge(self, group: Group) -> Tally:
        """Compare the facts of everybody in the group with the provision."""

    @abstractmethod
    def explain(self, subject: Any, outcome: Outcome) -> Told:
        """Say what was required and what was found for one recipient with this outcome."""

    def why_outside(self, subject: Any) -> str:
        """Return why the provision does not concern this recipient, or an empty text."""
        return ""

    def tally(self, group: Group) -> Tally:
        """Judge the group; a fault of the rule is an outcome of its own, not a refusal.

        When the group fails, its members are judged alone, so that one strange record does not
        cost the others their answer.
        """
        try:
            outside = self.left_out(group)
            if outside == group.everyone:
                return Tally(outside=outside)
            return self.decided(group).leaving_out(outside)
        except Exception as error:
            if group.size == 1:
                logger.exception(
                    "rule %s failed for %s", type(self).__name__, group.subjects[0].ref
                )
                group.errors[self.key] = {0: _words_of(error)}
                return Tally(error=1)
        return _merged([self._tally_alone(group, index) for index in range(group.size)])

    def decided(self, group: Group) -> Tally:
        """Judge the group, and take what people decided where it is left to them."""
        found = self.judge(group)
        yes, no = group.ticked(self.entry.rule)
        return found.decided(yes=yes, no=no) if found.judgement & (yes | no) else found

    def _tally_alone(self, group: Group, index: int) -> Tally:
        alone = group.alone(index)
        found = self.tally(alone)
        if text := alone.errors.get(self.key, {}).get(0):
            group.errors.setdefault(self.key, {})[index] = text
        return found

    def left_out(self, group: Group) -> int:
        """Return what ``outside`` says, asked once for each group."""
        if self not in group.left_out:
            group.left_out[self] = self.outside(group)
        return group.left_out[self]

    def outside(self, group: Group) -> int:
        """Return those whom the provision does not concern."""
        concerned = group.everyone
        if self.claim:
            concerned &= group.claiming(self.claims())
        if self.concerns:
            concerned &= group.of_kinds(self.concerns)
        if concerned and type(self).why_outside is not Rule.why_outside:
            concerned &= ~mask_of(group.subjects, lambda one: bool(self.why_outside(one)))
        return group.everyone & ~concerned

    @classmethod
    @cache
    def claims(cls) -> tuple[str, ...]:
        """Return the claims of which one is needed."""
        return tuple(cls.claim.split("|")) if cls.claim else ()

    def outside_or_failed(self, group: Group) -> tuple[int, dict[int, str]]:
        """Return those whom a joint provision does not concern, and for whom that failed, why."""
        try:
            return self.outside(group), {}
        except Exception:
            logger.exception("rule %s cannot tell whom it concerns", type(self).__name__)
        outside, failed = 0, dict[int, str]()
        for index in range(group.size):
            try:
                outside |= self.outside(group.alone(index)) << index
            except Exception as error:
                logger.exception("... for %s", group.subjects[index].ref)
                failed[index] = _words_of(error)
        return outside, failed

    def told(self, subject: Subject, outcome: Outcome) -> Told:
        """Explain an outcome, also where the rule does not apply or could not be computed."""
        if outcome is Outcome.ERROR:
            return Told(
                "Không tính được điều kiện này do lỗi chương trình; người xét tự đối chiếu. "
                "Trường hợp này đã được ghi lại để sửa."
            )
        if outcome is Outcome.NOT_APPLICABLE:
            return Told(self._outside(subject) or "Không áp dụng cho trường hợp này.")
        try:
            told = self._explained(subject, outcome)
        except Exception as error:
            logger.exception("rule %s cannot explain %s", type(self).__name__, subject.ref)
            return Told(
                "Kết quả đã tính nhưng không diễn giải được; người xét tự đối chiếu.",
                error=_words_of(error),
            )
        to_do = "" if told.remedy else self.to_do(outcome)
        return replace(told, remedy=to_do) if to_do else told

    def to_do(self, outcome: Outcome) -> str:
        """Return what would change the answer where the rule has nothing nearer to say."""
        return JUDGE if outcome is Outcome.NEEDS_JUDGEMENT else ""

    def _explained(self, subject: Subject, outcome: Outcome) -> Told:
        """Explain, and where people decided instead of the rule say who, when and how."""
        tick = subject.ticks.get(self.entry.rule)
        if tick is None or not self.tick_decides:
            return self.explain(subject, outcome)
        left_to_people = self.judge(group_of(subject)).of(0) is Outcome.NEEDS_JUDGEMENT
        if not left_to_people:
            return self.explain(subject, outcome)
        return _with(tick, self.explain(subject, Outcome.NEEDS_JUDGEMENT))

    def is_outside(self, subject: Subject) -> bool:
        """Tell whether the provision does not concern this recipient, or is not claimed."""
        return bool(self._outside(subject))

    def _outside(self, subject: Subject) -> str:
        if self.claim and subject.claims.isdisjoint(self.claims()):
            return "Hồ sơ không nêu thành tích này."
        if self.concerns and subject.sort not in self.concerns:
            names = {**OCCUPATIONS, **COLLECTIVES}
            return f"Không áp dụng cho {names.get(subject.sort, 'đối tượng này')}."
        return self.why_outside(subject)

    def number(self, name: str) -> int:
        """Return a threshold that is a whole number."""
        value = self.entry.thresholds[name]
        if not isinstance(value, int):
            raise TypeError(f"threshold {name} is not a number: {value!r}")
        return value

    def code(self, name: str) -> str:
        """Return a threshold that is a code."""
        value = self.entry.thresholds[name]
        if not isinstance(value, str):
            raise TypeError(f"threshold {name} is not a code: {value!r}")
        return value

    def codes(self, name: str) -> tuple[str, ...]:
        """Return a threshold that lists codes, separated by commas."""
        return tuple(code.strip() for code in self.code(name).split(","))

    def day(self, name: str) -> date:
        """Return a threshold that is a date."""
        value = self.entry.thresholds[name]
        if not isinstance(value, date):
            raise TypeError(f"threshold {name} is not a date: {value!r}")
        return value


S = TypeVar("S", PersonFacts, CollectiveFacts)


class EachRule(Rule, Generic[S]):
    """A rule that looks at its recipients one by one."""

    @abstractmethod
    def outcome(self, subject: S) -> Outcome:
        """Compare the facts of one recipient with the provision."""

    def to_ask(self, group: Group) -> int:
        """Return those who are asked one by one: all whom it concerns."""
        return group.everyone & ~self.left_out(group)

    def judge(self, group: Group) -> Tally:
        """Ask those whom it concerns one after the other; all others stay unknown."""
        found: dict[Outcome, list[int]] = {outcome: [] for outcome in Outcome}
        for index in indices(self.to_ask(group)):
            found[self.outcome(group.subjects[index])].append(index)  # type: ignore[arg-type]
        return split(
            group.everyone,
            met=mask_at(found[Outcome.MET], group.size),
            not_met=mask_at(found[Outcome.NOT_MET], group.size),
            judgement=mask_at(found[Outcome.NEEDS_JUDGEMENT], group.size),
        )


def _with(tick: Tick, told: Told) -> Told:
    """Add who decided, when and how."""
    answer = "đạt" if tick.ok else "không đạt"
    note = f": {tick.note}" if tick.note else ""
    words = f"{tick.by} đánh giá {answer} ngày {tick.on:%d/%m/%Y}{note}."
    used = {"ok": tick.ok, "by": tick.by, "on": tick.on.isoformat()}
    remedy = "" if tick.ok else JUDGE_AGAIN
    return Told(f"{told.message} {words}", {**told.facts, "tick": used}, remedy)


def _words_of(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"


def _merged(tallies: list[Tally]) -> Tally:
    """Put the tallies of single recipients side by side."""
    masks = dict.fromkeys(Tally.__slots__, 0)
    for index, one in enumerate(tallies):
        for name in masks:
            masks[name] |= getattr(one, name) << index
    return Tally(**masks)


class GoneRule(Rule):
    """Chương trình không còn quy tắc này; người xét tự đối chiếu với văn bản."""

    def tally(self, group: Group) -> Tally:
        """Say of everybody that it cannot be computed; the other conditions are judged."""
        logger.error("there is no rule %s", self.entry.rule)
        text = f"LookupError: no rule {self.entry.rule}"
        group.errors[self.key] = dict.fromkeys(range(group.size), text)
        return self.judge(group)

    def judge(self, group: Group) -> Tally:
        """Find nothing."""
        return Tally(error=group.everyone)

    def explain(self, subject: Any, outcome: Outcome) -> Told:
        """Repeat that the rule is gone."""
        return Told(self.requirement())


# Given afterwards: a class that states its provision itself is registered.
GoneRule.citation = "Chưa rõ điều khoản"


def build(entry: RuleEntry, context: Context) -> Rule:
    """Return the rule an entry of a rule-set names; a set outlives the rules of a program."""
    return registry.get(entry.rule, GoneRule)(entry, context)
