"""Making and changing a proposal: whom, what, a look ahead, stale pages."""

from __future__ import annotations

import pytest
from django.urls import reverse

from awards.models import Proposal
from awards.services import proposals as services
from awards.services.proposal_entry import ProposalInput
from awards.workflow import DRAFT, IN_REVIEW
from personnel.models import Staff
from tests.awards.web.pages import act_url, as_actor, member, page_of, redirected, text_of
from tests.factories.awards import (
    AT,
    YEAR,
    ProposalFactory,
    assessed,
)
from tests.factories.emulation import InitiativeFactory, award, recognised
from tests.factories.personnel import StaffFactory
from tests.support.clock import stopped_at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]

CREATE = "/de-nghi/lap/"


@pytest.fixture
def person(gov):
    return assessed(StaffFactory(unit=gov.division))


def entered(person, **changes):
    recipient = f"nguoi:{person.code}" if isinstance(person, Staff) else f"tap-the:{person.code}"
    return {
        "recipient": recipient,
        "year": YEAR,
        "award_type": "LDTT",
        "decider": "",
        "basis": "MERIT",
        "merit": "Hoàn thành 120 hồ sơ.",
        "act": "save",
        **changes,
    }


def test_first_whom_then_what(gov, person):
    head = as_actor(gov.head)
    assert "Bước 1 trong 2" in text_of(head.get(CREATE))
    page = text_of(head.get(CREATE, {"recipient": f"nguoi:{person.code}", "year": YEAR}))
    assert "Bước 2 trong 2" in page
    assert "Lao động tiên tiến" in page
    assert "Tập thể lao động tiên tiến" not in page
    page = text_of(head.get(CREATE, {"recipient": f"tap-the:{gov.division.code}", "year": YEAR}))
    assert "Tập thể lao động tiên tiến" in page
    assert "Chiến sĩ thi đua" not in page


def test_a_draft_is_saved_and_then_sent(gov, person):
    head = as_actor(gov.head)
    page = text_of(head.post(CREATE, entered(person), follow=True))
    proposal = Proposal.objects.get()
    assert (proposal.state, proposal.merit) == (DRAFT, "Hoàn thành 120 hồ sơ.")
    assert "Đã lưu bản nháp" in page
    assert "Khi gửi sẽ đi qua" in page
    page = text_of(head.post(act_url(proposal, "submit"), {"version": 1}, follow=True))
    proposal.refresh_from_db()
    assert proposal.state == IN_REVIEW
    assert "Thẩm định hồ sơ" in page
    assert "hạn 26/01/2021" in page


def test_sending_at_once_names_the_holder_and_the_limit(gov, person):
    page = text_of(as_actor(gov.head).post(CREATE, entered(person, act="send"), follow=True))
    assert "Đã gửi đề nghị" in page
    assert gov.officer.name in page
    assert "hạn 26/01/2021" in page


def test_what_cannot_be_sent_stays_as_a_draft_with_the_reason(gov):
    at = AT.replace(year=2025)
    person = assessed(StaffFactory(unit=gov.division), grade="COMPLETED", year=2024, at=at)
    with stopped_at("2025-02-03"):
        page = text_of(
            as_actor(gov.head).post(CREATE, entered(person, year=2024, act="send"), follow=True)
        )
    assert Proposal.objects.get().state == DRAFT
    assert "chưa gửi được" in page
    assert "Điều 24" in page
    assert "Hoàn thành 120 hồ sơ." in page


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"award_type": ""}, "id_award_type"),
        ({"award_type": "TTLDTT"}, "id_award_type"),
        ({"award_type": "KNC"}, "nội dung cụ thể"),
        ({"basis": "MOVEMENT"}, "phong trào hoặc chuyên đề"),
        ({"year": 2022}, "không thể sau năm 2021"),
        ({"year": 1900}, "id_year"),
        ({"decider": "PRESIDENT"}, "id_decider"),
        ({"recipient": "nguoi:KHONGCO"}, "Không tìm thấy người hoặc đơn vị này"),
        ({"recipient": "sai"}, "Không tìm thấy người hoặc đơn vị này"),
    ],
)
def test_bad_input_is_named_and_the_text_is_kept(gov, person, changes, words):
    answer = as_actor(gov.head).post(CREATE, entered(person, **changes))
    page = text_of(answer)
    assert answer.status_code == 422
    assert words in page
    assert "chỗ cần sửa" in page
    assert not Proposal.objects.exists()
    if not {"year", "recipient"} & set(changes):
        assert "Hoàn thành 120 hồ sơ." in page


def test_a_twin_is_refused_beside_the_form(gov, person):
    ProposalFactory(gov=gov, staff=person)
    answer = as_actor(gov.head).post(CREATE, entered(person))
    assert answer.status_code == 422
    assert "đã có đề nghị" in text_of(answer)
    assert f"Hãy mở hồ sơ {Proposal.objects.get().code} đã có" in text_of(answer)


