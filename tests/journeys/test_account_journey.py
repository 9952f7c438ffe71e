"""Signing in, in the browser: the second factor, the devices, the lock, and a province's sign-on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache

from personnel.models import Role
from tests.accounts.test_sign_on import use
from tests.factories.awards import make_government
from tests.factories.personnel import PASSWORD, UserFactory
from tests.journeys.steps import confirmed, look, sign_in
from tests.support.openid import running
from tests.support.totp import code_of

pytestmark = [
    pytest.mark.journey,
    pytest.mark.one_database,
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(300),
]


@pytest.fixture(autouse=True)
def _nobody_guessed_before() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def enter(page: Any, username: str, password: str = PASSWORD) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu").fill(password)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    page.wait_for_load_state()


def test_a_second_factor_from_set_up_to_the_lost_phone(page: Any) -> None:
    gov = make_government()
    UserFactory(username="truongphong", roles=[(Role.UNIT_HEAD, gov.division)])
    UserFactory(username="quantri", roles=[(Role.SYSTEM_ADMIN, gov.province)])
    sign_in(page, "truongphong")
    secret = _set_up(page)
    _come_in_with_a_code(page, secret)
    page.goto("/tai-khoan/cua-toi/")
    look(page)
    page.get_by_role("link", name="Tắt", exact=True).click()
    page.get_by_label("Mật khẩu hiện nay").fill(PASSWORD)
    page.get_by_role("button", name="Tiếp tục").click()
    page.get_by_role("heading", name="Tắt xác thực hai bước").wait_for()
    look(page)
    _taken_off_by_the_administrator(page)


def _set_up(page: Any) -> str:
    page.locator(".user-menu summary").click()
    page.get_by_role("link", name="Tài khoản của tôi").click()
    look(page)
    page.get_by_role("link", name="Bật xác thực hai bước").click()
    page.get_by_role("heading", name="Xác nhận lại mật khẩu").wait_for()
    look(page)
    page.get_by_label("Mật khẩu hiện nay").fill(PASSWORD)
    page.get_by_role("button", name="Tiếp tục").click()
    page.get_by_role("heading", name="Bật xác thực hai bước").wait_for()
    picture = page.locator("img.qr")
    assert picture.evaluate("image => image.complete && image.naturalWidth > 0")
    look(page)
    page.get_by_label("Mã ứng dụng đang hiện").fill("000000")
    page.get_by_role("button", name="Bật", exact=True).click()
    page.get_by_text("Mã chưa đúng").first.wait_for()
    look(page)
    secret: str = page.locator(".secret").inner_text()
    page.get_by_label("Mã ứng dụng đang hiện").fill(code_of(secret, -1))
    page.get_by_role("button", name="Bật", exact=True).click()
    page.get_by_role("heading", name="Mã dự phòng").wait_for()
    look(page)
    assert page.get_by_role("list", name="Các mã chưa dùng").get_by_role("listitem").count() == 10
    page.get_by_role("link", name="Lập bộ mã mới").click()
    look(page)
    page.get_by_role("button", name="Lập bộ mã mới").click()
    assert "mã dự phòng" in confirmed(page)
    return secret


def _come_in_with_a_code(page: Any, secret: str) -> None:
    page.context.clear_cookies()
    enter(page, "truongphong")
    page.get_by_role("heading", name="Xác thực hai bước").wait_for()
    look(page)
    page.get_by_label("Mã xác thực").fill("000000")
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    page.get_by_text("Mã chưa đúng").first.wait_for()
    look(page)
    page.get_by_label("Mã xác thực").fill(code_of(secret))
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    page.get_by_role("heading", name="Việc của tôi", level=1).wait_for()


def _taken_off_by_the_administrator(page: Any) -> None:
    sign_in(page, "quantri")
    page.get_by_role("link", name="Tài khoản", exact=True).first.click()
    page.get_by_role("cell", name="truongphong").wait_for()
    row = page.get_by_role("row").filter(has_text="truongphong")
    row.get_by_role("link").first.click()
    page.get_by_role("heading", name="Bảo mật").wait_for()
    look(page)
    page.get_by_role("link", name="Gỡ xác thực hai bước").click()
    page.get_by_label("Mật khẩu hiện nay").fill(PASSWORD)
    page.get_by_role("button", name="Tiếp tục").click()
    page.get_by_label("Lý do").fill("Mất điện thoại, đã gặp trực tiếp.")
    look(page)
    page.get_by_role("button", name="Gỡ", exact=True).click()
    assert "đăng nhập lại bằng mật khẩu" in confirmed(page)


def test_devices_a_new_password_and_a_lock(page: Any, browser: Any, live_server: Any) -> None:
    gov = make_government()
    UserFactory(username="tochuc", roles=[(Role.HR_OFFICER, gov.department)])
    elsewhere = browser.new_context(base_url=live_server.url, locale="vi-VN")
    there = elsewhere.new_page()
    sign_in(there, "tochuc")
    sign_in(page, "tochuc")
    page.goto("/tai-khoan/cua-toi/")
    look(page)
    page.get_by_role("button", name="Đăng xuất mọi nơi khác").click()
    assert "1 thiết bị" in confirmed(page)
    there.reload()
    assert "/accounts/login/" in there.url
    elsewhere.close()
    page.goto("/accounts/password/change/")
    look(page)
    page.get_by_label("Mật khẩu hiện nay").fill(PASSWORD)
    page.get_by_label("Mật khẩu mới", exact=True).fill("1234567890")
    page.get_by_label("Nhập lại mật khẩu mới").fill("1234567890")
    page.get_by_role("button", name="Đổi mật khẩu").click()
    page.locator(".field-error, .errors, [id$=_error]").first.wait_for()
    look(page)
    page.context.clear_cookies()
    for _ in range(5):
        enter(page, "tochuc", "sai")
    page.get_by_role("heading", name="Tạm khóa đăng nhập").wait_for()
    look(page)


def test_a_role_that_must_have_a_second_factor_is_led_to_it(page: Any, settings: Any) -> None:
    settings.MFA_REQUIRED_ROLES = ["SYSTEM_ADMIN"]
    gov = make_government()
    UserFactory(username="quantri", roles=[(Role.SYSTEM_ADMIN, gov.province)])
    enter(page, "quantri")
    page.get_by_role("heading", name="Xác nhận lại mật khẩu").wait_for()
    page.get_by_text("bắt buộc xác thực hai bước").wait_for()
    page.get_by_label("Mật khẩu hiện nay").fill(PASSWORD)
    page.get_by_role("button", name="Tiếp tục").click()
    page.get_by_role("heading", name="Bật xác thực hai bước").wait_for()
    page.get_by_text("Các trang khác mở ra sau khi thiết lập xong").wait_for()
    look(page)


def test_the_sign_on_of_a_province(page: Any, settings: Any) -> None:
    gov = make_government()
    user = UserFactory(username="tochuc", roles=[(Role.HR_OFFICER, gov.department)])
    with running() as province:
        use(province, settings)
        province.person = {"sub": "s-1", "email": user.email, "email_verified": True}
        page.goto("/accounts/login/")
        look(page)
        page.get_by_role("button", name=re.compile("Đăng nhập bằng Cổng")).click()
        page.get_by_role("heading", name="Việc của tôi", level=1).wait_for()
        page.context.clear_cookies()
        province.person = {"sub": "s-9", "email": "la@example.vn", "email_verified": True}
        page.goto("/accounts/oidc/sso/login/")
        look(page)
        page.get_by_role("button", name="Tiếp tục").click()
        page.get_by_role("heading", name="Không vào được bằng danh tính này").wait_for()
        look(page)
        province.spoil = {"discovery": {"issuer": "https://example.com"}}
        page.goto("/accounts/oidc/sso/login/")
        page.get_by_role("button", name="Tiếp tục").click()
        page.get_by_role("heading", name="Đăng nhập một lần không thành").wait_for()
        look(page)
        page.goto("/accounts/oidc/cancelled/")
        look(page)
