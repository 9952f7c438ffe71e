"""Hồ sơ của tôi: everything the system keeps about me, who looked at it, and taking it away."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core import clock, keyset
from core.documents.sheets import CONTENT_TYPE
from core.errors import NotVisible
from core.language import official
from core.models import AuditEvent
from core.scope import actor_of
from core.web import fragments
from core.web.parts import Crumb
from core.web.tags.filters import ngay, ngay_gio
from personnel.documents import own_data as files
from personnel.domain.looks import PURPOSE_LABELS
from personnel.selectors import corrections, looks, own_data, privacy
from personnel.services import events, own_record

PAGE_SIZE = 30
_SHOWN = 20
_REQUESTS = 5
_PAIR = 2
FORMATS = {"json": ("application/json", files.as_json), "xlsx": (CONTENT_TYPE, files.as_xlsx)}


@require_safe
def my_record(request: HttpRequest) -> HttpResponse:
    """Everything kept about me, part by part, with a way to say that it is wrong."""
    actor = actor_of(request)
    staff = own_record.own_staff(actor)
    context = {
        "page_title": _("Hồ sơ của tôi"),
        "page_lead": f"{staff.full_name} · {staff.code} · {staff.unit.name}",
        "nav": "personnel",
        "staff": staff,
        "notice": privacy.notice(),
        "keeps_sensitive": privacy.keeps_sensitive(),
        "sections": [_shown(section) for section in own_data.sections(staff)],
        "requests": corrections.own(actor)[:_REQUESTS],
        "fragments": fragments.for_slot("my_record", staff),
    }
    return render(request, "personnel/privacy/my_record.html", context)


@require_POST
def my_data(request: HttpRequest, kind: str) -> HttpResponse:
    """Everything kept about me as a file; that I took it is written down."""
    if kind not in FORMATS:
        raise NotVisible(_("Không có loại tệp này."))
    at = clock.now()
    staff = own_record.note_download(kind=kind, by=actor_of(request), at=at)
    content_type, build = FORMATS[kind]
    with official():
        body = build(staff, own_data.sections(staff), at)
    response = HttpResponse(body, content_type=content_type)
    name = f"du-lieu-cua-toi-{clock.day_of(at):%Y-%m-%d}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response


@require_safe
def my_looks(request: HttpRequest) -> HttpResponse:
    """Ai đã xem dữ liệu của tôi: every look, newest first."""
    staff = own_record.own_staff(actor_of(request))
    page = keyset.page(
        looks.at_person(staff.pk),
        order=("-pk",),
        size=PAGE_SIZE,
        cursor=request.GET.get("trang", ""),
    )
    context = {
        "page_title": _("Ai đã xem dữ liệu của tôi"),
        "page_lead": _(
            "Mỗi lượt xem hoặc tìm bằng số định danh, mỗi lượt xem dữ liệu nhạy cảm về bạn."
        ),
        "crumbs": [
            Crumb(_("Hồ sơ của tôi"), reverse("personnel:my_record")),
            Crumb(_("Ai đã xem")),
        ],
        "nav": "personnel",
        "page": page,
        "lines": [line_of(event) for event in page.rows],
    }
    return render(request, "personnel/privacy/my_looks.html", context)


def line_of(event: AuditEvent) -> dict[str, Any]:
    """A look as the lists show it."""
    label = PURPOSE_LABELS.get(event.data.get("purpose", ""), "")
    return {
        "at": event.at,
        "who": event.actor_name,
        "on_behalf": event.on_behalf_name,
        "whom": event.subject_label,
        "act": events.LABELS[event.action],
        "purpose": _(label) if label else "",
        "note": event.data.get("note", ""),
    }


def _shown(section: own_data.Section) -> dict[str, Any]:
    """A part as the page shows it; long ones end with how many more the files hold."""
    rows = [[_words(value) for value in row] for row in section.rows[:_SHOWN]]
    return {
        "key": section.key,
        "title": section.title,
        "pairs": rows if len(section.columns) == _PAIR else [],
        "columns": section.columns,
        "rows": [list(zip(section.columns, row, strict=True)) for row in rows],
        "more": max(len(section.rows) - _SHOWN, 0),
        "topic": section.topic,
    }


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return _("Có") if value else _("Không")
    if isinstance(value, datetime):
        return ngay_gio(value)
    if isinstance(value, date):
        return ngay(value)
    return "—" if value in (None, "") else str(value)
