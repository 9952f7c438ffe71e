"""A province's own sign-on, against a small provider: who gets in, and who does not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import environ
import pytest
import requests
from allauth.socialaccount.models import SocialAccount, SocialApp
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client
from django.urls import reverse

from config.settings import sign_on
from core.models import AuditEvent
from personnel.models import Role, User
from tests.accounts.browsing import enter, events_of, is_in, set_up_factor, signed_in
from tests.factories.personnel import StaffFactory, UserFactory
from tests.personnel.browsing import browser_of, post
from tests.support.openid import CLIENT_ID, CLIENT_SECRET, Provider, running
from tests.support.totp import code_of

pytestmark = pytest.mark.django_db
BEGIN = ("openid_connect_login", ["sso"])


@pytest.fixture(scope="module")
def server() -> Iterator[Provider]:
    with running() as provider:
        yield provider


@pytest.fixture
def province(server: Provider, settings: Any) -> Provider:
    """The provider, told to the installation as an operator tells it."""
    server.spoil = {}
    use(server, settings)
    return server


def use(provider: Provider, settings: Any, **more: str) -> None:
    env = environ.Env()
    env.ENVIRON = {
        "OIDC_NAME": "Cổng đăng nhập tỉnh Hải Đăng",
        "OIDC_SERVER_URL": provider.url,
        "OIDC_CLIENT_ID": CLIENT_ID,
        "OIDC_CLIENT_SECRET": CLIENT_SECRET,
    } | more
    settings.SIGN_ON = sign_on.from_environment(env)
    settings.SOCIALACCOUNT_PROVIDERS = sign_on.providers(settings.SIGN_ON)


def knows(provider: Provider, user: User, subject: str = "s-1", **more: Any) -> None:
    """The person at the browser is, for the provider, the owner of this account's address."""
    known = {"sub": subject, "email": user.email, "email_verified": True}
    provider.person = known | {"preferred_username": user.username} | more


def sign_on_with(browser: Client, **sent: str) -> Any:
    """The way of a browser: the button, the provider, and back."""
    left = browser.post(reverse(*BEGIN[:1], args=BEGIN[1]), sent)
    assert left.status_code == 302, left.content.decode()
    return browser.get(came_back(left.url))


def came_back(address: str) -> str:
    answer = requests.get(address, allow_redirects=False, timeout=5)
    return answer.headers["Location"].removeprefix("http://testserver")


def test_the_button_is_there_only_where_there_is_a_sign_on(client, province, settings):
    shown = client.get(reverse("account_login"))
    assert "Đăng nhập bằng Cổng đăng nhập tỉnh Hải Đăng" in shown.content.decode()
    assert f"form-action 'self' {province.url}" in shown.headers["Content-Security-Policy"]
    elsewhere = client.get(reverse("account_reset_password"))
    assert "form-action 'self';" in elsewhere.headers["Content-Security-Policy"] + ";"
    settings.SIGN_ON, settings.SOCIALACCOUNT_PROVIDERS = None, {}
    plain = client.get(reverse("account_login"))
    assert "Cổng đăng nhập" not in plain.content.decode()
    assert province.url not in plain.headers["Content-Security-Policy"]
    for name in ("openid_connect_login", "openid_connect_callback"):
        assert client.get(reverse(name, args=["sso"])).status_code == 404


def test_an_account_is_matched_once_and_known_by_its_identifier_afterwards(province):
    user = UserFactory()
    knows(province, user)
    browser = Client()
    assert sign_on_with(browser).url == "/"
    assert is_in(browser)
    linked = SocialAccount.objects.get(user=user)
    assert (linked.uid, linked.extra_data) == (f"{province.url} s-1", {})
    assert events_of(user) == ["sign_on_linked", "signed_in"]
    told = AuditEvent.objects.get(action="personnel.signed_in")
    assert told.data == {"ip": "127.0.0.1", "steps": ["socialaccount"]}
    knows(province, UserFactory(), subject="s-1")
    again = Client()
    sign_on_with(again)
    assert user.full_name in again.get(reverse("personnel:my_account")).content.decode()
    assert User.objects.count() == 2


def test_the_page_asked_for_is_reached_and_no_other_site(province):
    knows(province, UserFactory())
    wanted = reverse("personnel:my_account")
    assert sign_on_with(Client(), next=wanted).url == wanted
    assert sign_on_with(Client(), next="https://example.com/").url == "/"


def test_what_is_asked_of_the_provider(province):
    knows(province, UserFactory())
    left = Client().post(
        f"{reverse('openid_connect_login', args=['sso'])}?auth_params=prompt%3Dnone"
    )
    asked = {name: values[0] for name, values in parse_qs(urlsplit(left.url).query).items()}
    assert asked["client_id"] == CLIENT_ID
    assert asked["code_challenge_method"] == "S256"
    assert asked["redirect_uri"] == "http://testserver/accounts/oidc/sso/login/callback/"
    assert set(asked["scope"].split()) == {"openid", "profile", "email"}
    assert len(asked["nonce"]) == 64
    assert "prompt" not in asked


