"""The pages of initiatives."""

import pytest

from emulation import workflow
from emulation.models import Initiative
from personnel.models import Role
from tests.emulation.browsing import browser_of, page, text_of
from tests.emulation.cases import initiative_in
from tests.factories import emulation as made
from tests.factories.personnel import StaffFactory, UserFactory, actor_for


@pytest.fixture(autouse=True)
def _stopped(clock_at):
    with clock_at("2020-11-30"):
        yield


def authors(*rows, initial=1):
    form = {
        "tac_gia-TOTAL_FORMS": str(len(rows)),
        "tac_gia-INITIAL_FORMS": str(initial),
        "tac_gia-MIN_NUM_FORMS": "0",
        "tac_gia-MAX_NUM_FORMS": "50",
    }
    for place, (code, share) in enumerate(rows):
        form[f"tac_gia-{place}-staff"] = code
        form[f"tac_gia-{place}-share"] = share
    return form


ENTRY = {
    "title": "Biểu mẫu dùng chung",
    "kind": "MANAGEMENT",
    "year": "2020",
    "first_applied_on": "02/03/2020",
    "summary": "Gộp bước.",
    "benefit": "Nhanh hơn.",
}


def test_a_person_enters_an_initiative_with_a_colleague(place):
    client = browser_of(place.person_user)
    form = ENTRY | authors((place.person.code, "66,67"), (place.head.code, "33,33"), ("", ""))
    type(place.unit).objects.filter(pk=place.unit.pk).update(has_legal_personality=True)
    answer = client.post(page("initiative_create"), form, follow=True)
    case = Initiative.objects.get()
    assert answer.redirect_chain == [(page("initiative_detail", case.code), 302)]
    assert {str(author.share) for author in case.authors.all()} == {"66.67", "33.33"}
    assert "66,67%" in text_of(answer)
    edit = client.get(page("initiative_edit", case.code)).content.decode()
    assert 'value="66,67"' in edit
    form = form | {"title": "Tên mới", "version": case.version}
    assert client.post(page("initiative_edit", case.code), form).status_code == 302
    case.refresh_from_db()
    assert case.title == "Tên mới"


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([("{me}", "60")], "còn thiếu 40%"),
        ([("{me}", "")], "Hãy nhập tỷ lệ đóng góp"),
        ([("", "100")], "Hãy chọn tác giả"),
        ([("", "")], "chưa có tác giả nào"),
        ([("{me}", "50"), ("{me}", "50")], "đã có trong danh sách"),
        ([("{me}", "một trăm")], "số"),
        ([("NOSUCH", "100")], "hợp lệ"),
    ],
)
def test_wrong_authors_are_told_and_nothing_is_lost(place, rows, words):
    filled = [(code.format(me=place.person.code), share) for code, share in rows]
    answer = browser_of(place.person_user).post(page("initiative_create"), ENTRY | authors(*filled))
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert 'value="Biểu mẫu dùng chung"' in answer.content.decode()
    assert not Initiative.objects.exists()


def test_more_rows_without_script_keep_what_was_typed(place):
    rows = [(place.person.code, "60"), (place.head.code, "40"), ("", ""), ("", "")]
    form = {**ENTRY, "title": "", "them_dong": "1"} | authors(*rows)
    answer = browser_of(place.officer_user).post(page("initiative_create"), form)
    body = answer.content.decode()
    assert answer.status_code == 200
    assert 'name="tac_gia-4-staff"' in body
    assert f'value="{place.head.code}" selected' in body
    assert "error-summary" not in body
    assert not Initiative.objects.exists()


def test_an_officer_records_the_decision(place):
    case = initiative_in(workflow.SUBMITTED, place)
    client = browser_of(place.officer_user)
    url = page("initiative_step", case.code, "recognise")
    form = {
        "scope": "BASE",
        "decision_number": "12/QĐ-SCT",
        "decided_on": "20/11/2020",
        "signer": "Lê Minh Dũng",
        "version": case.version,
    }
    for change, words in (
        ({"signer": ""}, "bắt buộc"),
        ({"decided_on": "01/12/2020"}, "sau hôm nay"),
        ({"decided_on": "01/03/2020"}, "trước ngày áp dụng lần đầu"),
    ):
        answer = client.post(url, form | change)
        assert answer.status_code == 422
        assert words in text_of(answer)
        assert "12/QĐ-SCT" in answer.content.decode()
    done = client.post(url, form, follow=True)
    assert "Được công nhận" in text_of(done)
    assert "12/QĐ-SCT" in text_of(done)


def test_an_author_reads_why_he_may_not_decide(place):
    author = StaffFactory(unit=place.unit)
    user = UserFactory(staff=author, roles=[(Role.HR_OFFICER, place.unit)])
    case = made.InitiativeFactory(authors=[author], by=actor_for(user))
    words = text_of(browser_of(user).get(page("initiative_detail", case.code)))
    assert "Bạn là tác giả của sáng kiến này" in words


def test_the_list_of_initiatives_is_narrowed(place):
    initiative_in(workflow.RECOGNISED, place, title="Máy đo")
    initiative_in(workflow.SUBMITTED, place, title="Quy trình")
    client = browser_of(place.officer_user)
    for query, count in (
        ({}, 2),
        ({"q": "may+do"}, 1),
        ({"trang_thai": "SUBMITTED"}, 1),
        ({"pham_vi": "BASE"}, 1),
        ({"don_vi": place.other.code}, 0),
    ):
        rows = client.get(page("initiative_list", nam=2020, **query)).context["page"].rows
        assert len(rows) == count, query
