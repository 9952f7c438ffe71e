"""What nobody judged: told before somebody agrees, and judged by who agrees last."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection

from awards.domain.steps import StepKind
from awards.models import JudgementTick
from awards.selectors.ticks import ticks_of
from awards.services import decisions, proposals, review, ticks
from awards.services.considered import considered
from awards.services.proposal_entry import ProposalInput
from awards.web import cautions
from core.errors import BusinessError, Forbidden, GuardRefused
from core.models import AuditEvent
from tests.factories.awards import (
    AT,
    ProposalFactory,
    advance,
    assessed,
    decide,
    decision_input,
    make_government,
)
from tests.factories.emulation import award
from tests.factories.personnel import StaffFactory
from tests.support.clock import moment

pytestmark = pytest.mark.django_db
NOW = moment("2026-08-10")
HOUR = timedelta(hours=1)
# What LĐTT asks of people by the law of the factories' day.
OPEN = ["Luat2003_D24_ChapHanh", "Luat2003_D24_HocTap", "Luat2003_D24_DaoDuc"]


def unjudged(proposal):
    return sorted(one.rule for one in considered([proposal])[proposal.pk].unjudged)


def judged(proposal):
    found = ticks_of([proposal.pk]).get(proposal.pk, {})
    return {rule: (row.ok, row.actor_name) for rule, row in found.items()}


# --- Who judges by agreeing: each step of a chain × each answer ------------------------------


def at_step(gov, kind, code="LDTT"):
    proposal = ProposalFactory(gov=gov, code=code)
    return advance(gov, proposal, kind)


@pytest.mark.parametrize(
    ("kind", "answer", "is_judged"),
    [
        (StepKind.HEAD, "approve", False),
        (StepKind.HR_CHECK, "approve", False),
        (StepKind.HR_CHECK, "return", False),
        (StepKind.HR_CHECK, "refuse", False),
        (StepKind.DIRECTOR, "return", False),
        (StepKind.DIRECTOR, "refuse", False),
        (StepKind.DIRECTOR, "decide", True),
    ],
)
def test_only_who_agrees_last_judges_what_is_open(gov, kind, answer, is_judged):
    proposal = at_step(gov, kind)
    by = gov.actor_of_step(proposal)
    assert unjudged(proposal) == sorted(OPEN)
    if answer == "decide":
        decisions.issue(decision_input(), [(proposal, proposal.version)], by=by, at=AT)
    else:
        review.act(proposal, answer, by=by, at=AT, comment="Lý do.")
    assert judged(proposal) == (dict.fromkeys(OPEN, (True, by.name)) if is_judged else {})
    assert unjudged(proposal) == ([] if is_judged else sorted(OPEN))
    last = proposal.transitions.order_by("pk").last()
    assert sorted(last.data.get("judged", [])) == (sorted(OPEN) if is_judged else [])
    told = AuditEvent.objects.filter(action="awards.proposal.judge")
    assert told.count() == (len(OPEN) if is_judged else 0)


def above(gov, kind, claims):
    """A dossier of 2025 for a certificate of merit of the province, brought to a step."""
    person = assessed(StaffFactory(unit=gov.division), year=2025, at=NOW)
    entry = ProposalInput(
        year=2025, award_type=award("BK_TINH"), staff=person, merit="Giúp dân.", claims=claims
    )
    proposal = proposals.create(entry, by=gov.officer, at=NOW)
    proposals.submit(proposal, by=gov.officer, at=NOW)
    return advance(gov, proposal, kind, at=NOW)


def test_where_others_decide_the_last_step_inside_judges():
    away = make_government(upper_participates=False)
    proposal = above(away, StepKind.DIRECTOR, ["GIVING"])
    assert unjudged(proposal) == ["Luat2022_D74_K1_GuongMau", "Luat2022_D74_K1_c"]
    review.act(proposal, "approve", by=away.director, at=NOW)
    assert proposal.current_step.is_external
    assert unjudged(proposal) == []
    by = {name for _ok, name in judged(proposal).values()}
    assert by == {away.director.name}
    # Who records what another level decided judges nothing more.
    before = JudgementTick.objects.count()
    entry = decision_input(number="77/QĐ-UBND", decided_on=NOW.date())
    decisions.issue(entry, [(proposal, proposal.version)], by=away.officer, at=NOW)
    assert JudgementTick.objects.count() == before


def test_where_the_province_works_here_its_leader_comes_last(gov):
    proposal = above(gov, StepKind.PROVINCE, ["GIVING"])
    assert judged(proposal) == {}
    entry = decision_input(number="77/QĐ-UBND", decided_on=NOW.date())
    decisions.issue(entry, [(proposal, proposal.version)], by=gov.province_leader, at=NOW)
    assert {name for _ok, name in judged(proposal).values()} == {gov.province_leader.name}


def test_of_alternatives_the_joint_condition_is_judged(gov):
    """Which of several ways was taken is not known, so none of them is written as met."""
    proposal = above(gov, StepKind.HR_CHECK, ["GIVING", "LABOUR"])
    assert unjudged(proposal) == ["Luat2022_D74_K1", "Luat2022_D74_K1_GuongMau"]
    # One of them judged as met is enough, and one as not met leaves the other.
    way, other = "Luat2022_D74_K1_c", "Luat2022_D74_K1_dd"
    ticks.tick(proposal, way, ok=False, note="Không có.", by=gov.officer, at=NOW)
    assert unjudged(proposal) == ["Luat2022_D74_K1_GuongMau", other]
    ticks.tick(proposal, other, ok=True, by=gov.officer, at=NOW)
    assert unjudged(proposal) == ["Luat2022_D74_K1_GuongMau"]


# --- What stays as somebody judged it --------------------------------------------------------


def test_what_somebody_judged_stays_his(gov):
    proposal = at_step(gov, StepKind.HR_CHECK)
    yes, no, left = OPEN
    ticks.tick(proposal, yes, ok=True, by=gov.officer, at=AT)
    ticks.tick(proposal, no, ok=False, note="Chưa có xác nhận.", by=gov.officer, at=AT)
    found = considered([proposal])[proposal.pk]
    assert [one.rule for one in found.unjudged] == [left]
    assert [(one.rule, tick.note) for one, tick in found.refused] == [(no, "Chưa có xác nhận.")]
    decide(gov, proposal)
    assert judged(proposal) == {
        yes: (True, gov.officer.name),
        no: (False, gov.officer.name),
        left: (True, gov.director.name),
    }


def test_what_is_refused_or_fails_judges_nothing(gov):
    proposal = at_step(gov, StepKind.DIRECTOR)
    pair = [(proposal, proposal.version)]
    attempts = (
        (Forbidden, lambda: decisions.issue(decision_input(), pair, by=gov.officer, at=AT)),
        (GuardRefused, lambda: review.act(proposal, "approve", by=gov.director, at=AT)),
        (BusinessError, lambda: decisions.issue(
            decision_input(), [(proposal, proposal.version + 1)], by=gov.director, at=AT
        )),
    )  # fmt: skip
    for error, attempt in attempts:
        with pytest.raises(error):
            attempt()
        assert not JudgementTick.objects.exists()


def test_many_dossiers_are_considered_in_two_queries(gov, django_assert_num_queries):
    sent = [ProposalFactory(gov=gov) for _ in range(3)]
    with django_assert_num_queries(2):
        found = considered(sent)
    assert [len(found[one.pk].unjudged) for one in sent] == [len(OPEN)] * 3


def test_a_dossier_sent_again_is_considered_as_it_was_sent_last(gov, django_assert_num_queries):
    proposal = at_step(gov, StepKind.HR_CHECK)
    review.act(proposal, "return", by=gov.officer, at=AT, comment="Bổ sung.")
    ticks.tick(proposal, OPEN[0], ok=True, by=gov.officer, at=AT)
    proposals.submit(proposal, by=gov.officer, at=AT)
    with django_assert_num_queries(2) as asked:
        assert unjudged(proposal) == sorted(OPEN[1:])
    # Of all that was sent only the last verdict is read.
    with connection.cursor() as cursor:
        cursor.execute(asked.captured_queries[0]["sql"])
        assert len(cursor.fetchall()) == 1
    assert considered([proposal])[proposal.pk].earlier == ()


def test_what_was_judged_before_the_content_changed_counts_and_is_told(gov):
    proposal = at_step(gov, StepKind.HR_CHECK)
    review.act(proposal, "return", by=gov.officer, at=AT, comment="Bổ sung.")
    before, after, _left = OPEN
    ticks.tick(proposal, before, ok=True, by=gov.officer, at=AT)
    entry = ProposalInput(
        year=proposal.year, award_type=proposal.award_type, staff=proposal.staff, merit="Khác."
    )
    proposals.update(
        proposal, entry, by=gov.officer, at=AT + HOUR, expected_version=proposal.version
    )
    proposal.refresh_from_db()
    ticks.tick(proposal, after, ok=True, by=gov.officer, at=AT + 2 * HOUR)
    proposals.submit(proposal, by=gov.officer, at=AT + 2 * HOUR)
    found = considered([proposal])[proposal.pk]
    assert [one.rule for one in found.unjudged] == OPEN[2:]
    assert [(one.rule, tick.signature) for one, tick in found.earlier] == [
        (before, gov.officer.name)
    ]
    (told,) = [one for one in cautions.of_one(proposal, gov.officer) if "sửa lần cuối" in one.text]
    assert gov.officer.name in told.text
