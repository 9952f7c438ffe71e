"""The pages of registrations."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from emulation import workflow
from emulation.models import Registration
from emulation.services import registrations
from tests.emulation.browsing import browser_of, page, text_of
from tests.emulation.cases import registration_in
from tests.factories import emulation as made
from tests.factories.personnel import AT, StaffFactory, actor_for


@pytest.fixture(autouse=True)
def _stopped(clock_at):
    with clock_at("2020-11-30"):
        yield


def test_a_person_registers_edits_and_sends_again(place):
    client = browser_of(place.person_user)
    form = {
        "year": place.year.pk,
        "award": "CSTDCS",
        "commitment": "Sáng kiến.",
        "submit_now": "on",
    }
    answer = client.post(page("registration_create"), form, follow=True)
    case = Registration.objects.get()
    assert (case.staff, case.state) == (place.person, workflow.SUBMITTED)
    assert "Đã gửi đăng ký của Nguyễn Thị Ánh" in text_of(answer)
    registrations.perform_transition(
        case, "return", comment="Nêu rõ hơn.", by=actor_for(place.head_user), at=AT
    )
    detail = client.get(page("registration_detail", case.pk))
    assert "Vì sao được trả lại Nêu rõ hơn." in text_of(detail)
    change = {"award": "LDTT", "commitment": "Rõ hơn.", "version": case.version}
    client.post(page("registration_edit", case.pk), change)
    case.refresh_from_db()
    assert (case.award_type.code, case.commitment) == ("LDTT", "Rõ hơn.")
    sent = client.post(
        page("registration_step", case.pk, "submit"), {"version": case.version}, follow=True
    )
    assert "Gửi đăng ký: xong lúc" in text_of(sent)
    assert f"Người duyệt: {place.head_user}" in text_of(sent)


def test_a_draft_is_kept_when_wanted(place):
    form = {"year": place.year.pk, "award": "LDTT", "commitment": ""}
    answer = browser_of(place.person_user).post(page("registration_create"), form, follow=True)
    assert Registration.objects.get().state == workflow.DRAFT
    assert "Nhớ gửi trước khi hết đợt" in text_of(answer)


@pytest.mark.parametrize(
    ("kind", "code", "award"), [("ca-nhan", "person", "LDTT"), ("tap-the", "office", "TTLDTT")]
)
def test_a_head_registers_for_a_person_and_for_the_collective(place, kind, code, award):
    field = "staff" if kind == "ca-nhan" else "unit"
    form = {
        "year": place.year.pk,
        field: getattr(place, code).code,
        "award": award,
        "submit_now": "on",
    }
    answer = browser_of(place.head_user).post(page("registration_create", cho=kind), form)
    assert answer.status_code == 302
    assert Registration.objects.get().recipient == getattr(place, code)


def test_awards_are_offered_for_the_kind_of_recipient(place):
    client = browser_of(place.head_user)
    body = client.get(page("registration_create", cho="tap-the")).content.decode()
    assert 'value="TTLDTT"' in body
    assert 'value="CSTDCS"' not in body
    body = client.get(page("registration_create", cho="ca-nhan")).content.decode()
    assert 'value="TTLDTT"' not in body
    assert 'value="CSTDCS"' in body


def test_a_person_sees_no_way_to_register_for_others(place):
    client = browser_of(place.person_user)
    body = client.get(page("registration_create", cho="ca-nhan")).content.decode()
    assert 'name="staff"' not in body
    assert 'name="late_reason"' not in body


def test_when_nothing_is_open_the_page_says_what_comes_next(place, clock_at):
    with clock_at("2021-02-01"):
        answer = browser_of(place.person_user).get(page("registration_create"))
        assert "Chưa có đợt đăng ký nào đang mở" in text_of(answer)
        late = browser_of(place.officer_user)
        form = {"year": place.year.pk, "staff": place.person.code, "award": "LDTT"}
        refused = late.post(page("registration_create", cho="ca-nhan"), form)
        assert refused.status_code == 422
        assert "Hãy ghi lý do đăng ký ngoài đợt" in text_of(refused)
        form["late_reason"] = "Mới về đơn vị."
        assert late.post(page("registration_create", cho="ca-nhan"), form).status_code == 302


def test_the_same_registration_twice_is_told_in_the_form(place):
    registration_in(workflow.SUBMITTED, place)
    form = {"year": place.year.pk, "award": "LDTT", "commitment": "Giữ lại chữ này."}
    answer = browser_of(place.person_user).post(page("registration_create"), form)
    assert answer.status_code == 422
    assert "đã đăng ký “Lao động tiên tiến” năm 2021" in text_of(answer)
    assert "Giữ lại chữ này." in answer.content.decode()


def test_the_list_searches_without_marks_and_keeps_the_order_of_names(place):
    officer = actor_for(place.officer_user)
    for name in ("Đỗ Văn Ơn", "Lê Thị Bình", "Phạm Thị Ánh"):
        person = StaffFactory(unit=place.office, full_name=name)
        made.RegistrationFactory(year=place.year, staff=person, by=officer)
    client = browser_of(place.officer_user)
    names = [
        str(row.recipient)
        for row in client.get(page("registration_list", nam=2021)).context["page"].rows
    ]
    assert names == ["Phạm Thị Ánh", "Lê Thị Bình", "Đỗ Văn Ơn"]
    found = client.get(page("registration_list", nam=2021, q="do+on"))
    assert [str(row.recipient) for row in found.context["page"].rows] == ["Đỗ Văn Ơn"]
    assert [chip.value for chip in found.context["chips"]] == ["do on"]
    nothing = client.get(page("registration_list", nam=2021, q="khong+co"))
    assert "Không có đăng ký nào khớp" in text_of(nothing)
    assert "Chưa có đăng ký nào trong năm này" in text_of(
        client.get(page("registration_list", nam=2019))
    )


def test_a_staff_member_sees_only_his_own(place):
    made.RegistrationFactory(year=place.year, staff=place.head, by=actor_for(place.officer_user))
    mine = registration_in(workflow.SUBMITTED, place)
    client = browser_of(place.person_user)
    rows = client.get(page("registration_list", nam=2021)).context["page"].rows
    assert [row.pk for row in rows] == [mine.pk]


def test_a_head_approves_many_with_a_result_per_line(place):
    good = registration_in(workflow.SUBMITTED, place)
    head = actor_for(place.head_user)
    own = registrations.register(
        year=place.year, award=made.award(), staff=place.head, by=head, at=AT
    )
    client = browser_of(place.head_user)
    body = client.get(page("registration_list", nam=2021)).content.decode()
    assert f'name="pk" value="{good.pk}"' in body
    assert f'name="pk" value="{own.pk}"' not in body
    form = {"act": "approve", "pk": [good.pk, own.pk], "seen": [f"{good.pk}:{good.version}"]}
    answer = client.post(page("registration_bulk"), form)
    assert "Đã duyệt 1 trong 2 đăng ký." in text_of(answer)
    assert "Đây là đăng ký của chính bạn" in text_of(answer)
    empty = client.post(page("registration_bulk"), {})
    assert "Chưa chọn dòng nào" in text_of(empty)


def test_those_who_approve_nothing_get_no_boxes(place):
    registration_in(workflow.SUBMITTED, place)
    body = browser_of(place.officer_user).get(page("registration_list", nam=2021)).content.decode()
    assert "data-select-row" not in body


def test_a_step_without_its_reason_asks_again(place):
    case = registration_in(workflow.SUBMITTED, place)
    client = browser_of(place.head_user)
    url = page("registration_step", case.pk, "return")
    assert "Trả lại để sửa" in text_of(client.get(url))
    answer = client.post(url, {"version": case.version, "comment": " "})
    assert answer.status_code == 422
    assert "Hãy ghi lý do" in text_of(answer)
    done = client.post(url, {"version": case.version, "comment": "Bổ sung."}, follow=True)
    assert "Trả lại để sửa: xong lúc" in text_of(done)


def test_a_stale_page_is_told_what_changed(place):
    case = registration_in(workflow.SUBMITTED, place)
    seen = case.version
    registrations.perform_transition(
        case, "return", comment="Thiếu.", by=actor_for(place.head_user), at=AT
    )
    answer = browser_of(place.director_user).post(
        page("registration_step", case.pk, "approve"), {"version": seen}
    )
    assert answer.status_code == 409
    assert "Trả lại để sửa" in text_of(answer)


def test_a_step_not_allowed_is_forbidden_with_the_reason(place):
    case = registration_in(workflow.SUBMITTED, place)
    answer = browser_of(place.person_user).post(
        page("registration_step", case.pk, "approve"), {"version": case.version}
    )
    assert answer.status_code == 403
    assert "không có quyền duyệt đăng ký" in text_of(answer)
    assert (
        browser_of(place.head_user).get(page("registration_step", case.pk, "fly")).status_code
        == 404
    )


def test_the_page_offers_what_may_be_done_and_says_why_not(place):
    case = registration_in(workflow.SUBMITTED, place)
    words = text_of(browser_of(place.head_user).get(page("registration_detail", case.pk)))
    assert "Duyệt đăng ký" in words
    words = text_of(browser_of(place.officer_user).get(page("registration_detail", case.pk)))
    assert "Vai trò của bạn không có quyền duyệt đăng ký thi đua" in words


def test_days_are_those_of_the_office_not_of_greenwich(place):
    early = datetime(2020, 11, 30, 5, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    case = made.RegistrationFactory(year=place.year, staff=place.person, at=early)
    detail = browser_of(place.head_user).get(page("registration_detail", case.pk))
    assert [step.on for step in detail.context["steps"][:2]] == [date(2020, 11, 30)] * 2


def test_what_no_form_of_ours_sends_harms_nothing(place):
    case = registration_in(workflow.SUBMITTED, place)
    client = browser_of(place.head_user)
    assert client.post(page("registration_bulk"), {"pk": "9" * 30}).status_code == 200
    step = {"comment": "Rất\0 tốt.", "version": case.version}
    assert client.post(page("registration_step", case.pk, "approve"), step).status_code == 302
    assert case.transitions.get(name="approve").comment == "Rất tốt."
