"""What the law says of a proposal: the rule engine run on its recipient."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from awards.models import Proposal
from awards.selectors.books import books_of
from awards.selectors.facts.dossiers import facts_of_dossier
from awards.selectors.standings import AwardStanding
from awards.workflow import EDITABLE_STATES
from core.scope import Actor
from legal.rules import verdict as verdicts
from legal.rules.evaluate import checksum, evaluate
from legal.rules.facts import Subject
from legal.rules.plain import facts_as_plain
from legal.rules.registry import NoRuleSetError
from legal.rules.verdict import Verdict
from legal.services.faults import record_faults


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

    @property
    def refusal(self) -> str | None:
        """Why the dossier cannot be sent: what the rules ask whose text was read, and is not met.

        Only the deciding set stops anything, and it does so where newer rules would let the dossier
        pass: that the more favourable rule is to be applied is known second-hand, so it is told
        (``legal.selectors.more_favourable``) and lifts no block.
        """
        return refusal_of(self.deciding)

    def keep_faults(self, *, by: Actor, at: datetime) -> None:
        """Keep the case for those who repair rules, where a rule failed."""
        told = (self.deciding, self.beside)
        _keep_faults(told, self.facts, self.received_on, by=by, at=at)

    def kept_facts(self) -> dict[str, Any]:
        """What a frozen dossier keeps besides the verdict, to judge it again: plain values."""
        return {
            "facts": facts_as_plain(self.facts),
            "received_on": self.received_on.isoformat(),
            "beside": self.beside.as_dict() if self.beside else None,
        }


def refusal_of(verdict: Verdict) -> str | None:
    """What a verdict that stops a dossier says against it, with the articles; else nothing."""
    if not verdict.blocking:
        return None
    unmet = [finding for finding in verdict.findings if finding.blocks]
    return " ".join(f"{finding.message} ({finding.citation})." for finding in unmet)


def keep_faults_of(
    standings: Iterable[AwardStanding], received_on: date, *, by: Actor, at: datetime
) -> None:
    """Keep the cases in which a rule failed among the verdicts a page or an answer shows."""
    for one in standings:
        _keep_faults((one.verdict, one.beside), one.facts, received_on, by=by, at=at)


def _keep_faults(
    told: Iterable[Verdict | None], facts: Subject, received_on: date, *, by: Actor, at: datetime
) -> None:
    for verdict in told:
        if verdict is not None:
            record_faults(verdict, facts, by=by, at=at, received_on=received_on)


def judge(proposal: Proposal, judged_on: date) -> Judgements:
    """Judge a proposal, or a draft of one, of whatever recipient.

    The rules of the day decide on which the competent body received the dossier; before that, the
    rules of the day of judging.
    """
    received_on = receipt_of(proposal) or judged_on
    facts = facts_of_dossier(proposal, received_on)
    award = proposal.award_type.code
    try:
        books = books_of(proposal.unit, received_on, judged_on=judged_on)
    except NoRuleSetError:
        return Judgements(facts, received_on, _nothing_known(award))
    deciding, *more = (evaluate(award, facts, book) for book in books)
    return Judgements(facts, received_on, deciding, more[0] if more else None)


def has_another_decider(proposal: Proposal) -> bool:
    """Whether somebody else decides than when it was sent before; he has not received it yet."""
    last = proposal.revisions.order_by("-number").first()
    return last is not None and last.content.get("decider") != proposal.decider


def receipt_of(proposal: Proposal) -> date | None:
    """The day of receipt as it will be once the dossier is sent; nothing before the first time."""
    is_back = proposal.competent_received_on is not None and proposal.state in EDITABLE_STATES
    if is_back and has_another_decider(proposal):
        return proposal.received_on
    return proposal.judged_by_day


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
