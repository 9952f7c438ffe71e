"""The second factor: set-up, log-in with it, recovery codes, and who must have it."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from core import clock
from core.models import AuditEvent
from personnel.models import Role, User
from tests.accounts.browsing import (
    codes_of,
    confirm_password,
    enter,
    events_of,
    is_in,
    set_up_factor,
    signed_in,
)
from tests.factories.delegations import delegate
from tests.factories.personnel import UserFactory, grant
from tests.personnel.browsing import browser_of, post
from tests.support.totp import code_of

pytestmark = pytest.mark.django_db
ENGLISH = re.compile(
    r"\b(the|your|code|codes|authenticator|recovery|activate|confirm)\b", re.IGNORECASE
)


def words(page: str) -> str:
    """What a reader sees of a page, without marks and attributes."""
    return re.sub(r"<(script|style)\b.*?</\1>|<[^>]+>", " ", page, flags=re.DOTALL)


def halfway(user: User) -> Client:
    """A browser that sent the right password and is asked for a code."""
    browser = Client()
    assert enter(user, browser=browser).url == reverse("mfa_authenticate")
    return browser


def send(browser: Client, code: str) -> object:
    return browser.post(reverse("mfa_authenticate"), {"code": code})


@pytest.mark.django_db(transaction=True)
def test_set_up_asks_for_the_password_shows_a_picture_and_gives_recovery_codes():
    user = UserFactory()
    browser = signed_in(user)
    asked = browser.get(reverse("mfa_activate_totp"))
    assert asked.url.startswith(reverse("account_reauthenticate"))
    confirm_password(browser)
    shown = browser.get(reverse("mfa_activate_totp"))
    assert 'src="data:image/svg+xml;base64,' in shown.content.decode()
    assert "img-src 'self' data:" in shown.headers["Content-Security-Policy"]
    assert browser.post(reverse("mfa_activate_totp"), {"code": "000000"}).status_code == 422
    set_up_factor(browser)
    assert len(codes_of(browser)) == 10
    assert "Đang bật" in browser.get(reverse("personnel:my_account")).content.decode()
    assert events_of(user)[-2:] == ["second_factor_added", "recovery_codes_made"]


def test_log_in_needs_the_code_too_and_counts_each_once():
    user = UserFactory()
    secret = set_up_factor(signed_in(user))
    browser = halfway(user)
    assert not is_in(browser)
    wrong = send(browser, "123456")
    assert "Mã chưa đúng" in wrong.content.decode()
    assert not is_in(browser)
    code = code_of(secret)
    assert send(browser, code).status_code == 302
    assert is_in(browser)
    again = halfway(user)
    assert send(again, code).status_code == 200
    assert not is_in(again)
    assert events_of(user).count("second_factor_refused") == 2
    told = AuditEvent.objects.filter(action="personnel.signed_in").latest("pk")
    assert told.data["steps"] == ["password", "mfa"]


def test_a_code_is_not_used_again_in_the_half_minutes_it_would_still_hold():
    user = UserFactory()
    start = clock.now()
    with time_machine.travel(start, tick=False):
        secret = set_up_factor(signed_in(user))
        code = code_of(secret)
        assert send(halfway(user), code).status_code == 302
    with time_machine.travel(start + timedelta(seconds=31), tick=False):
        assert send(halfway(user), code).status_code == 200
        assert send(halfway(user), code_of(secret)).status_code == 302
        # One of the half minute before, not used so far, but older than the last.
        assert send(halfway(user), code_of(secret, -1)).status_code == 200


def test_a_phone_half_a_minute_wrong_still_works_and_a_minute_does_not():
    user = UserFactory()
    with time_machine.travel(clock.now(), tick=False):
        secret = set_up_factor(signed_in(user))
        assert send(halfway(user), code_of(secret, 3)).status_code == 200
        assert send(halfway(user), code_of(secret, 1)).status_code == 302


def test_guessing_at_the_code_is_stopped():
    user = UserFactory()
    secret = set_up_factor(signed_in(user))
    browser = halfway(user)
    for number in range(31):
        answer = send(browser, f"{number:06d}")
    assert "nhập sai quá nhiều lần" in answer.content.decode()
    send(browser, code_of(secret))
    assert not is_in(browser)


def test_a_recovery_code_opens_once():
    user = UserFactory()
    here = signed_in(user)
    set_up_factor(here)
    code = codes_of(here)[3]
    browser = halfway(user)
    assert send(browser, code).status_code == 302
    assert is_in(browser)
    again = halfway(user)
    assert send(again, code).status_code == 200
    assert not is_in(again)
    assert code not in codes_of(here)
    used = AuditEvent.objects.get(action="personnel.recovery_code_used")
    assert used.data["left"] == 9


@pytest.mark.django_db(transaction=True)
def test_new_recovery_codes_end_the_old_and_can_be_downloaded():
    user = UserFactory()
    browser = signed_in(user)
    set_up_factor(browser)
    old = codes_of(browser)
    assert "no-store" in browser.get(reverse("mfa_view_recovery_codes"))["Cache-Control"]
    assert browser.post(reverse("mfa_generate_recovery_codes")).status_code == 302
    new = codes_of(browser)
    assert not set(old) & set(new)
    file = browser.get(reverse("mfa_download_recovery_codes"))
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert all(code in file.content.decode() for code in new)
    assert send(halfway(user), old[0]).status_code == 200
    assert "recovery_codes_made" in events_of(user)


def test_taking_it_off_asks_for_the_password_and_ends_the_codes():
    user = UserFactory()
    set_up_factor(signed_in(user))
    browser = halfway(user)
    secret_row = Authenticator.objects.get(user=user, type="totp")
    assert send(browser, _present_code(secret_row)).status_code == 302
    asked = browser.post(reverse("mfa_deactivate_totp"))
    assert asked.url.startswith(reverse("account_reauthenticate"))
    confirm_password(browser)
    assert browser.post(reverse("mfa_deactivate_totp")).status_code == 302
    assert not Authenticator.objects.filter(user=user).exists()
    assert events_of(user)[-1] == "second_factor_removed"
    assert enter(user).url == "/"


def _present_code(row: Authenticator) -> str:
    return code_of(get_adapter().decrypt(row.data["secret"]))


def test_secrets_lie_sealed_in_the_database_and_open_after_a_change_of_key(settings):
    user = UserFactory()
    browser = signed_in(user)
    secret = set_up_factor(browser)
    rows = [str(row.data) for row in Authenticator.objects.filter(user=user)]
    assert not [row for row in rows if secret in row]
    codes = codes_of(browser)
    old = settings.FIELD_KEYS
    settings.FIELD_KEYS = ["another-key-of-this-installation-01", *old]
    call_command("rotate_field_keys")
    settings.FIELD_KEYS = settings.FIELD_KEYS[:1]
    settings.SECRET_KEY = "another-key-of-this-installation"
    assert send(halfway(user), code_of(secret)).status_code == 302
    assert send(halfway(user), codes[0]).status_code == 302


def test_pages_of_the_second_factor_speak_vietnamese():
    user = UserFactory()
    browser = signed_in(user)
    set_up_factor(browser)
    other = signed_in(UserFactory())
    confirm_password(other)
    found = {
        name: client.get(reverse(name)).content.decode()
        for client, name in (
            (other, "mfa_activate_totp"),
            (browser, "mfa_deactivate_totp"),
            (browser, "mfa_view_recovery_codes"),
            (browser, "mfa_generate_recovery_codes"),
            (browser, "mfa_reauthenticate"),
            (browser, "personnel:my_account"),
            (halfway(user), "mfa_authenticate"),
        )
    }
    assert {name: ENGLISH.findall(words(page)) for name, page in found.items()} == {
        name: [] for name in found
    }


# --- Roles that must have it ----------------------------------------------------------------


@pytest.fixture
def asked_of_administrators(settings):
    settings.MFA_REQUIRED_ROLES = ["SYSTEM_ADMIN"]


def test_a_role_that_must_have_it_goes_nowhere_else_first(asked_of_administrators, country):
    admin = UserFactory(roles=[(Role.SYSTEM_ADMIN, country.industry)])
    browser = Client()
    enter(admin, browser=browser)
    for name in ("personnel:account_list", "personnel:my_account", "work:inbox"):
        assert browser.get(reverse(name)).url == reverse("mfa_activate_totp"), name
    refused = browser.get("/api/v1/units/")
    assert (refused.status_code, refused.json()["code"]) == (403, "second-factor-required")
    shown = browser.get(reverse("mfa_activate_totp"), follow=True).content.decode()
    assert "bắt buộc xác thực hai bước" in shown
    set_up_factor(browser)
    assert browser.get(reverse("personnel:account_list")).status_code == 200


def test_others_are_not_asked_and_nobody_takes_off_what_he_must_have(
    asked_of_administrators, country
):
    assert is_in(signed_in(UserFactory(roles=[(Role.UNIT_HEAD, country.trade)])))
    admin = UserFactory(roles=[(Role.SYSTEM_ADMIN, country.industry)])
    browser = Client()
    enter(admin, browser=browser)
    set_up_factor(browser)
    answer = browser.post(reverse("mfa_deactivate_totp"))
    assert "bắt buộc" in answer.content.decode()
    assert Authenticator.objects.filter(user=admin, type="totp").exists()


def test_who_acts_for_such_a_role_is_asked_and_a_wrong_word_is_refused(settings, country):
    settings.MFA_REQUIRED_ROLES = ["HR_OFFICER"]
    principal = UserFactory(roles=[(Role.HR_OFFICER, country.industry)])
    deputy = UserFactory()
    today = clock.today()
    under = delegate(
        principal, deputy, "HR_OFFICER", country.industry, today, today + timedelta(9), clock.now()
    )
    browser = signed_in(deputy)
    for said, code in ((under.pk, "second-factor-required"), ("x", "forbidden")):
        answer = browser.get("/api/v1/units/", headers={"X-On-Behalf-Of": str(said)})
        assert (answer.status_code, answer.json()["code"]) == (403, code)
    assert browser.get("/api/v1/units/").status_code == 200


def test_a_role_that_begins_tomorrow_asks_tomorrow(asked_of_administrators, country):
    tomorrow = clock.today() + timedelta(days=1)
    user = UserFactory()
    grant(user, Role.SYSTEM_ADMIN, country.industry, valid_from=tomorrow)
    browser = signed_in(user)
    with time_machine.travel(clock.now() + timedelta(hours=25)):
        enter(user, browser=browser)
        assert browser.get(reverse("personnel:my_account")).url == reverse("mfa_activate_totp")


# --- Somebody lost his phone ----------------------------------------------------------------


def test_an_administrator_takes_it_off_with_a_reason_and_ends_the_sessions(country):
    user = UserFactory(roles=[(Role.UNIT_HEAD, country.trade)])
    lost = signed_in(user)
    set_up_factor(lost)
    admin = signed_in(UserFactory(roles=[(Role.SYSTEM_ADMIN, country.industry)]))
    page = reverse("personnel:account_factor_reset", args=[user.pk])
    assert admin.get(page).url.startswith(reverse("account_reauthenticate"))
    confirm_password(admin)
    assert admin.post(page, {"reason": ""}).status_code == 422
    assert admin.post(page, {"reason": "Mất điện thoại, đã gặp trực tiếp."}).status_code == 302
    assert not is_in(lost)
    assert enter(user).url == "/"
    told = AuditEvent.objects.get(action="personnel.second_factor_reset")
    assert told.data["reason"] == "Mất điện thoại, đã gặp trực tiếp."


def test_an_administrator_resets_neither_outside_his_reach_nor_his_own(country):
    outside = UserFactory(roles=[(Role.DIRECTOR, country.health)])
    mixed = UserFactory(roles=[(Role.DIRECTOR, country.health), (Role.UNIT_HEAD, country.trade)])
    me = UserFactory(roles=[(Role.SYSTEM_ADMIN, country.industry)])
    admin = signed_in(me)
    confirm_password(admin)
    for user, status in ((outside, 404), (mixed, 403), (me, 403)):
        answer = post(admin, "account_factor_reset", user.pk, reason="Mất điện thoại")
        assert answer.status_code == status
    officer = browser_of(Role.HR_OFFICER, country.industry)
    confirm_password(officer)
    answer = post(officer, "account_factor_reset", mixed.pk, reason="Mất điện thoại")
    assert answer.status_code == 403
