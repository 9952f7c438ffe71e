"""The ledger of initiatives: which proposals each carries, for whom, in one query."""

from __future__ import annotations

import pytest

from awards.selectors import initiative_uses as reads
from awards.selectors.initiative_uses import InitiativeUse
from awards.services import proposals
from awards.workflow import DECIDED, DRAFT, IN_REVIEW
from tests.factories.awards import (
    AT,
    YEAR,
    ProposalFactory,
    assessed,
    decide,
)
from tests.factories.emulation import InitiativeFactory, recognised
from tests.factories.personnel import StaffFactory

pytestmark = pytest.mark.django_db


def work_of(gov, *people):
    return recognised(InitiativeFactory(authors=list(people), by=gov.officer))


def used(gov, person, *works, **values):
    return ProposalFactory(gov=gov, staff=person, initiatives=list(works), **values)


def test_every_use_stands_in_the_ledger_until_the_dossier_ends(gov):
    one, other = (assessed(StaffFactory(unit=gov.division)) for _ in range(2))
    work = work_of(gov, one, other)
    first = used(gov, one, work)
    decide(gov, first)
    second = used(gov, other, work, code="GIAYKHEN", submit=False)
    ended = used(gov, other, work)
    proposals.withdraw(ended, by=gov.officer, at=AT, comment="Thôi.")
    expected = [
        InitiativeUse(
            work.pk, work.code, one.pk, "LDTT", "TITLE", YEAR, first.code, DECIDED, first.pk
        ),
        InitiativeUse(
            work.pk, work.code, other.pk, "GIAYKHEN", "FORM", YEAR, second.code, DRAFT, second.pk
        ),
    ]
    assert reads.uses_of_initiatives([work.pk]) == expected
    assert reads.uses_of_people([other.pk]) == expected[1:]
    assert reads.uses_of_initiatives([work.pk], but=second.pk) == expected[:1]
    assert reads.by_initiative(expected) == {work.pk: expected}


def test_many_people_and_many_works_cost_one_query(gov, django_assert_num_queries):
    people = [assessed(StaffFactory(unit=gov.division)) for _ in range(5)]
    works = [work_of(gov, person) for person in people]
    for person, work in zip(people, works, strict=True):
        used(gov, person, work)
    with django_assert_num_queries(1):
        found = reads.uses_of_initiatives(work.pk for work in works)
    with django_assert_num_queries(1):
        assert reads.uses_of_people(person.pk for person in people) == found
    assert {use.state for use in found} == {IN_REVIEW}
    with django_assert_num_queries(1):
        assert reads.visible(gov.officer, found) == {use.proposal_id for use in found}
    assert reads.visible(gov.ministry_officer, found) == frozenset()
