"""What of the year's input still lies at units that are about to end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from emulation import workflow
from emulation.models import BlocMembership, Initiative, Registration
from personnel.models import Unit


def waiting(units: Sequence[Unit], on: date) -> list[str]:
    """One sentence for each kind of thing that is not finished there."""
    registrations = Registration.objects.filter(
        unit__in=units,
        state__in=[workflow.DRAFT, workflow.SUBMITTED, workflow.RETURNED],
    ).count()
    initiatives = (
        Initiative.objects.filter(unit__in=units)
        .exclude(state__in=workflow.INITIATIVE.final)
        .count()
    )
    members = BlocMembership.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=on), unit__in=units
    ).count()
    told = []
    if registrations:
        told.append(
            _("%(count)d đăng ký thi đua chưa duyệt; đơn vị tiếp nhận xử lý tiếp hoặc trả lại.")
            % {"count": registrations}
        )
    if initiatives:
        told.append(
            _("%(count)d sáng kiến chưa có kết quả; đơn vị tiếp nhận xét tiếp.")
            % {"count": initiatives}
        )
    if members:
        told.append(
            _("Còn là thành viên %(count)d khối, cụm thi đua; hãy ghi ngày rời khối, cụm.")
            % {"count": members}
        )
    return told
