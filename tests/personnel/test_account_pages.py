"""The pages of accounts and of log-in."""

import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from core.models import AuditEvent
from personnel.models import Role, RoleAssignment, User
from tests.accounts.browsing import confirm_password
from tests.factories.personnel import PASSWORD, UserFactory, grant
from tests.personnel.browsing import browser_of, page, post, signed_in


@pytest.fixture(autouse=True)
def _nobody_guessed_before():
    """The limits of one test must not meet the next."""
    cache.clear()
    yield
    cache.clear()


# --- Accounts -------------------------------------------------------------------------------


def test_administrator_opens_an_account_gives_a_role_and_ends_it(country, people):
    browser = browser_of(Role.SYSTEM_ADMIN, country.industry)
    opened = {
        "username": "anh.nt",
        "full_name": "Nguyễn Thị Ánh",
        "staff": "CB1",
        "password": PASSWORD,
    }
    assert post(browser, "account_create", **opened).status_code == 302
    user = User.objects.get(username="anh.nt")
    given = {"role": "UNIT_HEAD", "unit": "SCT.trade", "valid_from": "2020-01-01"}
    assert post(browser, "role_grant", user.pk, **given).status_code == 302
    again = post(browser, "role_grant", user.pk, **given)
    assert (again.status_code, set(again.context["form"].errors)) == (422, {"role"})
    role = RoleAssignment.objects.get(user=user)
    assert "Trưởng phòng" in page(browser, "account_list").content.decode()
    assert post(browser, "role_end", user.pk, role.pk, on="2020-02-01").status_code == 302
    confirm_password(browser)
    weak = post(browser, "account_password", user.pk, password="123")
    assert (weak.status_code, set(weak.context["form"].errors)) == (422, {"password"})
    for _ in range(2):  # a second click sends the same wish again
        assert post(browser, "account_switch", user.pk, active="0").status_code == 302
    assert not User.objects.get(pk=user.pk).is_active
    assert page(browser, "account_detail", user.pk).status_code == 200


def test_accounts_outside_the_reach_are_not_found_and_mixed_ones_not_touched(country):
    browser = browser_of(Role.SYSTEM_ADMIN, country.industry)
    outside = UserFactory(roles=[(Role.DIRECTOR, country.health)])
    assert page(browser, "account_detail", outside.pk).status_code == 404
    assert post(browser, "account_switch", outside.pk).status_code == 404
    mixed = UserFactory(roles=[(Role.DIRECTOR, country.health), (Role.UNIT_HEAD, country.trade)])
    assert page(browser, "account_detail", mixed.pk).status_code == 200
    confirm_password(browser)
    for step in ("account_switch", "account_password"):
        assert post(browser, step, mixed.pk, password=PASSWORD).status_code == 403
    assert User.objects.get(pk=mixed.pk).is_active


def test_administrator_gives_himself_nothing(country):
    admin = UserFactory(roles=[(Role.SYSTEM_ADMIN, country.industry)])
    given = {"role": "DIRECTOR", "unit": "SCT", "valid_from": "2020-01-01"}
    answer = post(signed_in(admin), "role_grant", admin.pk, **given)
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"role"})


def test_a_person_needs_a_first_password_and_a_machine_has_none(country):
    browser = browser_of(Role.SYSTEM_ADMIN, country.industry)
    refused = post(browser, "account_create", username="anh", full_name="Nguyễn Thị Ánh")
    assert (refused.status_code, set(refused.context["form"].errors)) == (422, {"password"})
    machine = {"username": "qlns", "full_name": "Phần mềm nhân sự", "is_service": "on"}
    assert post(browser, "account_create", **machine).status_code == 302
    made = User.objects.get(username="qlns")
    assert made.is_service
    assert not made.has_usable_password()


def test_accounts_are_found_without_marks_by_name_and_log_in(country):
    browser = browser_of(Role.SYSTEM_ADMIN, country.industry)
    wanted = UserFactory(username="xuyen.nt", full_name="Ngô Thị Xuyến")
    UserFactory(username="dat.l", full_name="Lê Đạt")
    for text in ("THỊ XUYẾN", "xuyen ngo", "Xuyen.NT"):
        shown = page(browser, "account_list", q=text).context["users"]
        assert [user for user, _roles in shown] == [wanted], text


# --- Log-in ---------------------------------------------------------------------------------


