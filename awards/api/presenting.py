"""From rows and records to the plain values of the answers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from awards.api.verdicts import present_told
from awards.domain.steps import STEP_RULES, StepKind
from awards.models import Decision, DossierRevision, Proposal, ReviewStep
from awards.services.told_verdicts import told_of_dossier
from awards.workflow import PROPOSAL
from core.api.shapes import local_time, ref
from core.api.steps import present_step
from core.scope import Actor

_MERITED_COLUMNS = (
    "pk",
    "year",
    "award_type__code",
    "award_type__name",
    "qualifier",
    "occasion",
    "basis",
    "decider",
    "object_kind",
    "ground",
    "recipient_name",
    "staff__code",
    "subject_unit__code",
    "external__code",
    "unit__code",
    "unit__name",
)
PROPOSAL_COLUMNS = (
    *_MERITED_COLUMNS,
    "state",
    "current_step__kind",
    "current_step__unit__code",
    "current_step__unit__name",
    "current_step__due_on",
    "current_step__is_external",
    "received_on",
    "competent_received_on",
    "forwarded_on",
    "created_at",
    "version",
)
AWARD_COLUMNS = (
    *_MERITED_COLUMNS,
    "unit_name",
    "post",
    "is_manager",
    "decision_id",
    "decision__number",
    "decision__decided_on",
    "proposal_id",
    "annulment__number",
    "annulment__decided_on",
    "recorded_at",
)
DECISION_COLUMNS = (
    "pk",
    "number",
    "decided_on",
    "signer_name",
    "signer_post",
    "summary",
    "decider",
    "unit__code",
    "unit__name",
    "is_external",
    "recorded_at",
)

Row = Mapping[str, Any]


def _present_merited(row: Row) -> dict[str, Any]:
    name = row["recipient_name"]
    return {
        "id": row["pk"],
        "year": row["year"],
        "award": ref(row["award_type__code"], row["award_type__name"]),
        "qualifier": row["qualifier"],
        "occasion": row["occasion"],
        "basis": row["basis"],
        "decider": row["decider"],
        "object_kind": row["object_kind"],
        "ground": row["ground"],
        "staff": ref(row["staff__code"], name),
        "collective": ref(row["subject_unit__code"], name),
        "external": ref(row["external__code"], name),
        "unit": ref(row["unit__code"], row["unit__name"]),
    }


def present_proposal(row: Row) -> dict[str, Any]:
    """A row of PROPOSAL_COLUMNS as the API shows it."""
    return {
        **_present_merited(row),
        "code": Proposal(pk=row["pk"], year=row["year"]).code,
        "state": row["state"],
        "current_step": _present_current_step(row),
        "received_on": row["received_on"],
        "competent_received_on": row["competent_received_on"],
        "forwarded_on": row["forwarded_on"],
        "created_at": local_time(row["created_at"]),
        "version": row["version"],
    }


def _present_current_step(row: Row) -> dict[str, Any] | None:
    kind = row["current_step__kind"]
    if kind is None:
        return None
    return {
        "kind": kind,
        "label": STEP_RULES[StepKind(kind)].label,
        "unit": ref(row["current_step__unit__code"], row["current_step__unit__name"]),
        "due_on": row["current_step__due_on"],
        "is_external": row["current_step__is_external"],
    }


def present_detail(proposal: Proposal, *, by: Actor, at: datetime) -> dict[str, Any]:
    """One proposal with everything; the reader was let into it."""
    row = Proposal.objects.filter(pk=proposal.pk).values(*PROPOSAL_COLUMNS).get()
    initiatives = proposal.initiatives.order_by("code").values("code", "title")
    newest = proposal.revisions.order_by("-number").first()
    return {
        **present_proposal(row),
        "merit": proposal.merit,
        "claims": proposal.claims,
        "registration": proposal.registration_id,
        "initiatives": list(initiatives),
        "decision": _present_given(proposal),
        "route": _present_route(newest),
        **present_told(told_of_dossier(proposal, newest, by=by, at=at)),
        "history": [present_step(PROPOSAL, one) for one in proposal.transitions.all()],
    }


def _present_route(newest: DossierRevision | None) -> list[dict[str, Any]]:
    """The steps of the revision that was sent last."""
    if newest is None:
        return []
    steps = newest.steps.select_related("unit", "bloc", "council_result").order_by("order")
    return [_present_route_step(step) for step in steps]


def _present_route_step(step: ReviewStep) -> dict[str, Any]:
    council = getattr(step, "council_result", None)
    return {
        "order": step.order,
        "kind": step.kind,
        "label": step.full_label,
        "unit": ref(step.unit.code, step.unit.name),
        "outcome": step.outcome,
        "decides": step.decides,
        "is_external": step.is_external,
        "opened_at": local_time(step.opened_at),
        "due_on": step.due_on,
        "closed_at": local_time(step.closed_at),
        "closed_by": step.closed_by_name,
        "comment": step.comment,
        "document": step.document,
        "council": council
        and {
            "minutes_number": council.minutes_number,
            "met_on": council.met_on,
            "members": council.members,
            "votes_for": council.votes_for,
            "votes_against": council.votes_against,
        },
    }


def _present_given(proposal: Proposal) -> dict[str, Any] | None:
    given = getattr(proposal, "recorded_award", None)
    return None if given is None else _present_decision_ref(given.decision)


def _present_decision_ref(decision: Decision) -> dict[str, Any]:
    return {"id": decision.pk, "number": decision.number, "decided_on": decision.decided_on}


def present_award(row: Row) -> dict[str, Any]:
    """A row of AWARD_COLUMNS as the API shows it."""
    annulled = row["annulment__number"] is not None
    return {
        **_present_merited(row),
        "recipient_name": row["recipient_name"],
        "unit_name": row["unit_name"],
        "post": row["post"],
        "is_manager": row["is_manager"],
        "decision": {
            "id": row["decision_id"],
            "number": row["decision__number"],
            "decided_on": row["decision__decided_on"],
        },
        "proposal": row["proposal_id"],
        "annulment": {
            "number": row["annulment__number"],
            "decided_on": row["annulment__decided_on"],
        }
        if annulled
        else None,
        "recorded_at": local_time(row["recorded_at"]),
    }


def present_decision(row: Row) -> dict[str, Any]:
    """A row of DECISION_COLUMNS as the API shows it."""
    shown = {name: row[name] for name in DECISION_COLUMNS if "__" not in name and name != "pk"}
    return {
        **shown,
        "id": row["pk"],
        "unit": ref(row["unit__code"], row["unit__name"]),
        "recorded_at": local_time(row["recorded_at"]),
    }
