"""What this app adds to the frame around every page, and to the page of a person."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.web import fragments
from core.web.navigation import NavEntry, navigation
from emulation import permissions

ENTRIES = (
    NavEntry(
        "emulation",
        _("Thi đua"),
        "flag",
        "emulation:year_list",
        order=20,
        action=permissions.VIEW_YEAR,
        namespaces=("emulation",),
    ),
)


def register() -> None:
    """Add the menu entry and the part of a person's page."""
    navigation.register(*ENTRIES)
    fragments.register("staff_detail", _("Đăng ký thi đua và sáng kiến"), _address_for_person)


def _address_for_person(person: Any) -> str:
    return reverse("emulation:staff_part", args=[person.code])
