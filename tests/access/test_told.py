"""Deputies are told and reminded like those they act for; people too near to a case are not."""

from __future__ import annotations

from datetime import timedelta

import pytest

from awards.domain.steps import StepKind
from awards.reminders import step_overdue
from core import outbox
from core.models import Notification
from emulation import workflow
from personnel.models import Role, User
from tests.emulation.cases import department, registration_in
from tests.factories.awards import AT, DAY, ProposalFactory, advance, assessed, make_government
from tests.factories.delegations import delegate, marry
from tests.factories.personnel import AT as NOVEMBER
from tests.factories.personnel import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db


def told(kind):
    return set(Notification.objects.filter(kind=kind).values_list("recipient_id", flat=True))


@pytest.fixture
def gov():
    return make_government()


@pytest.fixture
def deputy(gov):
    """Somebody who acts for the officer from today on."""
    user = UserFactory(staff=StaffFactory(unit=gov.other_division))
    officer = User.objects.get(pk=gov.officer.user_id)
    ends = DAY + timedelta(60)
    delegate(officer, user, Role.HR_OFFICER, gov.department, start=DAY, end=ends, at=AT)
    return user


def test_a_deputy_is_told_that_a_dossier_waits(gov, deputy):
    advance(gov, ProposalFactory(gov=gov, by=gov.head), StepKind.HR_CHECK)
    outbox.drain(at=AT)
    assert {gov.officer.user_id, deputy.pk} <= told("awards.step_open")


def test_a_deputy_is_not_told_of_his_wifes_dossier(gov, deputy):
    wife = assessed(StaffFactory(unit=gov.division))
    marry(deputy.staff, wife)
    advance(gov, ProposalFactory(gov=gov, staff=wife, by=gov.head), StepKind.HR_CHECK)
    outbox.drain(at=AT)
    assert gov.officer.user_id in told("awards.step_open")
    assert deputy.pk not in told("awards.step_open")


def test_a_deputy_is_reminded_of_what_is_overdue_while_he_is_one(gov, deputy):
    advance(gov, ProposalFactory(gov=gov, by=gov.head), StepKind.HR_CHECK)
    while_deputy = step_overdue(as_of=DAY + timedelta(40))
    assert {notice.recipient_id for notice in while_deputy} == {gov.officer.user_id, deputy.pk}
    afterwards = step_overdue(as_of=DAY + timedelta(61))
    assert {notice.recipient_id for notice in afterwards} == {gov.officer.user_id}


def test_a_deputy_of_the_head_is_as_near_as_he():
    place = department()
    deputy = UserFactory()
    delegate(place.head_user, deputy, Role.UNIT_HEAD, place.office)
    registration_in(workflow.SUBMITTED, place)
    outbox.drain(at=NOVEMBER)
    assert told("emulation.registration") == {place.head_user.pk, deputy.pk}
