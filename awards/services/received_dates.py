"""Correcting the day on which the competent body received a dossier to appraise it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from awards import permissions
from awards.models import Proposal, ProposalTransition
from awards.services.machine import PROPOSAL_MACHINE
from awards.workflow import IN_REVIEW, RETURNED
from core import audit, clock
from core.errors import Forbidden, IllegalTransition, InvalidInput, Problem
from core.scope import Actor, Verdict
from core.vietnamese import nfc
from core.workflow.engine import stale

# Once it was decided, the verdict stands by the day it was judged.
CORRECTABLE = frozenset({IN_REVIEW, RETURNED})
_REASON_LENGTH = 500


def correct(
    proposal: Proposal,
    day: date,
    reason: str,
    *,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> Proposal:
    """Write the day that stands on the paper of the competent body instead of the one noted here.

    Raises:
        Stale, Forbidden, IllegalTransition: nothing was changed.
        InvalidInput: the day cannot be right, or no reason is given.
    """
    reason = nfc(reason)
    with transaction.atomic():
        rows = Proposal.objects.select_for_update(of=("self",)).with_parts()
        held = rows.get(pk=proposal.pk)
        if expected_version not in (None, held.version):
            raise stale(PROPOSAL_MACHINE, held, expected_version)
        require_correctable(held, by)
        problems = [*_check(held, day, reason, clock.day_of(at))]
        if problems:
            raise InvalidInput(problems=problems)
        before = held.competent_received_on
        held.competent_received_on = day
        held.version += 1
        held.save(update_fields=["competent_received_on", "version"])
        _write(held, before, reason, by=by, at=at)
    return held


def may_correct(proposal: Proposal, by: Actor) -> Verdict:
    """Tell whether the actor may correct the day: who records the answers of upper levels."""
    return permissions.can(by, permissions.RECORD_EXTERNAL, proposal)


def is_correctable(proposal: Proposal) -> bool:
    """Whether there is a day that may still be corrected."""
    return proposal.state in CORRECTABLE and proposal.competent_received_on is not None


def require_correctable(proposal: Proposal, by: Actor) -> None:
    """Refuse who may not correct the day, and where there is none to be corrected.

    Raises:
        Forbidden, IllegalTransition: with the reason.
    """
    allowed, reason = may_correct(proposal, by)
    if not allowed:
        raise Forbidden(reason)
    if proposal.state not in CORRECTABLE:
        raise IllegalTransition(
            _("Hồ sơ %(state)s, không sửa được ngày nhận để thẩm định.")
            % {"state": proposal.state_label.lower()}
        )
    if proposal.competent_received_on is None:
        raise IllegalTransition(
            _("Hồ sơ chưa tới cơ quan có thẩm quyền nên chưa có ngày nhận để thẩm định.")
        )


def _check(proposal: Proposal, day: date, reason: str, today: date) -> Iterator[Problem]:
    first = proposal.received_on
    if day > today:
        yield Problem(_("Ngày nhận không thể ở tương lai."), field="day")
    elif first is not None and day < first:
        yield Problem(
            _("Cơ quan có thẩm quyền không thể nhận trước ngày gửi hồ sơ (%(day)s).")
            % {"day": f"{first:%d/%m/%Y}"},
            field="day",
        )
    if not reason:
        yield Problem(
            _("Hãy ghi lý do sửa ngày."),
            field="reason",
            hint=_("Ví dụ: theo dấu công văn đến của cơ quan có thẩm quyền."),
        )
    elif len(reason) > _REASON_LENGTH:
        yield Problem(
            _("Dài %(length)d ký tự, tối đa %(limit)d.")
            % {"length": len(reason), "limit": _REASON_LENGTH},
            field="reason",
            hint=_("Hãy rút gọn."),
        )


def _write(
    proposal: Proposal, before: date | None, reason: str, *, by: Actor, at: datetime
) -> None:
    """Put it into the history, which tells others what made their view stale."""
    data = {"before": before, "after": proposal.competent_received_on}
    ProposalTransition.objects.create(
        subject=proposal,
        name="correct_received",
        from_state=proposal.state,
        to_state=proposal.state,
        at=at,
        actor_id=by.user_id,
        actor_name=by.name,
        on_behalf_name=by.principal.name if by.principal else "",
        comment=reason,
        data=audit.plain(data),
    )
    audit.record(
        action="awards.proposal.correct_received",
        subject=proposal,
        by=by,
        at=at,
        data={**data, "reason": reason},
    )
