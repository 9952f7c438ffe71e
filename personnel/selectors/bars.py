"""Reads of notices from other agencies (thông báo lưu ý), for pages and the API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from core.errors import NotVisible
from core.scope import Actor
from personnel import permissions
from personnel.models import BarNotice, Staff

if TYPE_CHECKING:
    from personnel.models.bar import BarNoticeQuerySet


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
