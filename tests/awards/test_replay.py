"""Sent dossiers judged again: by the page, by the command, after the records changed."""

import json
import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from awards.models import DossierRevision
from awards.services.replaying import replay_revision
from awards.services.sealing import SUBMITTED, checksum_of
from core.db import guards
from core.models import AuditEvent
from personnel.models import AnnualAssessment
from tests.factories.awards import ProposalFactory
from tests.factories.personnel import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def revision(gov):
    return ProposalFactory(gov=gov).revisions.get()


@pytest.fixture
def officer(client, gov):
    client.force_login(UserFactory(roles=[("HR_OFFICER", gov.department)]))
    return client


def changed(revision, **values):
    """The kept row as it would stand had it been kept otherwise."""
    with guards.suspended():
        DossierRevision.objects.filter(pk=revision.pk).update(**values)
    revision.refresh_from_db()
    return revision


def page_of(client, revision, number=None):
    address = reverse("proposals:replay", args=[revision.proposal_id, number or revision.number])
    response = client.get(address)
    return response, re.sub(r"\s+", " ", response.content.decode())


def said(*args):
    out = StringIO()
    try:
        call_command("replay_verdicts", *args, stdout=out)
    except CommandError as error:
        return out.getvalue(), error
    return out.getvalue(), None


def test_what_was_kept_comes_out_the_same_whatever_became_of_the_records(revision):
    found = replay_revision(revision)
    assert (found.same, len(found.replays)) == (True, 1)
    with guards.suspended():
        AnnualAssessment.objects.update(grade="FAILED")
    assert replay_revision(revision).same


def test_the_page_of_the_dossier_leads_to_it(officer, revision):
    address = reverse("proposals:replay", args=[revision.proposal_id, 1])
    detail = officer.get(reverse("proposals:detail", args=[revision.proposal_id]))
    assert address in detail.content.decode()
    response, page = page_of(officer, revision)
    assert response.status_code == 200
    assert "Kết luận và mọi điều kiện giống hệt lúc gửi." in page
    assert "Đã giữ lúc gửi" in page
    assert "khớp với mã kiểm tra" in page
    assert "Tính lại hôm nay" in page


def test_a_verdict_that_comes_out_otherwise_is_shown_with_the_differences(officer, revision):
    changed(revision, verdict={**revision.verdict, "code": "BARRED", "checksum": "0" * 64})
    _response, page = page_of(officer, revision)
    assert "Kết luận: trước là “Không được xét”" in page
    assert "Chương trình đã đổi từ lúc đó." in page


def test_a_dossier_that_keeps_nothing_says_so(officer, revision):
    sealed = checksum_of(revision.content, {}, {})
    changed(revision, verdict={}, judged_facts={}, sha256=sealed)
    with guards.suspended():
        AuditEvent.objects.filter(action=SUBMITTED).update(data={"revision": 1, "sha256": sealed})
    _response, page = page_of(officer, revision)
    assert "Bản này không giữ kết luận nào" in page
    found = replay_revision(revision)
    assert (found.same, found.broken_seal) == (True, "")


def test_facts_that_were_not_kept_are_said(officer, revision):
    changed(revision, judged_facts={})
    _response, page = page_of(officer, revision)
    assert "không giữ dữ kiện đã xét" in page


def test_a_verdict_beside_is_judged_again_too(revision):
    beside = {**revision.verdict, "code": "BARRED"}
    changed(revision, judged_facts={**revision.judged_facts, "beside": beside})
    found = replay_revision(revision)
    assert (found.deciding.same, found.beside.same, found.same) == (True, False, False)


def test_revisions_and_dossiers_that_are_not_there_are_not_found(officer, client, revision, gov):
    assert page_of(officer, revision, 9)[0].status_code == 404
    client.force_login(UserFactory(roles=[("STAFF_MEMBER", gov.division)]))
    assert page_of(client, revision)[0].status_code == 404


# --- The seal -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("content", {"merit": "Xuất sắc."}),
        ("verdict", {"blocking": True}),
        ("judged_facts", {"received_on": "1999-01-01"}),
    ],
)
def test_nothing_of_what_is_kept_is_changed_unnoticed(officer, revision, part, value):
    assert not replay_revision(revision).broken_seal
    changed(revision, **{part: {**getattr(revision, part), **value}})
    _text, error = said("--dossier", revision.proposal.code)
    assert "1 bản gửi không còn nguyên" in str(error)
    detail = officer.get(reverse("proposals:detail", args=[revision.proposal_id]))
    assert "KHÔNG KHỚP" in detail.content.decode()


def test_a_checksum_changed_together_with_the_verdict_is_found_out_by_the_trail(officer, revision):
    forged = {**revision.verdict, "code": "ELIGIBLE"}
    sha256 = checksum_of(revision.content, forged, revision.judged_facts)
    changed(revision, verdict=forged, sha256=sha256)
    _response, page = page_of(officer, revision)
    assert "khác với mã đã ghi trong nhật ký" in page
    text, error = said("--all", "--json")
    first = json.loads(text.splitlines()[0])
    assert (first["revision"], bool(first["broken_seal"])) == (1, True)
    assert error is not None


@pytest.mark.parametrize("left", [{}, {"revision": 1}, {"sha256": "0" * 64}])
def test_a_maimed_trail_is_told_and_stops_nothing(officer, revision, left):
    with guards.suspended():
        AuditEvent.objects.filter(action=SUBMITTED).update(data=left)
    text, _error = said("--all")
    assert "Nhật ký không ghi việc gửi bản này." in text
    detail = officer.get(reverse("proposals:detail", args=[revision.proposal_id]))
    assert "KHÔNG KHỚP. Nhật ký không ghi" in detail.content.decode()


@pytest.mark.parametrize("left", [{}, {"code": "ELIGIBLE"}])
def test_a_verdict_taken_away_is_noticed_though_nothing_is_left_to_judge(revision, left):
    changed(revision, verdict=left)
    text, error = said("--all")
    assert text.startswith(f"{revision.proposal.code}/1  Nội dung, kết luận hoặc dữ kiện")
    assert "không còn nguyên" in str(error)


# --- The command ----------------------------------------------------------------------------


def test_the_command_judges_one_dossier_or_all(gov, revision):
    ProposalFactory(gov=gov)
    text, error = said("--all")
    assert error is None
    assert "Tính lại 2 kết luận: 2 như đã giữ, 0 khác." in text
    text, error = said("--dossier", revision.proposal.code)
    assert f"{revision.proposal.code}/1  LDTT" in text
    assert "Tính lại 1 kết luận: 1 như đã giữ" in text


def test_the_command_names_differences_and_fails(revision):
    changed(revision, verdict={**revision.verdict, "code": "BARRED"})
    text, error = said("--all")
    assert "khác\n    Kết luận: trước là" in text
    assert error.returncode == 1
    text, error = said("--all", "--json")
    line = json.loads(text.splitlines()[-1])
    assert (line["dossier"], line["kept"], line["same"]) == (
        revision.proposal.code,
        "BARRED",
        False,
    )
    assert line["differences"]
    assert error is not None


def test_a_dossier_nobody_sent_is_named():
    for code in ("HS-0", "HS2020-99999"):
        _text, error = said("--dossier", code)
        assert f"Không có hồ sơ đã gửi nào mang mã “{code}”" in str(error)
