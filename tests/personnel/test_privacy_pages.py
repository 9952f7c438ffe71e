"""Pages of personal data: who gets them, what they show, and what they never show."""

import io
import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from core.models import AuditEvent
from core.scope import SYSTEM
from personnel.models import Role, SensitiveFacts, StaffIdentity
from personnel.selectors import privacy as privacy_reads
from personnel.services import identity, retention
from personnel.services.staff import update_staff
from tests.factories.personnel import AT, StaffFactory
from tests.personnel.browsing import browser_of, page, post

NUMBER = "086199000123"
SHOWN = "086 199 000123"
MASKED = "•••••••••123"


@pytest.fixture
def person(country):
    made = StaffFactory(
        unit=country.trade, full_name="Thạch Thị Sa Rinh", code="CB-SR", email="sarinh@example.vn"
    )
    identity.set_number(staff=made, number=NUMBER, by=SYSTEM, at=AT)
    return made


@pytest.fixture
def me(country, person):
    return browser_of("STAFF_MEMBER", country.trade, staff=person)


@pytest.fixture
def officer(country):
    return browser_of("HR_OFFICER", country.industry)


@pytest.fixture
def keeper(country):
    return browser_of("DATA_OFFICER", country.province)


def text(answer):
    return answer.content.decode()


# --- Identity numbers -----------------------------------------------------------------------


def test_a_look_asks_for_the_purpose_and_shows_the_number_once(officer, person):
    address = reverse("personnel:identity_look", args=[person.code])
    asked = officer.get(address)
    assert NUMBER not in text(asked)
    assert "Mục đích xem" in text(asked)
    refused = officer.post(address, {"purpose": "OTHER", "note": ""})
    assert refused.status_code == 422
    assert SHOWN not in text(refused)
    told = officer.post(address, {"purpose": "CHECK", "note": ""})
    assert SHOWN in text(told)
    assert "no-store" in told["Cache-Control"]
    assert SHOWN not in text(officer.get(address))
    assert AuditEvent.objects.filter(action=identity.VIEWED).count() == 1


def test_everywhere_else_it_is_masked(officer, me, person):
    shown = page(officer, "guarded_part", person.code)
    assert MASKED in text(shown)
    assert MASKED in text(page(me, "my_record"))
    for browser, name, args in [
        (officer, "staff_list", ()),
        (officer, "staff_detail", (person.code,)),
        (officer, "guarded_part", (person.code,)),
        (me, "my_record", ()),
    ]:
        answer = text(page(browser, name, *args))
        assert NUMBER not in answer
        assert SHOWN not in answer


@pytest.mark.parametrize("role", Role.values)
def test_which_role_may_look_and_set(country, person, role):
    browser = browser_of(role, country.industry)
    sees = role not in ("STAFF_MEMBER", "SYSTEM_ADMIN", "LEGAL_OFFICER")
    expected = 200 if role in ("HR_OFFICER", "PROVINCE_OFFICER") else 403 if sees else 404
    for name in ("identity_look", "identity_set"):
        assert page(browser, name, person.code).status_code == expected, name
    assert page(browser, "guarded_part", person.code).status_code == (200 if sees else 404)


def test_set_and_clear_on_the_page(country, officer):
    other = StaffFactory(unit=country.trade, code="CB-KHAC")
    wrong = post(officer, "identity_set", other.code, number="1234")
    assert wrong.status_code == 422
    assert "phải có 12" in text(wrong)
    assert post(officer, "identity_set", other.code, number="084 088 001 999").status_code == 302
    assert StaffIdentity.objects.get(staff=other).last_digits == "999"
    assert "Số bị xóa hẳn" in text(page(officer, "identity_clear", other.code))
    assert StaffIdentity.objects.filter(staff=other).exists()
    assert post(officer, "identity_clear", other.code).status_code == 302
    assert not StaffIdentity.objects.filter(staff=other).exists()


def test_a_person_is_found_by_the_whole_number_only_by_whom_may_see_it(country, officer, person):
    address = reverse("personnel:identity_find")
    found = officer.post(address, {"number": "086 199 000 123"})
    assert found["Location"] == reverse("personnel:staff_detail", args=[person.code])
    assert AuditEvent.objects.get(action=identity.FOUND).subject_id == str(person.pk)
    none = officer.post(address, {"number": "086199000124"})
    assert none.status_code == 422
    elsewhere = browser_of("HR_OFFICER", country.health)
    assert elsewhere.post(address, {"number": NUMBER}).status_code == 422
    assert browser_of("DIRECTOR", country.province).get(address).status_code == 403
    assert AuditEvent.objects.filter(action=identity.FOUND).count() == 1
    # A search in an address finds nothing: it would stay in logs and histories.
    assert person.full_name not in text(page(officer, "staff_list", q=NUMBER))


# --- My record ------------------------------------------------------------------------------


