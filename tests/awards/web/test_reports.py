"""The report page: who sees it, what it shows, and that every figure leads to its records."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from django.urls import reverse

from awards.domain.steps import StepKind
from core.scope import permissions
from emulation.models import PhaseKind
from emulation.services import blocs, initiatives, registrations
from emulation.services.years import PhaseEntry
from tests.awards.web.pages import as_actor, member, text_of
from tests.factories.awards import (
    AT,
    YEAR,
    ProposalFactory,
    advance,
    assessed,
    decide,
)
from tests.factories.emulation import (
    EmulationYearFactory,
    InitiativeFactory,
    RegistrationFactory,
    decision,
)
from tests.factories.personnel import StaffFactory

pytestmark = pytest.mark.django_db
ANNUAL = "reports:annual"


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
    emulate(gov, people)
    return gov


def emulate(gov, people):
    """Registrations and initiatives of the year, some approved and recognised."""
    phase = PhaseEntry(PhaseKind.REGISTRATION, date(2021, 1, 4), date(2021, 1, 20))
    year = EmulationYearFactory(
        unit=gov.department, year=YEAR, phases=[phase], at=AT, by=gov.officer
    )
    cases = [
        RegistrationFactory(year=year, staff=person, by=gov.officer, at=AT) for person in people
    ]
    registrations.perform_transition(cases[0], "approve", by=gov.director, at=AT)
    ideas = [
        InitiativeFactory(authors=[person], year=YEAR, by=gov.officer, at=AT) for person in people
    ]
    initiatives.recognise(ideas[0], decision=decision(), by=gov.officer, at=AT)


def look(actor, **query):
    return as_actor(actor).get(reverse(ANNUAL), {"nam": YEAR, **query})


def main_of(text):
    return text[text.index("<main") :]


def linked_figures(text):
    """Every number of the page that is a link, with its address."""
    found = re.findall(r'<a href="([^"]+)"[^>]*>([\d.]+)</a>', main_of(text))
    return [(unescape(url), int(number.replace(".", ""))) for url, number in found]


def figures_without_link(text):
    """Every number other than nothing that stands in a table or in front without a link."""
    cells = re.findall(r'(?s)<(?:td|p) class="(?:num|stat-value)"[^>]*>(.*?)</(?:td|p)>', text)
    assert cells
    return [cell for cell in cells if "<a " not in cell and cell.strip() not in ("0", "—")]


def rows_behind(client, url):
    """How many lines the list has, all its pages together."""
    pages = 0
    found = 0
    cursor = ""
    while pages == 0 or cursor:
        page = client.get(url, QUERY_STRING=f"{url.split('?')[1]}&trang={cursor}")
        assert page.status_code == 200, url
        shown = page.context["page"]
        found += len(shown.rows)
        cursor, pages = shown.next, pages + 1
    return found


@pytest.mark.parametrize("who", ["officer", "director", "auditor", "province_officer"])
def test_every_figure_leads_to_as_many_records(filled, who):
    client = as_actor(getattr(filled, who))
    text = text_of(look(getattr(filled, who), unit=filled.department.code))
    assert figures_without_link(text) == []
    figures = linked_figures(text)
    for url, number in figures:
        assert rows_behind(client, url) == number, url
    lists = {url.split("?")[0] for url, _number in figures}
    assert lists == {
        reverse("reports:records"),
        reverse("emulation:registration_list"),
        reverse("emulation:initiative_list"),
    }
    # The year's input, sums of authorities and of all, lines, sums of their tables, bars.
    assert len(figures) == 4 + 3 + 1 + 5 + 3 + 5


def test_figures_of_lists_one_may_not_see_stand_alone(filled, monkeypatch):
    kept = permissions.roles_for
    monkeypatch.setattr(
        type(permissions),
        "roles_for",
        lambda self, action: frozenset() if action.startswith("emulation.view") else kept(action),
    )
    text = text_of(look(filled.officer, unit=filled.department.code))
    urls = [url for url, _number in linked_figures(text)]
    assert {url.split("?")[0] for url in urls} == {reverse("reports:records")}


def test_what_went_through_a_bloc_says_so(gov):
    by = gov.province_officer
    bloc = blocs.open_bloc(organiser=gov.province, name="Khối thi đua kinh tế", by=by, at=AT)
    blocs.add_member(bloc=bloc, unit=gov.department, valid_from=date(2020, 1, 1), by=by, at=AT)
    flag = ProposalFactory(gov=gov, code="CO_TINH", subject_unit=gov.department)
    advance(gov, flag, StepKind.BLOC)
    text = text_of(look(gov.officer))
    assert "qua Khối thi đua kinh tế" in text
    page = text_of(as_actor(gov.officer).get(reverse("proposals:detail", args=[flag.pk])))
    assert "Cụm, khối thi đua suy tôn: Khối thi đua kinh tế" in page


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
    assert (totals[0], *(cell.value for cell in totals[1:])) == ("Tổng cộng", 0, 8)


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
    with django_assert_max_num_queries(17):
        client.get(reverse(ANNUAL), {"nam": YEAR})
