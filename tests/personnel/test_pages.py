"""The personnel pages: what each role sees, what is refused and how, what a step does."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core import keyset
from core.errors import InvalidInput
from core.models import AuditEvent
from core.scope import SYSTEM
from core.web import fragments
from personnel.models import Role, Staff, Unit
from personnel.selectors import units as unit_reads
from personnel.services import staff as services
from personnel.web.units import branches
from tests.factories.personnel import AT, StaffFactory, UserFactory
from tests.personnel.browsing import browser_of, page, post, signed_in

# --- Who sees what --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "shown", "forms"),
    [
        (Role.STAFF_MEMBER, False, False),
        (Role.HR_OFFICER, True, True),
        (Role.UNIT_HEAD, True, False),
        (Role.DIRECTOR, True, False),
        (Role.COUNCIL_MEMBER, True, False),
        (Role.PROVINCE_OFFICER, True, True),
        (Role.PROVINCE_LEADER, True, False),
        (Role.MINISTRY_OFFICER, True, False),
        (Role.AUDITOR, True, False),
        (Role.SYSTEM_ADMIN, False, False),
    ],
)
def test_pages_by_role(country, people, role, shown, forms):
    """Each role held at the industry department, asking inside and outside of it."""
    browser = browser_of(role, country.industry)
    listed = page(browser, "staff_list").content.decode()
    assert ("Nguyễn Thị Ánh" in listed) is shown
    assert "Lê Đạt" not in listed
    assert page(browser, "staff_detail", "CB1").status_code == (200 if shown else 404)
    assert page(browser, "staff_detail", "CB2").status_code == 404
    edit = 200 if forms else 403 if shown else 404
    for step in ("edit", "transfer", "leave", "assess"):
        assert page(browser, f"staff_{step}", "CB1").status_code == edit
        assert page(browser, f"staff_{step}", "CB2").status_code == 404
    assert page(browser, "staff_hire").status_code == (200 if forms else 403)
    admin = role == Role.SYSTEM_ADMIN
    assert page(browser, "unit_detail", "SCT.trade").status_code == (404 if admin else 200)
    assert page(browser, "unit_detail", "SYT").status_code == 404
    for step in ("rename", "move", "dissolve"):
        expected = 404 if admin else 200 if forms else 403
        assert page(browser, f"unit_{step}", "SCT.trade").status_code == expected
    assert page(browser, "account_list").status_code == (200 if admin else 403)


def test_a_refusal_says_why_and_what_to_do(country, people):
    answer = page(browser_of(Role.AUDITOR, country.industry), "staff_edit", "CB1")
    assert "không có quyền sửa hồ sơ nhân sự" in answer.content.decode()


def test_nobody_is_sent_to_the_log_in_page(country):
    answer = page(Client(), "staff_list")
    assert (answer.status_code, answer.url.split("?")[0]) == (302, reverse("account_login"))


def test_own_record_is_reached_without_any_role(country, people):
    browser = signed_in(UserFactory(staff=people["trade"]))
    answer = page(browser, "staff_detail", "CB1")
    assert answer.status_code == 200
    assert "Sửa hồ sơ" not in answer.content.decode()
    assert page(browser, "staff_detail", "CB2").status_code == 404


def test_unit_page_hides_people_from_those_who_may_not_see_them(country, people):
    hidden = page(browser_of(Role.STAFF_MEMBER, country.industry), "unit_detail", "SCT.trade")
    assert "Nguyễn Thị Ánh" not in hidden.content.decode()
    shown = page(browser_of(Role.UNIT_HEAD, country.trade), "unit_detail", "SCT.trade")
    assert "Nguyễn Thị Ánh" in shown.content.decode()
    assert reverse("personnel:unit_detail", args=["TV"]) not in shown.content.decode()


def test_pickers_offer_only_what_may_be_chosen(country, people):
    officer = browser_of(Role.HR_OFFICER, country.industry)
    found = page(officer, "unit_pick", "nhan-su", q="don vi").content.decode()
    assert "SCT.trade" in found
    assert "SYT.clinic" not in found
    assert "Lê Đạt" not in page(officer, "staff_pick", "xem", q="le").content.decode()
    assert "CB1" in page(officer, "staff_pick", "xem", q="anh").content.decode()
    assert page(officer, "unit_pick", "khac").status_code == 404
    admin = browser_of(Role.SYSTEM_ADMIN, country.industry)
    assert "SCT" in page(admin, "unit_pick", "tai-khoan").content.decode()
    assert "SCT" not in page(admin, "unit_pick", "xem").content.decode()


# --- Lists ----------------------------------------------------------------------------------


def listed(answer):
    return [line.code for line, _category in answer.context["people"]]


def test_staff_list_filters(country, people):
    StaffFactory(unit=country.office, full_name="Võ An", code="CB3", category="WORKER")
    services.leave(staff=people["trade"], on=date(2020, 7, 1), by=SYSTEM, at=AT)
    browser = browser_of(Role.PROVINCE_OFFICER, country.province)
    for query, expected in (
        ({}, ["CB3", "CB2"]),
        ({"tinh_trang": "da-nghi"}, ["CB1"]),
        ({"tinh_trang": "tat-ca"}, ["CB3", "CB1", "CB2"]),
        ({"don_vi": "SCT", "tinh_trang": "tat-ca"}, ["CB3", "CB1"]),
        ({"loai": "WORKER"}, ["CB3"]),
        ({"q": "dat"}, ["CB2"]),
        ({"q": "khong co ai"}, []),
    ):
        assert listed(page(browser, "staff_list", **query)) == expected, query
    chips = page(browser, "staff_list", don_vi="SCT", q="an").context["chips"]
    assert [(chip.value, chip.remove_url) for chip in chips] == [
        ("an", "?don_vi=SCT"),
        ("Sở SCT", "?q=an"),
    ]


def test_staff_list_pages(country, monkeypatch):
    monkeypatch.setattr("personnel.web.staff_list.PAGE_SIZE", 2)
    for number in range(3):
        StaffFactory(unit=country.trade, full_name="Lê An", code=f"C{number}")
    browser = browser_of(Role.DIRECTOR, country.industry)
    first = page(browser, "staff_list")
    assert listed(first) == ["C0", "C1"]
    second = page(browser, "staff_list", trang=first.context["page"].next)
    assert listed(second) == ["C2"]
    back = page(browser, "staff_list", trang=second.context["page"].previous)
    assert (listed(back), back.context["page"].previous) == (["C0", "C1"], "")
    assert page(browser, "staff_list", trang="sai").status_code == 400


@pytest.mark.parametrize("name", ["staff_list", "unit_list", "account_list"])
def test_lists_cost_the_same_however_long(country, name):
    user = UserFactory(
        roles=[(Role.HR_OFFICER, country.industry), (Role.SYSTEM_ADMIN, country.industry)]
    )
    browser = signed_in(user)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert page(browser, name).status_code == 200
        return len(queries)

    StaffFactory(unit=country.trade)
    page(browser, name)
    before = cost()
    for number in range(5):
        person = StaffFactory(unit=country.trade)
        UserFactory(staff=person, roles=[(Role.STAFF_MEMBER, country.trade)])
        Unit.objects.filter(code="SCT.trade").update(sort_order=number)
    assert cost() == before
    assert before <= 12


def test_unit_pages_cost_the_same_however_many_people(country, people):
    browser = browser_of(Role.HR_OFFICER, country.industry)

    def cost(name, code):
        with CaptureQueriesContext(connection) as queries:
            assert page(browser, name, code).status_code == 200
        return len(queries)

    page(browser, "staff_list")
    before = cost("unit_detail", "SCT.trade"), cost("staff_detail", "CB1")
    for _number in range(4):
        StaffFactory(unit=country.trade)
    services.transfer(
        staff=people["trade"], unit=country.trade, post="Phó", on=date(2020, 1, 1), by=SYSTEM, at=AT
    )
    assert (cost("unit_detail", "SCT.trade"), cost("staff_detail", "CB1")) == before


def test_tree_nests_what_is_shown_and_counts_people(country, people):
    shown = branches(
        Unit.objects.exclude(code="SYT").in_tree_order(), unit_reads.Headcount(Staff.objects.all())
    )

    def outline(nodes):
        return [(node.unit.code, node.people, outline(node.below)) for node in nodes]

    assert outline(shown) == [
        ("BCT", 0, []),
        (
            "TV",
            2,
            [
                ("SCT", 1, [("SCT.office", 0, []), ("SCT.trade", 1, [])]),
                ("SYT.clinic", 1, []),
                ("SYT.pharmacy", 0, []),
            ],
        ),
    ]


@pytest.mark.parametrize("text", ["", "abc", "WzAsMV0", "WzAsbnVsbCwxXQ", "WzIsImEiLDFd"])
def test_cursor_that_is_none_is_refused(text):
    with pytest.raises(InvalidInput):
        keyset.Cursor.parse(text, 2)


# --- Steps ----------------------------------------------------------------------------------


HIRED = {
    "full_name": "Trần Thị Út",
    "code": "CB9",
    "category": "WORKER",
    "joined_on": "2020-02-03",
    "unit": "SCT.trade",
    "post": "Nhân viên",
}


def test_hiring_confirms_and_leads_to_the_person(country):
    browser = browser_of(Role.HR_OFFICER, country.industry)
    answer = browser.post(reverse("personnel:staff_hire"), HIRED, follow=True)
    assert answer.redirect_chain == [(reverse("personnel:staff_detail", args=["CB9"]), 302)]
    assert "Đã lập hồ sơ của Trần Thị Út tại Đơn vị SCT.trade." in answer.content.decode()


def test_a_wrong_entry_stays_in_the_form_with_the_reason(country, people):
    browser = browser_of(Role.HR_OFFICER, country.industry)
    wrong = HIRED | {"code": "CB1", "joined_on": "2009-01-01", "email": "x"}
    answer = post(browser, "staff_hire", **wrong)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"code", "unit", "email"}
    assert 'value="Trần Thị Út"' in answer.content.decode()
    outside = post(browser, "staff_hire", **HIRED | {"unit": "SYT.clinic"})
    assert set(outside.context["form"].errors) == {"unit"}
    assert Staff.objects.count() == 2


def test_transfer_leave_and_assessment(country, people):
    browser = browser_of(Role.HR_OFFICER, country.industry)
    moved = {"unit": "SCT.office", "post": "Phó Chánh Văn phòng", "on": "2020-07-01"}
    assert post(browser, "staff_transfer", "CB1", **moved).status_code == 302
    assert Staff.objects.get(code="CB1").unit == country.office
    graded = {"year": "2019", "grade": "EXCELLENT", "decision_ref": "12/QĐ-SCT"}
    assert post(browser, "staff_assess", "CB1", **graded).status_code == 302
    shown = page(browser, "staff_detail", "CB1").content.decode()
    for text in ("Phó Chánh Văn phòng", "Hoàn thành xuất sắc nhiệm vụ", "12/QĐ-SCT"):
        assert text in shown
    assert post(browser, "staff_leave", "CB1", on="2020-08-01").status_code == 302
    assert "Điều chuyển" not in page(browser, "staff_detail", "CB1").content.decode()


def test_a_stale_form_keeps_what_was_typed_and_names_what_changed(country, people):
    browser = browser_of(Role.HR_OFFICER, country.industry)
    person = Staff.objects.get(code="CB1")
    facts = {"full_name": person.full_name, "category": person.category, "code": "CB1"}
    facts |= {"joined_on": f"{person.joined_on:%d/%m/%Y}", "version": "1"}
    first = post(browser, "staff_edit", "CB1", **facts, email="a@example.vn", sex="F")
    assert first.status_code == 302
    late = post(
        browser, "staff_edit", "CB1", **facts, email="b@example.vn", birth_date="02/03/1980"
    )
    assert late.status_code == 409
    assert Staff.objects.get(code="CB1").email == "a@example.vn"
    changed = {line["field"]["label"]: line["field"] for line in late.context["changed_fields"]}
    assert (changed["Thư điện tử"]["from"], changed["Thư điện tử"]["to"]) == (
        person.email or "(trống)",
        "a@example.vn",
    )
    assert changed["Giới tính"]["to"] == "Nữ"
    shown = late.content.decode()
    by = AuditEvent.objects.latest("pk").actor_name
    for text in ("b@example.vn", "02/03/1980", "a@example.vn", by):
        assert text in shown
    again = facts | {"version": late.context["version"], "email": "b@example.vn"}
    assert post(browser, "staff_edit", "CB1", **again).status_code == 302
    assert Staff.objects.get(code="CB1").email == "b@example.vn"


def test_the_given_name_follows_the_full_name_unless_entered(country, people):
    browser = browser_of(Role.HR_OFFICER, country.industry)
    person = Staff.objects.get(code="CB1")
    facts = {"category": person.category, "code": "CB1"}
    facts |= {"joined_on": f"{person.joined_on:%d/%m/%Y}"}

    def given_after(**names):
        answer = post(browser, "staff_edit", "CB1", **facts, **names)
        assert answer.status_code == 302, answer.context["form"].errors
        return Staff.objects.get(code="CB1").given_name

    opened = page(browser, "staff_edit", "CB1").context["form"]
    assert opened["given_name"].value() == ""
    assert given_after(full_name="Đặng Thị Thu Huệ", given_name="Thu Huệ") == "Thu Huệ"
    opened = page(browser, "staff_edit", "CB1").context["form"]
    assert opened["given_name"].value() == "Thu Huệ"
    assert given_after(full_name="Đặng Thị Lan", given_name="Thu Huệ") == "Lan"
    wrong = post(browser, "staff_edit", "CB1", **facts, full_name="Đặng Thị Lan", given_name="Mai")
    assert set(wrong.context["form"].errors) == {"given_name"}


def test_an_officer_opens_no_ministry_and_changes_his_own_password(country):
    browser = browser_of(Role.HR_OFFICER, country.industry)
    opened = page(browser, "unit_open")
    kinds = dict(opened.context["form"].fields["kind"].choices)
    assert {"DEPARTMENT", "DIVISION", "COMMUNE"} <= set(kinds)
    assert not {"STATE", "MINISTRY", "PROVINCE"} & set(kinds)
    assert reverse("personnel:my_account") in opened.content.decode()
    own = page(browser, "my_account")
    assert reverse("account_change_password") in own.content.decode()


def test_fragments_of_higher_apps_are_loaded_from_their_own_address(country, people, monkeypatch):
    monkeypatch.setattr(fragments, "_SLOTS", {})
    fragments.register("staff_detail", "Thành tích", lambda staff: f"/thanh-tich/{staff.code}/")
    shown = page(browser_of(Role.DIRECTOR, country.industry), "staff_detail", "CB1")
    assert 'hx-get="/thanh-tich/CB1/"' in shown.content.decode()
