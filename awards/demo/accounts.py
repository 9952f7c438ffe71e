"""The log-ins of the demonstration, for whoever starts the system to try."""

from __future__ import annotations

from typing import NamedTuple

from awards.demo.case import codes, read
from personnel.models import Role, User


class DemoAccount(NamedTuple):
    """One log-in: the role in words, and the unit at which it is held."""

    username: str
    password: str
    role: str
    unit: str


def demo_accounts() -> list[DemoAccount]:
    """Return the log-ins of the cases in this installation that people may sign in with.

    Accounts that were switched off or got another password are left out.
    """
    return [account for code in codes() for account in accounts_of(code)]


def accounts_of(code: str) -> list[DemoAccount]:
    """Return the log-ins of one case, as ``demo_accounts`` does."""
    case = read(code)
    password = case.parts["password"]
    users = {
        user.username: user
        for user in User.objects.filter(
            username__in=case.usernames, is_active=True, is_service=False
        )
    }
    found = []
    for username in case.usernames:
        user = users.get(username)
        if user is not None and user.check_password(password):
            found += [
                DemoAccount(username, password, str(Role(held.role).label), held.unit.name)
                for held in user.roles.filter(valid_to__isnull=True).select_related("unit")
            ]
    return found
