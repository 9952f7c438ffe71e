"""The pages of proposals: list, making, dossier, acts, many at once."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from awards.domain.steps import StepKind
from awards.models import CouncilResult, Proposal
from awards.reports import annual
from awards.services import proposals as services
from awards.services import review
from awards.services.proposals import ProposalInput
from awards.workflow import ANNULLED, DECIDED, DRAFT, IN_REVIEW, REFUSED, RETURNED, WITHDRAWN
from personnel.models import Staff
from tests.awards.web.pages import as_actor, member, redirected, text_of
from tests.factories.awards import (
    AT,
    YEAR,
    ProposalFactory,
    advance,
    assessed,
    decide,
    make_government,
)
from tests.factories.emulation import InitiativeFactory, award, recognised
from tests.factories.personnel import StaffFactory
from tests.support.clock import stopped_at

pytestmark = pytest.mark.django_db

LIST = "/de-nghi/"
CREATE = "/de-nghi/lap/"


@pytest.fixture(autouse=True)
def _day():
    with stopped_at("2021-01-12"):
        yield


@pytest.fixture
def gov():
    return make_government()


@pytest.fixture
def officer(gov):
    return as_actor(gov.officer)


def page_of(proposal):
    return reverse("proposals:detail", args=[proposal.pk])


def act_url(proposal, name):
    return reverse("proposals:act", args=[proposal.pk, name])


def listed(client, **query):
    return text_of(client.get(f"{LIST}?{urlencode(query)}"))


# --- The list -------------------------------------------------------------------------------


def test_everybody_sees_what_is_his_to_see(gov, officer):
    mine = ProposalFactory(gov=gov, by=gov.head)
    elsewhere = ProposalFactory(gov=gov, staff=assessed(StaffFactory(unit=gov.other_division)))
    everything = listed(officer)
    assert page_of(mine) in everything
    assert page_of(elsewhere) in everything
    head = listed(as_actor(gov.head))
    assert page_of(mine) in head
    assert page_of(elsewhere) not in head
    own = listed(member(gov.other_division, elsewhere.staff))
    assert page_of(elsewhere) in own
    assert page_of(mine) not in own
    assert "Chưa có hồ sơ nào" in listed(member(gov.division))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"q": "thu HUE"}, {"LDTT"}),
        ({"status": "DRAFT"}, {"BK_TINH"}),
        ({"status": "IN_REVIEW"}, {"LDTT", "TTLDTT"}),
        ({"award": "TTLDTT"}, {"TTLDTT"}),
        ({"object_kind": "COLLECTIVE"}, {"TTLDTT"}),
        ({"object_kind": "INDIVIDUAL"}, {"LDTT", "BK_TINH"}),
        ({"step": "HR_CHECK"}, {"LDTT", "TTLDTT"}),
        ({"decider": "PROVINCE_CHAIR"}, {"BK_TINH"}),
        ({"basis": "MOVEMENT"}, {"BK_TINH"}),
        ({"year": "2020"}, {"LDTT", "TTLDTT"}),
        ({"nam": "2019"}, {"BK_TINH"}),
        ({"occasion": ""}, {"LDTT", "TTLDTT"}),
        ({"occasion": "Phòng, chống dịch"}, {"BK_TINH"}),
        ({"waiting": "on"}, {"LDTT", "TTLDTT"}),
        ({"status": "LATE"}, set()),
        ({"q": "không có ai"}, set()),
    ],
)
def test_filters_leave_exactly_what_fits(gov, officer, query, expected):
    person = assessed(StaffFactory(unit=gov.division, full_name="Đặng Thị Thu Huệ"))
    made = {
        "LDTT": ProposalFactory(gov=gov, by=gov.head, staff=person),
        "TTLDTT": ProposalFactory(gov=gov, by=gov.head, code="TTLDTT", subject_unit=gov.division),
        "BK_TINH": ProposalFactory(
            gov=gov,
            code="BK_TINH",
            year=2019,
            basis="MOVEMENT",
            occasion="Phòng, chống dịch",
            submit=False,
        ),
    }
    page = listed(officer, **query)
    assert {code for code, one in made.items() if page_of(one) in page} == expected
    assert "Bỏ tất cả" in page


def test_filter_by_unit_takes_the_subtree_and_by_holder(gov, officer):
    mine = ProposalFactory(gov=gov)
    page = listed(officer, unit=gov.department.code)
    assert page_of(mine) in page
    assert page_of(mine) not in listed(officer, unit=gov.other_division.code)
    assert page_of(mine) in listed(officer, holder=gov.division.code)
    assert page_of(mine) not in listed(officer, holder=gov.other_division.code)


@pytest.mark.parametrize(
    "query",
    [{"unit": "KHONGCO"}, {"year": "abc"}, {"status": "GONE"}, {"award": "X"}, {"step": "X"}],
)
def test_a_filter_nobody_offers_shows_nothing_and_says_so(gov, officer, query):
    mine = ProposalFactory(gov=gov)
    page = listed(officer, **query)
    assert page_of(mine) not in page
    assert "Chưa lọc được" in page


def test_a_broken_page_mark_is_refused(officer):
    assert officer.get(LIST, {"trang": "!!"}).status_code == 400


def test_every_figure_of_the_report_leads_to_what_it_counts(gov, officer):
    for code in ("BK_TINH", "BK_TINH", "CO_TINH"):
        extra = {"subject_unit": gov.division} if code == "CO_TINH" else {}
        advance(gov, ProposalFactory(gov=gov, code=code, **extra), StepKind.PROVINCE_CHECK)
    ProposalFactory(gov=gov, code="BK_TINH")
    movement = ProposalFactory(
        gov=gov, code="BK_TINH", basis="MOVEMENT", occasion="Phòng, chống dịch"
    )
    advance(gov, movement, StepKind.PROVINCE_CHECK)
    report = annual.build(gov.department, YEAR)
    lines = [line for section in report.part(annual.PROPOSED) for line in section.lines]
    assert sum(line.individuals + line.collectives for line in lines) == 4
    for line in lines:
        page = listed(officer, **line.filters)
        assert f"Có {line.individuals + line.collectives} hồ sơ" in page
    for section in report.part(annual.PROPOSED):
        page = listed(officer, **section.filters)
        assert f"Có {section.individuals + section.collectives} hồ sơ" in page


def test_the_number_of_queries_does_not_grow(gov, officer, django_assert_num_queries):
    ProposalFactory(gov=gov, by=gov.head)
    listed(officer)
    with django_assert_num_queries(11):
        listed(officer)
    for _ in range(4):
        ProposalFactory(gov=gov, by=gov.head)
    with django_assert_num_queries(11):
        listed(officer)


def test_pages_follow_each_other(gov, officer, monkeypatch):
    from awards.web import proposal_list  # noqa: PLC0415

    monkeypatch.setattr(proposal_list, "PAGE_SIZE", 2)
    made = [ProposalFactory(gov=gov, by=gov.head) for _ in range(3)]
    first = listed(officer)
    assert page_of(made[2]) in first
    assert page_of(made[0]) not in first
    cursor = first.split('rel="next" href="')[1].split('"')[0]
    second = text_of(officer.get(LIST + cursor))
    assert page_of(made[0]) in second
    assert page_of(made[2]) not in second


def test_the_sheet_holds_what_the_list_shows(gov, officer):
    mine = ProposalFactory(gov=gov, by=gov.head)
    ProposalFactory(gov=gov, code="BK_TINH", submit=False)
    answer = officer.get(reverse("proposals:export"), {"status": "IN_REVIEW"})
    sheet = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0)
    rows = sheet.to_python()
    found = [row for row in rows if str(row[0]).startswith("HS")]
    assert [row[1] for row in found] == [mine.recipient_name]
    assert found[0][10] == date(2021, 1, 25)
    assert any("Trạng thái: Đang xét" in str(cell) for row in rows for cell in row)


# --- Making ---------------------------------------------------------------------------------


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


# --- The dossier ----------------------------------------------------------------------------


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
    with django_assert_max_num_queries(32):
        officer.get(page_of(proposal))


def test_a_draft_shows_the_way_it_would_go_and_why_not(gov):
    gov.department.sector_unit = None
    gov.department.save()
    proposal = ProposalFactory(gov=gov, code="BK_BO", by=gov.head, submit=False)
    page = text_of(as_actor(gov.head).get(page_of(proposal)))
    assert "bộ quản lý ngành" in page


# --- Acts -----------------------------------------------------------------------------------


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


# --- Many at once ---------------------------------------------------------------------------


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