def test_log_in_and_out_in_vietnamese_without_sign_up(country):
    user = UserFactory(roles=[(Role.DIRECTOR, country.industry)])
    browser = Client()
    shown = browser.get(reverse("account_login")).content.decode()
    assert "Đăng nhập" in shown
    assert not re.search(r"Sign (in|up)|Forgot|Password|Username", shown)
    wrong = browser.post(reverse("account_login"), {"login": user.username, "password": "sai"})
    assert wrong.status_code == 200
    assert "Tên đăng nhập hoặc mật khẩu chưa đúng." in wrong.content.decode()
    right = {"login": user.username, "password": PASSWORD}
    assert browser.post(reverse("account_login"), right).status_code == 302
    assert page(browser, "staff_list").status_code == 200
    for name in ("account_change_password", "account_logout", "account_reset_password"):
        assert browser.get(reverse(name)).status_code in (200, 302), name
    browser.post(reverse("account_logout"))
    assert page(browser, "staff_list").status_code == 302
    closed = browser.get(reverse("account_signup")).content.decode()
    assert "Không mở đăng ký" in closed


def test_forgotten_password_is_replaced_by_a_letter_in_vietnamese(country, mailoutbox):
    user = UserFactory(email="anh@example.vn")
    for email in (user.email, "khac@example.vn"):
        answer = Client().post(reverse("account_reset_password"), {"email": email}, follow=True)
        assert "Đã gửi thư" in answer.content.decode()
    to_user, to_other = mailoutbox
    assert "Đặt lại mật khẩu" in to_user.subject
    assert f"Tên đăng nhập: {user.username}" in to_user.body
    assert "không có tài khoản nào" in to_other.body
    browser = Client()
    link = re.search(r"/accounts/password/reset/key/\S+", to_user.body)[0]
    form = browser.get(link, follow=True)
    assert "Đặt mật khẩu mới" in form.content.decode()
    new = "sen-hong-thap-muoi-7"
    url = form.redirect_chain[-1][0]
    done = browser.post(url, {"password1": new, "password2": new}, follow=True)
    assert "Đã đổi mật khẩu" in done.content.decode()
    assert Client().login(username=user.username, password=new)
    assert AuditEvent.objects.get(action="personnel.password_changed").actor_id == user.pk


def test_the_address_behind_an_account_is_not_changed_by_its_holder(country):
    browser = signed_in(UserFactory())
    for path in ("email/", "confirm-email/", "login/code/", "password/set/"):
        assert browser.get(f"/accounts/{path}").status_code == 404, path


def test_guessing_at_a_password_is_stopped(country):
    user = UserFactory()
    wrong = {"login": user.username, "password": "sai"}
    for _ in range(12):
        Client().post(reverse("account_login"), wrong)
    right = Client().post(reverse("account_login"), wrong | {"password": PASSWORD})
    assert right.status_code != 302


def test_a_machine_that_tries_many_names_is_told_to_wait_in_vietnamese(country):
    for number in range(40):
        tried = {"login": f"ai{number}", "password": "sai"}
        answer = Client().post(reverse("account_login"), tried)
    assert answer.status_code == 429
    assert "Xin chờ ít phút" in answer.content.decode()


def test_the_back_office_is_entered_by_the_same_log_in(country):
    answer = Client().get("/admin/login/?next=/admin/")
    assert (answer.status_code, answer.url) == (302, "/accounts/login/?next=%2Fadmin%2F")
    operator = UserFactory()
    User.objects.filter(pk=operator.pk).update(is_staff=True, is_superuser=True)
    shown = signed_in(operator).get("/admin/").content.decode()
    assert "/admin/legal/awardtype/" in shown
    assert not re.search(
        r"/admin/(auth|account|axes|mfa|socialaccount|usersessions|allauth_idp_oidc)/\w+/", shown
    )


def test_log_in_leads_to_no_other_site(country):
    user = UserFactory()
    right = {"login": user.username, "password": PASSWORD, "next": "https://example.com/"}
    answer = Client().post(reverse("account_login"), right)
    assert answer.url == "/"


def test_a_switched_off_account_cannot_sign_in(country):
    user = UserFactory()
    User.objects.filter(pk=user.pk).update(is_active=False)
    browser = Client()
    browser.post(reverse("account_login"), {"login": user.username, "password": PASSWORD})
    assert page(browser, "staff_list").status_code == 302


def test_menu_shows_name_roles_and_own_record(country, people):
    user = UserFactory(staff=people["trade"])
    grant(user, Role.UNIT_HEAD, country.trade)
    shown = page(signed_in(user), "staff_list").content.decode()
    assert "Trưởng phòng, đơn vị · Đơn vị SCT.trade" in shown
    assert reverse("personnel:staff_detail", args=["CB1"]) in shown
