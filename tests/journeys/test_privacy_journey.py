"""Personal data in a browser: somebody looks, the person sees it, asks for a correction, gets it."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from core import clock
from core.scope import SYSTEM
from personnel.models import Role, StaffCategory, UnitKind
from personnel.services import identity, privacy_settings
from tests.factories.personnel import StaffFactory, UnitFactory, UserFactory
from tests.journeys.steps import look, sign_in

pytestmark = [
    pytest.mark.journey,
    pytest.mark.one_database,
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(300),
]

NUMBER = "086199000123"


@pytest.fixture
def person() -> Any:
    province = UnitFactory(code="TV", kind=UnitKind.PROVINCE, name="Tỉnh Trà Vinh")
    department = UnitFactory(
        code="SCT", kind=UnitKind.DEPARTMENT, parent=province, name="Sở Công Thương"
    )
    division = UnitFactory(
        code="SCT.TM", parent=department, name="Phòng Quản lý thương mại và xúc tiến đầu tư"
    )
    staff = StaffFactory(
        unit=division,
        code="CB-SR",
        full_name="Thạch Thị Phương Sa Rinh",
        category=StaffCategory.CIVIL_SERVANT,
        email="thach.thi.phuong.sa.rinh@congthuong.travinh.example.vn",
    )
    identity.set_number(staff=staff, number=NUMBER, by=SYSTEM, at=clock.now())
    UserFactory(username="sarinh", staff=staff, roles=[(Role.STAFF_MEMBER, division)])
    UserFactory(username="tochuc", roles=[(Role.HR_OFFICER, department)])
    UserFactory(username="dulieu", roles=[(Role.DATA_OFFICER, province)])
    privacy_settings.keep_sensitive(by=SYSTEM, at=clock.now())
    return staff


def told_the_number(page: Any, person: Any) -> None:
    """An officer states the purpose and reads the number once."""
    sign_in(page, "tochuc")
    page.goto(reverse("personnel:staff_detail", args=[person.code]))
    page.get_by_text("•••••••••123").wait_for()
    look(page)
    page.get_by_role("link", name="Xem đủ số").click()
    page.get_by_label("Mục đích xem").select_option("CHECK")
    look(page)
    page.get_by_role("button", name="Xem", exact=True).click()
    page.get_by_text("086 199 000123").wait_for()
    look(page)
    page.goto(reverse("personnel:identity_find"))
    look(page)


def asked_for_a_correction(page: Any) -> None:
    """The person sees who looked, and says what is wrong."""
    sign_in(page, "sarinh")
    page.goto(reverse("personnel:my_record"))
    look(page)
    page.get_by_role("link", name="Ai đã xem dữ liệu của tôi").click()
    page.get_by_text("Đối chiếu hồ sơ, giấy tờ").wait_for()
    look(page)
    page.goto(f"{reverse('personnel:correction_send')}?muc=birth_date")
    page.get_by_label("Đề nghị ghi").fill("05/06/1990")
    look(page)
    page.get_by_role("button", name="Gửi yêu cầu").click()
    page.get_by_text("Chờ trả lời").first.wait_for()
    look(page)


def answered(page: Any) -> None:
    """The officer finds the request among his work and answers it."""
    sign_in(page, "tochuc")
    page.get_by_text("Trả lời yêu cầu chỉnh sửa: Thạch Thị Phương Sa Rinh").first.wait_for()
    page.goto(reverse("personnel:correction_list"))
    look(page)
    page.get_by_role("link", name="Thạch Thị Phương Sa Rinh").click()
    look(page)
    page.get_by_role("button", name="Trả lời: không chỉnh sửa").click()
    dialog = page.locator("dialog[open]")
    dialog.locator("textarea").fill("Giấy khai sinh ghi ngày khác.")
    dialog.get_by_role("button", name="Trả lời: không chỉnh sửa").click()
    page.get_by_text("Giấy khai sinh ghi ngày khác.").first.wait_for()
    look(page)


def test_from_a_look_to_the_answered_request(page: Any, person: Any) -> None:
    page.goto(reverse("account_login"))
    assert page.get_by_text("Hệ thống xử lý họ tên").count() == 1
    told_the_number(page, person)
    asked_for_a_correction(page)
    answered(page)


def test_pages_of_the_data_officer(page: Any, person: Any) -> None:
    sign_in(page, "dulieu")
    for name in ("privacy", "looks_log", "sensitive_off", "privacy_notice"):
        page.goto(reverse(f"personnel:{name}"))
        look(page)
    page.goto(reverse("personnel:retention_edit", args=["left_identity"]))
    look(page)
