"""When a unit ends: nothing new is proposed there, and what waits there goes on."""

import pytest
from django.urls import reverse

from awards.domain.steps import StepKind
from awards.models import Proposal
from awards.selectors import unit_ends
from awards.services import proposals, review
from awards.workflow import DRAFT
from core.errors import GuardRefused
from core.scope import SYSTEM
from personnel.models import Role, UnitKind, User
from personnel.services import unit_changes as changes
from personnel.services.unit_checks import waiting_at
from tests.awards.api.conftest import URL, Api
from tests.awards.web.pages import as_actor, text_of
from tests.factories.awards import (
    AT,
    DAY,
    YEAR,
    ProposalFactory,
    advance,
    assessed,
)
from tests.factories.personnel import StaffFactory, UnitFactory, actor_for, actor_with, fresh
from tests.support.clock import stopped_at

CREATE = "/de-nghi/lap/"


@pytest.fixture
def gov(governments, db):
    with stopped_at("2021-01-11"):
        yield governments()


def merge(source, target, on=DAY):
    return changes.merge_units(sources=[source], into=target, on=on, by=SYSTEM, at=AT)


@pytest.fixture
def ended(gov):
    merge(gov.division, gov.other_division)
    fresh(gov.division, gov.other_division, gov.department)
    return gov.division


# --- Nothing new -----------------------------------------------------------------------------


def test_the_page_offers_and_takes_no_ended_unit(gov, ended):
    officer = as_actor(gov.officer)
    found = text_of(officer.get(reverse("proposals:pick"), {"q": ended.code}))
    assert ended.code not in found
    form = {
        "recipient": f"tap-the:{ended.code}", "year": YEAR, "award_type": "TTLDTT",
        "decider": "", "basis": "MERIT", "merit": "Tốt.", "act": "save",
    }  # fmt: skip
    answer = officer.post(CREATE, form)
    assert answer.status_code == 422
    assert "đã giải thể từ ngày 11/01/2021" in text_of(answer)
    assert not Proposal.objects.exists()


def test_the_api_takes_no_ended_unit(gov, ended):
    body = {"collective": ended.code, "award": "TTLDTT", "year": YEAR, "merit": "Tốt."}
    answer = Api(gov.officer).post(URL, body)
    assert answer.status_code == 400
    assert "đã giải thể" in answer.content.decode()


def test_people_are_proposed_where_they_work_now(gov):
    person = assessed(StaffFactory(unit=gov.division))
    merge(gov.division, gov.other_division)
    body = {"staff": person.code, "award": "LDTT", "year": YEAR, "merit": "Tốt."}
    answer = Api(gov.officer).post(URL, body)
    assert answer.status_code == 201, answer.content
    assert Proposal.objects.get().unit == gov.other_division


def test_a_draft_of_an_ended_unit_is_not_sent(gov):
    draft = ProposalFactory(gov=gov, submit=False)
    merge(gov.division, gov.other_division)
    with pytest.raises(GuardRefused, match="đã giải thể"):
        proposals.submit(Proposal.objects.get(pk=draft.pk), by=gov.officer, at=AT)
    assert Proposal.objects.get().state == DRAFT


# --- What waits goes on ----------------------------------------------------------------------


def test_open_dossiers_are_told_before(gov):
    ProposalFactory(gov=gov)
    told = waiting_at([gov.division], DAY)
    assert "1 hồ sơ đề nghị chưa xong" in told[0]
    advance(gov, Proposal.objects.get(), StepKind.HR_CHECK)
    assert "1 hồ sơ của đơn vị khác" in unit_ends.waiting([gov.department], DAY)[0]
    assert unit_ends.waiting([gov.other_division], DAY) == []


def test_a_dossier_under_review_goes_on_at_the_unit_that_took_over(gov):
    proposal = advance(gov, ProposalFactory(gov=gov), StepKind.HR_CHECK)
    other = UnitFactory(
        kind=UnitKind.DEPARTMENT, name="Sở Mới", parent=gov.province, has_legal_personality=True
    )
    fresh(gov.department)
    merge(gov.department, other)
    fresh(other, gov.department)
    officer = actor_with(Role.HR_OFFICER, other, on=DAY)
    assert gov.department.parent == other
    assert proposal in Proposal.objects.work_of(officer)
    proposal = Proposal.objects.get(pk=proposal.pk)
    review.act(proposal, "approve", by=officer, at=AT)
    assert Proposal.objects.get().current_step.kind != StepKind.HR_CHECK
    former = actor_for(User.objects.get(pk=gov.officer.user_id), DAY)
    assert not former.may_somewhere("awards.propose")
