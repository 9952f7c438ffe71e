"""Who is told when a request for correction was sent, answered or taken back.

Handlers run from the outbox, once for every step done; a notice's key is the step's row, so that
telling twice is impossible.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core.clock import day_of
from core.notifications import Notice, tell
from core.outbox import handler
from personnel import workflow
from personnel.models import CorrectionTransition
from personnel.selectors import corrections as reads
from personnel.services.checks import vn_date

KIND = "personnel.correction"


def register() -> None:
    """Importing this module registers the handlers; the call makes the import visible."""


@handler("personnel.correction.send", "personnel.correction.withdraw")
def tell_officers(payload: Mapping[str, Any], at: datetime) -> None:
    """A request waits, or was taken back: those who answer it are told."""
    record = _record(payload)
    request = record.subject
    words = {"name": request.staff, "topic": request.topic_label, "due": vn_date(request.due_on)}
    if record.name == workflow.SEND:
        title = _("Yêu cầu chỉnh sửa hồ sơ của %(name)s") % words
        body = _(
            "%(name)s đề nghị chỉnh sửa mục “%(topic)s”. Hạn trả lời: ngày %(due)s "
            "(02 ngày làm việc)."
        )
    else:
        title = _("Đã rút yêu cầu chỉnh sửa: %(name)s") % words
        body = _("%(name)s rút yêu cầu chỉnh sửa mục “%(topic)s”.")
    _tell(reads.officers_for(request, day_of(at)), record, title, body % words, at)


@handler("personnel.correction.accept", "personnel.correction.refuse")
def tell_person(payload: Mapping[str, Any], at: datetime) -> None:
    """The request was answered: the person is told."""
    record = _record(payload)
    words = {"topic": record.subject.topic_label, "actor": record.signature}
    if record.name == "accept":
        title = _("Hồ sơ của bạn đã được chỉnh sửa: %(topic)s") % words
        body = _("%(actor)s đã trả lời yêu cầu chỉnh sửa mục “%(topic)s” của bạn.") % words
    else:
        title = _("Yêu cầu không được chấp nhận: %(topic)s") % words
        body = _("%(actor)s không chỉnh sửa mục “%(topic)s” theo yêu cầu của bạn.") % words
    if answer := record.subject.answer:
        body += " " + _("Trả lời: %(comment)s") % {"comment": answer}
    person = record.subject.sent_by
    _tell({person.pk: bool(person.email)}, record, title, body, at)


def _record(payload: Mapping[str, Any]) -> CorrectionTransition:
    return CorrectionTransition.objects.select_related(
        "subject__staff__unit", "subject__sent_by"
    ).get(pk=payload["record"])


def _tell(
    people: Mapping[int, bool], record: CorrectionTransition, title: str, body: str, at: datetime
) -> None:
    """Write one notice to each person; who did the step himself knows already."""
    url = reverse("personnel:correction_detail", args=[record.subject_id])
    tell(
        [
            Notice(
                recipient_id=user_id,
                kind=KIND,
                key=str(record.pk),
                title=title,
                body=body,
                url=url,
                has_email=has_email,
            )
            for user_id, has_email in sorted(people.items())
            if user_id != record.actor_id
        ],
        at=at,
    )
