"""What this app adds to the frame around every page, and to the page of a person."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.web import fragments, load_frame
from core.web.navigation import NavEntry, navigation
from core.web.parts import Crumb
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
    """Add the menu entry, the part of a person's page, and where a load leads on."""
    navigation.register(*ENTRIES)
    fragments.register(
        "staff_detail", _("Đăng ký thi đua, sáng kiến và đề tài khoa học"), _address_for_person
    )
    load_frame.lead_on("emulation.science_works", _works)


def _works() -> Crumb:
    """Where the works of a list are looked at."""
    return Crumb(gettext("Xem đề tài khoa học"), reverse("emulation:science_list"))


def _address_for_person(person: Any) -> str:
    return reverse("emulation:staff_part", args=[person.code])
