"""One act on many dossiers, with a result per line."""

from __future__ import annotations

import pytest
from django.urls import reverse

from awards.domain.steps import StepKind
from awards.models import CouncilResult, Proposal
from awards.workflow import DECIDED, IN_REVIEW, RETURNED
from tests.awards.web.pages import as_actor, redirected, text_of
from tests.factories.awards import (
    ProposalFactory,
    advance,
    assessed,
)
from tests.factories.personnel import StaffFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]

LIST = "/de-nghi/"


def test_one_act_on_many_shows_a_result_per_line(gov, officer):
    ready = [ProposalFactory(gov=gov, by=gov.head) for _ in range(2)]
    draft = ProposalFactory(gov=gov, submit=False)
    url = reverse("proposals:together")
    chosen = {"pk": [one.pk for one in [*ready, draft]], "act": "approve"}
    question = text_of(officer.post(url, chosen))
    assert "3 hồ sơ đã chọn" in question
    assert f'value="{ready[0].pk}:{ready[0].version}"' in question
    page = text_of(officer.post(url, {**chosen, "confirmed": "1"}))
    assert "Xong 2 hồ sơ; 1 hồ sơ chưa được" in page
    assert "Đang ở bước “Hội đồng họp xét”" in page
    assert "Hồ sơ không nằm ở bước xét nào" in page
    assert page.index(draft.code) < page.index(ready[0].code)
    assert [Proposal.objects.get(pk=one.pk).current_step.kind for one in ready] == ["COUNCIL"] * 2


def test_a_line_seen_too_long_ago_is_left_and_told(gov, officer):
    fresh, old = (ProposalFactory(gov=gov, by=gov.head) for _ in range(2))
    pks = [f"{fresh.pk}:{fresh.version}", f"{old.pk}:{old.version - 1}"]
    page = text_of(
        officer.post(reverse("proposals:together"), {"pk": pks, "act": "approve", "confirmed": "1"})
    )
    assert "Xong 1 hồ sơ; 1 hồ sơ chưa được" in page
    assert "đã được người khác thay đổi" in page


def test_one_meeting_for_many(gov):
    many = [advance(gov, ProposalFactory(gov=gov), StepKind.COUNCIL) for _ in range(2)]
    data = {
        "pk": [one.pk for one in many],
        "act": "council",
        "confirmed": "1",
        "minutes_number": "02/BB-HĐTĐKT",
        "met_on": "11/01/2021",
        "members": "9",
        "votes_for": "8",
    }
    client = as_actor(gov.council)
    answer = client.post(reverse("proposals:together"), {**data, "members": ""})
    assert answer.status_code == 422
    assert "Xong cả 2 hồ sơ" in text_of(client.post(reverse("proposals:together"), data))
    assert CouncilResult.objects.count() == 2


def test_many_drafts_are_sent_and_many_are_returned(gov, officer):
    drafts = [ProposalFactory(gov=gov, by=gov.head, submit=False) for _ in range(2)]
    data = {"pk": [one.pk for one in drafts], "confirmed": "1"}
    url = reverse("proposals:together")
    assert "Xong cả 2" in text_of(as_actor(gov.head).post(url, {**data, "act": "submit"}))
    answer = officer.post(url, {**data, "act": "return", "comment": ""})
    assert answer.status_code == 422
    officer.post(url, {**data, "act": "return", "comment": "Bổ sung."})
    assert set(Proposal.objects.values_list("state", flat=True)) == {RETURNED}


def test_nothing_chosen_too_much_chosen_and_nonsense(gov, officer):
    url = reverse("proposals:together")
    assert redirected(officer.post(url, {"act": "approve"})) == LIST
    assert redirected(officer.post(url, {"act": "approve", "pk": ["x", "9" * 30]})) == LIST
    many = {"act": "approve", "pk": list(range(1, 202))}
    assert officer.post(url, many).status_code == 400
    assert officer.post(url, {"act": "annul", "pk": [1]}).status_code == 400
    assert "Không có hồ sơ nào" in text_of(officer.post(url, {"act": "approve", "pk": [999999]}))
    assert officer.get(url).status_code == 405


def test_dossiers_of_others_are_left_out(gov):
    stranger = ProposalFactory(gov=gov, staff=assessed(StaffFactory(unit=gov.other_division)))
    mine = ProposalFactory(gov=gov, submit=False, by=gov.head)
    page = text_of(
        as_actor(gov.head).post(
            reverse("proposals:together"),
            {"act": "submit", "pk": [stranger.pk, mine.pk], "confirmed": "1"},
        )
    )
    assert "1 hồ sơ không nằm trong phạm vi của bạn" in page
    assert stranger.recipient_name not in page
    assert Proposal.objects.get(pk=mine.pk).state == IN_REVIEW
    assert Proposal.objects.exclude(state=DECIDED).count() == 2
