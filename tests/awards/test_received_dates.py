"""Two days of a dossier: first sent, and first before the body that decides."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from awards.domain.steps import StepKind
from awards.models import Proposal
from awards.services import proposals, received_dates, review
from awards.services.proposal_entry import ProposalInput
from core.errors import Forbidden, IllegalTransition, InvalidInput, Stale
from core.models import AuditEvent
from tests.factories.awards import (
    AT,
    DAY,
    YEAR,
    ProposalFactory,
    advance,
    decide,
)

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=3)


def sent_up(gov):
    """A dossier that the province decides, with its officers since the third day."""
    proposal = ProposalFactory(gov=gov, code="BK_TINH")
    assert (proposal.received_on, proposal.competent_received_on) == (DAY, None)
    assert proposal.judged_by_day == DAY
    return advance(gov, proposal, StepKind.PROVINCE_CHECK, at=LATER)


def test_the_level_that_decides_receives_it_when_it_reaches_its_officers(gov):
    proposal = sent_up(gov)
    kept = Proposal.objects.get(pk=proposal.pk)
    assert (kept.received_on, kept.competent_received_on) == (DAY, LATER.date())
    assert kept.judged_by_day == LATER.date()


def test_where_the_department_decides_both_days_may_be_one(gov):
    proposal = ProposalFactory(gov=gov, by=gov.head)
    assert proposal.current_step.kind == StepKind.HR_CHECK
    assert proposal.competent_received_on == DAY
    assert Proposal(year=YEAR).judged_by_day is None


def test_an_upper_level_elsewhere_counts_when_its_step_is_reached(gov):
    proposal = ProposalFactory(gov=gov, code="BK_TTG")
    advance(gov, proposal, StepKind.PROVINCE, at=AT)
    assert proposal.competent_received_on is None
    advance(gov, proposal, StepKind.PRIME_MINISTER, at=LATER)
    assert Proposal.objects.get().competent_received_on == LATER.date()


def test_a_dossier_that_comes_back_keeps_its_days_unless_another_decides(gov):
    proposal = sent_up(gov)
    review.act(proposal, "return", by=gov.province_officer, at=LATER, comment="Bổ sung.")
    proposals.submit(proposal, by=gov.officer, at=LATER + timedelta(days=2))
    assert (proposal.received_on, proposal.competent_received_on) == (DAY, LATER.date())
    review.act(proposal, "return", by=gov.director, at=LATER, comment="Bổ sung.")
    other = ProposalInput(
        year=YEAR,
        award_type=type(proposal.award_type).objects.get(code="BK_BO"),
        staff=proposal.staff,
        merit=proposal.merit,
    )
    proposals.update(proposal, other, by=gov.officer, at=LATER, expected_version=proposal.version)
    changed = Proposal.objects.get()
    proposals.submit(changed, by=gov.officer, at=LATER + timedelta(days=5))
    assert (changed.received_on, changed.competent_received_on) == (DAY, None)


def test_who_records_answers_corrects_the_day_with_a_reason(gov):
    proposal = sent_up(gov)
    stamped = DAY + timedelta(days=2)
    received_dates.correct(
        proposal, stamped, "Theo dấu công văn đến.", by=gov.officer, at=LATER, expected_version=None
    )
    kept = Proposal.objects.get()
    assert (kept.competent_received_on, kept.version) == (stamped, proposal.version + 1)
    record = kept.transitions.last()
    assert (record.name, record.comment) == ("correct_received", "Theo dấu công văn đến.")
    event = AuditEvent.objects.get(action="awards.proposal.correct_received")
    assert event.data["before"] == LATER.date().isoformat()
    with pytest.raises(Stale):
        received_dates.correct(
            proposal, stamped, "Lại.", by=gov.officer, at=LATER, expected_version=proposal.version
        )


@pytest.mark.parametrize(
    ("day", "reason", "field"),
    [
        (DAY - timedelta(days=1), "Vì thế.", "day"),
        (date(2021, 6, 1), "Vì thế.", "day"),
        (DAY, " ", "reason"),
        (DAY, "x" * 501, "reason"),
    ],
)
def test_a_day_that_cannot_be_is_refused(gov, day, reason, field):
    with pytest.raises(InvalidInput) as refused:
        received_dates.correct(sent_up(gov), day, reason, by=gov.officer, at=LATER)
    assert [problem.field for problem in refused.value.problems] == [field]


def test_others_do_not_correct_it_nor_anybody_too_early_or_too_late(gov):
    proposal = ProposalFactory(gov=gov, code="BK_TINH")
    asked = {"day": DAY, "reason": "Theo dấu công văn đến.", "at": LATER}
    with pytest.raises(IllegalTransition):
        received_dates.correct(proposal, by=gov.officer, **asked)
    with pytest.raises(Forbidden):
        received_dates.correct(proposal, by=gov.province_officer, **asked)
    advance(gov, proposal, StepKind.PROVINCE_CHECK, at=LATER)
    decide(gov, proposal, at=LATER, decided_on=LATER.date())
    with pytest.raises(IllegalTransition):
        received_dates.correct(proposal, by=gov.officer, **asked)


def test_the_database_lets_nobody_receive_before_the_sending(gov):
    proposal = sent_up(gov)
    rows = Proposal.objects.filter(pk=proposal.pk)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(competent_received_on=DAY - timedelta(days=1))
    assert rows.update(competent_received_on=DAY) == 1
