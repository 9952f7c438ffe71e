"""The pages of science works."""

import pytest

from core.models import AuditEvent
from emulation.models import ScienceWork
from personnel.models import Role
from tests.emulation.browsing import browser_of, page, text_of
from tests.factories import emulation as made
from tests.factories.personnel import AT, StaffFactory, UserFactory


@pytest.fixture(autouse=True)
def _stopped(clock_at):
    with clock_at("2020-11-30"):
        yield


def people(*rows, initial=0):
    form = {
        "nguoi-TOTAL_FORMS": str(len(rows)),
        "nguoi-INITIAL_FORMS": str(initial),
        "nguoi-MIN_NUM_FORMS": "0",
        "nguoi-MAX_NUM_FORMS": "50",
    }
    for number, (code, role) in enumerate(rows):
        form[f"nguoi-{number}-staff"] = code
        form[f"nguoi-{number}-role"] = role
    return form


def entry(place, **change):
    return {
        "code": "ĐT-07/2020",
        "title": "Giống lúa chịu mặn",
        "kind": "TOPIC",
        "unit": place.office.code,
        "scope": "BASE",
        "accepted_on": "15/10/2020",
        "acceptance_ref": "45/QĐ-SKHCN",
        "year": "",
        "applied": "on",
        "evidence": "Ba xã đã trồng.",
        "influence_scope": "",
        "influence_ref": "",
        "influence_on": "",
    } | change


def test_an_officer_records_reads_and_corrects_a_work(place):
    client = browser_of(place.officer_user)
    form = entry(place) | people(
        (place.person.code, "CHAIR"), (place.head.code, "MEMBER"), ("", "")
    )
    answer = client.post(page("science_create"), form, follow=True)
    work = ScienceWork.objects.get()
    assert answer.redirect_chain == [(page("science_detail", work.pk), 302)]
    words = text_of(answer)
    for expected in ("Giống lúa chịu mặn", "Ba xã đã trồng", "Chủ nhiệm", "45/QĐ-SKHCN"):
        assert expected in words
    edit = client.get(page("science_edit", work.pk)).content.decode()
    assert 'value="15/10/2020"' in edit
    change = form | {"title": "Giống lúa ngắn ngày", "version": work.version}
    assert client.post(page("science_edit", work.pk), change).status_code == 302
    work.refresh_from_db()
    assert work.title == "Giống lúa ngắn ngày"


