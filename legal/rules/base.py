"""Mechanics of rules: one class per provision, named by its citation.

The class name is the citation key, the docstring (in Vietnamese, shown to people) says what the
provision asks, and numbers come from the rule-set file. A rule returns a finding; it never decides
by itself whether a proposal is blocked.
"""

from __future__ import annotations

import inspect
import logging
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any, ClassVar

from legal.domain.codes import Standing
from legal.domain.rulesets import RuleEntry, RuleSetEntry
from legal.rules.facts import PersonFacts

logger = logging.getLogger(__name__)

_NO_LABELS: Mapping[str, str] = MappingProxyType({})


class Outcome(StrEnum):
    """What a rule found."""

    MET = "MET"
    NOT_MET = "NOT_MET"
    NEEDS_JUDGEMENT = "NEEDS_JUDGEMENT"
    UNKNOWN = "UNKNOWN"
    NOT_APPLICABLE = "NOT_APPLICABLE"
    ERROR = "ERROR"


@dataclass(frozen=True)
class Finding:
    """The result of one rule.

    Attributes:
        rule: citation key, the name of the rule class.
        message: Vietnamese; what was required and what was found.
        citation: the provision, for people.
        standing: how far the provision was established.
        facts: the facts used, with references to their records; plain JSON values.
        requirement: what the provision asks, for people.
        parts: findings of the alternatives or joint conditions of a composite rule.
    """

    rule: str
    outcome: Outcome
    message: str
    citation: str
    standing: str
    facts: Mapping[str, object] = field(default_factory=dict)
    requirement: str = ""
    parts: tuple[Finding, ...] = ()

    @property
    def blocks(self) -> bool:
        """Tell whether this finding may stop a proposal: it failed and its text was read."""
        return self.outcome is Outcome.NOT_MET and self.standing == Standing.TEXT_READ

    def as_dict(self) -> dict[str, Any]:
        """Return plain JSON values."""
        return {
            "rule": self.rule,
            "outcome": self.outcome.value,
            "message": self.message,
            "citation": self.citation,
            "standing": self.standing,
            "facts": dict(self.facts),
            "requirement": self.requirement,
            "parts": [part.as_dict() for part in self.parts],
        }

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Finding:
        """Build a finding again from what ``as_dict`` returned."""
        return cls(
            rule=values["rule"],
            outcome=Outcome(values["outcome"]),
            message=values["message"],
            citation=values["citation"],
            standing=values["standing"],
            facts=values["facts"],
            requirement=values["requirement"],
            parts=tuple(cls.from_dict(part) for part in values["parts"]),
        )


@dataclass(frozen=True)
class Verdict:
    """What the rules say of one person and one award.

    Attributes:
        code: ELIGIBLE, NOT_ELIGIBLE, NEEDS_JUDGEMENT, UNKNOWN, NO_RULE or ERROR.
        blocking: a rule whose text was read is not met; anything else only warns.
        checksum: of the rules' code and numbers, so that a later reader can replay.
    """

    code: str
    findings: tuple[Finding, ...]
    ruleset: str
    award: str
    blocking: bool
    checksum: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Return plain JSON values."""
        return {
            "code": self.code,
            "findings": [finding.as_dict() for finding in self.findings],
            "ruleset": self.ruleset,
            "award": self.award,
            "blocking": self.blocking,
            "checksum": self.checksum,
        }

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Verdict:
        """Build a verdict again from what ``as_dict`` returned."""
        return cls(
            code=values["code"],
            findings=tuple(Finding.from_dict(finding) for finding in values["findings"]),
            ruleset=values["ruleset"],
            award=values["award"],
            blocking=values["blocking"],
            checksum=values["checksum"],
        )


@dataclass(frozen=True, slots=True)
class Context:
    """The rule-set a rule is used in, and the day the dossier was received where known."""

    rule_set: RuleSetEntry
    received_on: date | None = None


registry: dict[str, type[Rule]] = {}


class Rule(ABC):
    """A provision that can be checked. A subclass with a citation is registered by its name."""

    citation: ClassVar[str]
    threshold_labels: ClassVar[Mapping[str, str]] = _NO_LABELS
    takes_parts: ClassVar[bool] = False

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "citation" in cls.__dict__:
            if cls.__name__ in registry:
                raise ValueError(f"two rules are named {cls.__name__}")
            registry[cls.__name__] = cls

    def __init__(self, entry: RuleEntry, context: Context) -> None:
        self.entry = entry
        self.context = context

    @classmethod
    def requirement(cls) -> str:
        """Return what the provision asks, as one line."""
        return " ".join((inspect.getdoc(cls) or "").split())

    @abstractmethod
    def check(self, facts: PersonFacts) -> Finding:
        """Compare the facts with the provision."""

    def excluded(self, facts: PersonFacts) -> str:
        """Return why the provision does not concern this person, or an empty text."""
        return ""

    def find(self, facts: PersonFacts) -> Finding:
        """Return the finding; a fault of the rule is an outcome of its own, not a refusal."""
        try:
            reason = self.excluded(facts)
            if reason:
                return self.finding(Outcome.NOT_APPLICABLE, reason)
            return self.check(facts)
        except Exception as error:
            # A crash is reported as ERROR, never as NOT_MET: it must not cost anybody an award.
            logger.exception("rule %s failed for %s", type(self).__name__, facts.staff_ref)
            return self.finding(
                Outcome.ERROR,
                f"Không tính được điều kiện này do lỗi chương trình ({type(error).__name__}); "
                "người xét tự đối chiếu và báo quản trị hệ thống.",
            )

    def finding(
        self,
        outcome: Outcome,
        message: str,
        facts: Mapping[str, object] | None = None,
        *,
        parts: tuple[Finding, ...] = (),
        standing: Standing | None = None,
    ) -> Finding:
        """Build a finding of this rule."""
        return Finding(
            rule=type(self).__name__,
            outcome=outcome,
            message=message,
            citation=self.citation,
            standing=(standing or self.entry.standing).value,
            facts=dict(facts or {}),
            requirement=self.requirement(),
            parts=parts,
        )

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

    def day(self, name: str) -> date:
        """Return a threshold that is a date."""
        value = self.entry.thresholds[name]
        if not isinstance(value, date):
            raise TypeError(f"threshold {name} is not a date: {value!r}")
        return value


def build(entry: RuleEntry, context: Context) -> Rule:
    """Return the rule an entry of a rule-set names."""
    return registry[entry.rule](entry, context)
