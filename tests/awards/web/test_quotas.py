"""Quotas of a list: counters with their arithmetic, and trials that write nothing."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards import permissions
from awards.domain.steps import StepKind
from awards.models import Proposal
from core.models import AuditEvent
from personnel.models import Role
from tests.awards.web.pages import as_actor, text_of
from tests.factories.awards import (
    DAY,
    YEAR,
    ProposalFactory,
    advance,
    assessed,
    decide,
    make_government,
)
from tests.factories.personnel import StaffFactory, actor_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def gov():
    return make_government()


@pytest.fixture
def people(gov):
    """Seven people with LĐTT, so that 15 % is one CSTĐ cơ sở."""
    found = [
        assessed(StaffFactory(unit=gov.division, full_name=f"Trần Văn {letter}"), "EXCELLENT")
        for letter in "ABCDEFG"
    ]
    decide(gov, *(ProposalFactory(gov=gov, staff=person) for person in found))
    return found


def look(gov, actor=None, **query):
    query = {"unit": gov.department.code, "nam": YEAR, **query}
    response = as_actor(actor or gov.officer).get(reverse("proposals:quotas"), query)
    assert response.status_code == 200
    return response


def fighter(response):
    return next(one for one in response.context["counters"] if one.award == "CSTĐ cơ sở")


def test_cap_of_the_former_decree_is_worked_out(gov, people):
    counter = fighter(look(gov))
    assert (counter.allowed, counter.used, counter.left) == (1, 0, 1)
    assert counter.worked == "15% của 7 người có LĐTT = 1,05, bỏ phần lẻ"
    assert "Điều 9 khoản 3" in counter.citation


def test_drafts_count_as_used(gov, people):
    for person in people[:2]:
        ProposalFactory(gov=gov, staff=person, code="CSTDCS", submit=False)
    counter = fighter(look(gov))
    assert (counter.used, counter.left, counter.word) == (2, -1, "Vượt chỉ tiêu")


def test_trial_adds_drops_and_writes_nothing(gov, people):
    drafted = ProposalFactory(gov=gov, staff=people[0], code="CSTDCS", submit=False)
    before = (Proposal.objects.count(), AuditEvent.objects.count())
    response = look(
        gov,
        bo=[f"hs{drafted.pk}"],
        them=[f"{people[1].code}:CSTDCS"],
        person=people[2].code,
        for_award="CSTDCS",
    )
    counter = fighter(response)
    assert (counter.used, counter.tried.used, counter.tried.word) == (1, 2, "Vượt chỉ tiêu")
    assert "Thêm Trần Văn C cho CSTĐ cơ sở" in text_of(response)
    assert (Proposal.objects.count(), AuditEvent.objects.count()) == before
    assert fighter(look(gov)).used == 1


def test_swap_moves_a_person_from_one_award_to_another(gov, people):
    drafted = ProposalFactory(gov=gov, staff=people[0], code="CSTDCS", submit=False)
    response = look(gov, bo=[f"hs{drafted.pk}"], person=people[1].code, for_award="CSTDCS")
    assert fighter(response).tried.used == 1
    assert fighter(response).tried.word == "Trong chỉ tiêu"


def test_years_of_the_present_law_have_no_national_cap(gov):
    response = look(gov, nam=2024)
    assert not response.context["has_quotas"]
    assert "Không có chỉ tiêu nào cho năm này" in text_of(response)


def test_person_of_another_unit_cannot_be_tried(gov, people):
    stranger = StaffFactory(full_name="Lê Thị Ngoài")
    response = look(gov, them=[f"{stranger.code}:CSTDCS"])
    assert response.context["added"] == []


def test_preview_of_a_proposal_counts_it_in(gov, people):
    typed = {
        "recipient": f"nguoi:{people[0].code}",
        "award_type": "CSTDCS",
        "year": YEAR,
        "basis": "MERIT",
    }
    response = as_actor(gov.officer).post(reverse("proposals:preview"), typed)
    (counter,) = response.context["counters"]
    assert (counter.used, counter.allowed) == (1, 1)
    assert "15% của 7 người có LĐTT" in text_of(response)


def test_api_states_the_same_counters(gov, people):
    address = reverse("api:unit_quotas", args=[gov.department.code])
    answer = as_actor(gov.officer).get(address, {"year": YEAR}).json()
    row = next(one for one in answer["results"] if one["award"] == "CSTDCS")
    assert (row["base_count"], row["allowed"], row["used"], row["left"]) == (7, 1, 0, 1)
    assert (row["rounding"], row["binding"]) == ("DOWN", True)


def test_unit_out_of_reach_is_not_found(gov):
    head = actor_with(Role.UNIT_HEAD, gov.other_division, staff=StaffFactory(), on=DAY)
    response = as_actor(head).get(reverse("proposals:quotas"), {"unit": gov.division.code})
    assert response.status_code == 404


def test_the_province_sees_counters_but_no_names_of_what_has_not_reached_it(gov, people):
    drafts = [
        ProposalFactory(gov=gov, staff=person, code="CSTDCS", submit=False) for person in people[:2]
    ]
    response = look(gov, gov.province_officer, bo=[f"hs{drafts[0].pk}"])
    counter = fighter(response)
    assert (counter.used, counter.allowed, counter.tried) == (2, 1, None)
    text = text_of(response)
    assert "Trần Văn A" not in text
    assert "2 lượt được tính trong chỉ tiêu nhưng không hiện tên" in text
    own = look(gov, award="CSTDCS")
    assert [line["name"] for line in own.context["lines"]] == ["Trần Văn A", "Trần Văn B"]
    assert own.context["unseen"] == 0


def test_the_province_sees_what_reached_it(gov, people):
    sent = ProposalFactory(gov=gov, staff=people[0], code="BK_TINH")
    advance(gov, sent, StepKind.PROVINCE_CHECK)
    response = look(gov, gov.province_officer, award="BK_TINH")
    assert [line["name"] for line in response.context["lines"]] == ["Trần Văn A"]


@pytest.mark.parametrize("role", list(Role))
def test_the_tab_shows_for_whoever_the_page_opens_to(gov, role):
    actor = actor_with(role, gov.department, staff=StaffFactory(unit=gov.department), on=DAY)
    client = as_actor(actor)
    page = client.get(reverse("proposals:quotas"))
    opens = permissions.sees_quotas(actor)
    assert page.status_code == (200 if opens else 403)
    assert permissions.quota_units(actor).exists() == opens
    listing = client.get(reverse("proposals:list"))
    if listing.status_code == 200:
        assert (reverse("proposals:quotas") in text_of(listing)) == opens


def test_queries_do_not_grow_with_the_list(gov, people):
    look(gov)

    def counted():
        with CaptureQueriesContext(connection) as found:
            look(gov)
        return len(found)

    few = counted()
    for person in people:
        ProposalFactory(gov=gov, staff=person, code="GIAYKHEN", submit=False)
    assert counted() == few


def test_years_whose_law_is_not_kept_have_no_quotas(gov):
    response = look(gov, nam=2010)
    assert not response.context["has_quotas"]
    typed = {
        "recipient": f"tap-the:{gov.division.code}",
        "award_type": "TTLDTT",
        "year": 2010,
        "basis": "MERIT",
    }
    assert as_actor(gov.officer).post(reverse("proposals:preview"), typed).status_code == 200


def test_changing_a_proposal_counts_it_once(gov, people):
    held = ProposalFactory(gov=gov, staff=people[0], code="CSTDCS", submit=False)
    typed = {
        "recipient": f"nguoi:{people[0].code}",
        "award_type": "CSTDCS",
        "year": YEAR,
        "basis": "MERIT",
        "pk": held.pk,
    }
    response = as_actor(gov.officer).post(reverse("proposals:preview"), typed)
    (counter,) = response.context["counters"]
    assert (counter.used, counter.allowed) == (1, 1)
