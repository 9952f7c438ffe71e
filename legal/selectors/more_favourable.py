"""What is told where newer rules are better for a dossier that straddles (quy định mới có lợi hơn).

The set of the day of receipt decides what the program does: it alone blocks, and it goes on to
block where the newer set would let the dossier pass. That the newer rule is to be applied where it
is better is known from a second-hand source only, and what no text that was read says may neither
block nor lift a block. So an officer is told, and asks the legal officers before he sends a dossier
back.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from legal.domain.codes import Standing
from legal.domain.rulesets import RuleSetEntry
from legal.rules import verdict as verdicts
from legal.rules.verdict import Verdict
from legal.selectors.rulebooks import speaking_entries

# From what gives nothing to what gives the award. "Not yet" and "barred" both give nothing, so
# neither is better than the other; a verdict that is none (no standard, a failure) is not compared.
_RANKS: Final = {
    verdicts.NOT_YET: 0,
    verdicts.BARRED: 0,
    verdicts.UNKNOWN: 1,
    verdicts.NEEDS_JUDGEMENT: 2,
    verdicts.ELIGIBLE: 3,
}
_LEADS: Final = {
    Standing.TEXT_READ: "Theo điều khoản chuyển tiếp đã đối chiếu văn bản",
    Standing.SECOND_HAND: "Theo nguồn gián tiếp (chưa đọc văn bản)",
    Standing.TO_BE_CONFIRMED: "Theo nguồn chờ đối chiếu (chưa đọc văn bản)",
}


@dataclass(frozen=True, slots=True)
class Favour:
    """What an officer is told of a transition; it never blocks.

    Attributes:
        message: the whole warning, for people.
        text: what the transition is known to say.
        standing: how far that was established.
        source: where it was found.
        rule_set: the set that judges the dossier better.
    """

    message: str
    text: str
    standing: Standing
    source: str
    rule_set: str

    def as_dict(self) -> dict[str, Any]:
        """Return plain JSON values."""
        return {
            "message": self.message,
            "text": self.text,
            "standing": self.standing.value,
            "source": self.source,
            "rule_set": self.rule_set,
        }


def is_better(newer: str, deciding: str) -> bool:
    """Tell whether one verdict code gives more than another; what cannot be compared does not."""
    if newer not in _RANKS or deciding not in _RANKS:
        return False
    return _RANKS[newer] > _RANKS[deciding]


def favour_of(
    deciding: Verdict, beside: Verdict | None, entries: Iterable[RuleSetEntry] | None = None
) -> Favour | None:
    """Return what is told where the newer rules judge a dossier better; mostly nothing.

    Args:
        entries: the sets as they stand; by default those that speak now are read, two queries at
            most and only where the verdict beside is better.
    """
    if beside is None or not is_better(beside.code, deciding.code):
        return None
    codes = {used.code for used in beside.sets} - {used.code for used in deciding.sets}
    known = speaking_entries().values() if entries is None else entries
    return next((_told(row) for row in known if row.code in codes and row.more_favourable), None)


def _told(row: RuleSetEntry) -> Favour:
    said = row.more_favourable
    if said is None:
        raise ValueError("only sets that say something of the transition are told")
    text = said.text.rstrip(" .")
    message = f"{_LEADS[said.standing]}, {text}; xin ý kiến pháp chế trước khi trả hồ sơ."
    return Favour(message, text, said.standing, said.source, row.code)