def test_a_link_alone_only_asks(client, province):
    shown = client.get(reverse("openid_connect_login", args=["sso"]))
    assert shown.status_code == 200
    assert "Bạn sẽ được chuyển đến Cổng đăng nhập tỉnh Hải Đăng" in shown.content.decode()
    careful = Client(enforce_csrf_checks=True)
    assert careful.post(reverse("openid_connect_login", args=["sso"])).status_code == 403


# --- Who does not get in --------------------------------------------------------------------


def refused(provider: Provider, why: str) -> None:
    before = User.objects.count()
    browser = Client()
    answer = sign_on_with(browser)
    assert answer.status_code == 403
    assert why in answer.content.decode()
    assert not is_in(browser)
    assert User.objects.count() == before


def test_nobody_is_made_an_account(province):
    province.person = {"sub": "s-9", "email": "la@example.vn", "email_verified": True}
    refused(province, "Chưa có tài khoản nào ứng với “la@example.vn”")
    assert not SocialAccount.objects.exists()


def test_an_address_the_province_did_not_verify_opens_nothing(province):
    for verified in (False, None, "true"):
        knows(province, UserFactory(), email_verified=verified)
        refused(province, "chưa được hệ thống đăng nhập xác nhận")
    province.person = {"sub": "s-1"}
    refused(province, "không cho biết “email”")


def test_an_address_of_two_accounts_opens_neither(province):
    first = UserFactory(email="chung@example.vn")
    UserFactory(email="Chung@example.vn")
    knows(province, first)
    refused(province, "Có nhiều tài khoản")


def test_machines_switched_off_accounts_and_the_back_office_stay_out(province):
    machine = UserFactory(is_service=True)
    knows(province, machine)
    refused(province, "Chưa có tài khoản nào")
    off = UserFactory()
    User.objects.filter(pk=off.pk).update(is_active=False)
    knows(province, off)
    refused(province, "Chưa có tài khoản nào")
    operator = UserFactory()
    User.objects.filter(pk=operator.pk).update(is_staff=True)
    knows(province, operator)
    refused(province, "không dùng được đăng nhập một lần")


def test_an_account_switched_off_later_stays_out_though_linked(province):
    user = UserFactory()
    knows(province, user)
    sign_on_with(Client())
    User.objects.filter(pk=user.pk).update(is_active=False)
    refused(province, "Tài khoản này đã khóa")
    assert events_of(user)[-1] == "sign_on_refused"
    User.objects.filter(pk=user.pk).update(is_active=True, is_service=True)
    refused(province, "Tài khoản này đã khóa")


def test_a_second_identity_does_not_take_an_account_over(province):
    user = UserFactory()
    knows(province, user)
    sign_on_with(Client())
    knows(province, user, subject="s-2")
    refused(province, "đã liên kết với một danh tính khác")
    assert SocialAccount.objects.get(user=user).uid.endswith(" s-1")


def test_the_same_subject_of_another_issuer_is_somebody_else(province, settings):
    user = UserFactory()
    knows(province, user)
    sign_on_with(Client())
    with running() as other:
        use(other, settings)
        other.person = {"sub": "s-1", "email": "la@example.vn", "email_verified": True}
        refused(other, "Chưa có tài khoản nào")


@pytest.mark.parametrize("process", ["connect", "redirect", "x"])
def test_an_identity_is_not_tied_to_whoever_is_signed_in(province, process):
    user = UserFactory()
    knows(province, UserFactory())
    browser = signed_in(user)
    assert sign_on_with(browser, process=process).status_code == 403
    assert not SocialAccount.objects.exists()


# --- Answers that are not what they should be -----------------------------------------------


def failed(answer: Any) -> None:
    assert answer.status_code == 401
    assert "Đăng nhập một lần không thành" in answer.content.decode()


@pytest.mark.parametrize(
    "spoil",
    [
        {"claims": {"nonce": "another"}},
        {"claims": {"iss": "https://example.com"}},
        {"claims": {"aud": "another"}},
        {"claims": {"exp": 1}},
        {"claims": {"sub": None}},
        {"key": rsa.generate_private_key(65537, 2048)},
        {"me": {"sub": "s-2"}},
        {"discovery": {"issuer": "https://example.com"}},
        {"discovery": {"token_endpoint": "http://example.com/token"}},
    ],
    ids=lambda spoil: str(spoil)[:40],
)
def test_a_token_that_is_not_right_opens_nothing(province, spoil):
    user = UserFactory()
    knows(province, user)
    browser = Client()
    left = browser.post(reverse("openid_connect_login", args=["sso"]))
    back = came_back(left.url)
    province.spoil = spoil
    failed(browser.get(back))
    assert not is_in(browser)
    assert not SocialAccount.objects.exists()


def test_a_state_of_another_browser_or_used_before_opens_nothing(province):
    user = UserFactory()
    knows(province, user)
    mine = Client()
    left = mine.post(reverse("openid_connect_login", args=["sso"]))
    back = came_back(left.url)
    failed(Client().get(back))
    failed(mine.get(back.replace("state=", "state=x")))
    assert mine.get(back).status_code == 302
    failed(mine.get(back))


