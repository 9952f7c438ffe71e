"""Who may do what with proposals; the policy's three questions agree."""

from __future__ import annotations

import pytest

from awards import permissions
from awards.domain.steps import StepKind
from awards.models import Proposal, RecordedAward
from awards.services import review
from personnel.models import Role
from tests.factories.awards import (
    AT,
    DAY,
    ProposalFactory,
    advance,
    assessed,
    decide,
    make_government,
)
from tests.factories.personnel import StaffFactory, UnitFactory, actor_with, fresh

pytestmark = pytest.mark.django_db

REVIEWERS = {
    StepKind.HEAD: {Role.UNIT_HEAD, Role.DIRECTOR},
    StepKind.HR_CHECK: {Role.HR_OFFICER},
    StepKind.COUNCIL: {Role.HR_OFFICER, Role.COUNCIL_MEMBER},
    StepKind.DIRECTOR: {Role.DIRECTOR},
    StepKind.BLOC: {Role.HR_OFFICER, Role.PROVINCE_OFFICER},
    StepKind.PROVINCE_CHECK: {Role.PROVINCE_OFFICER},
    StepKind.PROVINCE: {Role.PROVINCE_LEADER},
    StepKind.MINISTRY: {Role.MINISTRY_OFFICER},
    StepKind.PRIME_MINISTER: {Role.HR_OFFICER},
    StepKind.PRESIDENT: {Role.HR_OFFICER},
}
CODE_FOR = {
    StepKind.BLOC: "CO_TINH",
    StepKind.PROVINCE_CHECK: "BK_TINH",
    StepKind.PROVINCE: "BK_TINH",
    StepKind.MINISTRY: "BK_BO",
    StepKind.PRIME_MINISTER: "BK_TTG",
    StepKind.PRESIDENT: "HCLD_3",
}
ROLES = [
    Role.UNIT_HEAD,
    Role.HR_OFFICER,
    Role.COUNCIL_MEMBER,
    Role.DIRECTOR,
    Role.AUDITOR,
    Role.PROVINCE_OFFICER,
    Role.PROVINCE_LEADER,
    Role.MINISTRY_OFFICER,
]


def at_step(gov, kind):
    code = CODE_FOR.get(kind, "LDTT")
    recipient = {"subject_unit": gov.department} if code == "CO_TINH" else {}
    return advance(gov, ProposalFactory(gov=gov, code=code, **recipient), kind)


def strangers(gov):
    """Return people with the same roles in a house of their own."""
    elsewhere = UnitFactory(
        kind="DEPARTMENT", parent=gov.province, has_legal_personality=True, name="Sở Tài chính"
    )
    fresh(elsewhere)
    roles = [Role.UNIT_HEAD, Role.HR_OFFICER, Role.COUNCIL_MEMBER, Role.DIRECTOR, Role.AUDITOR]
    return [actor_with(role, elsewhere, on=DAY) for role in roles]


@pytest.mark.parametrize("kind", list(StepKind))
def test_who_may_act_in_each_step(gov, kind):
    proposal = at_step(gov, kind)
    allowed = {
        role for role in ROLES if permissions.can(gov.actor(role), permissions.REVIEW, proposal)
    }
    assert allowed == REVIEWERS[kind]


@pytest.mark.parametrize("kind", list(StepKind))
def test_people_of_another_house_neither_see_nor_act(gov, kind):
    proposal = at_step(gov, kind)
    for actor in strangers(gov):
        assert not permissions.can(actor, permissions.REVIEW, proposal)
        assert not permissions.can(actor, permissions.VIEW, proposal)
        assert not Proposal.objects.visible_to(actor).exists()


def test_the_administrator_has_no_business_rights(gov):
    admin = actor_with(Role.SYSTEM_ADMIN, gov.state, on=DAY)
    ProposalFactory(gov=gov)
    for action in (permissions.VIEW, permissions.PROPOSE, permissions.REVIEW):
        assert not Proposal.objects.visible_to(admin, action).exists()


def test_a_person_sees_his_own_dossiers_and_cannot_touch_them(gov):
    person = assessed(StaffFactory(unit=gov.division))
    nominee = actor_with(Role.STAFF_MEMBER, gov.division, staff=person, on=DAY)
    proposal = ProposalFactory(gov=gov, staff=person)
    ProposalFactory(gov=gov)
    assert list(Proposal.objects.visible_to(nominee)) == [proposal]
    assert not permissions.can(nominee, permissions.REVIEW, proposal)


def test_upper_levels_see_a_dossier_once_it_has_reached_them(gov):
    proposal = ProposalFactory(gov=gov, code="BK_TINH")
    for kind, seen in ((StepKind.DIRECTOR, False), (StepKind.PROVINCE_CHECK, True)):
        advance(gov, proposal, kind)
        assert Proposal.objects.visible_to(gov.province_officer).exists() is seen
        assert bool(permissions.can(gov.province_officer, permissions.VIEW, proposal)) is seen
        assert not Proposal.objects.visible_to(gov.ministry_officer).exists()


def test_after_its_last_day_a_role_gives_nothing(gov):
    from personnel.selectors.actors import actor_for  # noqa: PLC0415
    from tests.factories.personnel import UserFactory, grant  # noqa: PLC0415

    user = UserFactory()
    grant(user, Role.HR_OFFICER, gov.department, valid_to=DAY)
    proposal = at_step(gov, StepKind.HR_CHECK)
    assert not permissions.can(actor_for(user, DAY), permissions.REVIEW, proposal)
    assert not permissions.who_can(permissions.REVIEW, proposal, DAY).filter(pk=user.pk).exists()


@pytest.mark.parametrize("action", [permissions.PROPOSE, permissions.REVIEW, "awards.annul"])
def test_the_three_questions_agree(gov, action):
    person = assessed(StaffFactory(unit=gov.division))
    nominee = actor_with(Role.HR_OFFICER, gov.department, staff=person, on=DAY)
    proposals = [at_step(gov, kind) for kind in StepKind]
    proposals.append(ProposalFactory(gov=gov, staff=person))
    proposals.append(ProposalFactory(gov=gov, submit=False))
    returned = ProposalFactory(gov=gov, by=gov.head)
    review.act(returned, "return", by=gov.officer, at=AT, comment="Thiếu minh chứng.")
    decided = ProposalFactory(gov=gov)
    decide(gov, decided)
    actors = [*(gov.actor(role) for role in ROLES), nominee, *strangers(gov)]
    for proposal in Proposal.objects.with_parts():
        told = set(permissions.who_can(action, proposal, DAY).values_list("pk", flat=True))
        for actor in actors:
            listed = Proposal.objects.visible_to(actor, action).filter(pk=proposal.pk).exists()
            answered = bool(permissions.can(actor, action, proposal))
            assert listed == answered == (actor.user_id in told), (actor.name, proposal)


def test_a_ministry_sees_what_it_decided_for_its_sector(gov):
    proposal = ProposalFactory(gov=gov, code="BK_BO")
    decide(gov, proposal, number="40/QĐ-BCT")
    decide(gov, ProposalFactory(gov=gov))
    seen = RecordedAward.objects.visible_to(gov.ministry_officer)
    assert [award.proposal_id for award in seen] == [proposal.pk]


def test_only_who_records_for_others_needs_a_paper():
    gov = make_government(upper_participates=False)
    proposal = at_step(gov, StepKind.PROVINCE)
    step = proposal.current_step
    assert step.is_external
    assert step.needs_paper(gov.officer)
    assert not step.needs_paper(gov.province_leader)
    review.act(proposal, "refuse", by=gov.province_leader, at=AT, comment="Chưa tiêu biểu.")
