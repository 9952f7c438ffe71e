"""The list of proposals: what is seen, how it is narrowed, pages, the sheet."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from awards.domain.steps import StepKind
from awards.reports import annual
from tests.awards.web.pages import as_actor, member, page_of, text_of
from tests.factories.awards import (
    YEAR,
    ProposalFactory,
    advance,
    assessed,
)
from tests.factories.personnel import StaffFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]

LIST = "/de-nghi/"


def listed(client, **query):
    return text_of(client.get(f"{LIST}?{urlencode(query)}"))


def test_everybody_sees_what_is_his_to_see(gov, officer):
    mine = ProposalFactory(gov=gov, by=gov.head)
    elsewhere = ProposalFactory(gov=gov, staff=assessed(StaffFactory(unit=gov.other_division)))
    everything = listed(officer)
    assert page_of(mine) in everything
    assert page_of(elsewhere) in everything
    head = listed(as_actor(gov.head))
    assert page_of(mine) in head
    assert page_of(elsewhere) not in head
    own = listed(member(gov.other_division, elsewhere.staff))
    assert page_of(elsewhere) in own
    assert page_of(mine) not in own
    assert "Chưa có hồ sơ nào" in listed(member(gov.division))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"q": "thu HUE"}, {"LDTT"}),
        ({"status": "DRAFT"}, {"BK_TINH"}),
        ({"status": "IN_REVIEW"}, {"LDTT", "TTLDTT"}),
        ({"award": "TTLDTT"}, {"TTLDTT"}),
        ({"object_kind": "COLLECTIVE"}, {"TTLDTT"}),
        ({"object_kind": "INDIVIDUAL"}, {"LDTT", "BK_TINH"}),
        ({"step": "HR_CHECK"}, {"LDTT", "TTLDTT"}),
        ({"decider": "PROVINCE_CHAIR"}, {"BK_TINH"}),
        ({"basis": "MOVEMENT"}, {"BK_TINH"}),
        ({"year": "2020"}, {"LDTT", "TTLDTT"}),
        ({"nam": "2019"}, {"BK_TINH"}),
        ({"occasion": ""}, {"LDTT", "TTLDTT"}),
        ({"occasion": "Phòng, chống dịch"}, {"BK_TINH"}),
        ({"waiting": "on"}, {"LDTT", "TTLDTT"}),
        ({"status": "LATE"}, set()),
        ({"q": "không có ai"}, set()),
    ],
)
def test_filters_leave_exactly_what_fits(gov, officer, query, expected):
    person = assessed(StaffFactory(unit=gov.division, full_name="Đặng Thị Thu Huệ"))
    made = {
        "LDTT": ProposalFactory(gov=gov, by=gov.head, staff=person),
        "TTLDTT": ProposalFactory(gov=gov, by=gov.head, code="TTLDTT", subject_unit=gov.division),
        "BK_TINH": ProposalFactory(
            gov=gov,
            code="BK_TINH",
            year=2019,
            basis="MOVEMENT",
            occasion="Phòng, chống dịch",
            submit=False,
        ),
    }
    page = listed(officer, **query)
    assert {code for code, one in made.items() if page_of(one) in page} == expected
    assert "Bỏ tất cả" in page


def test_filter_by_unit_takes_the_subtree_and_by_holder(gov, officer):
    mine = ProposalFactory(gov=gov)
    page = listed(officer, unit=gov.department.code)
    assert page_of(mine) in page
    assert page_of(mine) not in listed(officer, unit=gov.other_division.code)
    assert page_of(mine) in listed(officer, holder=gov.division.code)
    assert page_of(mine) not in listed(officer, holder=gov.other_division.code)


@pytest.mark.parametrize(
    "query",
    [{"unit": "KHONGCO"}, {"year": "abc"}, {"status": "GONE"}, {"award": "X"}, {"step": "X"}],
)
def test_a_filter_nobody_offers_shows_nothing_and_says_so(gov, officer, query):
    mine = ProposalFactory(gov=gov)
    page = listed(officer, **query)
    assert page_of(mine) not in page
    assert "Chưa lọc được" in page


def test_a_broken_page_mark_is_refused(officer):
    assert officer.get(LIST, {"trang": "!!"}).status_code == 400


def test_every_figure_of_the_report_leads_to_what_it_counts(gov, officer):
    for code in ("BK_TINH", "BK_TINH", "CO_TINH"):
        extra = {"subject_unit": gov.division} if code == "CO_TINH" else {}
        advance(gov, ProposalFactory(gov=gov, code=code, **extra), StepKind.PROVINCE_CHECK)
    ProposalFactory(gov=gov, code="BK_TINH")
    movement = ProposalFactory(
        gov=gov, code="BK_TINH", basis="MOVEMENT", occasion="Phòng, chống dịch"
    )
    advance(gov, movement, StepKind.PROVINCE_CHECK)
    report = annual.build(gov.department, YEAR)
    lines = [line for section in report.part(annual.PROPOSED) for line in section.lines]
    assert sum(line.individuals + line.collectives for line in lines) == 4
    for line in lines:
        page = listed(officer, **line.filters)
        assert f"Có {line.individuals + line.collectives} hồ sơ" in page
    for section in report.part(annual.PROPOSED):
        page = listed(officer, **section.filters)
        assert f"Có {section.individuals + section.collectives} hồ sơ" in page


def test_the_number_of_queries_does_not_grow(gov, officer, django_assert_num_queries):
    ProposalFactory(gov=gov, by=gov.head)
    listed(officer)
    with django_assert_num_queries(12):
        listed(officer)
    for _ in range(4):
        ProposalFactory(gov=gov, by=gov.head)
    with django_assert_num_queries(12):
        listed(officer)


def test_pages_follow_each_other(gov, officer, monkeypatch):
    from awards.web import proposal_list  # noqa: PLC0415

    monkeypatch.setattr(proposal_list, "PAGE_SIZE", 2)
    made = [ProposalFactory(gov=gov, by=gov.head) for _ in range(3)]
    first = listed(officer)
    assert page_of(made[2]) in first
    assert page_of(made[0]) not in first
    cursor = first.split('rel="next" href="')[1].split('"')[0]
    second = text_of(officer.get(LIST + cursor))
    assert page_of(made[0]) in second
    assert page_of(made[2]) not in second


def test_the_sheet_holds_what_the_list_shows(gov, officer):
    mine = ProposalFactory(gov=gov, by=gov.head)
    ProposalFactory(gov=gov, code="BK_TINH", submit=False)
    answer = officer.get(reverse("proposals:export"), {"status": "IN_REVIEW"})
    sheet = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0)
    rows = sheet.to_python()
    found = [row for row in rows if str(row[0]).startswith("HS")]
    assert [row[1] for row in found] == [mine.recipient_name]
    assert found[0][10] == date(2021, 1, 25)
    assert any("Trạng thái: Đang xét" in str(cell) for row in rows for cell in row)
