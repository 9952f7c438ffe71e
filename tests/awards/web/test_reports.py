"""The report page: who sees it, what it shows, and that every figure leads to its records."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.urls import reverse

from awards.domain.steps import StepKind
from tests.awards.web.pages import as_actor, member, text_of
from tests.factories.awards import YEAR, ProposalFactory, advance, assessed, decide, make_government
from tests.factories.personnel import StaffFactory

pytestmark = pytest.mark.django_db
ANNUAL = "reports:annual"


@pytest.fixture
def gov():
    return make_government()


@pytest.fixture
def filled(gov):
    people = [assessed(StaffFactory(unit=gov.division)) for _ in "123"]
    decide(gov, *(ProposalFactory(gov=gov, staff=person) for person in people))
    movement = {"basis": "MOVEMENT", "occasion": "Chuyển đổi số"}
    yearly = ProposalFactory(gov=gov, code="GIAYKHEN", staff=people[0])
    themed = ProposalFactory(gov=gov, code="GIAYKHEN", staff=people[1], **movement)
    decide(gov, yearly, themed, number="20/QĐ-SCT")
    for person in people[:2]:
        advance(gov, ProposalFactory(gov=gov, code="BK_TINH", staff=person), StepKind.PROVINCE)
    knc = ProposalFactory(gov=gov, code="KNC", staff=people[2], qualifier="Công Thương")
    advance(gov, knc, StepKind.MINISTRY)
    return gov


def look(actor, **query):
    return as_actor(actor).get(reverse(ANNUAL), {"nam": YEAR, **query})


def linked_figures(text):
    """Every number of the page that is a link, with its address."""
    found = re.findall(r'<a href="([^"]+)"[^>]*>([\d.]+)</a>', text)
    return [(unescape(url), int(number.replace(".", ""))) for url, number in found]


@pytest.mark.parametrize("who", ["officer", "director", "auditor", "province_officer"])
def test_every_figure_leads_to_as_many_records(filled, who):
    actor = getattr(filled, who)
    client = as_actor(actor)
    figures = linked_figures(text_of(look(actor, unit=filled.department.code)))
    lists = [reverse("awards:register"), reverse("proposals:list")]
    checked = 0
    for url, number in figures:
        if url.split("?")[0] in lists:
            response = client.get(url)
            assert response.context["total"] == number, url
            checked += 1
    assert checked >= 10


def test_a_figure_the_reader_may_not_list_has_no_link(filled):
    text = text_of(look(filled.province_officer, unit=filled.department.code))
    urls = [url for url, _number in linked_figures(text)]
    assert not [url for url in urls if "decider=MINISTER" in url]
    assert [url for url in urls if "status=PROPOSED" in url]


def test_chapters_and_totals(filled):
    text = text_of(look(filled.officer))
    for words in (
        "Cấp mình quyết định",
        "Đã đề nghị cấp trên, chờ quyết định",
        "Đề nghị Chủ tịch UBND tỉnh xét",
        "Đề nghị Bộ trưởng xét",
        "Giấy khen – Chuyển đổi số",
        "Kỷ niệm chương – Công Thương",
    ):
        assert words in text
    totals = look(filled.officer).context["summary"].totals
    assert totals == ("Tổng cộng", 0, 8)


def test_empty_year_says_what_comes_next(filled):
    text = text_of(look(filled.officer, nam=YEAR + 1))
    assert "Chưa có kết quả khen thưởng nào trong năm này" in text
    assert "annual_file" not in text


def test_a_head_gets_his_own_unit_and_no_other(filled):
    assert look(filled.head).context["report"].unit_code == filled.division.code
    assert look(filled.head, unit=filled.department.code).status_code == 404
    assert look(filled.officer, unit="KHONG-CO").status_code == 404


def test_staff_and_council_members_see_no_report(filled):
    assert member(filled.division).get(reverse(ANNUAL)).status_code == 403
    assert look(filled.council).status_code == 403


@pytest.mark.parametrize(("kind", "status"), [("docx", 200), ("xlsx", 200), ("pdf", 404)])
def test_files(filled, kind, status):
    url = reverse("reports:annual_file", args=[kind])
    response = as_actor(filled.officer).get(url, {"nam": YEAR, "unit": filled.department.code})
    assert response.status_code == status
    if status == 200:
        assert response.content[:2] == b"PK"
        assert f"{filled.department.code}-{YEAR}.{kind}" in response["Content-Disposition"]


def test_files_are_as_private_as_the_page(filled):
    url = reverse("reports:annual_file", args=["xlsx"])
    assert member(filled.division).get(url).status_code == 403
    elsewhere = as_actor(filled.head).get(url, {"unit": filled.department.code})
    assert elsewhere.status_code == 404


def test_number_of_queries_is_fixed(filled, django_assert_max_num_queries):
    client = as_actor(filled.officer)
    client.get(reverse(ANNUAL), {"nam": YEAR})
    with django_assert_max_num_queries(14):
        client.get(reverse(ANNUAL), {"nam": YEAR})
