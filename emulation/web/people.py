"""The part of a person's page that tells of registrations, initiatives and science works."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.scope import actor_of
from core.web import fragments
from core.web.parts import Crumb
from emulation.selectors import initiatives as initiative_reads
from emulation.selectors import registrations as registration_reads
from emulation.selectors import science as science_reads
from personnel.selectors.staff import visible_staff


@require_safe
def staff_part(request: HttpRequest, code: str) -> HttpResponse:
    """What the person registered, and which initiatives and science works he had a part in.

    Loaded into the person's page; opened alone it is a page of its own.
    """
    actor = actor_of(request)
    person = visible_staff(actor, code)
    context = {
        "page_title": person.full_name,
        "crumbs": [Crumb(person.full_name)],
        "nav": "personnel",
        "registrations": registration_reads.of_person(actor, person),
        "initiatives": initiative_reads.of_person(actor, person),
        "works": science_reads.of_person(actor, person),
        "empty_text": _("Chưa có đăng ký, sáng kiến hay đề tài khoa học nào."),
    }
    return fragments.render_part(
        request, context, part="emulation/staff_part.html", page="emulation/staff_page.html"
    )
