"""The page of a dossier and the acts on it."""

from __future__ import annotations

import pytest

from awards.domain.steps import StepKind
from awards.models import CouncilResult
from awards.services import proposals as services
from awards.services import review
from awards.workflow import ANNULLED, IN_REVIEW, REFUSED, RETURNED, WITHDRAWN
from tests.awards.web.pages import act_url, as_actor, member, page_of, redirected, text_of
from tests.factories.awards import (
    AT,
    ProposalFactory,
    advance,
    decide,
    make_government,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]


# --- The dossier ------------------------------------------------------------------------------


def test_the_dossier_shows_who_what_route_reasons_and_history(gov, officer):
    proposal = ProposalFactory(gov=gov, by=gov.head)
    page = text_of(officer.get(page_of(proposal)))
    for words in (
        proposal.recipient_name,
        "Lao động tiên tiến",
        "Đường đi của hồ sơ",
        "Thẩm định hồ sơ",
        gov.officer.name,
        "Điều 24",
        "Hoàn thành tốt các nhiệm vụ",
        "Gửi đề nghị",
        "Đồng ý, chuyển bước sau",
        "Hồ sơ chuyển tới bước “Hội đồng họp xét”",
    ):
        assert words in page
    assert act_url(proposal, "approve") in page


def test_acts_one_may_not_take_are_shown_with_the_reason(gov):
    proposal = ProposalFactory(gov=gov, by=gov.head)
    page = text_of(as_actor(gov.head).get(page_of(proposal)))
    assert "Hồ sơ đang ở bước" in page
    assert act_url(proposal, "approve") not in page
    assert act_url(proposal, "withdraw") in page
    page = text_of(member(gov.division, proposal.staff).get(page_of(proposal)))
    assert "Không ai được xử lý hồ sơ của chính mình" in page


@pytest.mark.parametrize("place", ["division", "other_division"])
def test_a_dossier_out_of_reach_is_not_found(gov, place):
    proposal = ProposalFactory(gov=gov, by=gov.head)
    client = member(getattr(gov, place))
    assert client.get(page_of(proposal)).status_code == 404
    assert client.get(act_url(proposal, "approve")).status_code == 404
    assert client.get("/de-nghi/999999/").status_code == 404


def test_the_dossier_takes_a_fixed_number_of_queries(gov, officer, django_assert_max_num_queries):
    proposal = ProposalFactory(gov=gov, by=gov.head)
    officer.get(page_of(proposal))
    with django_assert_max_num_queries(50):
        officer.get(page_of(proposal))


def test_a_draft_shows_the_way_it_would_go_and_why_not(gov):
    gov.department.sector_unit = None
    gov.department.save()
    proposal = ProposalFactory(gov=gov, code="BK_BO", by=gov.head, submit=False)
    page = text_of(as_actor(gov.head).get(page_of(proposal)))
    assert "bộ quản lý ngành" in page


# --- Acts -------------------------------------------------------------------------------------


def test_agreeing_names_the_next_holder(gov, officer):
    proposal = ProposalFactory(gov=gov, by=gov.head)
    page = text_of(
        officer.post(act_url(proposal, "approve"), {"version": proposal.version}, follow=True)
    )
    assert "Hồ sơ đang ở bước “Hội đồng họp xét” tại Sở Công Thương" in page
    assert gov.council.name in page


@pytest.mark.parametrize(("name", "state"), [("return", RETURNED), ("refuse", REFUSED)])
def test_a_reason_is_asked_for(gov, officer, name, state):
    proposal = ProposalFactory(gov=gov, by=gov.head)
    assert officer.get(act_url(proposal, name)).status_code == 200
    answer = officer.post(act_url(proposal, name), {"version": proposal.version, "comment": " "})
    assert answer.status_code == 422
    assert "Hãy ghi lý do" in text_of(answer)
    page = text_of(
        officer.post(
            act_url(proposal, name),
            {"version": proposal.version, "comment": "Thiếu số liệu quý IV."},
            follow=True,
        )
    )
    proposal.refresh_from_db()
    assert proposal.state == state
    assert "Thiếu số liệu quý IV." in page


