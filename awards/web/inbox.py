"""The front door: "Việc của tôi", and the notices."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from awards.selectors import work
from awards.web import inbox_lines, on_behalf, own, starting
from core import clock, keyset
from core.notifications import mark_read
from core.scope import Actor, actor_of
from core.web.messages import confirm
from core.web.parts import Crumb
from core.web.tags.filters import ngay

_NOTICES = 5
PAGE_SIZE = 30


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """What waits for me, what I was told, how my own things stand, what comes next."""
    actor, day = actor_of(request), clock.today()
    lines = inbox_lines.waiting(actor, day)
    unread = list(work.notices(actor).filter(read_at__isnull=True)[: _NOTICES + 1])
    phases = _phases(actor, day)
    context = {
        "page_title": _("Việc của tôi"),
        "page_lead": _lead(lines, day),
        "lines": lines,
        "awaited": inbox_lines.awaited(actor),
        "on_behalf": on_behalf.waiting(request.user, actor, day),
        "notices": unread[:_NOTICES],
        "more_notices": len(unread) > _NOTICES,
        "phases": phases,
        "next_text": _next_text(phases),
        "mine": own.sections(actor),
        "checklist": starting.checklist(actor),
    }
    return render(request, "awards/inbox/inbox.html", context)


def _lead(lines: list[inbox_lines.Line], day: date) -> str:
    today = _("Hôm nay %(day)s.") % {"day": ngay(day)}
    late, total = sum(line.late for line in lines), sum(line.count for line in lines)
    if not lines:
        return today
    waiting = ngettext("%(n)d việc đang chờ bạn", "%(n)d việc đang chờ bạn", total) % {"n": total}
    if not late:
        return f"{today} {waiting}."
    return _("%(today)s %(waiting)s, trong đó %(late)d việc quá hạn.") % {
        "today": today,
        "waiting": waiting,
        "late": late,
    }


def _phases(actor: Actor, day: date) -> list[dict[str, Any]]:
    """The phases of the year that are open, and the next ones, with the days left."""
    unit = work.home_of(actor)
    if unit is None:
        return []
    return [
        {
            "label": phase.get_kind_display(),
            "year": phase.emulation_year.year,
            "is_open": phase.dates.is_open(day),
            "opens_on": phase.opens_on,
            "closes_on": phase.closes_on,
            "left": phase.dates.days_left(day),
            "until": (phase.opens_on - day).days,
            "url": reverse("emulation:year_detail", args=[phase.emulation_year_id]),
        }
        for phase in work.phases_ahead(unit, day)
    ]


def _next_text(phases: list[dict[str, Any]]) -> str:
    """What comes next and when, for the empty state."""
    for phase in phases:
        if phase["is_open"]:
            return _("Đang trong đợt “%(what)s” năm %(year)d, đến hết ngày %(day)s.") % {
                "what": phase["label"],
                "year": phase["year"],
                "day": ngay(phase["closes_on"]),
            }
    for phase in phases:
        return _("Tiếp theo: “%(what)s” năm %(year)d, mở ngày %(day)s.") % {
            "what": phase["label"],
            "year": phase["year"],
            "day": ngay(phase["opens_on"]),
        }
    return _("Khi có hồ sơ, đăng ký hoặc sáng kiến cần bạn xử lý, việc hiện ở đây.")


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """Everything I was told, newest first."""
    found = work.notices(actor_of(request))
    page = keyset.page(found, order=("-pk",), size=PAGE_SIZE, cursor=request.GET.get("trang", ""))
    context = {
        "page_title": _("Thông báo"),
        "crumbs": [Crumb(_("Việc của tôi"), reverse("work:inbox")), Crumb(_("Thông báo"))],
        "page": page,
        "total": found.count(),
        "unread": found.filter(read_at__isnull=True).count(),
    }
    return render(request, "awards/inbox/notices.html", context)


@require_POST
def open_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a notice as read and go where it points."""
    actor = actor_of(request)
    mark_read(user_id=actor.user_id or 0, at=clock.now(), pk=pk)
    notice = work.notices(actor).filter(pk=pk).first()
    target = notice.url if notice and notice.url.startswith("/") else reverse("work:notices")
    return redirect(target)


@require_POST
def mark_all_read(request: HttpRequest) -> HttpResponse:
    """Mark every notice as read."""
    mark_read(user_id=actor_of(request).user_id or 0, at=clock.now())
    confirm(request, _("Đã đánh dấu đọc hết thông báo."))
    return redirect("work:notices")
