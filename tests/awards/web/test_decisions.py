"""Deciding many dossiers with one decision, and the pages of decisions."""

from __future__ import annotations

import pytest
from django.urls import reverse

from awards.domain.steps import StepKind
from awards.models import Decision, Proposal, RecordedAward
from awards.services import decisions as services
from awards.services import review
from awards.workflow import DECIDED, IN_REVIEW
from personnel.models import Role, UnitKind
from tests.awards.web.pages import as_actor, as_user, member, redirected, text_of
from tests.factories.awards import (
    AT,
    ProposalFactory,
    advance,
    decide,
    decision_input,
    make_government,
)
from tests.factories.personnel import StaffFactory, UnitFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]

DECIDE = "/de-nghi/quyet-dinh/"


@pytest.fixture
def director(gov):
    return as_actor(gov.director)


@pytest.fixture
def ready(gov):
    return [advance(gov, ProposalFactory(gov=gov), StepKind.DIRECTOR) for _ in range(3)]


def entered(*proposals, **changes):
    return {
        "pk": [f"{one.pk}:{one.version}" for one in proposals],
        "number": "18/QĐ-SCT",
        "decided_on": "11/01/2021",
        "signer_name": "Phạm Minh Đức",
        "signer_post": "Giám đốc",
        "summary": "Về việc công nhận danh hiệu thi đua năm 2020",
        **changes,
    }


def test_only_what_waits_for_my_decision_is_offered(gov, director, ready):
    ProposalFactory(gov=gov)
    page = text_of(director.get(DECIDE))
    for proposal in ready:
        assert f'value="{proposal.pk}:{proposal.version}"' in page
    assert page.count("data-select-row") == 3
    assert "Thủ trưởng cơ quan, đơn vị · Sở Công Thương" in page
    assert "Chưa có hồ sơ nào chờ bạn quyết định" in text_of(as_actor(gov.head).get(DECIDE))


def test_one_decision_for_the_chosen(gov, director, ready):
    answer = director.post(DECIDE, entered(*ready[:2]))
    decision = Decision.objects.get()
    assert redirected(answer) == reverse("awards:decision_detail", args=[decision.pk])
    page = text_of(director.get(redirected(answer)))
    assert "2 khen thưởng vào sổ" in page
    assert ready[0].recipient_name in page
    assert ready[2].recipient_name not in page
    states = dict(Proposal.objects.values_list("pk", "state"))
    assert [states[one.pk] for one in ready] == [DECIDED, DECIDED, IN_REVIEW]


def test_all_or_nothing_with_each_refused_line_named(gov, director, ready):
    data = entered(*ready)
    data["pk"][1] = f"{ready[1].pk}:{ready[1].version - 1}"
    answer = director.post(DECIDE, data)
    page = text_of(answer)
    assert answer.status_code == 422
    assert "Hồ sơ chưa đủ điều kiện" in page
    refused = page.split('<ul class="results"')[1].split("</ul>")[0]
    assert ready[1].code in refused
    assert ready[0].code not in refused
    assert "18/QĐ-SCT" in page
    assert page.count("checked") == 3
    assert not RecordedAward.objects.exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"pk": []}, "Hãy chọn ít nhất một hồ sơ"),
        ({"number": ""}, "id_number"),
        ({"decided_on": "13/01/2021"}, "không thể ở tương lai"),
        ({"decided_on": "31/02/2021"}, "id_decided_on"),
        ({"signer_name": ""}, "id_signer_name"),
        ({"summary": ""}, "id_summary"),
        ({"pk": ["999999:1"]}, "không còn chờ bạn quyết định"),
        ({"pk": ["không"]}, "Hãy chọn ít nhất một hồ sơ"),
    ],
)
def test_bad_input_is_named_and_nothing_is_written(director, ready, changes, words):
    answer = director.post(DECIDE, entered(ready[0], **changes))
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert not Decision.objects.exists()


def test_a_number_is_used_once(gov, director, ready):
    decide(gov, ready[0])
    answer = director.post(DECIDE, entered(ready[1]))
    assert answer.status_code == 422
    assert "đã có quyết định số" in text_of(answer)


def test_two_authorities_do_not_share_a_decision():
    gov = make_government(upper_participates=False)
    officer = as_actor(gov.officer)
    to_province = advance(gov, ProposalFactory(gov=gov, code="BK_TINH"), StepKind.PROVINCE)
    to_ministry = advance(gov, ProposalFactory(gov=gov, code="BK_BO"), StepKind.MINISTRY)
    page = text_of(officer.get(DECIDE))
    assert "ghi lại đúng quyết định đã nhận được" in page
    assert "Chủ tịch UBND tỉnh" in page
    assert "Bộ trưởng" in page
    answer = officer.post(DECIDE, entered(to_province, to_ministry))
    assert answer.status_code == 422
    assert "cùng một cấp quyết định" in text_of(answer)
    redirected(officer.post(DECIDE, entered(to_province, number="77/QĐ-UBND")))
    assert Decision.objects.get().is_external


