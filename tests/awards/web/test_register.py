"""The award register, one award, and the histories of people and collectives."""

from __future__ import annotations

import pytest
from django.urls import reverse

from awards.models import Proposal, RecordedAward
from awards.services import decisions
from core.web import fragments
from tests.awards.web.pages import as_actor, as_user, member, text_of
from tests.factories.awards import AT, DAY, YEAR, ProposalFactory, assessed, decide
from tests.factories.personnel import StaffFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def given(gov):
    """LDTT of two people and Giấy khen of a division for a movement."""
    people = [
        assessed(StaffFactory(unit=gov.division, full_name=name))
        for name in ("Thạch Sa Rươne", "Trần Thị Ánh")
    ]
    decide(gov, *(ProposalFactory(gov=gov, staff=person) for person in people))
    collective = ProposalFactory(
        gov=gov,
        code="GIAYKHEN",
        subject_unit=gov.other_division,
        basis="MOVEMENT",
        occasion="Chuyển đổi số",
    )
    decide(gov, collective, number="20/QĐ-SCT")
    return people


def names(response):
    return {award.recipient_name for award in response.context["page"].rows}


def look(gov, **query):
    response = as_actor(gov.officer).get(reverse("awards:register"), query)
    assert response.status_code == 200
    return response


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, {"Thạch Sa Rươne", "Trần Thị Ánh", "Văn phòng"}),
        ({"q": "tran thi anh"}, {"Trần Thị Ánh"}),
        ({"award": "GIAYKHEN"}, {"Văn phòng"}),
        ({"object_kind": "INDIVIDUAL"}, {"Thạch Sa Rươne", "Trần Thị Ánh"}),
        ({"basis": "MOVEMENT"}, {"Văn phòng"}),
        ({"occasion": "Chuyển đổi số"}, {"Văn phòng"}),
        ({"occasion": ""}, {"Thạch Sa Rươne", "Trần Thị Ánh"}),
        ({"decider": "PROVINCE_CHAIR"}, set()),
        ({"year": str(YEAR)}, {"Thạch Sa Rươne", "Trần Thị Ánh", "Văn phòng"}),
        ({"year": str(YEAR + 1)}, set()),
        ({"status": "DECIDED"}, {"Thạch Sa Rươne", "Trần Thị Ánh", "Văn phòng"}),
        ({"status": "ANNULLED"}, set()),
        ({"status": "gì đó"}, set()),
    ],
)
def test_filters(gov, given, query, expected):
    assert names(look(gov, **query)) == expected


def test_unit_means_its_subtree(gov, given):
    assert names(look(gov, unit=gov.division.code)) == {"Thạch Sa Rươne", "Trần Thị Ánh"}
    assert len(names(look(gov, unit=gov.department.code))) == 3


def test_annulled_awards_stay_and_are_marked(gov, given):
    proposal = Proposal.objects.get(staff=given[0])
    decisions.annul(
        proposal, number="9/QĐ-HB", decided_on=DAY, reason="Khai sai.", by=gov.officer, at=AT
    )
    response = look(gov, status="ANNULLED")
    assert names(response) == {given[0].full_name}
    assert "Đã bị hủy bỏ" in text_of(response)
    assert given[0].full_name not in names(look(gov, status="DECIDED"))


def test_pages_by_key(gov, given, monkeypatch):
    monkeypatch.setattr("awards.web.register.PAGE_SIZE", 2)
    first = look(gov)
    second = look(gov, trang=first.context["page"].next)
    assert len(names(first)) == 2
    assert names(first) | names(second) == {"Thạch Sa Rươne", "Trần Thị Ánh", "Văn phòng"}
    assert look(gov, trang=second.context["page"].previous).context["page"].rows


def test_number_of_queries_does_not_grow(gov, given, django_assert_max_num_queries):
    client = as_actor(gov.officer)
    client.get(reverse("awards:register"))
    with django_assert_max_num_queries(14):
        client.get(reverse("awards:register"))


def test_empty_register_says_what_comes_next(gov):
    assert "Sổ chưa có khen thưởng nào" in text_of(look(gov))
    assert "Bỏ bớt điều kiện lọc" in text_of(look(gov, q="không ai"))


def test_others_see_nothing_and_everybody_his_own(gov, given):
    elsewhere = UnitFactory(parent=gov.department)
    assert names(member(elsewhere).get(reverse("awards:register"))) == set()
    mine = as_user(UserFactory(staff=given[0]))
    assert names(mine.get(reverse("awards:register"))) == {given[0].full_name}


# --- One award ------------------------------------------------------------------------------


def test_award_tells_of_recipient_and_decision(gov, given):
    award = RecordedAward.objects.get(staff=given[0])
    text = text_of(as_actor(gov.officer).get(reverse("awards:award_detail", args=[award.pk])))
    assert award.decision.number in text
    assert reverse("proposals:detail", args=[award.proposal_id]) in text
    assert reverse("personnel:staff_detail", args=[given[0].code]) in text
    assert gov.division.name in text
    assert "Luật Thi đua, khen thưởng 2003" in text
    assert "2022" not in text


def test_award_of_another_unit_is_not_found(gov, given):
    award = RecordedAward.objects.get(subject_unit=gov.other_division)
    url = reverse("awards:award_detail", args=[award.pk])
    assert as_actor(gov.head).get(url).status_code == 404
    assert as_actor(gov.officer).get(reverse("awards:award_detail", args=[0])).status_code == 404


# --- Histories ------------------------------------------------------------------------------


def test_history_fills_the_slots_of_the_pages_below(gov, given):
    for slot, subject, name in (
        ("staff_detail", given[0], "awards:person_history"),
        ("unit_detail", gov.division, "awards:unit_history"),
    ):
        urls = {fragment.url for fragment in fragments.for_slot(slot, subject)}
        assert reverse(name, args=[subject.code]) in urls


def test_history_is_a_part_or_a_page_of_its_own(gov, given):
    client = as_actor(gov.officer)
    url = reverse("awards:person_history", args=[given[0].code])
    part = text_of(client.get(url, headers={"HX-Request": "true"}))
    page = text_of(client.get(url))
    assert "<html" not in part
    assert "<html" in page
    for text in (part, page):
        assert "Lao động tiên tiến" in text
        assert "18/QĐ-SCT" in text


def test_history_of_a_collective(gov, given):
    client = as_actor(gov.officer)
    text = text_of(client.get(reverse("awards:unit_history", args=[gov.other_division.code])))
    assert "Giấy khen" in text
    empty = text_of(client.get(reverse("awards:unit_history", args=[gov.division.code])))
    assert "Chưa có khen thưởng nào" in empty


def test_history_of_people_out_of_reach_is_not_found(gov, given):
    url = reverse("awards:person_history", args=[given[0].code])
    assert member(gov.other_division).get(url).status_code == 404
    assert as_user(UserFactory(staff=given[0])).get(url).status_code == 200
