"""What `start` has to know of the demonstration data."""

from typing import NamedTuple

from awards.demo.accounts import demo_accounts
from personnel.models import Unit

CASE = "tra-vinh-2020"


class Account(NamedTuple):
    """One log-in of the demonstration."""

    username: str
    password: str
    role: str


def wanted() -> bool:
    """Return whether the installation is still empty."""
    return not Unit.objects.exists()


def accounts() -> list[Account]:
    """Return the log-ins of the loaded demonstration; none where no demo was loaded."""
    return [
        Account(account.username, account.password, f"{account.role} · {account.unit}")
        for account in demo_accounts()
    ]
