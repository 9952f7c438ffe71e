"""What `start` has to know of the demonstration data."""

import json
from typing import NamedTuple

from django.conf import settings

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
    """Return the log-ins that `seed_demo` left in `var/`; none where no demo was loaded."""
    try:
        rows = json.loads((settings.VAR_DIR / "demo-accounts.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    return [Account(row["username"], row["password"], row["role"]) for row in rows]
