"""The transition table: sound, and every state × transition cell behaves as it says."""

from __future__ import annotations

import pytest

from awards.domain.steps import STEP_RULES, StepKind
from awards.models import Proposal
from awards.permissions import ACTIONS
from awards.services.machine import PROPOSAL_MACHINE
from awards.workflow import PROPOSAL
from core.errors import Forbidden, GuardRefused, IllegalTransition, InvalidInput
from core.scope import permissions
from core.workflow import guards
from core.workflow.engine import perform
from tests.factories.awards import AT, ProposalFactory, make_government

ALLOWED = {
    "DRAFT": {"submit", "withdraw"},
    "IN_REVIEW": {"approve", "decide", "return", "refuse", "withdraw"},
    "RETURNED": {"submit", "withdraw"},
    "DECIDED": {"annul"},
    "REFUSED": set(),
    "WITHDRAWN": set(),
    "ANNULLED": set(),
}


def test_the_table_is_sound():
    assert PROPOSAL.problems() == []


def test_the_table_allows_exactly_these_edges():
    assert {
        state: {transition.name for transition in PROPOSAL.from_state(state)}
        for state in PROPOSAL.states
    } == ALLOWED


def test_every_guard_and_action_is_known():
    for transition in PROPOSAL.transitions:
        assert set(transition.guards) <= guards.known()
        assert transition.action in permissions.actions()
    assert {rule.action for rule in STEP_RULES.values()} <= set(ACTIONS)
    assert set(STEP_RULES) == set(StepKind)


@pytest.mark.django_db
@pytest.mark.parametrize("state", PROPOSAL.states)
@pytest.mark.parametrize("name", [transition.name for transition in PROPOSAL.transitions])
def test_each_cell_of_state_and_transition(state, name):
    gov = make_government()
    proposal = ProposalFactory(gov=gov, by=gov.head, submit=state != "DRAFT")
    if state == "RETURNED":
        perform(PROPOSAL_MACHINE, proposal, "return", by=gov.officer, at=AT, comment="Thiếu.")
    Proposal.objects.filter(pk=proposal.pk).update(state=state)
    proposal.refresh_from_db()
    by = gov.officer
    if name not in ALLOWED[state]:
        with pytest.raises((IllegalTransition, Forbidden)):
            perform(PROPOSAL_MACHINE, proposal, name, by=by, at=AT, comment="Lý do.")
        assert Proposal.objects.get(pk=proposal.pk).state == state
        return
    data = {"number": "", "decided_on": AT.date()} if name == "annul" else {}
    try:
        perform(PROPOSAL_MACHINE, proposal, name, by=by, at=AT, comment="Lý do.", data=data)
    except (GuardRefused, InvalidInput, Proposal.recorded_award.RelatedObjectDoesNotExist):
        assert name in {"decide", "annul"}, "only these need more than the state"
        assert Proposal.objects.get(pk=proposal.pk).state == state
    else:
        assert Proposal.objects.get(pk=proposal.pk).state == PROPOSAL.get(name).target
