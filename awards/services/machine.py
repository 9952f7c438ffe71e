"""The proposal's workflow bound to its tables, policy and effects."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from awards import permissions
from awards.domain.steps import STEP_RULES, StepKind
from awards.models import ProposalTransition, ReviewStep, StepOutcome
from awards.services import considered, dossiers, recording, route
from awards.services.verdicts import has_another_decider
from awards.workflow import PROPOSAL
from core import clock
from core.workflow.engine import Machine, Step


def _submit(step: Step) -> Mapping[str, Any]:
    proposal = step.subject
    # A dossier that came back from above starts its way anew, but was received when it first came.
    proposal.received_on = proposal.received_on or clock.day_of(step.at)
    proposal.forwarded_on = None
    if has_another_decider(proposal):
        proposal.competent_received_on = None
    proposal.save(update_fields=["received_on", "forwarded_on", "competent_received_on"])
    revision = dossiers.freeze(proposal, by=step.by, at=step.at)
    steps = route.make_steps(proposal, revision, at=step.at)
    route.open_first(proposal, steps, by=step.by, at=step.at)
    return {"revision": revision.number, "sha256": revision.sha256}


def _approve(step: Step) -> Mapping[str, Any]:
    judged = considered.settle(step.subject, by=step.by, at=step.at)
    done = route.pass_current(
        step.subject,
        by=step.by,
        at=step.at,
        comment=step.comment,
        document=step.data.get("document", ""),
    )
    following = route.open_next(step.subject, done, at=step.at)
    return {
        **_step_data(done),
        **_judged(judged),
        "next": STEP_RULES[StepKind(following.kind)].label,
    }


def _decide(step: Step) -> Mapping[str, Any]:
    decision = step.data["decision"]
    judged = considered.settle(step.subject, by=step.by, at=step.at)
    done = route.end(
        step.subject,
        StepOutcome.DECIDED,
        by=step.by,
        at=step.at,
        comment=step.comment,
        document=decision.number,
    )
    award = recording.record_award(step.subject, decision, at=step.at)
    return {
        **_step_data(done),
        **_judged(judged),
        "award": award.pk,
        "decision": decision.number,
        "decided_on": decision.decided_on,
    }


def _judged(rules: list[str]) -> dict[str, Any]:
    """The conditions whoever agreed judged by that, where there were any."""
    return {"judged": rules} if rules else {}


def _end(outcome: StepOutcome) -> Any:
    def close(step: Step) -> Mapping[str, Any]:
        done = route.end(
            step.subject,
            outcome,
            by=step.by,
            at=step.at,
            comment=step.comment,
            document=step.data.get("document", ""),
        )
        return _step_data(done)

    return close


def _annul(step: Step) -> Mapping[str, Any]:
    annulment = recording.annul_award(
        step.subject, by=step.by, at=step.at, reason=step.comment, **step.data
    )
    return {
        "award": annulment.award_id,
        "decision": annulment.number,
        "decided_on": annulment.decided_on,
    }


def _step_data(done: ReviewStep | None) -> dict[str, Any]:
    if done is None:
        return {}
    # What is kept is in the official language, whoever acts.
    data = {"step": STEP_RULES[StepKind(done.kind)].label, "unit": done.unit.name}
    return {**data, "document": done.document} if done.document else data


PROPOSAL_MACHINE = Machine(
    workflow=PROPOSAL,
    record_model=ProposalTransition,
    policy=permissions.can,
    prefix="awards.proposal",
    related=("award_type", "unit", "staff", "current_step__unit"),
    effects={
        "submit": _submit,
        "approve": _approve,
        "decide": _decide,
        "return": _end(StepOutcome.RETURNED),
        "refuse": _end(StepOutcome.REFUSED),
        "withdraw": _end(StepOutcome.CANCELLED),
        "annul": _annul,
    },
)
