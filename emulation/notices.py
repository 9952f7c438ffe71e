"""Who is told when a registration or an initiative has moved.

Handlers run from the outbox, once for every step done; a notice's key is the step's row, so that
telling twice is impossible.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core.models.workflow import TransitionRecord
from core.notifications import Notice, tell
from core.outbox import handler
from emulation import permissions
from emulation.models import InitiativeTransition, RegistrationTransition
from emulation.selectors import approvers
from personnel.models import Role, User
from personnel.services.checks import day_of


def register() -> None:
    """Importing this module registers the handlers; the call makes the import visible."""


@handler("emulation.registration.submit", "emulation.registration.withdraw_approved")
def tell_approvers(payload: Mapping[str, Any], at: datetime) -> None:
    """A registration waits, or an approved one was withdrawn: those nearest above are told."""
    record = _registration_record(payload)
    registration = record.subject
    people = approvers.nearest(permissions.APPROVE_REGISTRATION, registration, day_of(at))
    if record.name == "submit":
        title = _("Chờ duyệt: đăng ký của %(name)s") % {"name": registration.recipient}
        body = _("%(name)s đăng ký “%(award)s” năm %(year)d. Mời anh/chị xem và duyệt.")
    else:
        title = _("Đã rút: đăng ký của %(name)s") % {"name": registration.recipient}
        body = _("%(name)s rút đăng ký “%(award)s” năm %(year)d.")
    _tell(people, record, title, body % _registration_words(record), at)


@handler("emulation.registration.approve", "emulation.registration.return")
def tell_registrant(payload: Mapping[str, Any], at: datetime) -> None:
    """A registration was approved or came back: the registrant and who entered it are told."""
    record = _registration_record(payload)
    words = _registration_words(record)
    if record.name == "approve":
        title = _("Đăng ký thi đua đã được duyệt")
        body = _("%(actor)s đã duyệt đăng ký “%(award)s” năm %(year)d của %(name)s.") % words
    else:
        title = _("Đăng ký thi đua được trả lại để sửa")
        body = _("%(actor)s trả lại đăng ký “%(award)s” năm %(year)d của %(name)s.") % words
    people = approvers.people_behind(record.subject)
    _tell(people, record, title, _with_comment(body, record), at)


@handler("emulation.initiative.submit")
def tell_officers(payload: Mapping[str, Any], at: datetime) -> None:
    """An initiative waits: the officers who look after it are told."""
    record = _initiative_record(payload)
    initiative = record.subject
    people = approvers.nearest(
        permissions.DECIDE_INITIATIVE, initiative, day_of(at), first=Role.HR_OFFICER
    )
    title = _("Chờ xét: sáng kiến %(code)s") % {"code": initiative.code}
    body = _("“%(title)s” của %(unit)s đề nghị được công nhận.") % {
        "title": initiative.title,
        "unit": initiative.unit,
    }
    _tell(people, record, title, body, at)


@handler(
    "emulation.initiative.recognise",
    "emulation.initiative.widen",
    "emulation.initiative.reject",
    "emulation.initiative.return",
)
def tell_authors(payload: Mapping[str, Any], at: datetime) -> None:
    """An initiative was decided or came back: its authors and who entered it are told."""
    record = _initiative_record(payload)
    initiative = record.subject
    titles = {
        "recognise": _("Sáng kiến %(code)s được công nhận"),
        "widen": _("Sáng kiến %(code)s được công nhận ở phạm vi mới"),
        "reject": _("Sáng kiến %(code)s không được công nhận"),
        "return": _("Sáng kiến %(code)s được trả lại để bổ sung"),
    }
    title = titles[record.name] % {"code": initiative.code}
    body = _("“%(title)s”. Người ghi kết quả: %(actor)s.") % {
        "title": initiative.title,
        "actor": record.signature,
    }
    if "decision_number" in record.data:
        body += " " + _("Quyết định số %(number)s.") % {"number": record.data["decision_number"]}
    people = approvers.people_behind(initiative)
    _tell(people, record, title, _with_comment(body, record), at)


def _registration_record(payload: Mapping[str, Any]) -> RegistrationTransition:
    return RegistrationTransition.objects.select_related(
        "subject__unit",
        "subject__staff",
        "subject__subject_unit",
        "subject__award_type",
        "subject__emulation_year",
    ).get(pk=payload["record"])


def _initiative_record(payload: Mapping[str, Any]) -> InitiativeTransition:
    return InitiativeTransition.objects.select_related("subject__unit").get(pk=payload["record"])


def _registration_words(record: RegistrationTransition) -> dict[str, Any]:
    registration = record.subject
    return {
        "name": registration.recipient,
        "award": registration.award_type.name,
        "year": registration.emulation_year.year,
        "actor": record.signature,
    }


def _with_comment(body: str, record: TransitionRecord) -> str:
    if not record.comment:
        return body
    return body + " " + _("Lý do, ý kiến: %(comment)s") % {"comment": record.comment}


def _tell(
    people: Iterable[User],
    record: RegistrationTransition | InitiativeTransition,
    title: str,
    body: str,
    at: datetime,
) -> None:
    """Write one notice to each person; who did the step himself knows already."""
    name = "registration" if isinstance(record, RegistrationTransition) else "initiative"
    url = reverse(f"emulation:{name}_detail", args=[record.subject_id])
    notices = [
        Notice(
            recipient_id=user.pk,
            kind=f"emulation.{name}",
            key=str(record.pk),
            title=title[:200],
            body=body,
            url=url,
            has_email=bool(user.email),
        )
        for user in people
        if user.pk != record.actor_id
    ]
    tell(notices, at=at)
