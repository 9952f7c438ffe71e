"""The list behind the figures of a report: who opens it, its filters, pages, links and file."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from awards.domain.steps import StepKind
from awards.models import Proposal, RecordedAward
from awards.services import decisions
from awards.web import report_records
from tests.awards.web.pages import as_actor, member, text_of
from tests.factories.awards import AT, DAY, YEAR, ProposalFactory, advance, assessed, decide
from tests.factories.personnel import StaffFactory

pytestmark = pytest.mark.django_db
RECORDS = reverse("reports:records")


@pytest.fixture
def filled(gov):
    """Two LDTT given, one medal before the ministry, a collective before the province."""
    names = ("Đặng Thị Thu Huệ", "Trần Văn Bình")
    people = [assessed(StaffFactory(unit=gov.division, full_name=name)) for name in names]
    decide(gov, *(ProposalFactory(gov=gov, staff=person) for person in people))
    medal = ProposalFactory(gov=gov, code="KNC", staff=people[0], qualifier="Công Thương")
    advance(gov, medal, StepKind.MINISTRY)
    collective = ProposalFactory(gov=gov, code="BK_TINH", subject_unit=gov.division)
    advance(gov, collective, StepKind.PROVINCE_CHECK)
    return gov


def look(actor, **query):
    return as_actor(actor).get(RECORDS, {"year": YEAR, **query})


def recipients(response):
    return [row.record.recipient for row in response.context["rows"]]


def test_given_and_sent_up_stand_in_one_list(filled):
    page = look(filled.officer, unit=filled.department.code)
    assert page.context["total"] == 4
    text = text_of(page)
    for words in ("18/QĐ-SCT", "Chờ quyết định", "Bộ Công Thương", "trình ngày", "Có 4 lượt"):
        assert words in text
    assert [row.record.status for row in page.context["rows"]] == [
        *("DECIDED", "DECIDED"),
        *("PROPOSED", "PROPOSED"),
    ]


def test_an_annulled_award_and_a_refused_dossier_are_gone(filled):
    given = Proposal.objects.filter(state="DECIDED").first()
    decisions.annul(
        given, number="9/QĐ-HB", decided_on=DAY, reason="Khai sai.", by=filled.officer, at=AT
    )
    assert look(filled.officer).context["total"] == 3


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"status": "DECIDED"}, 2),
        ({"status": "PROPOSED"}, 2),
        ({"object_kind": "COLLECTIVE"}, 1),
        ({"award": "KNC"}, 1),
        ({"qualifier": ""}, 3),
        ({"decider": "MINISTER", "status": "PROPOSED"}, 1),
        ({"decider": "MINISTER", "status": "DECIDED"}, 0),
        ({"q": "dang hue"}, 2),
        ({"q": "khong ai ca"}, 0),
        ({"year": YEAR - 1}, 0),
        ({"award": "KHONG-CO"}, 0),
        ({"basis": "MOVEMENT"}, 0),
    ],
)
def test_filters(filled, query, expected):
    page = look(filled.officer, **query)
    assert page.status_code == 200
    assert page.context["total"] == expected
    assert len(recipients(page)) == expected


def test_the_province_reads_what_went_to_the_ministry_without_its_dossier(filled):
    page = look(filled.province_officer, unit=filled.department.code, decider="MINISTER")
    (row,) = page.context["rows"]
    assert row.record.recipient == "Đặng Thị Thu Huệ"
    assert row.proposal_url == ""
    medal = Proposal.objects.get(award_type__code="KNC")
    assert reverse("proposals:detail", args=[medal.pk]) not in text_of(page)


def test_lines_lead_on_where_the_reader_may_go(filled):
    client = as_actor(filled.officer)
    for row in client.get(RECORDS, {"year": YEAR}).context["rows"]:
        assert row.proposal_url
        assert bool(row.url) is bool(row.decision_url) is (row.record.status == "DECIDED")
        for url in filter(None, (row.url, row.decision_url, row.proposal_url)):
            assert client.get(url).status_code == 200


def test_pages_run_through_both_kinds_and_back(filled, monkeypatch):
    monkeypatch.setattr(report_records, "PAGE_SIZE", 3)
    client = as_actor(filled.officer)
    whole = {"year": YEAR, "unit": filled.department.code}
    first = client.get(RECORDS, whole)
    assert len(recipients(first)) == 3
    assert not first.context["page"].previous
    second = client.get(RECORDS, {**whole, "trang": first.context["page"].next})
    assert len(recipients(second)) == 1
    assert not second.context["page"].next
    back = client.get(RECORDS, {**whole, "trang": second.context["page"].previous})
    assert recipients(back) == recipients(first)
    assert client.get(RECORDS, {**whole, "trang": "sai"}).status_code == 400


def test_it_is_as_private_as_the_report(filled):
    assert member(filled.division).get(RECORDS).status_code == 403
    assert look(filled.council).status_code == 403
    assert look(filled.head, unit=filled.department.code).status_code == 404
    assert look(filled.head, unit=filled.division.code).context["total"] == 4
    assert look(filled.officer, unit="KHONG-CO").status_code == 404
    file = reverse("reports:records_file")
    assert member(filled.division).get(file).status_code == 403
    elsewhere = as_actor(filled.head).get(file, {"unit": filled.department.code})
    assert elsewhere.status_code == 404


def test_the_sheet_holds_what_is_shown(filled):
    query = {"year": YEAR, "unit": filled.department.code, "status": "PROPOSED"}
    answer = as_actor(filled.officer).get(reverse("reports:records_file"), query)
    rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    shown = recipients(as_actor(filled.officer).get(RECORDS, query))
    assert [row[1] for row in rows[1:]] == shown
    assert len(shown) == 2
    assert "Bộ Công Thương" in " ".join(row[12] for row in rows)


def test_too_long_a_sheet_is_refused(filled, monkeypatch):
    monkeypatch.setattr(report_records, "MOST", 3)
    answer = as_actor(filled.officer).get(reverse("reports:records_file"), {"year": YEAR})
    assert answer.status_code == 400


def test_the_number_of_queries_does_not_grow(filled, django_assert_max_num_queries):
    client = as_actor(filled.officer)
    client.get(RECORDS, {"year": YEAR})
    with django_assert_max_num_queries(21) as first:
        client.get(RECORDS, {"year": YEAR})
    for _ in range(3):
        decide(filled, ProposalFactory(gov=filled), number=f"{RecordedAward.objects.count()}/QĐ")
    with django_assert_max_num_queries(len(first.captured_queries)):
        client.get(RECORDS, {"year": YEAR})
