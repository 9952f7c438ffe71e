"""Two officers at the same moment: one dossier for one award, and words for the other."""

from __future__ import annotations

import pytest

from awards.models import Proposal
from awards.services import proposals
from awards.services.proposal_entry import ProposalInput
from awards.services.proposal_list.importer import PROPOSAL_LIST
from core.errors import BusinessError
from tests.awards.test_imports import as_csv, row_for
from tests.factories.awards import AT, YEAR, ProposalFactory, assessed
from tests.factories.emulation import award
from tests.factories.personnel import StaffFactory
from tests.personnel.loading import bring_in
from tests.support.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def refusal_of(answers):
    """What the one who came second was told; the others succeeded."""
    (refused,) = [one for one in answers if isinstance(one, BusinessError)]
    return str(refused.message)


@pytest.mark.parametrize(
    ("code", "occasions"),
    [
        ("LDTT", ("", "")),
        # A title is the same whatever the occasion, an occasion however it is typed.
        ("LDTT", ("Phong trào xanh", "Phong trào đỏ")),
        ("GIAYKHEN", ("Phong trào đỏ", "PHONG TRÀO  đỏ")),
    ],
)
def test_two_who_propose_the_same_at_once_make_one_dossier(gov, code, occasions):
    person, which = assessed(StaffFactory(unit=gov.division)), award(code)

    def propose(occasion):
        entry = ProposalInput(
            year=YEAR, award_type=which, staff=person, merit="Tốt.", occasion=occasion
        )
        return lambda: proposals.create(entry, by=gov.officer, at=AT)

    answers = at_once(*map(propose, occasions))
    made = Proposal.objects.get()
    assert f"{person.full_name} đã có đề nghị hoặc khen thưởng" in refusal_of(answers)
    sent = at_once(*[lambda: proposals.submit(made, by=gov.officer, at=AT)] * 2)
    assert made.revisions.count() == 1
    assert "hồ sơ" in refusal_of(sent).lower()


def test_two_who_make_their_dossiers_the_same_at_once_are_told(gov):
    person = assessed(StaffFactory(unit=gov.division))
    drafts = [
        ProposalFactory(gov=gov, staff=person, code="GIAYKHEN", occasion=name, submit=False)
        for name in ("Phong trào xanh", "Phong trào đỏ")
    ]

    def change(draft, occasion):
        entry = ProposalInput(
            year=YEAR, award_type=draft.award_type, staff=person, merit="Tốt.", occasion=occasion
        )
        return lambda: proposals.update(
            draft, entry, by=gov.officer, at=AT, expected_version=draft.version
        )

    answers = at_once(change(drafts[0], "Đợt hè"), change(drafts[1], "ĐỢT HÈ"))
    assert "đã có đề nghị" in refusal_of(answers)


def test_two_lists_with_the_same_people_in_opposite_order_are_both_loaded(gov):
    people = [StaffFactory(unit=gov.division) for _ in range(6)]

    def load(order, occasion):
        rows = [row_for(one, award="GIAYKHEN", occasion=occasion) for one in order]
        sent = as_csv(rows)
        return lambda: bring_in(PROPOSAL_LIST.key, sent, by=gov.officer, at=AT, name="a.csv")

    answers = at_once(load(people, "Đợt hè"), load(people[::-1], "Đợt thu"))
    assert [plan.problems for plan, _load in answers] == [[], []]
    assert Proposal.objects.count() == 2 * len(people)
