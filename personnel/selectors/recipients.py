"""Reads of recipients outside the staff lists (đối tượng ngoài)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Q
from django.utils.translation import gettext as _

from core.errors import NotVisible
from core.scope import SYSTEM, Actor
from personnel import permissions
from personnel.domain.likeness import ALIKE, likeness, telling_words
from personnel.models import ExternalRecipient

if TYPE_CHECKING:
    from personnel.models.recipient import ExternalRecipientQuerySet

# More than these share the longest words of a name only when the words tell nothing.
_MOST_COMPARED = 300
_MOST_SHOWN = 10


class Similar(NamedTuple):
    """A recipient that may be the same one."""

    recipient: ExternalRecipient
    same_registration: bool
    likeness: float


def visible_to(actor: Actor, action: str = permissions.VIEW_RECIPIENT) -> ExternalRecipientQuerySet:
    """The outside recipients on whom ``actor`` may do ``action``, in name order."""
    people = ExternalRecipient.objects.all()
    if actor != SYSTEM:
        people = people.visible_to(actor, action)
    return people.select_related("unit").in_name_order()


def visible_recipient(
    actor: Actor, code: str, action: str = permissions.VIEW_RECIPIENT
) -> ExternalRecipient:
    """The recipient of that code if ``actor`` may do ``action`` on it, else NotVisible."""
    found = visible_to(actor, action).filter(code=code).first()
    if found is None:
        raise NotVisible(_("Không tìm thấy đối tượng ngoài có mã “%(code)s”.") % {"code": code})
    return found


def similar(
    name: str,
    registration: str = "",
    *,
    within: ExternalRecipientQuerySet,
    but: int | None = None,
) -> list[Similar]:
    """Recipients that may be the one of this name or number, the likeliest first.

    Args:
        within: where to look; callers take it from ``visible_to``.
        but: a recipient that is not compared, because it is the one being edited.
    """
    words = sorted(telling_words(name), key=len, reverse=True)[:2]
    if not words and not registration:
        return []
    close = Q(pk__in=[])
    for word in words:
        close |= Q(search_key__contains=word)
    if registration:
        close |= Q(registration=registration)
    rows = within.filter(close).exclude(pk=but or 0)[:_MOST_COMPARED]
    found = list(_alike(name, registration, rows))
    found.sort(key=lambda one: (not one.same_registration, -one.likeness, one.recipient.code))
    return found[:_MOST_SHOWN]


def _alike(name: str, registration: str, rows: Iterable[ExternalRecipient]) -> Iterable[Similar]:
    for row in rows:
        same = bool(registration) and row.registration == registration
        alike = likeness(name, row.name)
        if same or alike >= ALIKE:
            yield Similar(row, same, alike)
