"""The pages that bring in a list: template, upload, preview, confirmation."""

from __future__ import annotations

import io

import pytest
from django.test import Client
from django.urls import reverse

from awards.models import Proposal
from core.imports import read
from core.imports.reading import LARGEST_FILE
from core.models import ImportedFile
from tests.awards.test_imports import as_csv, as_xlsx, row_for
from tests.factories.awards import ProposalFactory, make_government
from tests.factories.personnel import PASSWORD, StaffFactory

UPLOAD = "/de-nghi/nhap/"


@pytest.fixture
def gov(db, clock_at):
    with clock_at("2021-01-11"):
        yield make_government()


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
    file = io.BytesIO(content)
    file.name = name
    return client.post(UPLOAD, {"file": file})


def test_template_upload_preview_confirm(officer, people):
    page = officer.get(UPLOAD)
    assert page.status_code == 200
    assert reverse("proposals:import_template") in page.content.decode()
    sheet = officer.get(reverse("proposals:import_template"))
    assert read("mau.xlsx", sheet.content).lines[0].cells[0] == "Mã nhân sự hoặc mã đơn vị"
    answer = send(officer, as_xlsx([row_for(person) for person in people]))
    assert answer.status_code == 302
    preview = officer.get(answer.url).content.decode()
    assert "Cả 3 dòng đều hợp lệ" in preview
    assert all(person.full_name in preview for person in people)
    assert not Proposal.objects.exists()
    done = officer.post(answer.url, follow=True)
    assert done.redirect_chain == [("/de-nghi/?status=DRAFT", 302)]
    assert "Đã lập 3 đề nghị" in done.content.decode()
    assert Proposal.objects.count() == 3
    assert "ds.xlsx" in officer.get(UPLOAD).content.decode()


def test_confirming_twice_does_it_once(officer, people):
    answer = send(officer, as_csv([row_for(people[0])]), "ds.csv")
    officer.post(answer.url)
    again = officer.post(answer.url)
    assert again.status_code == 404
    assert "đã được nhập" in again.content.decode()
    assert Proposal.objects.count() == 1


def test_a_wrong_file_shows_every_problem_and_is_not_kept(officer, people):
    answer = send(officer, as_xlsx([row_for(people[0], award="LDT", year="1900")]))
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Có 2 chỗ cần sửa" in shown
    assert "“LDTT”" in shown
    assert not ImportedFile.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("a.pdf", b"%PDF-1.7", "không phải bảng tính"),
        ("a.csv", "Mã".encode("utf-16"), "UTF-8"),
        ("a.csv", b"", "Tệp rỗng"),
        ("a.csv", b"x" * (LARGEST_FILE + 1), "20 MB"),
    ],
)
def test_what_cannot_be_read_is_told_beside_the_field(officer, name, content, word):
    answer = send(officer, content, name)
    assert answer.status_code == 422
    assert word in answer.content.decode()


def test_no_file_is_told(officer):
    answer = officer.post(UPLOAD)
    assert answer.status_code == 422
    assert "Hãy chọn tệp" in answer.content.decode()


def test_what_changed_since_the_preview_is_shown_and_nothing_written(gov, officer, people):
    answer = send(officer, as_csv([row_for(person) for person in people]), "ds.csv")
    ProposalFactory(gov=gov, staff=people[1], submit=False)
    done = officer.post(answer.url, follow=True)
    assert done.status_code == 422
    assert "Đã có đề nghị" in done.content.decode()
    assert Proposal.objects.count() == 1


def test_only_who_proposes_gets_in_and_only_to_his_own_file(gov, officer, people):
    answer = send(officer, as_csv([row_for(people[0])]), "ds.csv")
    assert signed_in(gov.head).get(answer.url).status_code == 404
    auditor = signed_in(gov.auditor)
    for url in (UPLOAD, reverse("proposals:import_template"), answer.url):
        assert auditor.get(url).status_code == 403
    assert Client().get(UPLOAD).status_code == 302
