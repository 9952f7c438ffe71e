"""Reminders of requests for correction on the day they are due and while they are late.

A request is told on its last day, and after it every second working day, however often or late
the job runs: the key of the notice names the request and which time it is, and the database keeps
``(kind, key, recipient)`` unique. Once it is late, who answers for data protection hears too.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from core.notifications import Notice
from core.workdays import count_workdays, vietnamese_holidays
from personnel.models import CorrectionRequest
from personnel.selectors import corrections as reads
from personnel.services.checks import vn_date

KIND = "personnel.correction_due"
EVERY_WORKDAYS = 2


def corrections_due(*, as_of: date) -> list[Notice]:
    """The notices due on a day."""
    waiting = (
        CorrectionRequest.objects.open()
        .filter(due_on__lte=as_of)
        .with_parts()
        .order_by("due_on", "pk")
    )
    notices: list[Notice] = []
    for request in waiting:
        occasion = _occasion(request.due_on, as_of)
        if occasion is not None:
            people = reads.officers_for(request, as_of)
            if occasion:
                people |= reads.overseers_of(request, as_of)
            notices += _notices(request, occasion, people)
    return notices


def _occasion(due_on: date, as_of: date) -> int | None:
    """Zero on the last day, then one, two …; nothing on the days off just after it."""
    if due_on == as_of:
        return 0
    years = tuple(range(due_on.year, as_of.year + 1))
    overdue = count_workdays(due_on, as_of, vietnamese_holidays(years))
    return (overdue - 1) // EVERY_WORKDAYS + 1 if overdue else None


def _notices(request: CorrectionRequest, occasion: int, people: Mapping[int, bool]) -> list[Notice]:
    words = {"name": request.staff, "topic": request.topic_label, "due": vn_date(request.due_on)}
    if occasion:
        title = _("Quá hạn trả lời: yêu cầu chỉnh sửa của %(name)s") % words
        body = _("Mục “%(topic)s”. Hạn trả lời là ngày %(due)s, đến nay chưa có trả lời.") % words
    else:
        title = _("Hôm nay phải trả lời yêu cầu chỉnh sửa của %(name)s") % words
        body = _("Mục “%(topic)s”. Hạn trả lời: hết ngày %(due)s.") % words
    url = reverse("personnel:correction_detail", args=[request.pk])
    return [
        Notice(
            recipient_id=user_id,
            kind=KIND,
            key=f"{request.pk}:{occasion}",
            title=title,
            body=body,
            url=url,
            has_email=has_email,
        )
        for user_id, has_email in sorted(people.items())
    ]
