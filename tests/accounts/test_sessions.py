"""Where somebody is signed in, and how that ends."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from core import clock
from core.models import AuditEvent
from core.scope import SYSTEM
from personnel.models import Role, User
from personnel.services import accounts
from personnel.tasks import forget_sessions
from tests.accounts.browsing import confirm_password, enter, events_of, is_in, signed_in
from tests.factories.personnel import AT, PASSWORD, UserFactory
from tests.personnel.browsing import browser_of, post

pytestmark = pytest.mark.django_db
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120.0 Safari/537.36"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1"
NEW = "sen-hong-thap-muoi-7"


def my_page(browser: Client) -> str:
    return browser.get(reverse("personnel:my_account")).content.decode()


def test_devices_are_listed_with_kind_address_and_time():
    user = UserFactory()
    here = signed_in(user, user_agent=WINDOWS)
    signed_in(user, user_agent=PHONE)
    signed_in(UserFactory(), user_agent="Firefox/120.0")
    shown = my_page(here)
    assert "Chrome trên Windows" in shown
    assert "Safari trên iPhone" in shown
    assert "Firefox" not in shown
    assert "127.0.0.1" in shown
    assert shown.count("Thiết bị này") == 1


def test_sign_out_everywhere_else_ends_the_others_for_real():
    user = UserFactory()
    here, phone, office = signed_in(user), signed_in(user), signed_in(user)
    stranger = signed_in(UserFactory())
    assert here.post(reverse("personnel:my_devices_end")).status_code == 302
    assert [is_in(one) for one in (here, phone, office, stranger)] == [True, False, False, True]
    told = AuditEvent.objects.get(action="personnel.sessions_ended")
    assert (told.data["count"], told.data["ip"], told.actor_id) == (2, "127.0.0.1", user.pk)


def test_one_device_is_signed_out_and_nobody_elses():
    user, other = UserFactory(), UserFactory()
    here = signed_in(user)
    phone = signed_in(user, user_agent=PHONE)
    stranger = signed_in(other)
    theirs = UserSession.objects.get(user=other)
    assert post(here, "my_device_end", theirs.pk).status_code == 404
    mine = UserSession.objects.get(user=user, user_agent=PHONE)
    assert post(here, "my_device_end", mine.pk).status_code == 302
    assert [is_in(one) for one in (here, phone, stranger)] == [True, False, True]


def test_a_new_password_signs_the_other_devices_out():
    user = UserFactory()
    here, other = signed_in(user), signed_in(user)
    sent = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    answer = here.post(reverse("account_change_password"), sent, follow=True)
    assert "Các thiết bị khác đã được đăng xuất" in answer.content.decode()
    assert [is_in(one) for one in (here, other)] == [True, False]
    assert UserSession.objects.filter(user=user).count() == 1
    assert events_of(user)[-2:] == ["password_changed", "sessions_ended"]


def test_the_rules_of_a_password_are_told_and_kept():
    user = UserFactory(username="phuonglh")
    browser = signed_in(user)
    shown = browser.get(reverse("account_change_password")).content.decode()
    assert "10" in shown
    apart = {"oldpassword": PASSWORD, "password1": NEW, "password2": f"{NEW}x"}
    errors = browser.post(reverse("account_change_password"), apart).context["form"].errors
    assert not re.search(r"\b(the|same|password|must|type)\b", str(errors), re.IGNORECASE)
    for weak in ("ngan", "1234567890", "matkhau", "phuonglh-1"):
        sent = {"oldpassword": PASSWORD, "password1": weak, "password2": weak}
        answer = browser.post(reverse("account_change_password"), sent)
        assert answer.context["form"].errors["password1"], weak
    cache.clear()  # five tries a minute, and those were five
    wrong = browser.post(
        reverse("account_change_password"),
        {"oldpassword": "sai", "password1": NEW, "password2": NEW},
    )
    assert "Mật khẩu hiện nay chưa đúng." in wrong.content.decode()


def test_signing_out_is_told_and_takes_the_device_from_the_list():
    user = UserFactory()
    browser = signed_in(user)
    browser.post(reverse("account_logout"))
    assert not is_in(browser)
    assert not UserSession.objects.filter(user=user).exists()
    assert events_of(user) == ["signed_in", "signed_out"]


def test_a_password_for_somebody_else_asks_for_ones_own_and_keeps_nothing_meanwhile(country):
    user = UserFactory(roles=[(Role.UNIT_HEAD, country.trade)])
    admin = signed_in(UserFactory(roles=[(Role.SYSTEM_ADMIN, country.industry)]))
    page = reverse("personnel:account_password", args=[user.pk])
    assert admin.get(page).url.startswith(reverse("account_reauthenticate"))
    assert admin.post(page, {"password": NEW}).url == page
    assert NEW not in str(dict(admin.session))
    confirm_password(admin)
    assert admin.post(page, {"password": NEW}).status_code == 302
    assert is_in(browser_with(user, NEW))


def browser_with(user: User, password: str) -> Client:
    browser = Client()
    enter(user, password, browser=browser)
    return browser


def test_an_account_switched_off_and_on_finds_no_old_device():
    user = UserFactory()
    browser = signed_in(user)
    for active in (False, True):
        accounts.set_active(user=user, active=active, by=SYSTEM, at=AT)
        assert not is_in(browser)
    assert is_in(signed_in(user))


def test_a_password_given_by_the_administrator_ends_the_sessions():
    user = UserFactory()
    browser = signed_in(user)
    accounts.set_password(user=user, password=NEW, by=SYSTEM, at=AT)
    assert not is_in(browser)
    assert not UserSession.objects.filter(user=user).exists()


def test_an_administrator_signs_somebody_out_everywhere(country):
    user = UserFactory(roles=[(Role.UNIT_HEAD, country.trade)])
    outside = UserFactory(roles=[(Role.UNIT_HEAD, country.health)])
    browser, other = signed_in(user), signed_in(outside)
    admin = browser_of(Role.SYSTEM_ADMIN, country.industry)
    assert post(admin, "account_sign_out", user.pk).status_code == 302
    assert post(admin, "account_sign_out", outside.pk).status_code == 404
    assert [is_in(browser), is_in(other)] == [False, True]
    assert (
        post(browser_of(Role.HR_OFFICER, country.industry), "account_sign_out", user.pk).status_code
        == 403
    )


def test_when_a_device_was_last_seen_is_written_seldom():
    user = UserFactory()
    start = clock.now()
    with time_machine.travel(start, tick=False):
        browser = signed_in(user)
        before = Session.objects.get(session_key=browser.session.session_key).session_data
    with time_machine.travel(start + timedelta(minutes=4), tick=False):
        my_page(browser)
        assert UserSession.objects.get(user=user).last_seen_at == start
        after = Session.objects.get(session_key=browser.session.session_key).session_data
        assert after == before
    with time_machine.travel(start + timedelta(minutes=6), tick=False):
        my_page(browser)
        assert UserSession.objects.get(user=user).last_seen_at == start + timedelta(minutes=6)


def test_sessions_that_ran_out_and_old_wrong_passwords_are_let_go():
    user = UserFactory()
    start = clock.now()
    with time_machine.travel(start, tick=False):
        signed_in(user)
        enter(user, "sai")
    with time_machine.travel(start + timedelta(hours=11), tick=False):
        still = signed_in(user)
        enter(user, "sai")
    with time_machine.travel(start + timedelta(hours=12, minutes=1), tick=False):
        assert forget_sessions() == 1
        assert UserSession.objects.filter(user=user).count() == 1
        assert Session.objects.count() == 1
        assert not AccessAttempt.objects.exists()
        assert is_in(still)


def test_log_in_is_told_with_its_steps_and_shown_to_the_person():
    user = UserFactory()
    enter(user, "sai", REMOTE_ADDR="203.0.113.9")
    browser = signed_in(user)
    told = AuditEvent.objects.get(action="personnel.signed_in")
    assert told.data == {"ip": "127.0.0.1", "steps": ["password"]}
    shown = my_page(browser)
    assert "Đăng nhập sai" in shown
    assert "203.0.113.9" in shown