def test_a_stale_act_shows_what_changed_and_keeps_the_text(gov, officer):
    proposal = ProposalFactory(gov=gov, by=gov.head)
    seen = proposal.version
    review.act(proposal, "return", by=gov.officer, at=AT, comment="Bổ sung.")
    services.submit(proposal, by=gov.head, at=AT)
    answer = officer.post(
        act_url(proposal, "refuse"), {"version": seen, "comment": "Không đủ tiêu chuẩn."}
    )
    page = text_of(answer)
    assert answer.status_code == 409
    assert "Trả lại để bổ sung" in page
    assert "Không đủ tiêu chuẩn." in page
    proposal.refresh_from_db()
    assert proposal.state == IN_REVIEW


def test_an_act_that_came_too_late_keeps_the_text(gov, officer):
    proposal = ProposalFactory(gov=gov, by=gov.head)
    seen = proposal.version
    review.act(proposal, "refuse", by=gov.officer, at=AT, comment="Không đủ.")
    answer = officer.post(act_url(proposal, "return"), {"version": seen, "comment": "Ý kiến dài."})
    page = text_of(answer)
    assert answer.status_code == 409
    assert "Không đủ." in page
    assert "Ý kiến dài." in page
    assert officer.get(act_url(proposal, "return")).status_code == 409


def test_an_act_of_somebody_else_is_refused_with_the_reason(gov):
    proposal = ProposalFactory(gov=gov, by=gov.head)
    client = as_actor(gov.director)
    assert client.get(act_url(proposal, "approve")).status_code == 403
    answer = client.post(act_url(proposal, "approve"), {"version": proposal.version})
    assert answer.status_code == 403
    assert "Thẩm định hồ sơ" in text_of(answer)
    assert as_actor(gov.officer).get(act_url(proposal, "khong-co")).status_code == 409


def test_the_council_result_is_recorded(gov):
    proposal = advance(gov, ProposalFactory(gov=gov), StepKind.COUNCIL)
    client = as_actor(gov.council)
    page = text_of(client.get(page_of(proposal)))
    assert "Ghi kết quả họp hội đồng" in page
    result = {
        "version": proposal.version,
        "minutes_number": "02/BB-HĐTĐKT",
        "met_on": "11/01/2021",
        "members": "9",
        "votes_for": "4",
        "votes_against": "5",
    }
    answer = client.post(act_url(proposal, "council"), result)
    assert answer.status_code == 422
    assert "Chưa quá nửa" in text_of(answer)
    answer = client.post(act_url(proposal, "council"), {**result, "met_on": "ngày mai"})
    assert answer.status_code == 422
    page = text_of(
        client.post(
            act_url(proposal, "council"),
            {**result, "votes_for": "9", "votes_against": ""},
            follow=True,
        )
    )
    assert CouncilResult.objects.get().votes_for == 9
    assert "9/9 phiếu đồng ý" in page


def test_the_answer_of_an_outer_level_needs_its_paper():
    gov = make_government(upper_participates=False)
    proposal = advance(gov, ProposalFactory(gov=gov, code="BK_TTG"), StepKind.PROVINCE)
    officer = as_actor(gov.officer)
    answer = officer.post(act_url(proposal, "approve"), {"version": proposal.version})
    assert answer.status_code == 422
    assert "văn bản của cấp trên" in text_of(answer)
    answer = officer.post(
        act_url(proposal, "approve"), {"version": proposal.version, "document": "12/TTr-UBND"}
    )
    redirected(answer)
    assert "Văn bản 12/TTr-UBND" in text_of(officer.get(page_of(proposal)))


def test_withdrawing_and_annulling(gov, officer):
    withdrawn = ProposalFactory(gov=gov)
    officer.post(
        act_url(withdrawn, "withdraw"), {"version": withdrawn.version, "comment": "Lập nhầm."}
    )
    given = ProposalFactory(gov=gov)
    decide(gov, given)
    given.refresh_from_db()
    data = {"version": given.version, "number": "30/QĐ-SCT", "comment": "Khai không trung thực."}
    answer = officer.post(act_url(given, "annul"), {**data, "decided_on": "01/01/2020"})
    assert answer.status_code == 422
    assert "Ngày hủy bỏ" in text_of(answer)
    page = text_of(
        officer.post(act_url(given, "annul"), {**data, "decided_on": "12/01/2021"}, follow=True)
    )
    withdrawn.refresh_from_db()
    given.refresh_from_db()
    assert (withdrawn.state, given.state) == (WITHDRAWN, ANNULLED)
    assert "Khen thưởng đã bị hủy bỏ" in page
