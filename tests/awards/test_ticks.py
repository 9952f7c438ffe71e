"""Judging what no record proves: who may, which tick counts, what is kept."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction

from awards.domain.steps import StepKind
from awards.models import JudgementTick
from awards.selectors.ticks import ticks_of
from awards.services import proposals, ticks
from core.errors import Forbidden, InvalidInput, Stale
from core.models import AuditEvent
from personnel.models import Role
from tests.factories.awards import AT, DAY, ProposalFactory, advance, decide
from tests.factories.personnel import actor_with

pytestmark = pytest.mark.django_db
RULE, OTHER = "Luat2022_D24_K1_b", "Luat2003_D24_DaoDuc"


def judge(proposal, by, *, ok=True, note="", rule=RULE, **more):
    return ticks.tick(proposal, rule, ok=ok, note=note, by=by, at=AT, **more)


def test_the_last_tick_counts_and_all_are_kept(gov):
    proposal = ProposalFactory(gov=gov, submit=False)
    judge(proposal, gov.officer, ok=False, note="Chưa có minh chứng.")
    last = judge(proposal, gov.head, note=" Đã bổ sung. ")
    other = judge(proposal, gov.head, rule=OTHER)
    assert ticks_of([proposal.pk]) == {proposal.pk: {RULE: last, OTHER: other}}
    assert (last.signature, last.note, last.at) == (gov.head.name, "Đã bổ sung.", AT)
    assert JudgementTick.objects.count() == 3
    assert AuditEvent.objects.filter(action="awards.proposal.judge").count() == 3
    assert proposal.version == type(proposal).objects.get().version


def test_ticks_of_many_dossiers_cost_one_query(gov, django_assert_num_queries):
    made = [ProposalFactory(gov=gov, submit=False) for _ in range(4)]
    for proposal in made:
        judge(proposal, gov.officer)
    with django_assert_num_queries(1):
        assert set(ticks_of(one.pk for one in made)) == {one.pk for one in made}


def test_who_makes_it_judges_and_then_whoever_may_act(gov):
    proposal = ProposalFactory(gov=gov, submit=False)
    with pytest.raises(Forbidden):
        judge(proposal, gov.director)
    judge(proposal, gov.head)
    proposals.submit(proposal, by=gov.head, at=AT)
    assert proposal.current_step.kind == StepKind.HR_CHECK
    with pytest.raises(Forbidden):
        judge(proposal, gov.head)
    judge(proposal, gov.officer)
    advance(gov, proposal, StepKind.DIRECTOR)
    judge(proposal, gov.director)
    decide(gov, proposal)
    with pytest.raises(Forbidden):
        judge(proposal, gov.director)


def test_nobody_judges_his_own_case(gov):
    proposal = ProposalFactory(gov=gov, submit=False)
    himself = actor_with(Role.UNIT_HEAD, gov.division, staff=proposal.staff, on=DAY)
    with pytest.raises(Forbidden):
        judge(proposal, himself)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"rule": " "}, "rule"),
        ({"rule": "Khac"}, "rule"),
        ({"rule": "x" * 101}, "rule"),
        # What joins others is judged through its parts.
        ({"rule": "Luat2022_D74_K1"}, "rule"),
        ({"note": "x" * 501}, "note"),
        ({"ok": False}, "note"),
    ],
)
def test_what_is_missing_or_too_long_is_named(gov, values, field):
    with pytest.raises(InvalidInput) as refused:
        judge(ProposalFactory(gov=gov, submit=False), gov.officer, **values)
    assert [problem.field for problem in refused.value.problems] == [field]


def test_a_view_that_is_old_is_told(gov):
    proposal = ProposalFactory(gov=gov)
    with pytest.raises(Stale):
        judge(proposal, gov.officer, expected_version=1)


def test_what_was_judged_is_frozen_with_the_dossier(gov):
    proposal = ProposalFactory(gov=gov, submit=False)
    judge(proposal, gov.officer, note="Có giấy xác nhận.")
    proposals.submit(proposal, by=gov.officer, at=AT)
    (kept,) = proposal.revisions.get().content["ticks"]
    assert (kept["rule"], kept["ok"], kept["by"]) == (RULE, True, gov.officer.name)
    assert kept["note"] == "Có giấy xác nhận."


def test_the_database_lets_nobody_change_a_tick(gov):
    made = judge(ProposalFactory(gov=gov, submit=False), gov.officer)
    for change in (
        lambda: JudgementTick.objects.filter(pk=made.pk).update(ok=False),
        made.delete,
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_the_database_keeps_no_refusal_without_a_reason(gov):
    made = judge(ProposalFactory(gov=gov, submit=False), gov.officer)
    values = {"proposal": made.proposal, "rule": RULE, "actor_name": "A", "at": AT}
    with pytest.raises(DatabaseError), transaction.atomic():
        JudgementTick.objects.create(ok=False, **values)
    assert JudgementTick.objects.create(ok=False, note="Vì sao.", **values).pk