def test_others_are_out_of_reach_and_oneself_too(gov):
    stranger = assessed(StaffFactory(unit=gov.other_division))
    assert as_actor(gov.head).post(CREATE, entered(stranger)).status_code == 422
    head = as_actor(gov.head)
    own = Staff.objects.get(pk=gov.head.staff_id)
    assert head.post(CREATE, entered(own)).status_code == 422
    options = text_of(head.get(reverse("proposals:pick"), {"q": own.code}))
    assert own.code not in options
    assert not Proposal.objects.exists()


def test_who_may_not_propose_is_told_so(gov, person):
    answer = as_actor(gov.auditor).get(CREATE)
    assert answer.status_code == 403
    assert "Chỉ trưởng đơn vị hoặc cán bộ tổ chức" in text_of(answer)
    assert as_actor(gov.director).post(CREATE, entered(person)).status_code == 403


def test_the_preview_tells_verdict_route_and_problems(gov, person):
    head = as_actor(gov.head)
    answer = head.post(reverse("proposals:preview"), entered(person))
    page = text_of(answer)
    assert "Điều 24" in page
    assert "Hội đồng họp xét" in page
    assert "Chưa gửi được" not in page
    ProposalFactory(gov=gov, staff=person)
    assert "đã có đề nghị" in text_of(head.post(reverse("proposals:preview"), entered(person)))
    assert Proposal.objects.count() == 1
    page = text_of(head.post(reverse("proposals:preview"), entered(person, award_type="")))
    assert "Chọn danh hiệu, hình thức để thấy" in page


def test_the_deciding_level_follows_the_award(gov, person):
    head = as_actor(gov.head)
    page = text_of(head.post(reverse("proposals:deciders"), entered(person, award_type="GIAYKHEN")))
    assert "chỉ một cấp" in page
    page = text_of(head.post(reverse("proposals:deciders"), entered(person, award_type="KHAC")))
    assert "Chủ tịch UBND tỉnh" in page
    assert "Thủ tướng Chính phủ" in page


def test_the_pick_finds_people_and_collectives_without_marks(gov):
    StaffFactory(unit=gov.division, full_name="Đặng Thị Thu Huệ", code="CB900")
    head = as_actor(gov.head)
    assert 'data-value="nguoi:CB900"' in text_of(head.get(reverse("proposals:pick"), {"q": "hue"}))
    page = text_of(head.get(reverse("proposals:pick"), {"q": "cong nghiep"}))
    assert f'data-value="tap-the:{gov.division.code}"' in page


def test_evidence_of_the_person_is_offered_and_kept(gov, person):
    mine = recognised(InitiativeFactory(authors=[person], year=YEAR, by=gov.officer, at=AT), at=AT)
    other = recognised(InitiativeFactory(year=YEAR))
    head = as_actor(gov.head)
    page = text_of(head.get(CREATE, {"recipient": f"nguoi:{person.code}", "year": YEAR}))
    assert mine.code in page
    assert other.code not in page
    head.post(CREATE, entered(person, initiatives=[mine.pk]))
    assert list(Proposal.objects.get().initiatives.all()) == [mine]


def test_a_draft_is_changed(gov, person):
    proposal = ProposalFactory(gov=gov, staff=person, by=gov.head, submit=False)
    url = reverse("proposals:edit", args=[proposal.pk])
    head = as_actor(gov.head)
    assert "Hoàn thành tốt các nhiệm vụ" in text_of(head.get(url))
    changed = entered(person, merit="Viết lại.", version=proposal.version)
    assert redirected(head.post(url, changed)) == page_of(proposal)
    proposal.refresh_from_db()
    assert proposal.merit == "Viết lại."


def test_a_stale_edit_shows_what_changed_and_keeps_the_text(gov, person):
    proposal = ProposalFactory(gov=gov, staff=person, by=gov.head, submit=False)
    entry = ProposalInput(
        year=YEAR, award_type=award("LDTT"), staff=person, merit="Người khác viết."
    )
    services.update(proposal, entry, by=gov.officer, at=AT, expected_version=1)
    url = reverse("proposals:edit", args=[proposal.pk])
    head = as_actor(gov.head)
    mine = entered(person, merit="Tôi viết.", version=1)
    answer = head.post(url, mine)
    page = text_of(answer)
    assert answer.status_code == 409
    assert "Người khác viết." in page
    assert page.count("Tôi viết.") >= 2
    assert 'name="version" value="2"' in page
    redirected(head.post(url, {**mine, "version": 2}))
    proposal.refresh_from_db()
    assert proposal.merit == "Tôi viết."


def test_a_sent_dossier_is_not_edited(gov):
    proposal = ProposalFactory(gov=gov, by=gov.head)
    url = reverse("proposals:edit", args=[proposal.pk])
    assert as_actor(gov.head).get(url).status_code == 409
    assert as_actor(gov.auditor).get(url).status_code == 403
    assert member(gov.other_division).get(url).status_code == 404
