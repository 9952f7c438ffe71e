"""Quotas of a list: counters with their arithmetic, and trials that write nothing."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards import permissions
from awards.domain.steps import StepKind
from awards.models import Proposal
from core.models import AuditEvent
from legal.services import rule_set_drafts, rule_set_edits, rule_set_figures
from personnel.models import Role
from tests.awards.web.pages import as_actor, text_of
from tests.factories.awards import (
    DAY,
    YEAR,
    ProposalFactory,
    advance,
    assessed,
    decide,
)
from tests.factories.personnel import AT, StaffFactory, actor_with
from tests.factories.rule_sets import change, legal_officer, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def gov(governments, db, clock_at):
    """In January 2021, while the lists of 2020 are drawn up under the former law."""
    with clock_at("2021-01-11"):
        yield governments()


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
    assert counter.worked == (
        "15% của 7 người có LĐTT = 1,05, văn bản không nói cách làm tròn, phần mềm làm tròn xuống"
    )
    assert "Điều 9 khoản 3" in counter.citation
    assert counter.period == "Giới hạn hồ sơ nhận từ 01/01/2020 đến hết 31/12/2023"


def test_a_division_is_told_that_the_agency_is_what_counts(gov, people):
    agency = look(gov, unit=gov.division.code).context
    assert agency["agency"] == gov.department
    assert gov.department.code in agency["agency_url"]
    assert look(gov).context["agency"] is None
    head = look(gov, gov.head, unit=gov.division.code)
    assert head.context["agency_url"] == ""
    assert f"được tính trên danh sách của {gov.department.name}" in text_of(head)


def test_a_base_smaller_than_what_uses_it_is_not_called_exceeded(gov):
    held = StaffFactory(unit=gov.division)
    ProposalFactory(gov=gov, staff=held, code="CSTDCS", submit=False)
    counter = fighter(look(gov))
    assert (counter.allowed, counter.used) == (0, 1)
    assert (counter.word, counter.tone) == ("Cơ sở tính chưa ghi đủ", "warn")


def test_drafts_count_as_used(gov, people):
    for person in people[:2]:
        ProposalFactory(gov=gov, staff=person, code="CSTDCS", submit=False)
    counter = fighter(look(gov))
    assert (counter.used, counter.left) == (2, -1)
    # Rounded up, two would be within it; three are too many however it is rounded.
    assert (counter.word, counter.tone) == ("Vượt nếu làm tròn xuống", "warn")
    ProposalFactory(gov=gov, staff=people[2], code="CSTDCS", submit=False)
    assert fighter(look(gov)).word == "Vượt chỉ tiêu"


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
    assert (counter.used, counter.tried.used, counter.tried.word) == (
        1,
        2,
        "Vượt nếu làm tròn xuống",
    )
    assert "Thêm Trần Văn C cho CSTĐ cơ sở" in text_of(response)
    assert (Proposal.objects.count(), AuditEvent.objects.count()) == before
    assert fighter(look(gov)).used == 1


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"for_award": ""}, "for_award"),
        ({"for_award": "CSTDCS", "person": ""}, "person"),
        ({"for_award": "CSTDCS", "received_on": "31/02/2020"}, "received_on"),
    ],
)
def test_half_a_change_is_not_silently_left_out(gov, people, query, field):
    response = look(gov, **{"person": people[0].code, **query})
    assert list(response.context["form"].errors) == [field]


def local_set(unit, *, quota=None, deadline=None):
    """A published set of one unit, as two legal officers made it."""
    first, second = legal_officer(1), legal_officer(2, "Lê Văn Khoa")
    start, codes = date(2020, 1, 1), [unit.code]
    version = rule_set_drafts.open_set(
        code="RIENG", layer="INSTALLATION", name="Quy định riêng", valid_from=start,
        scope_codes=codes, by=first, at=AT,
    )  # fmt: skip
    head = rule_set_edits.set_head(
        valid_from=start, valid_to=None, document_codes=["LUAT_2003"], scope_codes=codes,
        note="Trích lời quy định.", both=False,
    )  # fmt: skip
    change(version, head, first)
    if quota:
        change(version, rule_set_figures.put_quota(quota), first)
    if deadline:
        change(version, rule_set_figures.put_deadline(deadline), first)
    publish(version, sent_by=first, by=second)


def test_the_list_tells_its_deadlines_and_whose_they_are(gov):
    local_set(gov.province, deadline={
        "code": "CUOI_NAM", "text": "Hồ sơ tổng kết năm", "month": 12, "day": 9,
        "citation": "Điều 6 khoản 2", "standing": "SECOND_HAND",
    })  # fmt: skip
    text = text_of(look(gov))
    assert "Hồ sơ tổng kết năm: chậm nhất ngày 09/12 hằng năm" in text
    assert "Điều 6 khoản 2" in text
    assert "Riêng của nơi cài đặt: Quy định riêng" in text
    assert "Theo nguồn gián tiếp" in text


def test_the_quota_of_a_unit_inside_the_agency_counts_that_unit_and_only_reminds(gov, people):
    local_set(gov.division, quota={
        "code": "KHUNG", "award": "CSTDCS", "base": "TITLE", "base_award": "LDTT", "percent": 20,
        "rounding": "DOWN", "citation": "Công văn 5", "standing": "SECOND_HAND",
    })  # fmt: skip
    outside = assessed(StaffFactory(unit=gov.other_division), "EXCELLENT")
    for person in (people[0], outside):
        ProposalFactory(gov=gov, staff=person, code="CSTDCS", submit=False)
    found = {one.citation: one for one in preview(gov, people[1])}
    own = found["Công văn 5"]
    assert (own.used, own.allowed, own.word) == (2, 1, "Vượt mức nhắc")
    assert own.tone == "warn"
    assert found["Điều 9 khoản 3 Nghị định 91/2017/NĐ-CP"].used == 3
    assert len(preview(gov, outside)) == 1


def test_swap_moves_a_person_from_one_award_to_another(gov, people):
    drafted = ProposalFactory(gov=gov, staff=people[0], code="CSTDCS", submit=False)
    response = look(gov, bo=[f"hs{drafted.pk}"], person=people[1].code, for_award="CSTDCS")
    assert fighter(response).tried.used == 1
    assert fighter(response).tried.word == "Trong chỉ tiêu"


def test_what_is_drawn_up_under_the_present_law_neither_fills_nor_fears_the_former_cap(
    gov, people, clock_at
):
    """The rules are chosen by the day of receipt, quotas and conditions alike."""
    back = ProposalFactory(gov=gov, staff=people[0], code="CSTDCS", submit=False)
    days = {"received_on": DAY, "competent_received_on": DAY}
    Proposal.objects.filter(pk=back.pk).update(state="RETURNED", **days)
    with clock_at("2026-11-20"):
        late = ProposalFactory(gov=gov, staff=people[1], code="CSTDCS", submit=False)
        counter = fighter(look(gov))
        assert (counter.used, counter.allowed) == (1, 1)
        assert "1 lượt khác của năm này" in counter.elsewhere
        # Tried out, it is judged as received on the day that is asked about; without one, today.
        query = {"person": people[2].code, "for_award": "CSTDCS"}
        assert fighter(look(gov, **query)).tried.used == 1
        tried = fighter(look(gov, **query, received_on="30/12/2020")).tried
        assert (tried.used, tried.word) == (2, "Vượt nếu làm tròn xuống")
        (shown,) = preview(gov, people[1], pk=late.pk)
        assert (shown.used, shown.word) == (1, "Không áp dụng cho hồ sơ này")
        # What came back keeps the day on which it was received.
        (shown,) = preview(gov, people[0], pk=back.pk)
        assert (shown.used, shown.word) == (1, "Trong chỉ tiêu")


def test_the_trial_the_preview_and_the_api_count_alike(gov, people):
    """Tried out, typed and drafted: one and the same number, and nobody counts twice."""
    held = people[0]
    tried = fighter(look(gov, person=held.code, for_award="CSTDCS")).tried
    (live,) = preview(gov, held)
    ProposalFactory(gov=gov, staff=held, code="CSTDCS", submit=False)
    address = reverse("api:unit_quotas", args=[gov.department.code])
    told = as_actor(gov.officer).get(address, {"year": YEAR}).json()["results"]
    (row,) = [one for one in told if one["award"] == "CSTDCS"]
    numbers = [(one.used, one.allowed, one.left) for one in (tried, live, fighter(look(gov)))]
    assert {(row["used"], row["allowed"], row["left"]), *numbers} == {(1, 1, 0)}
    again = look(gov, person=held.code, for_award="CSTDCS")
    assert fighter(again).tried.used == 1
    assert "đã có trong danh sách cho CSTĐ cơ sở" in text_of(again)


def test_years_of_the_present_law_have_no_national_cap(gov, clock_at):
    with clock_at("2026-11-20"):
        response = look(gov, nam=2024)
    assert not response.context["has_quotas"]
    assert "Không có chỉ tiêu nào cho năm này" in text_of(response)


def test_person_of_another_unit_cannot_be_tried(gov, people):
    stranger = StaffFactory(full_name="Lê Thị Ngoài")
    response = look(gov, them=[f"{stranger.code}:CSTDCS"])
    assert response.context["added"] == []


def preview(gov, person, **more):
    """The counters beside a proposal that is being typed."""
    typed = {
        "recipient": f"nguoi:{person.code}",
        "award_type": "CSTDCS",
        "year": YEAR,
        "basis": "MERIT",
        **more,
    }
    response = as_actor(gov.officer).post(reverse("proposals:preview"), typed)
    assert response.status_code == 200
    return response.context["counters"]


def test_preview_of_a_proposal_counts_it_in(gov, people):
    (counter,) = preview(gov, people[0])
    assert (counter.used, counter.allowed) == (1, 1)
    assert counter.worked.startswith("15% của 7 người có LĐTT")


def test_api_states_the_same_counters(gov, people):
    address = reverse("api:unit_quotas", args=[gov.department.code])
    answer = as_actor(gov.officer).get(address, {"year": YEAR}).json()
    row = next(one for one in answer["results"] if one["award"] == "CSTDCS")
    assert (row["base_count"], row["allowed"], row["used"], row["left"]) == (7, 1, 0, 1)
    assert (row["rule_set"], row["rule_set_version"]) == ("C", 1)
    assert (row["rounding"], row["binding"]) == ("UNSTATED", True)
    assert (row["received_from"], row["received_until"]) == ("2020-01-01", "2023-12-31")


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
    (counter,) = preview(gov, people[0], pk=held.pk)
    assert (counter.used, counter.allowed) == (1, 1)
