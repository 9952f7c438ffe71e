"""A load of grades stays once a dossier was judged by them."""

from datetime import timedelta

import pytest

from awards.models import Proposal
from core.errors import GuardRefused
from personnel.models import AnnualAssessment
from tests.factories.awards import AT, ProposalFactory, make_government
from tests.factories.personnel import StaffFactory
from tests.personnel.loading import GRADES, bring_in, records_file, told, undo

pytestmark = pytest.mark.django_db


@pytest.fixture
def gov():
    return make_government()


def load(staff):
    row = {"Số hiệu nhân sự": staff.code, "Năm": "2020", "Mức xếp loại": "HTTNV", "Số văn bản": "1"}
    plan, done = bring_in(GRADES, records_file(row), at=AT - timedelta(hours=1))
    assert told(plan) == []
    return done


def test_a_dossier_sent_since_refuses_and_is_named(gov):
    staff = StaffFactory(unit=gov.division)
    done = load(staff)
    ProposalFactory(gov=gov, staff=staff)
    with pytest.raises(GuardRefused, match=Proposal.objects.get().code):
        undo(done, at=AT)
    assert AnnualAssessment.objects.filter(staff=staff).exists()


def test_dossiers_of_others_or_only_drafted_do_not(gov):
    staff, other = StaffFactory(unit=gov.division), StaffFactory(unit=gov.division)
    done = load(staff)
    load(other)
    ProposalFactory(gov=gov, staff=staff, submit=False)
    ProposalFactory(gov=gov, staff=other)
    undo(done, at=AT)
    assert not AnnualAssessment.objects.filter(staff=staff).exists()
