"""What is confirmed after an act: what was done, who holds the dossier now, and until when."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from awards import permissions
from awards.models import Proposal, ReviewStep
from awards.workflow import DECIDED, IN_REVIEW, REFUSED, RETURNED, WITHDRAWN
from core import clock

_NAMED = 3


def holders(proposal: Proposal) -> list[str]:
    """Names of those who may act now; a machine is nobody to ask."""
    users = permissions.who_can(permissions.REVIEW, proposal, clock.today())
    return sorted(user.get_full_name() for user in users.filter(is_service=False))


def names(people: list[str]) -> str:
    """A few names, and how many more."""
    shown = ", ".join(people[:_NAMED])
    more = len(people) - _NAMED
    if more <= 0:
        return shown
    return ngettext(
        "%(shown)s và %(more)d người khác", "%(shown)s và %(more)d người khác", more
    ) % {
        "shown": shown,
        "more": more,
    }


def where_now(proposal: Proposal) -> str:
    """Say where the dossier is after the act, with holder and limit."""
    step = proposal.current_step
    if proposal.state == IN_REVIEW and step is not None:
        return _held(proposal, step)
    return {
        RETURNED: _("Hồ sơ đã về lại %(unit)s để bổ sung; người lập nhận thông báo."),
        REFUSED: _("Hồ sơ kết thúc, không được xét trong lần này; %(unit)s nhận thông báo."),
        WITHDRAWN: _("Hồ sơ đã rút, %(unit)s có thể lập đề nghị mới."),
        DECIDED: _("Khen thưởng đã ghi vào sổ; %(unit)s nhận thông báo."),
    }.get(proposal.state, _("Hồ sơ: %(state)s.")) % {
        "unit": proposal.unit,
        "state": proposal.state_label.lower(),
    }


def _held(proposal: Proposal, step: ReviewStep) -> str:
    values = {
        "step": step.full_label,
        "unit": step.unit,
        "due": f"{step.due_on:%d/%m/%Y}",
        "who": names(holders(proposal)),
    }
    if values["who"]:
        return _("Hồ sơ đang ở bước “%(step)s” tại %(unit)s (%(who)s), hạn %(due)s.") % values
    return (
        _(
            "Hồ sơ đang ở bước “%(step)s” tại %(unit)s, hạn %(due)s. Chưa có ai được giao việc "
            "này: hãy báo quản trị hệ thống."
        )
        % values
    )
