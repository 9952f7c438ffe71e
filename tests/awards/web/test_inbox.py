"""The front door: what waits for whom, in which order, and what the notices do."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from awards import permissions
from awards.domain.steps import StepKind
from awards.models import ReviewStep
from awards.selectors import proposals as reads
from awards.web.told import holders
from core import outbox
from core.models import Notification
from emulation.models import PhaseKind
from emulation.services.years import PhaseEntry
from personnel.models import Role
from tests.awards.web.pages import as_actor, as_user, member, text_of
from tests.factories.awards import AT, ProposalFactory, advance, decide, make_government
from tests.factories.emulation import EmulationYearFactory, InitiativeFactory, RegistrationFactory
from tests.factories.personnel import StaffFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]

INBOX = "/"


def inbox(client):
    return text_of(client.get(INBOX))


def test_a_stranger_is_asked_to_sign_in(client):
    assert reverse("account_login") in client.get(INBOX)["Location"]


def test_what_waits_is_shown_to_those_who_may_act(gov):
    proposal = ProposalFactory(gov=gov, by=gov.head)
    page = inbox(as_actor(gov.officer))
    assert f"Thẩm định: {proposal.recipient_name}" in page
    assert reverse("proposals:detail", args=[proposal.pk]) in page
    assert "Còn 13 ngày" in page
    for other in (gov.director, gov.auditor, gov.province_officer):
        assert "không có việc chờ bạn" in inbox(as_actor(other))


def test_late_stands_in_front_with_word_and_mark(gov):
    fresh = ProposalFactory(gov=gov, by=gov.head)
    late = advance(gov, ProposalFactory(gov=gov, by=gov.head), StepKind.DIRECTOR)
    step = late.current_step
    step.kind, step.action, step.due_on = "HR_CHECK", "awards.check", date(2021, 1, 8)
    step.decides = False
    step.save()
    page = inbox(as_actor(gov.officer))
    assert page.index(late.recipient_name) < page.index(fresh.recipient_name)
    assert "Quá hạn 4 ngày" in page
    assert "work-late" in page
    assert "2 việc đang chờ bạn, trong đó 1 việc quá hạn" in page


def test_many_of_one_step_are_one_line_that_leads_to_all(gov):
    for _ in range(6):
        ProposalFactory(gov=gov, by=gov.head)
    client = as_actor(gov.officer)
    page = inbox(client)
    assert "Thẩm định: 6 hồ sơ" in page
    address = f"{reverse('proposals:list')}?waiting=on&step=HR_CHECK"
    assert address.replace("&", "&amp;") in page
    assert "Có 6 hồ sơ" in text_of(client.get(address))


def test_decisions_are_taken_together(gov):
    for _ in range(5):
        advance(gov, ProposalFactory(gov=gov), StepKind.DIRECTOR)
    page = inbox(as_actor(gov.director))
    assert "Ra quyết định: 5 hồ sơ" in page
    assert reverse("proposals:decide") in page


def test_drafts_and_returned_dossiers_wait_for_those_who_send(gov):
    draft = ProposalFactory(gov=gov, by=gov.head, submit=False)
    page = inbox(as_actor(gov.head))
    assert f"Hoàn thiện bản nháp: {draft.recipient_name}" in page
    assert draft.recipient_name not in inbox(as_actor(gov.director))


def test_registrations_and_initiatives_wait_too(gov):
    year = EmulationYearFactory(
        unit=gov.department,
        year=2021,
        phases=[PhaseEntry(PhaseKind.REGISTRATION, date(2021, 1, 4), date(2021, 1, 20))],
        at=AT,
        by=gov.officer,
    )
    person = StaffFactory(unit=gov.division)
    RegistrationFactory(year=year, staff=person, by=gov.officer, at=AT)
    InitiativeFactory(authors=[person], title="Gộp hai mẫu báo cáo", by=gov.officer, at=AT)
    assert f"Duyệt đăng ký thi đua: {person.full_name}" in inbox(as_actor(gov.director))
    page = inbox(as_actor(gov.officer))
    assert "Xét sáng kiến: Gộp hai mẫu báo cáo" in page
    assert "Đang mở, còn 8 ngày" in page


def test_a_staff_member_sees_how_his_own_things_stand(gov):
    proposal = ProposalFactory(gov=gov)
    decide(gov, proposal)
    page = inbox(member(gov.division, proposal.staff))
    for words in ("Hồ sơ đề nghị về tôi", "Đã có quyết định", "Khen thưởng của tôi", "18/QĐ-SCT"):
        assert words in page
    other = inbox(member(gov.division))
    assert "Chưa có khen thưởng nào được ghi" in other
    assert proposal.recipient_name not in other


def test_the_empty_door_says_what_comes_next(gov):
    EmulationYearFactory(
        unit=gov.department,
        year=2021,
        phases=[PhaseEntry(PhaseKind.REGISTRATION, date(2021, 2, 1), date(2021, 2, 20))],
        at=AT,
        by=gov.officer,
    )
    page = inbox(as_user(UserFactory(roles=[(Role.AUDITOR, gov.department)])))
    assert "Hôm nay không có việc chờ bạn" in page
    assert "mở ngày 01/02/2021" in page


@pytest.mark.parametrize("role", [Role.HR_OFFICER, Role.DIRECTOR, Role.UNIT_HEAD])
def test_first_steps_are_shown_until_they_were_taken(gov, role):
    user = UserFactory(roles=[(role, gov.other_division)])
    assert "Bắt đầu:" in inbox(as_user(user))


def test_an_account_without_roles_has_a_door_too(gov):
    assert "không có việc chờ bạn" in inbox(as_user(UserFactory(roles=[])))


def test_the_number_of_queries_does_not_grow(gov, django_assert_max_num_queries):
    client = as_actor(gov.officer)
    ProposalFactory(gov=gov, by=gov.head)
    inbox(client)
    with django_assert_max_num_queries(40) as first:
        inbox(client)
    for _ in range(3):
        ProposalFactory(gov=gov, by=gov.head)
        ProposalFactory(gov=gov, by=gov.head, submit=False)
    with django_assert_max_num_queries(len(first.captured_queries) + 2):
        inbox(client)


# --- Levels elsewhere -----------------------------------------------------------------------


@pytest.fixture
def apart():
    """Province and ministry work elsewhere; three dossiers lie there, long past the limit."""
    gov = make_government(upper_participates=False)
    for code in ("BK_TINH", "BK_TINH", "BK_BO"):
        proposal = ProposalFactory(gov=gov, code=code)
        advance(gov, proposal, StepKind.MINISTRY if code == "BK_BO" else StepKind.PROVINCE)
        ReviewStep.objects.filter(pk=proposal.current_step_id).update(due_on=date(2021, 1, 8))
    return gov


def test_what_lies_elsewhere_is_no_late_work_of_the_officer(apart):
    mine = ProposalFactory(gov=apart, by=apart.head)
    client = as_actor(apart.officer)
    page = inbox(client)
    assert "1 việc đang chờ bạn" in page
    assert "quá hạn" not in page.lower()
    assert "work-late" not in page
    assert "Chờ UBND tỉnh Trà Vinh trả lời: 2 hồ sơ" in page
    assert "Chờ Bộ Công Thương trả lời: 1 hồ sơ" in page
    assert page.index(mine.recipient_name) < page.index("Chờ cấp trên trả lời")
    assert page.count("Ghi kết quả") == 2
    assert reads.late(apart.officer, date(2021, 1, 12)) == 0


def test_the_list_calls_nobody_late_who_waits_for_a_level_elsewhere(apart):
    listed = text_of(as_actor(apart.officer).get(reverse("proposals:list")))
    assert "Quá hạn" not in listed.partition("<tbody")[2]
    assert listed.count("Chờ cấp trên trả lời từ 11/01/2021") == 3
    own = text_of(as_actor(apart.province_leader).get(reverse("proposals:list")))
    assert own.count("Quá hạn 4 ngày") == 2


def test_a_machine_is_not_named_among_those_to_ask(gov):
    machine = UserFactory(is_service=True, password=None, roles=[(Role.HR_OFFICER, gov.department)])
    proposal = ProposalFactory(gov=gov, by=gov.head)
    assert holders(proposal) == [gov.officer.name]
    assert permissions.who_can(permissions.REVIEW, proposal, AT.date()).contains(machine)


def test_ghi_ket_qua_leads_to_where_the_answer_is_written(apart):
    client = as_actor(apart.officer)
    lines = client.get(INBOX).context["awaited"]
    assert sorted(line.count for line in lines) == [1, 2]
    for line in lines:
        answer = client.get(line.url)
        assert answer.status_code == 200
    assert reverse("proposals:decide") in {line.url for line in lines}


def test_without_work_of_his_own_the_officer_is_told_so_and_what_he_waits_for(apart):
    page = inbox(as_actor(apart.officer))
    assert "Hôm nay không có việc chờ bạn" in page
    assert "Chờ cấp trên trả lời" in page


def test_people_of_the_level_itself_have_it_as_work(apart):
    page = inbox(as_actor(apart.province_leader))
    assert "Ra quyết định" in page
    assert "Quá hạn 4 ngày" in page
    assert "Chờ UBND tỉnh Trà Vinh trả lời" not in page
    assert "2 việc đang chờ bạn, trong đó 2 việc quá hạn" in page


def test_others_see_nothing_of_it(apart):
    for actor in (apart.director, apart.auditor, apart.head):
        assert "Chờ cấp trên trả lời" not in inbox(as_actor(actor))


# --- Notices --------------------------------------------------------------------------------


@pytest.fixture
def told(gov):
    ProposalFactory(gov=gov, by=gov.head)
    outbox.drain(at=AT + timedelta(minutes=1))
    return as_actor(gov.officer)


def test_a_notice_is_read_by_opening_it(gov, told):
    notice = Notification.objects.get(recipient=gov.officer.user_id)
    assert "1 thông báo chưa đọc" in inbox(told)
    answer = told.post(reverse("work:notice", args=[notice.pk]))
    assert answer["Location"] == notice.url
    notice.refresh_from_db()
    assert notice.read_at is not None
    assert "0 thông báo chưa đọc" in inbox(told)


def test_all_notices_are_read_at_once_and_only_mine(gov, told):
    other = Notification.objects.exclude(recipient=gov.officer.user_id).filter(read_at=None).count()
    told.post(reverse("work:notices_read"))
    assert not Notification.objects.filter(recipient=gov.officer.user_id, read_at=None).exists()
    assert Notification.objects.filter(read_at=None).count() == other
    assert "Chờ bạn xét" in text_of(told.get(reverse("work:notices")))


def test_a_notice_of_somebody_else_is_left_alone(gov, told):
    notice = Notification.objects.get(recipient=gov.officer.user_id)
    stranger = as_actor(gov.director)
    answer = stranger.post(reverse("work:notice", args=[notice.pk]))
    assert answer["Location"] == reverse("work:notices")
    notice.refresh_from_db()
    assert notice.read_at is None


# --- Search ---------------------------------------------------------------------------------


def test_one_search_finds_people_dossiers_and_decisions_without_marks(gov):
    person = StaffFactory(unit=gov.division, full_name="Đặng Thị Thu Huệ")
    proposal = ProposalFactory(gov=gov, staff=person, code="GIAYKHEN")
    decide(gov, proposal)
    client = as_actor(gov.officer)
    page = text_of(client.get(reverse("work:search"), {"q": "dang hue"}))
    assert reverse("personnel:staff_detail", args=[person.code]) in page
    assert reverse("proposals:detail", args=[proposal.pk]) in page
    page = text_of(client.get(reverse("work:search"), {"q": "18/qd-sct"}))
    assert "Quyết định số 18/QĐ-SCT" in page


def test_search_stays_within_reach(gov):
    person = StaffFactory(unit=gov.other_division, full_name="Đặng Thị Thu Huệ")
    assert person.code not in text_of(as_actor(gov.head).get("/tim/", {"q": "thu hue"}))
    assert "Không tìm thấy" in text_of(as_actor(gov.head).get("/tim/", {"q": "thu hue"}))


def test_the_palette_finds_pages_and_people(gov):
    page = text_of(as_actor(gov.officer).get(reverse("work:palette"), {"q": "khen thuong"}))
    assert reverse("proposals:list") in page
    assert text_of(as_actor(gov.officer).get(reverse("work:palette"))).count("<li>") >= 4
