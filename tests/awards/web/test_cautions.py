"""What is told before somebody agrees: nobody passes in silence what nobody judged."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from awards.domain.steps import StepKind
from awards.services import ticks
from core.errors import InvalidInput
from core.scope import SYSTEM
from personnel.services import conduct
from tests.awards.test_considered import above
from tests.awards.web.pages import act_url, as_actor, page_of, text_of
from tests.factories.awards import AT, ProposalFactory, advance, decide, make_government
from tests.factories.personnel import StaffFactory
from tests.support.clock import stopped_at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]
MORALS = "Luat2003_D24_DaoDuc"
WAITING = "Còn 3 điều kiện chưa ai đánh giá"
OWN = "đánh giá được ghi với tên bạn và ngày hôm nay"


def checked(gov):
    return ProposalFactory(gov=gov, by=gov.head)


def test_the_dialog_of_each_step_names_what_nobody_judged(gov, officer):
    proposal = checked(gov)
    page = text_of(officer.get(page_of(proposal)))
    dialog = page[page.index('id="act-approve"') :]
    assert f"{WAITING}: " in dialog
    assert f'href="{page_of(proposal)}#vi-sao" data-close-dialog' in dialog
    assert OWN not in page
    # The same on the page of the act, for browsers without script, and of the council.
    assert WAITING in text_of(officer.get(act_url(proposal, "approve")))
    advance(gov, proposal, StepKind.COUNCIL)
    assert WAITING in text_of(as_actor(gov.council).get(act_url(proposal, "council")))
    # Nothing is told before sending a dossier back.
    assert WAITING not in text_of(as_actor(gov.council).get(act_url(proposal, "return")))


def test_who_decides_reads_what_deciding_judges_and_is_named_for_it(gov):
    proposal = advance(gov, checked(gov), StepKind.DIRECTOR)
    director, deciding = as_actor(gov.director), reverse("proposals:decide")
    for url in (act_url(proposal, "decide"), deciding):
        page = text_of(director.get(url))
        assert WAITING in page
        assert OWN in page
    decide(gov, proposal)
    page = text_of(director.get(page_of(proposal)))
    assert page.count(f"{gov.director.name} · ") >= 3
    assert "cùng lúc đánh giá đạt 3 điều kiện" in page
    # What was answered is not said to wait any more.
    assert "Chờ người xét đánh giá" not in page
    assert "Đánh giá cùng lúc đồng ý ở bước" in page


def test_a_negative_judgement_is_told_with_its_name_and_reason(gov, officer):
    proposal = checked(gov)
    ticks.tick(proposal, MORALS, ok=False, note="Chưa có xác nhận.", by=gov.officer, at=AT)
    page = text_of(officer.get(act_url(proposal, "approve")))
    assert "1 điều kiện được đánh giá là chưa đạt" in page
    assert f"{gov.officer.name}: Chưa có xác nhận." in page
    assert "Còn 2 điều kiện chưa ai đánh giá" in page


def test_a_verdict_without_records_is_told_when_sending_and_when_agreeing(gov, officer):
    person = StaffFactory(unit=gov.division)
    proposal = ProposalFactory(gov=gov, staff=person, by=gov.head, submit=False)
    page = text_of(as_actor(gov.head).get(page_of(proposal)))
    assert "Kết luận hôm nay: Chưa đủ dữ liệu để kết luận." in page
    sent = ProposalFactory(gov=gov, staff=StaffFactory(unit=gov.division), by=gov.head)
    assert "Kết luận hôm nay: Chưa đủ dữ liệu để kết luận." in text_of(
        officer.get(act_url(sent, "approve"))
    )


def test_what_came_up_since_the_sending_is_told_before_the_decision(gov):
    proposal = advance(gov, checked(gov), StepKind.DIRECTOR)
    conduct.record_discipline(
        staff=proposal.staff,
        form="WARNING",
        decision_ref="09/QĐ-SCT",
        decided_on=date(2020, 11, 30),
        valid_from=date(2020, 11, 30),
        by=SYSTEM,
        at=AT,
    )
    director = as_actor(gov.director)
    told = "Kết luận hôm nay: Không được xét."
    assert told in text_of(director.get(reverse("proposals:decide")))
    page = text_of(director.get(act_url(proposal, "decide")))
    assert told in page
    assert "cảnh cáo" in page.lower()
    with pytest.raises(InvalidInput) as refused:
        decide(gov, proposal)
    assert "Theo dữ liệu và quy định hôm nay" in refused.value.problems[0].reason


def test_many_at_once_are_told_line_by_line(gov, officer, django_assert_max_num_queries):
    url = reverse("proposals:together")

    def ask(proposals):
        return officer.post(url, {"pk": [one.pk for one in proposals], "act": "approve"})

    sent = [checked(gov) for _ in range(3)]
    with django_assert_max_num_queries(25) as first:
        one = text_of(ask(sent[:1]))
    with django_assert_max_num_queries(len(first.captured_queries)):
        page = text_of(ask(sent))
    assert one.count(f"{WAITING}</span>") == 1
    assert page.count(f"{WAITING}</span>") == 3
    assert OWN not in page


def test_many_that_end_inside_the_house_say_what_agreeing_judges():
    away = make_government(upper_participates=False)
    proposal = above(away, StepKind.DIRECTOR, ["GIVING"])
    chosen = {"pk": [proposal.pk], "act": "approve"}
    with stopped_at("2026-08-10"):
        director = as_actor(away.director)
        assert OWN in text_of(director.post(reverse("proposals:together"), chosen))
