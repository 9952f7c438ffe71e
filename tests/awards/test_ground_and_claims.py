"""How a title was earned and what a dossier claims: asked, checked, frozen, recorded."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.db import DatabaseError, transaction

from awards.domain import grounds
from awards.models import Proposal, RecordedAward
from awards.models.claims import Claim
from awards.models.recipient import Ground
from awards.services import proposals
from awards.services.back_entry import screen
from awards.services.back_entry.screen import LineInput, PaperInput
from awards.services.proposal_entry import ProposalInput
from core.errors import InvalidInput
from legal.models import AwardType
from tests.awards.old_awards import AT as LATER
from tests.awards.old_awards import load, plan, row, told
from tests.factories.awards import AT, YEAR, ProposalFactory, assessed, decide
from tests.factories.emulation import InitiativeFactory, award, recognised
from tests.factories.personnel import StaffFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(gov):
    return assessed(StaffFactory(unit=gov.division, code="NS001"), "EXCELLENT")


def entry(person, code="CSTDCS", **values):
    return ProposalInput(year=YEAR, award_type=award(code), staff=person, **values)


def test_grounds_are_of_titles_of_the_catalogue():
    known = set(AwardType.objects.values_list("code", flat=True))
    assert set(grounds.GROUNDS_OF) <= known
    assert {one for found in grounds.GROUNDS_OF.values() for one in found} <= set(Ground.values)


def test_an_initiative_suggests_its_ground_only_where_it_is_one():
    assert grounds.suggested("CSTDCS", has_initiative=True) == "INITIATIVE"
    assert grounds.suggested("CSTDCS", has_initiative=False) == ""
    assert grounds.suggested("LDTT", has_initiative=True) == ""


def test_the_ground_goes_from_the_dossier_into_the_register(gov, person):
    work = recognised(InitiativeFactory(authors=[person], by=gov.officer))
    values = {"staff": person, "code": "CSTDCS", "ground": "INITIATIVE", "initiatives": [work]}
    proposal = ProposalFactory(gov=gov, claims=["GIVING", "PRIZE"], **values)
    assert proposal.claims == ["PRIZE", "GIVING"]
    content = proposal.revisions.get().content
    assert (content["ground"], content["claims"]) == ("INITIATIVE", ["PRIZE", "GIVING"])
    decide(gov, proposal)
    assert RecordedAward.objects.get().ground == "INITIATIVE"


@pytest.mark.parametrize(
    ("code", "values", "field"),
    [
        ("LDTT", {"ground": "EXCELLENT"}, "ground"),
        ("CSTD_TINH", {"ground": "EXCELLENT"}, "ground"),
        ("CSTDCS", {"ground": "FAME"}, "ground"),
        ("CSTDCS", {"claims": ["PRIZE", "FAME"]}, "claims"),
    ],
)
def test_what_does_not_fit_is_named(gov, person, code, values, field):
    with pytest.raises(InvalidInput) as refused:
        proposals.create(entry(person, code, **values), by=gov.officer, at=AT)
    assert [problem.field for problem in refused.value.problems] == [field]


def test_a_change_is_in_the_trail_and_can_be_taken_back(gov, person):
    first = entry(person, ground="INITIATIVE", claims=["MODEL"])
    proposal = proposals.create(first, by=gov.officer, at=AT)
    changed = proposals.update(
        proposal, replace(first, ground="", claims=()), by=gov.officer, at=AT, expected_version=1
    )
    assert (changed.ground, changed.claims) == ("", [])


@pytest.mark.parametrize("claims", [["FAME"], {"PRIZE": 1}, "PRIZE", [["PRIZE"]], ["prize"]])
def test_the_database_knows_the_codes_too(gov, person, claims):
    proposal = ProposalFactory(gov=gov, staff=person, submit=False)
    with pytest.raises(DatabaseError), transaction.atomic():
        Proposal.objects.filter(pk=proposal.pk).update(claims=claims)
    with pytest.raises(DatabaseError), transaction.atomic():
        Proposal.objects.filter(pk=proposal.pk).update(ground="FAME")
    Proposal.objects.filter(pk=proposal.pk).update(claims=list(Claim.values), ground="COMBAT")


# --- Earlier awards -------------------------------------------------------------------------


@pytest.mark.parametrize("column", ["Sáng kiến", "INITIATIVE", "sang kien"])
def test_a_list_of_earlier_awards_says_the_ground(gov, person, column):
    one = row(name=person.full_name, recipient="NS001", award="CSTĐCS", ground=column)
    found, done = load(gov, one)
    assert told(found) == []
    assert done
    assert RecordedAward.objects.get().ground == "INITIATIVE"


def test_a_ground_of_another_title_is_named_in_the_list(gov, person):
    one = row(name=person.full_name, recipient="NS001", ground="Sáng kiến")
    (said,) = told(plan(gov, one))
    assert "Căn cứ" in said
    assert "không phải căn cứ của Lao động tiên tiến" in said


def test_one_decision_has_a_common_ground_and_own_ones(gov, person):
    other = StaffFactory(unit=gov.division, code="NS002")
    paper = PaperInput(
        number="12/QĐ-SCT",
        decided_on=date(2019, 1, 15),
        year=2018,
        award="CSTDCS",
        ground="EXCELLENT",
        signer_name="Trần Văn Hai",
        signer_post="Giám đốc",
    )
    lines = [LineInput(recipient="NS001"), LineInput(recipient="NS002", ground="RESEARCH")]
    screen.record(paper, lines, by=gov.officer, at=LATER)
    found = dict(RecordedAward.objects.values_list("staff__code", "ground"))
    assert found == {"NS001": "EXCELLENT", other.code: "RESEARCH"}
