"""What the rules say of one recipient and one award, as values that can be kept and read again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from legal.rules.facts import Contradiction
from legal.rules.tally import Outcome

ELIGIBLE: Final = "ELIGIBLE"
NOT_YET: Final = "NOT_YET"
BARRED: Final = "BARRED"
NEEDS_JUDGEMENT: Final = "NEEDS_JUDGEMENT"
UNKNOWN: Final = "UNKNOWN"
NO_RULE: Final = "NO_RULE"
ERROR: Final = "ERROR"

# Every verdict (kết luận), in the words people read.
CODES: Final = {
    ELIGIBLE: "Đủ điều kiện",
    NOT_YET: "Chưa đủ điều kiện",
    BARRED: "Không được xét",
    NEEDS_JUDGEMENT: "Cần người xét đánh giá",
    UNKNOWN: "Chưa đủ dữ liệu",
    NO_RULE: "Chưa có tiêu chuẩn tính được",
    ERROR: "Không tính được",
}

# What a rule found, in the words people read.
OUTCOMES: Final = {
    Outcome.MET: "Đạt",
    Outcome.NOT_MET: "Không đạt",
    Outcome.NEEDS_JUDGEMENT: "Cần người xét",
    Outcome.UNKNOWN: "Chưa rõ",
    Outcome.NOT_APPLICABLE: "Không áp dụng",
    Outcome.ERROR: "Lỗi khi xét",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of one rule for one recipient.

    Attributes:
        rule: citation key, the name of the rule class.
        message: Vietnamese; what was required and what was found.
        citation: the provision, for people.
        standing: how far the provision was established.
        facts: the facts used, with references to their records; plain JSON values.
        requirement: what the provision asks, for people.
        remedy: what would change the answer.
        rule_set: code of the set the rule stands in.
        blocks: it failed, its text was read and its set is published, so it may stop a proposal.
        join: whether any or all of the parts are asked; empty where there are none.
        parts: findings of the alternatives or joint conditions of a composite rule.
        confirmed: who compared the entry with which document and when, in words; empty where the
            standing comes from the reviewed files.
        error: what the program said where it failed, to be kept for repair. It is not shown to
            readers and does not go into what is stored of a verdict.
    """

    rule: str
    outcome: Outcome
    message: str
    citation: str
    standing: str
    facts: Mapping[str, object] = field(default_factory=dict)
    requirement: str = ""
    remedy: str = ""
    rule_set: str = ""
    blocks: bool = False
    join: str = ""
    parts: tuple[Finding, ...] = ()
    confirmed: str = ""
    error: str = field(default="", compare=False)

    def as_dict(self) -> dict[str, Any]:
        """Return plain JSON values."""
        return {
            "rule": self.rule,
            "outcome": self.outcome.value,
            "message": self.message,
            "citation": self.citation,
            "standing": self.standing,
            "confirmed": self.confirmed,
            "facts": dict(self.facts),
            "requirement": self.requirement,
            "remedy": self.remedy,
            "rule_set": self.rule_set,
            "blocks": self.blocks,
            "join": self.join,
            "parts": [part.as_dict() for part in self.parts],
        }

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Finding:
        """Build a finding again from what ``as_dict`` returned."""
        return cls(
            **{
                **values,
                "outcome": Outcome(values["outcome"]),
                "parts": tuple(cls.from_dict(part) for part in values["parts"]),
            }
        )


@dataclass(frozen=True, slots=True)
class SetUsed:
    """A version of a rule-set that took part in a verdict.

    Attributes:
        name: what people call it; empty in what was kept before names were.
    """

    code: str
    version: int
    sha256: str
    published: bool
    name: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rules say of one recipient and one award (kết luận).

    Attributes:
        code: a key of ``CODES``.
        ruleset: the sets with their versions, as people quote them.
        blocking: a rule that was read is not met; anything else only warns.
        contradictions: records that cannot all be right; they leave the verdict unknown.
        sets: the versions used, so that the verdict can be made again.
        checksum: of the rules' code, so that a later reader knows whether it is the same.
    """

    code: str
    findings: tuple[Finding, ...]
    ruleset: str
    award: str
    blocking: bool
    contradictions: tuple[Contradiction, ...] = ()
    sets: tuple[SetUsed, ...] = ()
    checksum: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Return plain JSON values."""
        return {
            "code": self.code,
            "findings": [finding.as_dict() for finding in self.findings],
            "ruleset": self.ruleset,
            "award": self.award,
            "blocking": self.blocking,
            "contradictions": [
                {"text": one.text, "refs": list(one.refs)} for one in self.contradictions
            ],
            "sets": [
                {
                    "code": one.code,
                    "version": one.version,
                    "sha256": one.sha256,
                    "published": one.published,
                    "name": one.name,
                }
                for one in self.sets
            ],
            "checksum": self.checksum,
        }

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Verdict:
        """Build a verdict again from what ``as_dict`` returned."""
        return cls(
            **{
                **values,
                "findings": tuple(Finding.from_dict(finding) for finding in values["findings"]),
                "contradictions": tuple(map(_contradiction, values["contradictions"])),
                "sets": tuple(SetUsed(**one) for one in values["sets"]),
            }
        )


def _contradiction(values: str | Mapping[str, Any]) -> Contradiction:
    """Build a contradiction again; what was kept before it named its records is its text alone."""
    if isinstance(values, str):
        return Contradiction(values)
    return Contradiction(values["text"], tuple(values["refs"]))