@pytest.mark.parametrize(
    ("change", "rows", "words"),
    [
        ({"title": ""}, [("{one}", "CHAIR")], "bắt buộc"),
        ({"accepted_on": "15/12/2020"}, [("{one}", "CHAIR")], "sau hôm nay"),
        ({"evidence": ""}, [("{one}", "CHAIR")], "Hãy ghi nơi áp dụng"),
        ({"influence_scope": "PROVINCE"}, [("{one}", "CHAIR")], "số và ngày văn bản công nhận"),
        ({"unit": "NOSUCH"}, [("{one}", "CHAIR")], "hợp lệ"),
        ({}, [("{one}", "")], "Hãy chọn vai trò"),
        ({}, [("", "CHAIR")], "Hãy chọn người tham gia"),
        ({}, [("", "")], "chưa có người nào"),
        ({}, [("{one}", "CHAIR"), ("{one}", "MEMBER")], "đã có trong danh sách"),
        ({}, [("NOSUCH", "CHAIR")], "hợp lệ"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_lost(place, change, rows, words):
    filled = [(code.format(one=place.person.code), role) for code, role in rows]
    form = entry(place, **change) | people(*filled)
    answer = browser_of(place.officer_user).post(page("science_create"), form)
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert 'value="ĐT-07/2020"' in answer.content.decode()
    assert not ScienceWork.objects.exists()


def test_more_rows_without_script_keep_what_was_typed(place):
    form = {**entry(place, title=""), "them_dong": "1"} | people((place.head.code, "SECRETARY"))
    answer = browser_of(place.officer_user).post(page("science_create"), form)
    body = answer.content.decode()
    assert answer.status_code == 200
    assert 'name="nguoi-3-staff"' in body
    assert f'value="{place.head.code}" selected' in body
    assert 'value="SECRETARY" selected' in body
    assert "error-summary" not in body


def test_an_own_work_is_refused_on_the_page_itself(place):
    own = StaffFactory(unit=place.unit)
    user = UserFactory(staff=own, roles=[(Role.HR_OFFICER, place.unit)])
    answer = browser_of(user).post(
        page("science_create"), entry(place) | people((own.code, "CHAIR"))
    )
    assert answer.status_code == 422
    assert "tham gia đề tài này" in text_of(answer)
    work = made.ScienceWorkFactory(members=[own])
    words = text_of(browser_of(user).get(page("science_detail", work.pk)))
    assert "nên bạn không ghi, không sửa" in words
    assert browser_of(user).get(page("science_edit", work.pk)).status_code == 403


def test_somebody_elses_change_is_shown_and_the_text_kept(place):
    work = made.ScienceWorkFactory(members=[place.person])
    client = browser_of(place.officer_user)
    rows = people((place.person.code, "CHAIR"), initial=1)
    first = entry(place, title="Của người trước", version="1") | rows
    assert client.post(page("science_edit", work.pk), first).status_code == 302
    second = entry(place, title="Của tôi", version="1") | rows
    answer = client.post(page("science_edit", work.pk), second)
    assert answer.status_code == 422
    words = text_of(answer)
    assert "vừa được người khác sửa" in words
    assert "→ Của người trước" in words
    body = answer.content.decode()
    assert 'value="Của tôi"' in body
    assert 'name="version" value="2"' in body


def test_a_work_is_taken_out_with_a_reason(place):
    work = made.ScienceWorkFactory(members=[place.person])
    client = browser_of(place.officer_user)
    url = page("science_remove", work.pk)
    assert "không còn được tính" in text_of(client.get(url))
    refused = client.post(url, {"comment": "", "version": "1"})
    assert refused.status_code == 422
    done = client.post(url, {"comment": "Ghi nhầm.", "version": "1"}, follow=True)
    assert done.redirect_chain == [(page("science_list"), 302)]
    assert not ScienceWork.objects.exists()
    assert AuditEvent.objects.filter(action="emulation.science.removed").exists()


def test_the_list_is_narrowed_and_says_what_comes_next(place):
    client = browser_of(place.officer_user)
    words = text_of(client.get(page("science_list", nam=2020)))
    assert "Chưa có đề tài nào tính cho năm này" in words
    made.ScienceWorkFactory(
        members=[place.person], title="Giống lúa", applied=True, evidence="Ba xã."
    )
    made.ScienceWorkFactory(members=[place.head], title="Máy đo", kind="WORK", scope="PROVINCE")
    made.ScienceWorkFactory(members=[place.head], title="Năm sau", year=2021)
    for query, count in (
        ({}, 2),
        ({"q": "giong+lua"}, 1),
        ({"q": "tran+van+binh"}, 1),
        ({"loai": "WORK"}, 1),
        ({"cap": "PROVINCE"}, 1),
        ({"ap_dung": "co"}, 1),
        ({"ap_dung": "chua"}, 1),
        ({"anh_huong": "NATIONAL"}, 0),
        ({"don_vi": place.office.code}, 2),
        ({"don_vi": place.other.code}, 0),
    ):
        rows = client.get(page("science_list", nam=2020, **query)).context["page"].rows
        assert len(rows) == count, query
    words = text_of(client.get(page("science_list", nam=2020, anh_huong="NATIONAL")))
    assert "Không có đề tài nào khớp với bộ lọc" in words


def test_a_reader_gets_no_buttons_and_a_member_sees_his_own(place):
    work = made.ScienceWorkFactory(members=[place.person])
    head = browser_of(place.head_user).get(page("science_list", nam=2020))
    assert work.title in text_of(head)
    assert page("science_create") not in head.content.decode()
    own = browser_of(place.person_user)
    assert work.title in text_of(own.get(page("science_list", nam=2020)))
    detail = own.get(page("science_detail", work.pk)).content.decode()
    assert page("science_edit", work.pk) not in detail
    assert own.get(page("science_create")).status_code == 403


def test_the_page_of_a_person_tells_his_works(place):
    work = made.ScienceWorkFactory(members=[place.person])
    answer = browser_of(place.officer_user).get(page("staff_part", place.person.code))
    assert work.title in text_of(answer)


def test_those_who_may_be_named_are_found(place):
    client = browser_of(place.officer_user)
    assert place.person.full_name in client.get(page("pick_member", q="anh")).content.decode()
    outsider = StaffFactory(unit=place.elsewhere, full_name="Đỗ Ánh Xa")
    assert outsider.full_name not in client.get(page("pick_member", q="anh")).content.decode()


def test_a_long_list_has_pages_and_a_fixed_cost(place, django_assert_max_num_queries):
    for _time in range(52):
        made.ScienceWorkFactory(members=[place.person], by=place.actor(place.officer_user), at=AT)
    client = browser_of(place.officer_user)
    with django_assert_max_num_queries(25):
        first = client.get(page("science_list", nam=2020)).context["page"]
    assert (len(first.rows), bool(first.next)) == (50, True)
    second = client.get(page("science_list", nam=2020, trang=first.next)).context["page"]
    assert len(second.rows) == 2
