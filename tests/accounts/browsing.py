"""What people do at the log-in page."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client
from django.urls import reverse

from core.models import AuditEvent
from personnel.models import User
from tests.factories.personnel import PASSWORD
from tests.support.totp import code_of

LOGIN = "account_login"


def enter(
    user: User, password: str = PASSWORD, *, browser: Client | None = None, **extra: Any
) -> Any:
    """Send name and password; the answer tells what came of it."""
    client = browser or Client()
    return client.post(reverse(LOGIN), {"login": user.username, "password": password}, **extra)


def signed_in(user: User, **headers: str) -> Client:
    """A browser that came in by the log-in page."""
    browser = Client(headers=headers)
    answer = enter(user, browser=browser)
    assert answer.status_code == 302, answer.content.decode()
    assert is_in(browser)
    return browser


def is_in(browser: Client) -> bool:
    """Whether the browser still sees its own account."""
    return browser.get(reverse("personnel:my_account")).status_code == 200


def confirm_password(browser: Client, password: str = PASSWORD) -> None:
    answer = browser.post(reverse("account_reauthenticate"), {"password": password})
    assert answer.status_code == 302


def set_up_factor(browser: Client) -> str:
    """Turn the second factor on; returns the secret the phone keeps.

    The first code used is one half minute old, so that the present one is still good for log-in.
    """
    confirm_password(browser)
    shown = browser.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r'class="secret">(\w+)<', shown)[1]
    answer = browser.post(reverse("mfa_activate_totp"), {"code": code_of(secret, -1)})
    assert answer.status_code == 302, answer.content.decode()
    return secret


def codes_of(browser: Client) -> list[str]:
    """The recovery codes as the page shows them."""
    shown = browser.get(reverse("mfa_view_recovery_codes")).content.decode()
    return re.findall(r"<li><code>(\d+)</code></li>", shown)


def events_of(user: User) -> list[str]:
    """What the audit trail tells of log-in, oldest first, without the module's name."""
    found = AuditEvent.objects.filter(subject_type="personnel.user", subject_id=str(user.pk))
    names = [event.action.removeprefix("personnel.") for event in found.order_by("pk")]
    return [name for name in names if name not in ("account_created", "role_granted")]
