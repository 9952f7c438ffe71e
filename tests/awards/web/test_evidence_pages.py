"""Pages of what a dossier says so that later awards can be judged, and of what looks like it."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from awards.domain.steps import StepKind
from awards.models import DuplicateAcknowledgement, JudgementTick, Proposal
from awards.services import likenesses, ticks
from awards.workflow import DRAFT, IN_REVIEW
from tests.awards.test_likeness import FLOOD, FLOOD_AGAIN
from tests.awards.web.pages import act_url, as_actor, page_of, redirected, text_of
from tests.awards.web.test_proposal_making import CREATE, entered
from tests.factories.awards import AT, YEAR, ProposalFactory, advance, assessed, decide
from tests.factories.emulation import InitiativeFactory, recognised
from tests.factories.personnel import StaffFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]
RULE = "Luat2022_D24_K1_b"


@pytest.fixture
def person(gov):
    return assessed(StaffFactory(unit=gov.division, full_name="Nguyễn Thị Lan"))


@pytest.fixture
def work(gov, person):
    return recognised(InitiativeFactory(authors=[person], by=gov.officer))


def blank(person):
    return {"recipient": f"nguoi:{person.code}", "year": YEAR}


# --- Ground, claims, initiatives ------------------------------------------------------------


def test_the_ground_is_asked_only_of_titles_with_alternatives(gov, person, work):
    head = as_actor(gov.head)
    url = reverse("proposals:grounds")
    asked = entered(person, award_type="CSTDCS", initiatives=[work.pk])
    field = text_of(head.post(url, asked))
    assert 'value="INITIATIVE" selected' in field
    assert "Hoàn thành xuất sắc nhiệm vụ" in field
    assert "Hoàn thành xuất sắc" not in text_of(
        head.post(url, entered(person, award_type="CSTD_BO"))
    )
    assert "disabled" in text_of(head.post(url, entered(person)))


def test_ground_and_claims_are_kept_and_shown(gov, person, work):
    head = as_actor(gov.head)
    page = text_of(head.get(CREATE, blank(person)))
    assert "Hồ sơ nêu thêm thành tích" in page
    assert "an sinh xã hội, từ thiện" in page
    sent = entered(
        person, award_type="CSTDCS", ground="RESEARCH", claims=["PRIZE"], initiatives=[work.pk]
    )
    page = text_of(head.post(CREATE, sent, follow=True))
    proposal = Proposal.objects.get()
    assert (proposal.ground, proposal.claims) == ("RESEARCH", ["PRIZE"])
    assert "Căn cứ của danh hiệu: đề tài, đề án, công trình." in page
    assert "Giải thưởng" in page
    again = text_of(head.get(reverse("proposals:edit", args=[proposal.pk])))
    assert 'value="RESEARCH" selected' in again


def test_the_award_may_change_to_one_without_grounds(gov, person, work):
    proposal = ProposalFactory(
        gov=gov, staff=person, code="CSTDCS", ground="INITIATIVE", initiatives=[work], submit=False
    )
    url = reverse("proposals:edit", args=[proposal.pk])
    redirected(as_actor(gov.head).post(url, entered(person, version=1)))
    proposal.refresh_from_db()
    assert (proposal.award_type.code, proposal.ground) == ("LDTT", "")


def test_a_choice_of_initiatives_says_where_each_was_used(gov, person, work):
    used = ProposalFactory(gov=gov, staff=person, initiatives=[work], code="GIAYKHEN")
    page = text_of(as_actor(gov.head).get(CREATE, blank(person)))
    assert f"Đã dùng: {used.award_type.short_name} năm {YEAR}, {used.code}" in page
    edit = text_of(
        as_actor(gov.head).get(
            reverse(
                "proposals:edit",
                args=[ProposalFactory(gov=gov, staff=person, submit=False).pk],
            )
        )
    )
    assert used.code in edit


def test_the_ledger_stands_in_the_pages_of_initiative_and_person(gov, person, work):
    used = ProposalFactory(gov=gov, staff=person, initiatives=[work], code="GIAYKHEN")
    officer = as_actor(gov.officer)
    for name, code, slot in (
        ("awards:initiative_uses", work.code, "emulation:initiative_detail"),
        ("awards:person_uses", person.code, "personnel:staff_detail"),
    ):
        url = reverse(name, args=[code])
        assert f'hx-get="{url}"' in text_of(officer.get(reverse(slot, args=[code])))
        part = text_of(officer.get(url, headers={"HX-Request": "true"}))
        assert used.code in part
        assert page_of(used) in part
        assert "<html" not in part
    # The ministry sees no dossier of the department, nor these people's pages.
    elsewhere = as_actor(gov.ministry_officer)
    assert elsewhere.get(reverse("awards:initiative_uses", args=[work.code])).status_code == 404


def test_an_initiative_nobody_used_says_so(gov, work):
    page = as_actor(gov.officer).get(reverse("awards:initiative_uses", args=[work.code]))
    assert "Chưa có đề nghị nào dùng sáng kiến này." in text_of(page)


def test_the_register_tells_the_ground(gov, person, work):
    proposal = ProposalFactory(
        gov=gov, staff=person, code="CSTDCS", ground="INITIATIVE", initiatives=[work]
    )
    decide(gov, proposal)
    officer = as_actor(gov.officer)
    for url in (
        reverse("awards:award_detail", args=[proposal.recorded_award.pk]),
        reverse("awards:person_history", args=[person.code]),
    ):
        assert "Sáng kiến" in text_of(officer.get(url)), url


# --- Judging --------------------------------------------------------------------------------


def judged(proposal, **values):
    return {"rule": RULE, "ok": "1", "note": "", "version": proposal.version, **values}


def test_a_condition_is_judged_with_and_without_script(gov, person):
    proposal = ProposalFactory(gov=gov, staff=person, submit=False)
    url = reverse("proposals:judge", args=[proposal.pk])
    assert url.endswith(f"/khen-thuong/de-nghi/{proposal.pk}/danh-gia/")
    head = as_actor(gov.head)
    assert url in text_of(head.get(page_of(proposal)))
    assert redirected(head.post(url, judged(proposal))).startswith(page_of(proposal))
    part = text_of(head.post(url, judged(proposal, note="Đã xem."), headers={"HX-Request": "true"}))
    assert gov.head.name in part
    assert "Đã xem." in part
    assert "<html" not in part
    assert JudgementTick.objects.filter(rule=RULE, ok=True).count() == 2
    assert gov.head.name in text_of(head.get(page_of(proposal)))


@pytest.mark.parametrize(
    ("values", "status", "told"),
    [
        ({"ok": "0"}, 400, "Hãy ghi vì sao đánh giá là chưa đạt."),
        ({"ok": "maybe", "note": "Giữ lại"}, 400, "Hãy chọn"),
        ({"version": 7, "note": "Giữ lại"}, 409, "đã được người khác thay đổi"),
    ],
)
def test_a_refused_judgement_keeps_what_was_typed(gov, person, values, status, told):
    proposal = ProposalFactory(gov=gov, staff=person, submit=False)
    url = reverse("proposals:judge", args=[proposal.pk])
    head = as_actor(gov.head)
    page = head.post(url, judged(proposal, **values))
    assert page.status_code == status
    part = head.post(url, judged(proposal, **values), headers={"HX-Request": "true"})
    assert part.status_code == 422
    for answer in (page, part):
        assert told in text_of(answer)
        assert values.get("note", "") in text_of(answer)
    assert not JudgementTick.objects.exists()


def test_who_only_reads_sees_the_judgement_and_no_form(gov, person):
    proposal = ProposalFactory(gov=gov, staff=person, submit=False)
    rule = re.search(
        r'name="rule" value="(\w+)"', text_of(as_actor(gov.head).get(page_of(proposal)))
    )
    assert rule is not None
    ticks.tick(proposal, rule[1], ok=True, by=gov.head, at=AT)
    auditor = as_actor(gov.auditor)
    page = text_of(auditor.get(page_of(proposal)))
    assert gov.head.name in page
    assert reverse("proposals:judge", args=[proposal.pk]) not in page
    asked = auditor.post(reverse("proposals:judge", args=[proposal.pk]), judged(proposal))
    assert asked.status_code == 403


# --- Doubles and likenesses -----------------------------------------------------------------


def test_the_preview_leads_to_the_double_one_may_see(gov, person):
    standing = ProposalFactory(gov=gov, staff=person)
    page = text_of(as_actor(gov.head).post(reverse("proposals:preview"), entered(person)))
    assert "đã có đề nghị" in page
    assert page_of(standing) in page


def alike(gov, person, **values):
    return ProposalFactory(
        gov=gov, staff=person, code="GIAYKHEN", basis="SUDDEN", merit=FLOOD, **values
    )


def test_what_looks_alike_is_told_answered_and_then_sent(gov, person):
    other = alike(gov, person)
    head = as_actor(gov.head)
    typed = entered(person, award_type="BK_TINH", basis="SUDDEN", merit=FLOOD_AGAIN)
    preview = text_of(head.post(reverse("proposals:preview"), typed))
    assert "Thành tích giống hồ sơ khác" in preview
    assert other.code in preview
    landed = redirected(head.post(CREATE, {**typed, "act": "send"}))
    proposal = Proposal.objects.latest("pk")
    assert landed == f"{page_of(proposal)}#trung"
    assert proposal.state == DRAFT
    answer = reverse("proposals:acknowledge", args=[proposal.pk])
    page = text_of(head.get(page_of(proposal)))
    assert answer in page
    assert page_of(other) in page
    asked = {"refs": [f"proposal:{other.pk}"], "note": "", "version": 1}
    refused = head.post(answer, asked)
    assert refused.status_code == 422
    assert "Hãy ghi lý do." in text_of(refused)
    redirected(head.post(answer, {**asked, "note": "Đợt tháng 10."}))
    assert DuplicateAcknowledgement.objects.get().actor_name == gov.head.name
    redirected(head.post(act_url(proposal, "submit"), {"version": 1}))
    proposal.refresh_from_db()
    assert proposal.state == IN_REVIEW
    reviewer = text_of(as_actor(gov.officer).get(page_of(proposal)))
    assert "Đợt tháng 10." in reviewer
    assert gov.head.name in reviewer
    assert answer not in reviewer


def test_many_drafts_are_sent_but_for_the_one_that_looks_like_another(gov, person):
    alike(gov, person)
    second = alike(gov, person, occasion="Đợt hai", submit=False)
    plain = ProposalFactory(gov=gov, submit=False)
    sent = {"act": "submit", "confirmed": "1", "pk": [second.pk, plain.pk]}
    page = text_of(as_actor(gov.head).post(reverse("proposals:together"), sent))
    assert "xác nhận không trùng" in page
    second.refresh_from_db()
    plain.refresh_from_db()
    assert (second.state, plain.state) == (DRAFT, IN_REVIEW)


def test_only_who_makes_the_dossier_answers(gov, person):
    alike(gov, person)
    second = alike(gov, person, occasion="Đợt hai", submit=False)
    url = reverse("proposals:acknowledge", args=[second.pk])
    assert as_actor(gov.director).get(url).status_code == 403
    ref = likenesses.not_acknowledged(second, by=gov.head)[0].ref
    likenesses.acknowledge(second, [ref], "Khác.", by=gov.head, at=AT)
    assert as_actor(gov.head).post(url, {"refs": [ref], "note": "Lại"}).status_code == 422


# --- The two days ---------------------------------------------------------------------------


def test_both_days_stand_on_the_page_and_one_is_corrected(gov, person):
    proposal = advance(gov, ProposalFactory(gov=gov, staff=person), StepKind.DIRECTOR)
    officer = as_actor(gov.officer)
    url = reverse("proposals:correct_received", args=[proposal.pk])
    page = text_of(officer.get(page_of(proposal)))
    assert "Ngày cơ quan có thẩm quyền nhận" in page
    assert url in page
    assert url not in text_of(as_actor(gov.director).get(page_of(proposal)))
    sent = {"day": "01/02/2021", "reason": "Theo dấu.", "version": proposal.version}
    refused = officer.post(url, sent)
    assert refused.status_code == 422
    assert "tương lai" in text_of(refused)
    redirected(officer.post(url, {**sent, "day": "12/01/2021"}))
    shown = text_of(officer.get(page_of(proposal)))
    assert "12/01/2021" in shown
    assert "Sửa ngày cơ quan có thẩm quyền nhận để thẩm định" in shown
    stale = officer.post(url, {**sent, "day": "11/01/2021"})
    assert stale.status_code == 409
    assert as_actor(gov.director).get(url).status_code == 403
    draft = ProposalFactory(gov=gov, submit=False)
    early = officer.get(reverse("proposals:correct_received", args=[draft.pk]))
    assert early.status_code == 409
