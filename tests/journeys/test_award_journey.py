"""A year's award in the browser: proposed, checked, voted, decided, counted, found again."""

from __future__ import annotations

import re
from typing import Any

import pytest

from core import clock
from personnel.models import Role
from tests.factories.awards import assessed, make_government
from tests.factories.personnel import StaffFactory, UserFactory
from tests.journeys.steps import confirmed, look, open_entry, sign_in

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(300),
]


@pytest.fixture
def house() -> Any:
    """A department with the people of the journey, and somebody who worked well last year."""
    gov = make_government()
    now = clock.now()
    person = StaffFactory(unit=gov.division, full_name="Đặng Thị Thu Huệ")
    assessed(person, year=now.year - 1, at=now)
    for name, role, unit in (
        ("truongphong", Role.UNIT_HEAD, gov.division),
        ("tochuc", Role.HR_OFFICER, gov.department),
        ("giamdoc", Role.DIRECTOR, gov.department),
    ):
        UserFactory(username=name, roles=[(role, unit)])
    return gov


def test_from_proposal_to_report(page: Any, house: Any) -> None:
    year = clock.today().year - 1
    _propose(page, year)
    _check_and_vote(page)
    _decide(page, year)
    _count(page, year)


def _propose(page: Any, year: int) -> None:
    sign_in(page, "truongphong")
    look(page)
    open_entry(page, "Khen thưởng")
    look(page)
    page.get_by_role("link", name="Lập đề nghị").first.click()
    look(page)
    page.get_by_role("combobox", name=re.compile("^Người, tập thể")).fill("thu hue")
    page.get_by_role("option", name=re.compile("Đặng Thị Thu Huệ")).click()
    page.get_by_label("Năm xét").fill(str(year))
    page.get_by_role("button", name="Tiếp tục").click()
    page.get_by_label("Danh hiệu, hình thức").select_option(label="Lao động tiên tiến")
    preview = page.locator("#xem-truoc")
    preview.get_by_text("Hội đồng họp xét").wait_for()
    assert "Đạt" in preview.inner_text()
    look(page)
    page.get_by_label(re.compile(r"^Thành tích \(")).fill("Hoàn thành 126/120 hồ sơ được giao.")
    page.get_by_role("button", name="Gửi đề nghị").click()
    told = confirmed(page)
    assert "Thẩm định hồ sơ" in told
    assert "hạn" in told
    look(page)


def _check_and_vote(page: Any) -> None:
    sign_in(page, "tochuc")
    look(page)
    page.get_by_role("link", name="Thẩm định: Đặng Thị Thu Huệ", exact=True).click()
    look(page)
    page.get_by_role("button", name="Đồng ý, chuyển bước sau").click()
    dialog = page.get_by_role("dialog", name="Đồng ý, chuyển bước sau")
    dialog.get_by_label("Ý kiến").fill("Đủ hồ sơ.")
    look(page)
    dialog.get_by_role("button", name="Đồng ý, chuyển bước sau").click()
    assert "Hội đồng họp xét" in confirmed(page)
    page.get_by_role("link", name="Ghi kết quả họp hội đồng").click()
    look(page)
    page.get_by_label("Số biên bản họp").fill("02/BB-HĐTĐKT")
    page.get_by_label("Ngày họp").first.fill(f"{clock.today():%d/%m/%Y}")
    page.get_by_label("Tổng số thành viên hội đồng").fill("9")
    page.get_by_label("Số phiếu đồng ý").fill("3")
    page.get_by_role("button", name="Ghi kết quả họp hội đồng").click()
    page.get_by_role("alert").get_by_text("Chưa quá nửa").wait_for()
    look(page)
    page.get_by_label("Số phiếu đồng ý").fill("9")
    page.get_by_role("button", name="Ghi kết quả họp hội đồng").click()
    assert "Thủ trưởng quyết định" in confirmed(page)


def _decide(page: Any, year: int) -> None:
    sign_in(page, "giamdoc")
    open_entry(page, "Khen thưởng")
    page.get_by_role("link", name="Ra quyết định").click()
    look(page)
    page.get_by_role("checkbox", name=re.compile("Đặng Thị Thu Huệ")).check()
    page.get_by_text("Đã chọn 1 hồ sơ").wait_for()
    page.get_by_label("Số, ký hiệu quyết định").fill("18/QĐ-SCT")
    page.get_by_label("Ngày ký").first.fill(f"{clock.today():%d/%m/%Y}")
    page.get_by_label("Người ký", exact=True).fill("Phạm Minh Đức")
    page.get_by_label("Chức vụ người ký").fill("Giám đốc")
    page.get_by_label("Trích yếu").fill(f"Về việc công nhận danh hiệu thi đua năm {year}")
    page.get_by_role("button", name="Ghi quyết định cho hồ sơ đã chọn").click()
    assert "1 khen thưởng vào sổ" in confirmed(page)
    look(page)


def _count(page: Any, year: int) -> None:
    open_entry(page, "Báo cáo")
    page.get_by_role("combobox", name="Năm").select_option(str(year))
    page.wait_for_url(re.compile(f"nam={year}"))
    look(page)
    row = page.get_by_role("row", name=re.compile("Lao động tiên tiến")).first
    row.get_by_role("link", name="1", exact=True).first.click()
    look(page)
    page.get_by_role("link", name=re.compile("Đặng Thị Thu Huệ")).first.click()
    assert "Lao động tiên tiến" in page.locator("main").inner_text()
    look(page)
