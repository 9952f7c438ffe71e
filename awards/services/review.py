"""Acting in a review step: agree, return, refuse, and the result of a council meeting."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from awards import permissions
from awards.domain.steps import StepKind
from awards.models import CouncilResult, Proposal
from awards.services.machine import PROPOSAL_MACHINE
from core import audit, clock
from core.errors import (
    BusinessError,
    Forbidden,
    GuardRefused,
    IllegalTransition,
    InvalidInput,
    Problem,
)
from core.language import official
from core.models import TransitionRecord
from core.scope import Actor
from core.workflow.engine import perform, stale

_ANSWERS = frozenset({"approve", "return", "refuse"})
_DOCUMENT_LENGTH = 100
_MINUTES_LENGTH = 50
_MOST_MEMBERS = 1000


@dataclass(frozen=True, slots=True)
class CouncilInput:
    """What the minutes of a council meeting say about one dossier."""

    minutes_number: str
    met_on: date
    members: int
    votes_for: int
    votes_against: int = 0


def act(
    proposal: Proposal,
    name: str,
    *,
    by: Actor,
    at: datetime,
    comment: str = "",
    document: str = "",
    expected_version: int | None = None,
) -> TransitionRecord:
    """Agree (``approve``), ``return`` or ``refuse`` in the current step.

    Args:
        document: number of the paper by which an upper level outside this installation answered;
            required when its answer is recorded here.

    Raises:
        InvalidInput: the paper is missing, or a reason is.
    """
    if name not in _ANSWERS:
        raise IllegalTransition(_("Không có bước “%(name)s”.") % {"name": name})
    document = document.strip()
    step = proposal.current_step
    if len(document) > _DOCUMENT_LENGTH:
        raise InvalidInput.at(
            "document", _("Số văn bản dài quá %(limit)d ký tự.") % {"limit": _DOCUMENT_LENGTH}
        )
    if step is not None and step.needs_paper(by) and not document:
        raise InvalidInput.at(
            "document",
            _("Hãy ghi số, ngày văn bản trả lời của cấp trên."),
            _("Kết quả do nơi khác đưa ra nên cần căn cứ bằng văn bản."),
        )
    return perform(
        PROPOSAL_MACHINE,
        proposal,
        name,
        by=by,
        at=at,
        comment=comment,
        data={"document": document},
        expected_version=expected_version,
    )


def record_council(
    proposal: Proposal,
    result: CouncilInput,
    *,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> TransitionRecord:
    """Write the council's result and pass the dossier on.

    A dossier the council did not agree to is refused or returned instead, with the same result.

    Raises:
        GuardRefused: the dossier is not before the council.
        InvalidInput: votes or date cannot be right.
    """
    problems = list(_check_council(result, clock.day_of(at), proposal.received_on))
    if problems:
        raise InvalidInput(problems=problems)
    if expected_version not in (None, proposal.version):
        # Said before the result is judged against a step that is over.
        raise stale(PROPOSAL_MACHINE, proposal, expected_version)
    with official():
        minutes = _("Biên bản %(number)s: %(votes)d/%(members)d phiếu đồng ý.") % {
            "number": result.minutes_number,
            "votes": result.votes_for,
            "members": result.members,
        }
    with transaction.atomic():
        _write_council_result(proposal, result, by=by, at=at)
        return perform(
            PROPOSAL_MACHINE,
            proposal,
            "approve",
            by=by,
            at=at,
            comment=minutes,
            expected_version=expected_version,
        )


def _write_council_result(
    proposal: Proposal, result: CouncilInput, *, by: Actor, at: datetime
) -> None:
    step = proposal.current_step
    if step is None or step.kind != StepKind.COUNCIL:
        raise GuardRefused(_("Hồ sơ không ở bước họp hội đồng."))
    allowed, reason = permissions.can(by, permissions.REVIEW, proposal)
    if not allowed:
        raise Forbidden(reason)
    try:
        with transaction.atomic():
            written = CouncilResult.objects.create(
                step=step,
                minutes_number=result.minutes_number.strip(),
                met_on=result.met_on,
                members=result.members,
                votes_for=result.votes_for,
                votes_against=result.votes_against,
            )
    except IntegrityError as error:
        raise GuardRefused(_("Kết quả họp hội đồng của hồ sơ này đã được ghi.")) from error
    audit.record(
        action="awards.council_result.record",
        subject=written,
        by=by,
        at=at,
        data={
            "proposal": proposal.pk,
            "minutes": written.minutes_number,
            "met_on": written.met_on,
            "members": written.members,
            "for": written.votes_for,
            "against": written.votes_against,
        },
    )


def _check_council(
    result: CouncilInput, today: date, received_on: date | None
) -> Iterable[Problem]:
    if not result.minutes_number.strip():
        yield Problem(_("Hãy ghi số biên bản họp."), field="minutes_number")
    elif len(result.minutes_number.strip()) > _MINUTES_LENGTH:
        yield Problem(
            _("Số biên bản dài quá %(limit)d ký tự.") % {"limit": _MINUTES_LENGTH},
            field="minutes_number",
        )
    if result.met_on > today:
        yield Problem(_("Ngày họp không thể ở tương lai."), field="met_on")
    elif received_on is not None and result.met_on < received_on:
        yield Problem(
            _("Hội đồng không thể họp trước ngày nhận hồ sơ (%(day)s).")
            % {"day": f"{received_on:%d/%m/%Y}"},
            field="met_on",
        )
    if not 1 <= result.members <= _MOST_MEMBERS:
        yield Problem(
            _("Hội đồng có từ một đến %(most)d thành viên.") % {"most": _MOST_MEMBERS},
            field="members",
        )
    if min(result.votes_for, result.votes_against) < 0:
        yield Problem(_("Số phiếu không thể âm."), field="votes_for")
    if result.votes_for + result.votes_against > result.members:
        yield Problem(
            _("Tổng số phiếu (%(votes)d) nhiều hơn số thành viên (%(members)d).")
            % {"votes": result.votes_for + result.votes_against, "members": result.members},
            field="votes_for",
        )
    if result.votes_for * 2 <= result.members:
        yield Problem(
            _("Chưa quá nửa số thành viên đồng ý nên hồ sơ không thể chuyển bước."),
            field="votes_for",
            hint=_("Hãy trả lại hoặc ghi không đồng ý, nêu kết quả phiếu trong lý do."),
        )


class Line(NamedTuple):
    """Result for one proposal of an act on many."""

    proposal: Proposal
    done: bool
    message: str


def act_on_many(proposals: Iterable[Proposal], act_on_one: Callable[[Proposal], Any]) -> list[Line]:
    """Do the same to many proposals, each in its own transaction, with a result per line."""
    lines = []
    for proposal in proposals:
        try:
            act_on_one(proposal)
        except BusinessError as error:
            lines.append(Line(proposal, False, error.message))
        else:
            lines.append(Line(proposal, True, ""))
    return lines
