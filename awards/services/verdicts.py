"""What the law says of a proposal: the rule engine run on its recipient."""

from __future__ import annotations

from datetime import date

from awards.models import Proposal
from awards.selectors.facts.people import person_facts
from legal.rules.evaluate import evaluate
from legal.rules.registry import reviewed_rulebook
from legal.rules.verdict import Verdict


def judge(proposal: Proposal, *, received_on: date) -> Verdict | None:
    """Return the verdict by the rule-set of the day the dossier is received.

    ``None`` for collectives: no rule of the catalogue looks at them yet.
    """
    if proposal.staff is None:
        return None
    return evaluate(
        proposal.award_type.code,
        person_facts(proposal.staff, proposal.year),
        reviewed_rulebook(received_on),
    )
