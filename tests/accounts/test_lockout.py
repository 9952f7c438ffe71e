"""Wrong passwords: the lock, how it ends, and what the trail tells."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from core import clock
from core.models import AuditEvent
from personnel.models import Role, User
from tests.accounts.browsing import enter, events_of
from tests.factories.personnel import UserFactory
from tests.personnel.browsing import browser_of

pytestmark = pytest.mark.django_db
THERE = {"REMOTE_ADDR": "203.0.113.9"}


def lock(user: User, times: int = 5, **extra: str) -> None:
    for _ in range(times):
        enter(user, "sai", **extra)


def test_after_five_wrong_passwords_the_right_one_is_refused_too():
    user = UserFactory()
    for _ in range(4):
        assert enter(user, "sai").status_code == 200
    locked = enter(user, "sai")
    assert locked.status_code == 429
    told = locked.content.decode()
    assert "Tạm khóa đăng nhập" in told
    assert "sau 15 phút" in told
    assert "quản trị hệ thống" in told
    assert enter(user).status_code == 429


def test_four_wrong_passwords_and_the_right_one_begin_the_count_anew():
    user = UserFactory()
    for _ in range(2):
        lock(user, 4)
        assert enter(user).status_code == 302


def test_the_lock_ends_by_itself_and_trying_does_not_make_it_longer():
    user = UserFactory()
    now = clock.now()
    with time_machine.travel(now, tick=False):
        lock(user)
    with time_machine.travel(now + timedelta(minutes=14), tick=False):
        assert enter(user).status_code == 429
    with time_machine.travel(now + timedelta(minutes=16), tick=False):
        assert enter(user).status_code == 302


def test_the_lock_counts_a_name_however_it_is_written():
    user = UserFactory(username="quan.lt")
    for name in ("Quan.LT", "QUAN.LT", "quan.lt ", "qUAN.lt", "quan.Lt"):
        answer = Client().post(reverse("account_login"), {"login": name, "password": "sai"})
    assert answer.status_code == 429
    assert enter(user).status_code == 429


def test_somebody_elsewhere_and_somebody_else_here_still_get_in():
    user, other = UserFactory(), UserFactory()
    lock(user)
    assert enter(user, **THERE).status_code == 302
    assert enter(other).status_code == 302


def test_a_name_guessed_at_from_many_addresses_is_stopped_too():
    user = UserFactory()
    for number in range(40):
        enter(user, "sai", REMOTE_ADDR=f"203.0.113.{number}")
    answer = enter(user, REMOTE_ADDR="198.51.100.7")
    assert answer.status_code == 200
    assert "nhập sai quá nhiều lần" in answer.content.decode()


def test_an_administrator_sees_the_lock_and_opens_it(country):
    user = UserFactory(roles=[(Role.UNIT_HEAD, country.trade)])
    admin = browser_of(Role.SYSTEM_ADMIN, country.industry)
    page = reverse("personnel:account_detail", args=[user.pk])
    assert "Đang tạm khóa" not in admin.get(page).content.decode()
    lock(user)
    assert "Đang tạm khóa" in admin.get(page).content.decode()
    assert admin.post(reverse("personnel:account_unlock", args=[user.pk])).status_code == 302
    assert enter(user).status_code == 302
    assert "unlocked" in events_of(user)


def test_opening_a_lock_needs_the_right_over_the_whole_account(country):
    mixed = UserFactory(roles=[(Role.DIRECTOR, country.health), (Role.UNIT_HEAD, country.trade)])
    lock(mixed)
    admin = browser_of(Role.SYSTEM_ADMIN, country.industry)
    assert admin.post(reverse("personnel:account_unlock", args=[mixed.pk])).status_code == 403
    officer = browser_of(Role.HR_OFFICER, country.industry)
    assert officer.post(reverse("personnel:account_unlock", args=[mixed.pk])).status_code == 403
    assert enter(mixed).status_code == 429


def test_the_operator_opens_it_with_a_command(capsys):
    user = UserFactory()
    lock(user)
    call_command("axes_reset_username", user.username)
    assert enter(user).status_code == 302


def test_the_trail_tells_of_each_wrong_password_once_and_of_the_lock_once():
    user = UserFactory()
    lock(user, 5, **THERE)
    lock(user, 3, **THERE)
    assert events_of(user) == ["sign_in_failed"] * 5 + ["locked_out"]
    event = AuditEvent.objects.get(action="personnel.locked_out")
    assert (event.actor_id, event.data["ip"]) == (None, "203.0.113.9")


def test_names_nobody_has_fill_no_trail():
    before = AuditEvent.objects.count()
    for password in ("sai", "sai nữa"):
        Client().post(reverse("account_login"), {"login": "hoa-phuong-do", "password": password})
    assert AuditEvent.objects.count() == before


def test_a_wrong_password_when_asked_again_counts_as_well():
    user = UserFactory()
    browser = Client()
    enter(user, browser=browser)
    for _ in range(5):
        answer = browser.post(reverse("account_reauthenticate"), {"password": "sai"})
    assert answer.status_code == 429
