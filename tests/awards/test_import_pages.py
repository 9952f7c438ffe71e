"""A list of proposals on the pages of loads: from the button to the drafts, and who may."""

from __future__ import annotations

import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards.models import Proposal
from awards.services.proposal_list.quotas import quota_notes
from core.imports import names, read
from core.models import Load, LoadState
from core.scope import SYSTEM
from personnel.models import Staff
from tests.awards.test_imports import as_csv, as_xlsx, row_for
from tests.factories.awards import AT, ProposalFactory, assessed, decide
from tests.factories.personnel import PASSWORD, StaffFactory, UnitFactory

UPLOAD = "/nap-du-lieu/loai/awards.proposals/"


@pytest.fixture
def gov(governments, db, clock_at):
    with clock_at("2021-01-11"):
        yield governments()


@pytest.fixture
def people(gov):
    return [StaffFactory(unit=gov.division) for _ in range(3)]


def signed_in(actor):
    client = Client()
    assert client.login(username=actor.username, password=PASSWORD)
    return client


@pytest.fixture
def officer(gov):
    return signed_in(gov.officer)


def send(client, content, name="ds.xlsx"):
    """Upload; gives back the load and the answer."""
    file = io.BytesIO(content)
    file.name = name
    answer = client.post(UPLOAD, {"file": file})
    assert answer.status_code == 302
    return Load.objects.latest("pk"), client.get(answer.url)


def confirm(client, load):
    url = reverse("loads:confirm", args=[load.pk])
    return client.post(url, {"version": load.version}, follow=True)


def test_from_the_list_of_proposals_to_the_drafts(officer, people):
    assert UPLOAD in officer.get(reverse("proposals:list")).content.decode()
    sheet = officer.get(f"{UPLOAD}mau/")
    assert read("mau.xlsx", sheet.content).lines[0].cells[0] == "Mã nhân sự hoặc mã đơn vị"
    load, shown = send(officer, as_xlsx([row_for(person) for person in people]))
    assert "Cả 3 dòng đều hợp lệ" in shown.content.decode()
    assert not Proposal.objects.exists()
    done = confirm(officer, load).content.decode()
    assert Proposal.objects.count() == 3
    assert f"{reverse('proposals:list')}?status=DRAFT" in done
    assert officer.get(reverse("loads:result_list", args=[load.pk])).status_code == 200


def test_a_wrong_file_shows_every_problem(officer, people):
    _load, shown = send(officer, as_xlsx([row_for(people[0], award="LDT", year="1900")]))
    assert "Có 2 chỗ cần sửa" in shown.content.decode()
    assert "“LDTT”" in shown.content.decode()


def test_what_changed_since_the_check_is_shown_and_nothing_written(gov, officer, people):
    load, _shown = send(officer, as_csv([row_for(person) for person in people]), "ds.csv")
    ProposalFactory(gov=gov, staff=people[1], submit=False)
    assert "Đã có đề nghị" in confirm(officer, load).content.decode()
    assert Proposal.objects.count() == 1
    assert Load.objects.get().state == LoadState.CHECKED


def test_a_head_loads_proposals_but_keeps_no_list_of_names(gov, people):
    names.confirm("unit", "Phòng cũ", gov.division.code, by=SYSTEM, at=AT)
    head = signed_in(gov.head)
    page = head.get(reverse("loads:index"))
    assert UPLOAD in page.content.decode()
    assert reverse("loads:names") not in page.content.decode()
    assert head.get(reverse("loads:names")).status_code == 403
    load, _shown = send(head, as_csv([row_for(people[0])]), "ds.csv")
    confirm(head, load)
    assert Proposal.objects.count() == 1


def test_only_who_proposes_gets_in_and_only_to_his_own_load(gov, officer, people):
    load, _shown = send(officer, as_csv([row_for(people[0])]), "ds.csv")
    assert signed_in(gov.head).get(reverse("loads:detail", args=[load.pk])).status_code == 404
    auditor = signed_in(gov.auditor)
    assert [auditor.get(url).status_code for url in (UPLOAD, f"{UPLOAD}mau/")] == [403, 403]
    assert Client().get(UPLOAD).status_code == 302


def drafted_fighters(gov, number):
    """People with LĐTT of whom so many are proposed for CSTĐ cơ sở already; gives back all."""
    found = [assessed(StaffFactory(unit=gov.division), "EXCELLENT") for _ in range(7)]
    decide(gov, *(ProposalFactory(gov=gov, staff=person) for person in found))
    for person in found[:number]:
        ProposalFactory(gov=gov, staff=person, code="CSTDCS", submit=False)
    return found


def test_the_quota_is_told_with_the_rows_counted_in_and_stops_nothing(gov, officer):
    found = drafted_fighters(gov, 1)
    rows = [row_for(person, award="CSTDCS") for person in found[1:3]]
    load, shown = send(officer, as_xlsx(rows))
    text = shown.content.decode()
    assert "Cả 2 dòng đều hợp lệ" in text
    assert "CSTĐ cơ sở: 3 / 1 – vượt chỉ tiêu (15% của 7 người có LĐTT = 1,05" in text
    assert "Điều 9 khoản 3" in text
    assert "tone-warn" in text
    confirm(officer, load)
    assert Proposal.objects.filter(award_type__code="CSTDCS").count() == 3


def test_a_list_within_the_quota_is_told_without_a_warning(gov, officer):
    found = drafted_fighters(gov, 0)
    _load, shown = send(officer, as_xlsx([row_for(found[0], award="CSTDCS")]))
    text = shown.content.decode()
    assert "CSTĐ cơ sở: 1 / 1 – trong chỉ tiêu" in text
    assert "tone-warn" not in text


def test_a_list_of_awards_without_a_quota_tells_none(officer, people):
    _load, shown = send(officer, as_xlsx([row_for(people[0], award="GIAYKHEN")]))
    assert "Lưu ý trước khi ghi" not in shown.content.decode()


def test_the_quotas_of_every_agency_are_told_with_the_same_number_of_queries(gov, officer):
    """Fifteen agencies in one file: ten are shown at once, and all of them one click away."""

    def agency(number):
        unit = UnitFactory(
            name=f"Chi cục {number:02d}", parent=gov.department, has_legal_personality=True
        )
        return StaffFactory(unit=unit)

    def queries(people):
        listed = [(one.unit, 2020, "CSTDCS") for one in people]
        with CaptureQueriesContext(connection) as asked:
            notes = quota_notes(listed, AT.date())
        assert len(notes) == len(people)
        return len(asked)

    made = [agency(number).pk for number in range(1, 16)]
    # Units moved on in the tree while others were put beside them.
    people = list(Staff.objects.filter(pk__in=made).select_related("unit"))
    assert queries(people) == queries(people[:1])
    rows = [row_for(person, award="CSTDCS") for person in people]
    load, shown = send(officer, as_xlsx(rows))
    text = shown.content.decode()
    assert "Cả 15 dòng đều hợp lệ" in text
    assert text.count("tính cả danh sách này") == 10
    address = reverse("loads:notes", args=[load.pk])
    assert "Còn 5 lưu ý nữa" in text
    assert address in text
    everything = officer.get(address).content.decode()
    assert all(f"Chi cục {number:02d}, năm 2020" in everything for number in range(1, 16))
