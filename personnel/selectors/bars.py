"""Reads of notices from other agencies (thông báo lưu ý), for pages, the API and the award rules."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from core.errors import NotVisible
from core.scope import Actor
from personnel import permissions
from personnel.models import BarNotice, Staff

if TYPE_CHECKING:
    from personnel.models.bar import BarNoticeQuerySet


class BarRow(NamedTuple):
    """One notice, as plain data for the rules.

    Attributes:
        document: number and date of the paper, as people write them.
        valid_to: first day on which it no longer stands; ``None`` while it stands.
        ref: the number of the paper alone.
    """

    staff_id: int
    source: str
    reason: str
    document: str
    valid_from: date
    valid_to: date | None
    ref: str
    pk: int


def bar_rows(staff_ids: Iterable[int]) -> list[BarRow]:
    """All notices about these people, lifted ones too, in one query."""
    rows = BarNotice.objects.filter(staff_id__among=list(staff_ids)).order_by(
        "staff_id", "valid_from", "pk"
    )
    columns = (
        *("staff_id", "source", "reason", "document_ref", "document_on"),
        *("valid_from", "valid_to", "pk"),
    )
    return [
        BarRow(staff, source, reason, f"{ref} ({signed:%d/%m/%Y})", start, end, ref, pk)
        for staff, source, reason, ref, signed, start, end, pk in rows.values_list(*columns)
    ]


def visible_bars(actor: Actor, action: str = permissions.VIEW_STAFF) -> BarNoticeQuerySet:
    """The notices about people on whom the actor may do ``action``, the latest first."""
    people = Staff.objects.visible_to(actor, action)
    found: BarNoticeQuerySet = BarNotice.objects.filter(
        Exists(people.filter(pk=OuterRef("staff")))
    ).order_by("-valid_from", "-pk")
    return found


def bar_of(staff: Staff, pk: int) -> BarNotice:
    """That notice about the person, else NotVisible."""
    found = staff.bar_notices.select_related("staff__unit").filter(pk=pk).first()
    if found is None:
        raise NotVisible(_("Không tìm thấy nội dung này trong hồ sơ."))
    return found
