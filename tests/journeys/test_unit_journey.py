"""An officer enters a merger: the page tells what will happen, and the history can be read."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from core.scope import SYSTEM
from personnel.models import Role, Unit, UnitKind
from personnel.services import units as steps
from personnel.services.orders import Order
from tests.factories.personnel import AT, StaffFactory, UnitFactory, UserFactory, fresh
from tests.journeys.steps import confirmed, look, sign_in

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
    pytest.mark.one_database,
    pytest.mark.timeout(300),
]


@pytest.fixture
def province() -> Unit:
    """Two departments with divisions and people, one of them renamed before."""
    top = UnitFactory(code="VL", kind=UnitKind.PROVINCE, name="Ủy ban nhân dân tỉnh Hải Đăng")
    for code, name in (("SCT", "Sở Công Thương"), ("SNL", "Sở Năng lượng và Tài nguyên nước")):
        department = UnitFactory(code=code, kind=UnitKind.DEPARTMENT, parent=top, name=name)
        for part in ("Văn phòng", "Phòng Quản lý Thương mại và Xuất nhập khẩu"):
            division = UnitFactory(code=f"{code}.{part[:2]}{part[-2:]}".replace("ò", "o")
                                   .replace("ă", "a").replace("ẩ", "a"),
                                   parent=department, name=part)  # fmt: skip
            StaffFactory(unit=division)
        StaffFactory(unit=department, post="Giám đốc", is_manager=True)
    fresh(top)
    steps.rename_unit(
        unit=Unit.objects.get(code="SNL"),
        name="Sở Năng lượng",
        on=date(2019, 1, 1),
        order=Order("3/QĐ-UBND", date(2018, 12, 20)),
        by=SYSTEM,
        at=AT,
    )
    UserFactory(username="tochuc", roles=[(Role.PROVINCE_OFFICER, top)])
    UserFactory(roles=[(Role.HR_OFFICER, Unit.objects.get(code="SNL"))])
    return top


def test_a_merger_from_the_form_to_the_lineage(province: Unit, page: Any, live_server: Any) -> None:
    sign_in(page, "tochuc")
    for address in (
        "/nhan-su/don-vi/",
        "/nhan-su/don-vi/?ngay=31/12/2018",
        "/nhan-su/don-vi/SNL/",
        "/nhan-su/don-vi/SNL/?ngay=31/12/2018",
        "/nhan-su/don-vi/SNL/nguon-goc/",
        "/nhan-su/don-vi/SNL/doi-ten/",
        "/nhan-su/don-vi/SNL/ma-dinh-danh/",
        "/nhan-su/don-vi/SNL/chia-tach/",
        "/nhan-su/don-vi/SNL/giai-the/",
        "/nhan-su/don-vi/SNL/sap-nhap/",
    ):
        page.goto(address)
        look(page)
    page.set_viewport_size({"width": 1366, "height": 768})
    page.locator("[name=into]").evaluate("field => { field.value = 'SCT' }")
    page.fill("[name=on]", "01/07/2020")
    page.fill("[name=order_number]", "15/QĐ-UBND")
    page.fill("[name=order_date]", "12/06/2020")
    page.get_by_role("button", name="Xem trước hậu quả").click()
    page.get_by_text("1 tài khoản mất vai trò").wait_for()
    look(page)
    page.set_viewport_size({"width": 1366, "height": 768})
    page.get_by_role("button", name="Xác nhận: Sáp nhập").click()
    assert "sáp nhập vào Sở Công Thương từ ngày 01/07/2020" in confirmed(page)
    page.goto("/nhan-su/don-vi/SNL/")
    page.get_by_text("Nhiệm vụ nay thuộc").wait_for()
    look(page)
    page.goto("/nhan-su/don-vi/SCT/nguon-goc/")
    page.get_by_text("15/QĐ-UBND").wait_for()
    look(page)
    assert Unit.objects.get(code="SNL").dissolved_on == date(2020, 7, 1)
