"""What the law says of a proposal: the rule engine run on its recipient."""

from __future__ import annotations

from datetime import date

from awards.models import Proposal
from awards.selectors.facts import person_facts
from legal.rules.base import Verdict
from legal.rules.evaluate import evaluate, ruleset_for


def judge(proposal: Proposal, *, received_on: date) -> Verdict | None:
    """Return the verdict by the rule-set of the day the dossier is received.

    ``None`` for collectives: no rule of the catalogue looks at them yet.
    """
    if proposal.staff is None:
        return None
    return evaluate(
        proposal.award_type.code,
        person_facts(proposal.staff, proposal.year),
        ruleset=ruleset_for(received_on),
        received_on=received_on,
    )
