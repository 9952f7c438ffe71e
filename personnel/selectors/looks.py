"""Who looked at whose guarded data: read from the audit trail, which nobody can shorten."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TypedDict

from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone

from core.models import AuditEvent
from core.scope import Actor
from core.search import containing
from personnel import permissions
from personnel.domain import looks
from personnel.models import Staff, User

_STAFF = Staff._meta.label_lower


class Wanted(TypedDict, total=False):
    """What narrows the log: about whom, by whom, which act, between which days."""

    person: str
    viewer: str
    act: str
    since: date | None
    until: date | None


def at_person(staff_id: int) -> QuerySet[AuditEvent]:
    """The looks at one person's data, newest first; for the person himself and the log."""
    return _looks().filter(subject_id=str(staff_id))


def visible_log(actor: Actor, wanted: Wanted | None = None) -> QuerySet[AuditEvent]:
    """The looks at people for whom the actor answers, newest first."""
    wanted = wanted or {}
    people = Staff.objects.visible_to(actor, permissions.VIEW_LOOKS)
    if person := wanted.get("person"):
        people = people.matching(person)
    found = _looks().filter(
        subject_id__in=people.order_by().annotate(key=Cast("pk", CharField())).values("key")
    )
    if act := wanted.get("act"):
        found = found.filter(action=act)
    if viewer := wanted.get("viewer"):
        found = found.filter(_by(viewer))
    if since := wanted.get("since"):
        found = found.filter(at__gte=_midnight(since))
    if until := wanted.get("until"):
        found = found.filter(at__lt=_midnight(until + timedelta(days=1)))
    return found


def _looks() -> QuerySet[AuditEvent]:
    return AuditEvent.objects.filter(action__in=looks.ALL, subject_type=_STAFF).order_by("-pk")


def _by(viewer: str) -> Q:
    """By people of that name, marks ignored, or by what bears it and is no account."""
    people = User.objects.filter(containing(viewer, "search_key"))
    return Q(actor_id__in=people.values("pk")) | Q(actor_name__icontains=viewer)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))
