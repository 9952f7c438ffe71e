"""Which dossiers still lie at units that are about to end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from awards.models import Proposal
from awards.workflow import OPEN_STATES
from personnel.models import Unit


def waiting(units: Sequence[Unit], on: date) -> list[str]:
    """How many dossiers of these units are open, and how many wait at a step there.

    They do not stop the step: whoever looks after the unit that takes over reaches them.
    """
    open_ones = Proposal.objects.filter(state__in=OPEN_STATES)
    own = open_ones.filter(unit__in=units).count()
    there = open_ones.filter(current_step__unit__in=units).exclude(unit__in=units).count()
    told = []
    if own:
        told.append(
            _(
                "%(count)d hồ sơ đề nghị chưa xong: hồ sơ đang xét được xét tiếp, "
                "bản chưa gửi không gửi được nữa; hãy lập lại ở đơn vị mới."
            )
            % {"count": own}
        )
    if there:
        told.append(
            _("%(count)d hồ sơ của đơn vị khác đang chờ bước xét ở đây; đơn vị tiếp nhận xét tiếp.")
            % {"count": there}
        )
    return told
