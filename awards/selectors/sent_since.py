"""Dossiers of people that were sent since a moment: they hold what was recorded by then."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext as _

from awards.models import Proposal

_MOST = 5


def dossiers(people: Collection[int], since: datetime) -> list[str]:
    """One sentence that names the dossiers, or none."""
    sent = Proposal.objects.filter(staff_id__among=list(people), revisions__submitted_at__gte=since)
    codes = [proposal.code for proposal in sent.order_by("pk").distinct()[: _MOST + 1]]
    if not codes:
        return []
    named = ", ".join(codes[:_MOST]) + (", …" if len(codes) > _MOST else "")
    return [_("hồ sơ đề nghị đã gửi (%(codes)s)") % {"codes": named}]