def test_my_record_shows_what_is_kept_and_why(me, person):
    answer = text(page(me, "my_record"))
    for part in (
        privacy_reads.notice()[:40], "Quá trình công tác", "Kỷ luật", "Học tập, nghỉ dài ngày",
        "Đăng ký thi đua", "Sáng kiến", "Khen thưởng", "sarinh@example.vn",
    ):  # fmt: skip
        assert part in answer, part


def test_my_data_is_taken_away_whole_and_that_is_written_down(me, person):
    update_staff(staff=person, full_name="=Thạch Thị Sa Rinh", by=SYSTEM, at=AT)
    taken = post(me, "my_data", "json")
    body = json.loads(text(taken))
    assert body["staff"]["code"] == "CB-SR"
    keys = {section["key"] for section in body["sections"]}
    assert {"facts", "appointments", "assessments", "disciplines", "absences", "account",
            "registrations", "initiatives", "awards", "proposals", "looks"} <= keys  # fmt: skip
    assert "sensitive" not in keys
    assert NUMBER not in text(taken)
    sheet = post(me, "my_data", "xlsx")
    book = CalamineWorkbook.from_filelike(io.BytesIO(sheet.content))
    assert len(book.sheet_names) == len(body["sections"])
    rows = book.get_sheet_by_index(0).to_python()
    assert ["Họ và tên", "=Thạch Thị Sa Rinh"] in rows
    events = AuditEvent.objects.filter(action="personnel.own_data_downloaded").order_by("pk")
    assert [event.data["kind"] for event in events] == ["json", "xlsx"]
    assert post(me, "my_data", "pdf").status_code == 404


def test_an_account_without_a_record_has_no_such_page(officer):
    for name in ("my_record", "my_looks", "correction_send"):
        assert page(officer, name).status_code == 404
    assert post(officer, "my_data", "json").status_code == 404


def test_i_see_who_looked_and_what_for(me, officer, person):
    assert "Chưa có ai xem" in text(page(me, "my_looks"))
    post(officer, "identity_look", person.code, purpose="OTHER", note="Đoàn kiểm tra đề nghị")
    answer = text(page(me, "my_looks"))
    assert "Đoàn kiểm tra đề nghị" in answer
    assert "Xem số định danh cá nhân" in answer
    assert "Đoàn kiểm tra đề nghị" in text(post(me, "my_data", "json"))


def test_my_looks_cost_the_same_for_one_and_for_thirty(me, person):
    costs = []
    for number in (1, 29):
        for _ in range(number):
            identity.look(staff=person, purpose="CHECK", by=SYSTEM, at=AT)
        with CaptureQueriesContext(connection) as queries:
            page(me, "my_looks")
        costs.append(len(queries))
    assert costs[0] == costs[1]


# --- Sensitive facts ------------------------------------------------------------------------


def test_while_off_no_page_shows_or_takes_them(keeper, me, person):
    for name in ("sensitive_look", "sensitive_edit"):
        assert page(keeper, name, person.code).status_code == 404
        assert post(keeper, name, person.code, ethnicity="Khmer").status_code == 404
    assert "nhạy cảm" not in text(page(keeper, "guarded_part", person.code))
    assert "Dân tộc" not in text(page(me, "my_record"))
    assert "Dân tộc" not in text(page(me, "correction_send"))
    assert not SensitiveFacts.objects.exists()


def test_switched_on_kept_looked_at_and_switched_off_again(country, keeper, me, officer, person):
    assert post(keeper, "sensitive_on").status_code == 422
    assert post(keeper, "sensitive_on", sure="on").status_code == 302
    assert post(keeper, "sensitive_edit", person.code, ethnicity="Khmer").status_code == 302
    assert "Khmer" not in text(page(keeper, "sensitive_look", person.code))
    assert "Khmer" in text(post(keeper, "sensitive_look", person.code, purpose="CHECK"))
    assert "Khmer" in text(post(me, "sensitive_look", person.code))
    assert "Khmer" in text(page(me, "my_record"))
    assert page(officer, "sensitive_look", person.code).status_code == 403
    assert "nhạy cảm" not in text(page(officer, "guarded_part", person.code))
    refused = post(keeper, "sensitive_off")
    assert refused.status_code == 422
    assert "1 người" in text(refused)
    assert post(keeper, "sensitive_off", delete="on").status_code == 302
    assert not SensitiveFacts.objects.exists()
    assert page(me, "sensitive_look", person.code).status_code == 404


# --- Settings and the log -------------------------------------------------------------------


def test_settings_are_read_by_data_officers_and_changed_at_the_top(country, keeper):
    below = browser_of("DATA_OFFICER", country.industry)
    assert page(below, "privacy").status_code == 200
    for name, args in [("privacy_notice", ()), ("sensitive_on", ()), ("sensitive_off", ()),
                       ("retention_edit", ("notices_read",))]:  # fmt: skip
        assert page(below, name, *args).status_code == 403
        assert page(keeper, name, *args).status_code == 200
    for role in ("SYSTEM_ADMIN", "HR_OFFICER", "DIRECTOR"):
        assert page(browser_of(role, country.province), "privacy").status_code == 403


