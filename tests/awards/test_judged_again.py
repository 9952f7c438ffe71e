"""Dossiers judged again together get the verdict each gets alone."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from awards.services.judged_again import verdicts_today
from awards.services.verdicts import judge
from tests.factories.awards import ProposalFactory, assessed
from tests.factories.personnel import StaffFactory
from tests.support.clock import stopped_at

pytestmark = pytest.mark.django_db
TODAY = date(2021, 1, 11)


@pytest.fixture(autouse=True)
def _january():
    with stopped_at(TODAY.isoformat()):
        yield


def test_together_as_alone_in_a_fixed_number_of_queries(gov):
    people = [assessed(StaffFactory(unit=gov.division), grade) for grade in ("GOOD", "EXCELLENT")]
    people.append(StaffFactory(unit=gov.division))
    sent = [ProposalFactory(gov=gov, staff=one, by=gov.head) for one in people]
    sent.append(ProposalFactory(gov=gov, staff=None, subject_unit=gov.division, code="TTLDTT"))
    together = verdicts_today(sent, TODAY)
    assert {one.pk: together[one.pk] for one in sent} == {
        one.pk: judge(one, TODAY).deciding for one in sent
    }
    costs = []
    for some in (sent[:1], sent[:3]):
        with CaptureQueriesContext(connection) as asked:
            verdicts_today(some, TODAY)
        costs.append(len(asked))
    assert costs[0] == costs[1] <= 16
