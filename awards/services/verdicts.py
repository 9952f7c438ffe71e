"""What the law says of a proposal: the rule engine run on its recipient."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from awards.models import Proposal
from awards.selectors.books import books_of
from awards.selectors.facts.dossiers import facts_of_dossier
from legal.rules import verdict as verdicts
from legal.rules.evaluate import checksum, evaluate
from legal.rules.facts import Subject
from legal.rules.plain import facts_as_plain
from legal.rules.registry import NoRuleSetError
from legal.rules.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Judgements:
    """The verdicts on a dossier (kết luận).

    Attributes:
        facts: what the rules were told.
        received_on: the day whose rules decide.
        deciding: by the rules of the day of receipt.
        beside: by the rules that came into force since, shown beside while a dossier straddles.
    """

    facts: Subject
    received_on: date
    deciding: Verdict
    beside: Verdict | None = None

    def kept_facts(self) -> dict[str, Any]:
        """What a frozen dossier keeps besides the verdict, to judge it again: plain values."""
        return {
            "facts": facts_as_plain(self.facts),
            "received_on": self.received_on.isoformat(),
            "beside": self.beside.as_dict() if self.beside else None,
        }


def judge(proposal: Proposal, judged_on: date) -> Judgements:
    """Judge a proposal, or a draft of one, of whatever recipient.

    The rules of the day decide on which the competent body received the dossier; before that, the
    rules of the day of judging.
    """
    received_on = proposal.judged_by_day or judged_on
    facts = facts_of_dossier(proposal, received_on)
    award = proposal.award_type.code
    try:
        books = books_of(proposal.unit, received_on, judged_on=judged_on)
    except NoRuleSetError:
        return Judgements(facts, received_on, _nothing_known(award))
    deciding, *more = (evaluate(award, facts, book) for book in books)
    return Judgements(facts, received_on, deciding, more[0] if more else None)


def _nothing_known(award: str) -> Verdict:
    """The verdict where the law of the day is not kept here."""
    return Verdict(
        code=verdicts.NO_RULE,
        findings=(),
        ruleset="",
        award=award,
        blocking=False,
        checksum=checksum(),
    )