def test_a_code_of_another_sign_in_opens_nothing(province):
    knows(province, UserFactory())
    stolen = came_back(Client().post(reverse("openid_connect_login", args=["sso"])).url)
    code = parse_qs(urlsplit(stolen).query)["code"][0]
    mine = Client()
    back = came_back(mine.post(reverse("openid_connect_login", args=["sso"])).url)
    own = parse_qs(urlsplit(back).query)["code"][0]
    failed(mine.get(back.replace(own, code)))
    assert not is_in(mine)


def test_a_person_who_gives_up_at_the_provider_is_told_so(province):
    browser = Client()
    left = browser.post(reverse("openid_connect_login", args=["sso"]))
    state = parse_qs(urlsplit(left.url).query)["state"][0]
    callback = reverse("openid_connect_callback", args=["sso"])
    answer = browser.get(f"{callback}?error=access_denied&state={state}", follow=True)
    assert "Đã thôi đăng nhập" in answer.content.decode()


def test_a_provider_that_is_away_is_told_so_and_the_password_still_opens(settings):
    with running() as gone:
        use(gone, settings)
    user = UserFactory()
    failed(Client().post(reverse("openid_connect_login", args=["sso"])))
    assert enter(user).status_code == 302


def test_rows_in_the_database_are_no_sign_on(client, settings):
    settings.SIGN_ON, settings.SOCIALACCOUNT_PROVIDERS = None, {}
    SocialApp.objects.create(
        provider="openid_connect", provider_id="la", name="Lạ", client_id="x", settings={}
    )
    assert client.get(reverse("openid_connect_login", args=["la"])).status_code == 404


# --- Together with the rest -----------------------------------------------------------------


def test_matching_by_log_in_name_or_staff_number_where_the_province_gives_them(
    province, settings, country
):
    by_name = UserFactory(username="anh.nt")
    use(province, settings, OIDC_MATCH="username")
    province.person = {"sub": "s-1", "preferred_username": "Anh.NT"}
    assert sign_on_with(Client()).status_code == 302
    assert SocialAccount.objects.get(user=by_name)
    by_code = UserFactory(staff=StaffFactory(code="CB0417", unit=country.trade))
    use(province, settings, OIDC_MATCH="staff_code", OIDC_CLAIM="ma_can_bo")
    province.person = {"sub": "s-2", "ma_can_bo": "CB0417"}
    assert sign_on_with(Client()).status_code == 302
    assert SocialAccount.objects.get(user=by_code)


def test_the_second_factor_is_asked_for_after_the_sign_on_too(province):
    user = UserFactory()
    secret = set_up_factor(signed_in(user))
    knows(province, user)
    browser = Client()
    assert sign_on_with(browser).url == reverse("mfa_authenticate")
    assert not is_in(browser)
    browser.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert is_in(browser)


def test_an_account_without_a_password_of_its_own(province, country):
    admin = browser_of(Role.SYSTEM_ADMIN, country.industry)
    made = {"username": "anh.nt", "full_name": "Nguyễn Thị Ánh", "email": "anh@example.vn"}
    assert post(admin, "account_create", **made).status_code == 302
    user = User.objects.get(username="anh.nt")
    assert not user.has_usable_password()
    knows(province, user)
    browser = Client()
    sign_on_with(browser)
    shown = browser.get(reverse("personnel:my_account")).content.decode()
    assert "không có mật khẩu riêng" in shown
    answer = browser.get(reverse("account_change_password"))
    assert answer.url == reverse("personnel:my_account")


def test_an_administrator_takes_the_link_off(province, country):
    user = UserFactory(roles=[(Role.UNIT_HEAD, country.trade)])
    knows(province, user)
    browser = Client()
    sign_on_with(browser)
    admin = browser_of(Role.SYSTEM_ADMIN, country.industry)
    assert post(admin, "account_unlink", user.pk).status_code == 302
    assert not is_in(browser)
    assert not SocialAccount.objects.exists()
    knows(province, user, subject="s-2")
    assert sign_on_with(Client()).status_code == 302


# --- What the operator writes ---------------------------------------------------------------


@pytest.mark.parametrize(
    "given",
    [
        {"OIDC_SERVER_URL": "http://sso.example"},
        {"OIDC_SERVER_URL": "https://sso.example", "OIDC_MATCH": "name"},
        {"OIDC_SERVER_URL": "https://sso.example", "OIDC_CLIENT_ID": ""},
    ],
)
def test_settings_that_are_not_safe_stop_the_start(given):
    env = environ.Env()
    env.ENVIRON = {"OIDC_CLIENT_ID": "x"} | given
    with pytest.raises(ValueError, match="OIDC_"):
        sign_on.from_environment(env)


def test_other_origins_may_be_named_for_the_form():
    env = environ.Env()
    env.ENVIRON = {
        "OIDC_SERVER_URL": "https://sso.example/realms/tinh/",
        "OIDC_CLIENT_ID": "x",
        "OIDC_FORM_ORIGINS": "https://dinhdanh.example,https://ldap.example",
    }
    found = sign_on.from_environment(env)
    assert found.form_origins == (
        "https://sso.example",
        "https://dinhdanh.example",
        "https://ldap.example",
    )
