"""What a proposal rests on: its registration and initiatives, and texts of a fitting length."""

from __future__ import annotations

from dataclasses import replace

import pytest

from awards.domain.steps import StepKind
from awards.models import Proposal
from awards.services import decisions, proposals, review
from awards.services.proposal_entry import ProposalInput
from core import outbox
from core.errors import GuardRefused, IllegalTransition, InvalidInput, Stale
from core.models import AuditEvent, Notification
from emulation import workflow
from emulation.models import Registration
from emulation.services import registrations
from personnel.models import Role
from tests.factories import emulation as made
from tests.factories.awards import (
    AT,
    YEAR,
    ProposalFactory,
    advance,
    assessed,
    council_result,
    decide,
    decision_input,
)
from tests.factories.emulation import EmulationYearFactory, InitiativeFactory, RegistrationFactory
from tests.factories.personnel import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(gov):
    return assessed(StaffFactory(unit=gov.division))


def registered(gov, person, year=YEAR, **values):
    emulation_year = EmulationYearFactory(unit=gov.department, year=year)
    return RegistrationFactory(year=emulation_year, staff=person, **values)


@pytest.mark.parametrize("state", [workflow.SUBMITTED, workflow.APPROVED])
def test_a_registration_that_a_proposal_cites_is_not_withdrawn(gov, person, state):
    case = registered(gov, person)
    if state == workflow.APPROVED:
        made.approved(case)
    proposal = ProposalFactory(gov=gov, staff=person, registration=case, submit=False)
    step = "withdraw_approved" if state == workflow.APPROVED else "withdraw"
    act = {"by": gov.officer, "at": AT, "comment": "Đổi ý."}
    with pytest.raises(GuardRefused, match=proposal.code):
        registrations.perform_transition(case, step, **act)
    proposals.withdraw(proposal, by=gov.officer, at=AT, comment="Lập lại.")
    case.refresh_from_db()
    registrations.perform_transition(case, step, **act)
    assert case.state == workflow.WITHDRAWN


def test_a_registration_read_before_it_was_withdrawn_is_not_cited(gov, person):
    seen = registered(gov, person)
    case = Registration.objects.get(pk=seen.pk)
    registrations.perform_transition(case, "withdraw", by=gov.officer, at=AT)
    assert seen.state == workflow.SUBMITTED
    with pytest.raises(InvalidInput, match="đã rút"):
        ProposalFactory(gov=gov, staff=person, registration=seen)
    assert not Proposal.objects.exists()


@pytest.mark.parametrize(
    ("values", "message"),
    [({"year": 2021}, "của năm 2021"), ({"submit": False}, "chưa gửi")],
)
def test_a_registration_that_does_not_fit_is_named(gov, person, values, message):
    with pytest.raises(InvalidInput, match=message):
        ProposalFactory(gov=gov, staff=person, registration=registered(gov, person, **values))


def test_initiatives_are_of_the_person_and_under_way(gov, person):
    draft = InitiativeFactory(authors=[person], submit=False)
    with pytest.raises(InvalidInput, match="chưa đề nghị công nhận"):
        ProposalFactory(gov=gov, staff=person, initiatives=[draft])
    with pytest.raises(InvalidInput, match="Chỉ đề nghị cho cá nhân"):
        ProposalFactory(
            gov=gov, code="TTLDTT", subject_unit=gov.division, initiatives=[InitiativeFactory()]
        )


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"occasion": "x" * 301}, "tối đa 300"),
        ({"qualifier": "x" * 201}, "tối đa 200"),
        ({"merit": "x" * 10_001}, "tối đa 10000"),
        ({"basis": "WHIM"}, "không phải loại hình"),
    ],
)
def test_texts_fit_their_columns_on_either_database(gov, changes, message):
    with pytest.raises(InvalidInput, match=message):
        ProposalFactory(gov=gov, **changes)


@pytest.mark.parametrize("name", ["number", "signer_name", "signer_post", "summary"])
def test_a_decision_fits_its_columns(gov, name):
    proposal = advance(gov, ProposalFactory(gov=gov), StepKind.DIRECTOR)
    for text, message in (("x" * 501, "tối đa"), (" ", "Hãy ghi")):
        entry = replace(decision_input(), **{name: text})
        with pytest.raises(InvalidInput, match=message) as refused:
            decisions.issue(entry, [(proposal, proposal.version)], by=gov.director, at=AT)
        assert [problem.field for problem in refused.value.problems] == [name]


def test_a_change_of_the_registration_is_in_the_trail(gov, person):
    case = registered(gov, person)
    proposal = ProposalFactory(gov=gov, staff=person, submit=False)
    entry = ProposalInput(
        year=YEAR, award_type=proposal.award_type, staff=person, registration=case
    )
    proposals.update(proposal, entry, by=gov.officer, at=AT, expected_version=proposal.version)
    data = AuditEvent.objects.get(action="awards.proposal.update").data
    assert (data["before"]["registration"], data["after"]["registration"]) == (None, case.pk)


def test_a_council_result_for_a_view_that_is_old_says_what_changed(gov):
    proposal = advance(gov, ProposalFactory(gov=gov), StepKind.COUNCIL)
    seen = proposal.version
    review.record_council(proposal, council_result(), by=gov.council, at=AT)
    with pytest.raises(Stale) as late:
        review.record_council(
            Proposal.objects.get(pk=proposal.pk),
            council_result(),
            by=gov.council,
            at=AT,
            expected_version=seen,
        )
    assert [change["label"] for change in late.value.changes] == ["Đồng ý, chuyển bước sau"]


@pytest.mark.parametrize("name", ["decide", "annul", "submit", "withdraw", "nowhere"])
def test_only_answers_are_given_in_a_review_step(gov, name):
    with pytest.raises(IllegalTransition):
        review.act(ProposalFactory(gov=gov), name, by=gov.director, at=AT, comment="Lý do.")


def test_an_annulment_is_in_the_trail_and_told_to_the_person(gov, person):
    user = UserFactory(staff=person, roles=[(Role.STAFF_MEMBER, gov.division)])
    proposal = ProposalFactory(gov=gov, staff=person)
    decide(gov, proposal)
    proposal.refresh_from_db()
    decisions.annul(
        proposal,
        number="30/QĐ-SCT",
        decided_on=AT.date(),
        reason="Khai không trung thực.",
        by=gov.officer,
        at=AT,
    )
    data = AuditEvent.objects.get(action="awards.proposal.annul").data
    assert data["award"] == proposal.recorded_award.pk
    assert (data["decision"], data["decided_on"]) == ("30/QĐ-SCT", AT.date().isoformat())
    outbox.drain(at=AT)
    titles = Notification.objects.filter(recipient=user).order_by("pk")
    # Both were written after the annulment; each tells of its own step.
    assert [one.title.rpartition(": ")[2] for one in titles] == [
        "đã có quyết định",
        "đã hủy bỏ khen thưởng",
    ]
