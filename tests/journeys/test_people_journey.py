"""A year of one person and a recipient from outside, entered by an officer on screen."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from core.scope import SYSTEM
from personnel.models import ExternalRecipient, Role
from personnel.services import conduct
from personnel.services import staff as steps
from tests.factories.awards import make_government
from tests.factories.personnel import AT, StaffFactory, UserFactory
from tests.journeys.steps import confirmed, look, sign_in

pytestmark = [
    pytest.mark.journey,
    pytest.mark.one_database,
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(300),
]


@pytest.fixture
def gov() -> Any:
    """A department with an officer and one person with a history."""
    gov = make_government()
    person = StaffFactory(
        unit=gov.division, code="CB-77", full_name="Nguyễn Thị Phương Hoàng Khánh Nghiêng"
    )
    by = {"by": SYSTEM, "at": AT}
    steps.record_assessment(
        staff=person, year=2019, grade="EXCELLENT", decision_ref="1234/QĐ-SCT", **by
    )
    steps.record_assessment(
        staff=person, year=2020, grade="GOOD", decided_on=date(2020, 11, 20), **by
    )
    conduct.record_discipline(
        staff=person, form="UNDER_REVIEW", valid_from=date(2020, 5, 1), reason="Đơn thư", **by
    )
    UserFactory(username="to.chuc", roles=[(Role.HR_OFFICER, gov.department)])
    return gov


def pick(page: Any, label: str, unit: Any) -> None:
    """Choose a unit in a search field."""
    page.get_by_role("combobox", name=label, exact=True).fill(unit.code)
    page.get_by_role("option", name=re.compile(re.escape(unit.name))).first.click()


def test_a_person_over_time(page: Any, gov: Any) -> None:
    sign_in(page, "to.chuc")
    page.goto("/nhan-su/?ngay=01/06/2020")
    look(page)
    page.get_by_role("link", name="Nguyễn Thị Phương Hoàng Khánh Nghiêng").click()
    page.get_by_text("Đang xem xét", exact=True).first.wait_for()
    look(page)
    page.set_viewport_size({"width": 1366, "height": 768})
    page.get_by_role("link", name="Giao kiêm nhiệm").click()
    look(page)
    page.set_viewport_size({"width": 1366, "height": 768})
    page.get_by_label("Chức vụ, chức danh").fill("Thư ký Hội đồng sáng kiến")
    pick(page, "Đơn vị", gov.department)
    page.locator("[name=on]").first.fill("01/07/2020")
    page.get_by_role("button", name="Ghi kiêm nhiệm").click()
    assert "Thư ký Hội đồng sáng kiến" in confirmed(page)
    page.get_by_text("Đang xem xét", exact=True).first.wait_for()
    look(page)


def test_a_recipient_from_outside(page: Any, gov: Any) -> None:
    sign_in(page, "to.chuc")
    page.goto("/nhan-su/doi-tuong-ngoai/")
    look(page)
    page.set_viewport_size({"width": 1366, "height": 768})
    page.get_by_role("link", name="Thêm đối tượng").click()
    look(page)
    page.set_viewport_size({"width": 1366, "height": 768})
    for again in (False, True):
        if again:
            page.goto("/nhan-su/them-doi-tuong-ngoai/")
        page.locator("[name=kind]").select_option("ENTERPRISE")
        page.locator("[name=name]").fill("Công ty Trách nhiệm hữu hạn Một thành viên Lúa Vàng")
        pick(page, "Đơn vị theo dõi", gov.department)
        page.get_by_role("button", name="Lập đối tượng").click()
        if not again:
            assert "Lúa Vàng" in confirmed(page)
    page.get_by_text("gần giống").first.wait_for()
    assert ExternalRecipient.objects.count() == 1
    look(page)
    page.set_viewport_size({"width": 1366, "height": 768})
    page.get_by_label("đây là đối tượng khác").check()
    page.get_by_role("button", name="Lập đối tượng").click()
    page.get_by_text("Có đối tượng gần giống").wait_for()
    look(page)
    page.goto("/nhan-su/doi-tuong-ngoai/?q=lua+vang")
    look(page)
    assert ExternalRecipient.objects.count() == 2