def test_who_may_not_decide_cannot(gov, ready):
    answer = as_actor(gov.officer).post(DECIDE, entered(ready[0]))
    assert answer.status_code == 422
    assert not Decision.objects.exists()
    page = reverse("proposals:act", args=[ready[0].pk, "decide"])
    assert as_actor(gov.officer).get(page).status_code == 403


def test_one_dossier_is_decided_on_its_own_page(gov, director, ready):
    url = reverse("proposals:act", args=[ready[0].pk, "decide"])
    assert "Ghi quyết định khen thưởng" in text_of(director.get(url))
    answer = director.post(url, {**entered(), "version": ready[0].version - 1})
    assert answer.status_code == 409
    assert "18/QĐ-SCT" in text_of(answer)
    answer = director.post(url, {**entered(), "version": ready[0].version})
    assert redirected(answer) == reverse("proposals:detail", args=[ready[0].pk])
    assert "Đã được khen thưởng" in text_of(director.get(redirected(answer)))


def test_chosen_in_the_list_and_decided_here(gov, director, ready):
    url = reverse("proposals:together")
    answer = director.post(url, {"act": "decide", "pk": [one.pk for one in ready[:2]]})
    assert redirected(answer).startswith(DECIDE)
    assert text_of(director.get(redirected(answer))).count("checked") == 2


def test_the_number_of_queries_does_not_grow(gov, director, ready, django_assert_max_num_queries):
    director.get(DECIDE)
    with django_assert_max_num_queries(26) as first:
        director.get(DECIDE)
    advance(gov, ProposalFactory(gov=gov), StepKind.DIRECTOR)
    with django_assert_max_num_queries(len(first.captured_queries)):
        director.get(DECIDE)


# --- Pages of decisions ---------------------------------------------------------------------


def test_a_decision_shows_its_awards_to_those_in_reach(gov, director, ready):
    decision = decide(gov, *ready)
    url = reverse("awards:decision_detail", args=[decision.pk])
    page = text_of(director.get(url))
    for words in ("18/QĐ-SCT", "11/01/2021", "Phạm Minh Đức, Giám đốc"):
        assert words in page
    assert all(one.recipient_name in page for one in ready)
    own = text_of(member(gov.division, ready[0].staff).get(url))
    assert ready[0].recipient_name in own
    assert "còn 2 khen thưởng" in own
    other = UnitFactory(kind=UnitKind.DEPARTMENT, parent=gov.province)
    stranger = as_user(UserFactory(roles=[(Role.DIRECTOR, other)]))
    assert stranger.get(url).status_code == 404
    assert director.get(reverse("awards:decision_detail", args=[999])).status_code == 404


def test_an_annulled_award_says_so(gov, director, ready):
    decision = decide(gov, ready[0])
    ready[0].refresh_from_db()
    services.annul(
        ready[0],
        number="30/QĐ-SCT",
        decided_on=AT.date(),
        reason="Khai không trung thực.",
        by=gov.officer,
        at=AT,
    )
    page = text_of(director.get(reverse("awards:decision_detail", args=[decision.pk])))
    assert "Đã hủy bỏ" in page


def test_the_list_of_decisions(gov, director, ready, django_assert_max_num_queries):
    url = reverse("awards:decision_list")
    assert "Chưa có quyết định nào" in text_of(director.get(url))
    decide(gov, *ready[:2])
    services.issue(
        decision_input(number="19/QĐ-SCT"), [(ready[2], ready[2].version)], by=gov.director, at=AT
    )
    with django_assert_max_num_queries(12):
        page = text_of(director.get(url))
    assert page.index("19/QĐ-SCT") < page.index("18/QĐ-SCT")
    assert "Chưa có quyết định nào" in text_of(member(gov.division).get(url))


def test_a_dossier_returned_meanwhile_is_named(gov, director, ready):
    data = entered(*ready)
    review.act(ready[0], "return", by=gov.director, at=AT, comment="Bổ sung.")
    answer = director.post(DECIDE, data)
    assert answer.status_code == 422
    assert "1 hồ sơ đã chọn không còn chờ bạn" in text_of(answer)
    assert not Decision.objects.exists()


def test_the_form_knows_the_head_who_signs(gov, director, ready):
    person = StaffFactory(unit=gov.department, full_name="Phạm Minh Đức", post="Giám đốc")
    head = UserFactory(
        full_name="Phạm Minh Đức", staff=person, roles=[(Role.DIRECTOR, gov.department)]
    )
    page = text_of(as_user(head).get(DECIDE))
    for value in ("Phạm Minh Đức", "Giám đốc", "12/01/2021"):
        assert f'value="{value}"' in page
