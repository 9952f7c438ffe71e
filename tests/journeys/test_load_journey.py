"""An officer loads a list as she has it: columns matched, questions answered, written, undone."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from core.models import Load, LoadState
from personnel.models import Staff
from tests.core.test_load_reading import as_strings
from tests.factories.personnel import StaffFactory, UnitFactory, UserFactory, grant
from tests.journeys.steps import look, open_entry, sign_in

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
    pytest.mark.one_database,
    pytest.mark.timeout(300),
]

HEADER = [
    *("STT", "Số hiệu", "Họ và tên", "Ngày sinh", "Loại nhân sự", "Đơn vị"),
    *("Chức vụ, chức danh", "Ngày vào cơ quan", "Ghi chú nội bộ"),
]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def house() -> Any:
    department = UnitFactory(name="Sở Công Thương")
    division = UnitFactory(parent=department, name="Phòng Quản lý thương mại")
    StaffFactory(unit=division, full_name="Nguyễn Thị Hoa", birth_date=date(1985, 8, 5))
    user = UserFactory(staff=StaffFactory(unit=department))
    grant(user, "HR_OFFICER", department)
    return user, division


def line(number: int, code: str, name: str, unit: str) -> list[str]:
    post = ["Công chức", unit, "Chuyên viên", "01/03/2015", ""]
    return [str(number), code, name, "05/08/1985", *post]


def press(page: Any, name: str) -> None:
    page.get_by_role("button", name=name).click()
    page.wait_for_load_state()


def follow(page: Any, name: str) -> None:
    page.get_by_role("link", name=name).first.click()
    page.wait_for_load_state()


def test_a_list_from_the_file_to_the_records_and_back(page: Any, house: Any) -> None:
    user, division = house
    before = Staff.objects.count()
    rows = [
        ["SỞ CÔNG THƯƠNG"],
        ["", "DANH SÁCH CÔNG CHỨC NĂM 2025"],
        HEADER,
        line(1, "M001", "Trần Văn Mới", division.name),
        line(2, "M002", "Nguyễn Thị Hoa", division.code),
        line(3, "M003", "Lê Văn Tám", "phòng thương mại"),
        ["", "Tổng cộng: 3 người"],
    ]
    sign_in(page, user.username)
    open_entry(page, "Nhân sự")
    follow(page, "Nạp dữ liệu")
    look(page)
    page.locator(".card", has_text="Thêm người mới").get_by_role("link", name="Chọn tệp").click()
    look(page)
    file = {"name": "ds-2025.xlsx", "mimeType": XLSX, "buffer": as_strings(rows)}
    page.set_input_files("[name=file]", file)
    press(page, "Đọc và kiểm tra tệp")

    # The heading "Ghi chú nội bộ" is unknown: the columns are shown, matched as far as they can be.
    look(page)
    press(page, "Ghép như vậy và kiểm tra")
    look(page)
    follow(page, "Trả lời câu hỏi")
    look(page)
    page.get_by_label(f"({division.code})").check()
    page.get_by_label("Khác, thêm mới").check()
    press(page, "Ghi câu trả lời và kiểm tra lại")
    page.get_by_text("Cả 3 dòng đều hợp lệ").wait_for()
    look(page)
    press(page, "Ghi 3 dòng")
    page.get_by_text("Hoàn tác lần nạp").wait_for()
    look(page)
    assert Load.objects.get().state == LoadState.DONE
    assert Staff.objects.count() == before + 3
    assert Staff.objects.get(code="M003").unit_id == division.pk

    follow(page, "Hoàn tác lần nạp")
    look(page)
    press(page, "Hoàn tác lần nạp")
    page.get_by_text("Lần nạp này đã được hoàn tác").wait_for()
    assert Staff.objects.count() == before
    page.goto("/nap-du-lieu/doi-chieu-ten/")
    look(page)
    page.goto("/nap-du-lieu/lich-su/")
    look(page)
