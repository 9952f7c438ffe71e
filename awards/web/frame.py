"""What this app adds to the frame around every page."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.notifications import unread_count
from core.web import load_frame
from core.web.navigation import NavEntry, navigation
from core.web.parts import Crumb, state_tones

ENTRIES = (
    NavEntry(
        "work",
        _("Việc của tôi"),
        "inbox-stack",
        "work:inbox",
        order=10,
        namespaces=("work",),
    ),
    NavEntry(
        "awards",
        _("Khen thưởng"),
        "trophy",
        "proposals:list",
        order=30,
        namespaces=("proposals", "awards"),
    ),
    NavEntry(
        "reports",
        _("Báo cáo"),
        "chart-bar",
        "reports:annual",
        order=50,
        action="awards.view_report",
        namespaces=("reports",),
    ),
)
LINKS = {
    "home": "work:inbox",
    "search": "work:search",
    "palette": "work:palette",
    "notifications": "work:notices",
}


def register() -> None:
    """Add the menu entries, the search, the bell, and the tones of the states."""
    navigation.register(*ENTRIES)
    for slot, url_name in LINKS.items():
        navigation.set_link(slot, url_name)
    navigation.set_unread(unread_of)
    load_frame.lead_on("awards.proposals", _drafts)
    state_tones.register({"DECIDED": "honour", "ANNULLED": "danger"})


def _drafts() -> Crumb:
    """Where proposals drafted from a list are sent on, one by one."""
    return Crumb(gettext("Xem các đề nghị đang soạn"), f"{reverse('proposals:list')}?status=DRAFT")


def unread_of(request: HttpRequest) -> int:
    """Unread notices of the signed-in person."""
    return unread_count(request.user.pk or 0)
