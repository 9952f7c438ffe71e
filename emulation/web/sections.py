"""The sections of the emulation pages as tabs."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from core.web.parts import Crumb, Tab
from core.web.years import YEAR_PARAM


def tabs(request: HttpRequest, current: str) -> list[Tab]:
    """Năm thi đua · Đăng ký · Sáng kiến · Đề tài · Khối; the chosen year goes along."""
    year = request.GET.get(YEAR_PARAM, "")
    query = f"?{urlencode({YEAR_PARAM: year})}" if year else ""
    return [
        Tab(label, reverse(url) + query, current=key == current)
        for key, label, url in (
            ("years", _("Năm thi đua"), "emulation:year_list"),
            ("registrations", _("Đăng ký"), "emulation:registration_list"),
            ("initiatives", _("Sáng kiến"), "emulation:initiative_list"),
            ("science", _("Đề tài khoa học"), "emulation:science_list"),
            ("blocs", _("Khối, cụm"), "emulation:bloc_list"),
        )
    ]


def crumbs(section: str, *more: Crumb) -> list[Crumb]:
    """The path to a page inside one of the sections."""
    first = {
        "years": Crumb(_("Thi đua"), reverse("emulation:year_list")),
        "registrations": Crumb(_("Đăng ký thi đua"), reverse("emulation:registration_list")),
        "initiatives": Crumb(_("Sáng kiến"), reverse("emulation:initiative_list")),
        "science": Crumb(_("Đề tài khoa học"), reverse("emulation:science_list")),
        "blocs": Crumb(_("Khối, cụm thi đua"), reverse("emulation:bloc_list")),
    }[section]
    return [first, *more]