def test_the_notice_is_read_before_signing_in(keeper):
    login = reverse("account_login")
    assert privacy_reads.default_notice() in text(Client().get(login))
    post(keeper, "privacy_notice", text="Sở dùng dữ liệu <của bạn> để xét khen thưởng.")
    shown = text(Client().get(login))
    assert "Sở dùng dữ liệu &lt;của bạn&gt; để xét khen thưởng." in shown


def test_retention_on_the_page(keeper):
    shown = text(page(keeper, "privacy"))
    for kind in retention.kinds():
        assert str(kind.label) in shown
    wrong = post(keeper, "retention_edit", "left_identity", months="2", basis="Quy chế")
    assert wrong.status_code == 422
    assert "từ 12 đến 1200" in text(wrong)
    assert post(keeper, "retention_edit", "left_identity", months="24", basis="").status_code == 422
    saved = post(keeper, "retention_edit", "left_identity", months="24", basis="Quy chế 12/QC-SCT")
    assert saved.status_code == 302
    assert "24 tháng" in text(page(keeper, "privacy"))
    for record in ("decisions", "audit", "nothing"):
        assert page(keeper, "retention_edit", record).status_code == 404


def test_the_log_reaches_as_far_as_the_role_and_can_be_narrowed(country, keeper, officer, person):
    far = StaffFactory(unit=country.clinic, full_name="Kim Hoàng Ơn")
    identity.set_number(staff=far, number="084088001999", by=SYSTEM, at=AT)
    post(officer, "identity_look", person.code, purpose="CHECK")
    identity.look(staff=far, purpose="EXCHANGE", by=SYSTEM, at=AT)
    both = text(page(keeper, "looks_log"))
    assert "Thạch Thị Sa Rinh" in both
    assert "Kim Hoàng Ơn" in both
    below = text(page(browser_of("DATA_OFFICER", country.industry), "looks_log"))
    assert "Thạch Thị Sa Rinh" in below
    assert "Kim Hoàng Ơn" not in below
    for query, expected in [
        ({"q": "kim hoang"}, "Kim Hoàng Ơn"),
        ({"nguoi_xem": "Hệ thống"}, "Kim Hoàng Ơn"),
        ({"den_ngay": "01/12/2020"}, "Kim Hoàng Ơn"),
        ({"tu_ngay": "01/12/2020"}, "Thạch Thị Sa Rinh"),
    ]:
        names = [line["whom"] for line in page(keeper, "looks_log", **query).context["lines"]]
        assert names == [expected], query
    assert not page(keeper, "looks_log", viec="personnel.sensitive_viewed").context["lines"]
    for role in ("SYSTEM_ADMIN", "HR_OFFICER", "AUDITOR", "STAFF_MEMBER"):
        assert page(browser_of(role, country.province), "looks_log").status_code == 403


def test_the_log_finds_the_viewer_without_marks(country, keeper, person):
    viewer = browser_of("HR_OFFICER", country.industry, full_name="Đặng Thị Lệ")
    post(viewer, "identity_look", person.code, purpose="CHECK")
    for typed, number in (("ĐẶNG", 1), ("dang le", 1), ("Đặng Văn", 0)):
        lines = page(keeper, "looks_log", nguoi_xem=typed).context["lines"]
        assert len(lines) == number, typed


def test_the_log_is_taken_away_as_it_is_shown_and_that_is_written_down(keeper, officer, person):
    post(officer, "identity_look", person.code, purpose="CHECK")
    taken = keeper.post(reverse("personnel:looks_export") + "?q=sa+rinh")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(taken.content)).get_sheet_by_index(0)
    lines = rows.to_python()
    assert "Người được xem: sa rinh" in str(lines[1])
    assert lines[-1][3] == "Thạch Thị Sa Rinh"
    event = AuditEvent.objects.get(action="personnel.looks_exported")
    assert event.data == {"rows": 1}
    assert officer.post(reverse("personnel:looks_export")).status_code == 403


# --- Nothing leaks --------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["STAFF_MEMBER", "SYSTEM_ADMIN"])
def test_who_only_sees_units_gets_no_facts_of_people(country, person, role):
    """Lists, pickers, search and the interface show a colleague no e-mail, birth date, number."""
    update_staff(staff=person, birth_date=AT.date().replace(year=1990), by=SYSTEM, at=AT)
    browser = browser_of(role, country.province)
    addresses = [
        reverse("personnel:staff_list"),
        reverse("personnel:unit_list"),
        reverse("personnel:unit_detail", args=[country.trade.code]),
        reverse("personnel:staff_detail", args=[person.code]),
        reverse("personnel:guarded_part", args=[person.code]),
        reverse("work:search") + "?q=sa+rinh",
        reverse("work:palette") + "?q=sa+rinh",
        "/api/v1/staff/",
        f"/api/v1/staff/{person.code}/",
        "/api/v1/staff/?q=sa+rinh",
    ]
    for address in addresses:
        answer = text(browser.get(address))
        for secret in ("sarinh@example.vn", "1990-11-30", "30/11/1990", MASKED, NUMBER):
            assert secret not in answer, (address, secret)
