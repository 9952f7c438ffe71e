"""Issuing decisions, here or by an upper level whose decision is recorded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from awards.models import CouncilResult, Decision, Proposal
from awards.services.judged_again import verdicts_today
from awards.services.machine import PROPOSAL_MACHINE
from awards.services.verdicts import refusal_of
from core import audit, clock
from core.db.doubles import doubles_refused
from core.errors import BusinessError, InvalidInput, Problem, Stale
from core.models import TransitionRecord
from core.scope import Actor
from core.workflow.engine import perform, stale
from personnel.services.checks import EARLIEST

# Those of the columns; SQLite would take more, PostgreSQL would not.
_LONGEST = {"number": 41, "signer_name": 100, "signer_post": 150, "summary": 500}


@dataclass(frozen=True, slots=True)
class DecisionInput:
    """Number, date and signer of a decision, and what it says it is about."""

    number: str
    decided_on: date
    signer_name: str
    signer_post: str
    summary: str


def issue(
    entry: DecisionInput,
    proposals: Sequence[tuple[Proposal, int]],
    *,
    by: Actor,
    at: datetime,
) -> Decision:
    """Decide the proposals with one decision and record the awards, all or nothing.

    Args:
        proposals: each with the version the person looked at. All must wait for the decision of
            the same authority.

    Raises:
        Stale: the only proposal was changed meanwhile.
        InvalidInput: the decision's data or one of the proposals do not fit; each is named.
    """
    with transaction.atomic():
        _refuse_changed(proposals)
        problems = [
            *_check_entry(entry, clock.day_of(at)),
            *_check_proposals(proposals),
            *_check_order(entry.decided_on, [proposal for proposal, _version in proposals]),
            *_check_today([proposal for proposal, _version in proposals], by, clock.day_of(at)),
        ]
        if problems:
            raise InvalidInput(problems=problems)
        decision = _write(entry, proposals[0][0], by=by, at=at)
        _decide(decision, proposals, by=by, at=at)
    return decision


def _decide(
    decision: Decision, proposals: Sequence[tuple[Proposal, int]], *, by: Actor, at: datetime
) -> None:
    """Let each proposal be decided; of several all that cannot be are named at once."""
    problems = []
    for proposal, version in proposals:
        try:
            with transaction.atomic():
                perform(
                    PROPOSAL_MACHINE,
                    proposal,
                    "decide",
                    by=by,
                    at=at,
                    data={"decision": decision},
                    expected_version=version,
                )
        except BusinessError as error:
            if len(proposals) == 1:
                raise
            problems.append(Problem(error.message, "proposals", place=str(proposal)))
    if problems:
        raise InvalidInput(
            _("Chưa ghi quyết định: %(count)d hồ sơ chưa đủ điều kiện.") % {"count": len(problems)},
            problems=problems,
        )


def _check_today(proposals: Sequence[Proposal], by: Actor, today: date) -> Iterator[Problem]:
    """What came up since the sending and stops an award: today's records under published rules.

    A decision another level took is a fact to be written down, whatever is known here; and what
    people judged is told before, not decided here.
    """
    own = [one for one in proposals if one.current_step and not one.current_step.needs_paper(by)]
    if not own:
        return
    for pk, verdict in verdicts_today(own, today, with_ticks=False).items():
        refusal = refusal_of(verdict)
        if refusal is not None:
            yield Problem(
                _("Theo dữ liệu và quy định hôm nay: %(refusal)s") % {"refusal": refusal},
                "proposals",
                place=str(next(one for one in own if one.pk == pk)),
                hint=_(
                    "Trả lại hồ sơ hoặc không khen; nếu bản ghi sai thì sửa rồi quyết định lại."
                ),
            )


def _refuse_changed(proposals: Sequence[tuple[Proposal, int]]) -> None:
    """Lock the proposals; a single one that somebody changed meanwhile is told with the changes.

    Without the lock, two who decide at once would both pass the checks, and the second would be
    told that the number is taken, not that the case is decided.
    """
    seen = {proposal.pk: version for proposal, version in proposals}
    locked = Proposal.objects.select_for_update(of=("self",)).filter(pk__in=seen).order_by("pk")
    present = list(locked)
    if len(present) == 1 and present[0].version != seen[present[0].pk]:
        raise stale(PROPOSAL_MACHINE, present[0], seen[present[0].pk])


def _write(entry: DecisionInput, first: Proposal, *, by: Actor, at: datetime) -> Decision:
    step = first.current_step
    if step is None:
        raise ValueError("checked before: every proposal waits in a deciding step")
    try:
        with doubles_refused():
            decision = Decision.objects.create(
                unit=step.unit,
                decider=first.decider,
                number=entry.number.strip(),
                decided_on=entry.decided_on,
                year=entry.decided_on.year,
                signer_name=entry.signer_name.strip(),
                signer_post=entry.signer_post.strip(),
                summary=entry.summary.strip(),
                is_external=step.needs_paper(by),
                recorded_at=at,
                recorded_by_id=by.user_id,
                recorded_by_name=by.signature,
            )
    except Stale as error:
        raise InvalidInput.at(
            "number",
            _("%(unit)s đã có quyết định số %(number)s trong năm %(year)s.")
            % {"unit": step.unit, "number": entry.number, "year": entry.decided_on.year},
            _("Hãy kiểm tra lại số quyết định."),
        ) from error
    audit.record(
        action="awards.decision.issue",
        subject=decision,
        by=by,
        at=at,
        data={
            "number": decision.number,
            "decided_on": decision.decided_on,
            "unit": step.unit.code,
            "decider": first.decider,
            "signer": decision.signer_name,
            "signer_post": decision.signer_post,
            "external": decision.is_external,
        },
    )
    return decision


def _check_entry(entry: DecisionInput, today: date) -> Iterator[Problem]:
    missing = {
        "number": _("Hãy ghi số, ký hiệu quyết định, ví dụ 123/QĐ-SCT."),
        "signer_name": _("Hãy ghi họ tên người ký."),
        "signer_post": _("Hãy ghi chức vụ người ký."),
        "summary": _("Hãy ghi trích yếu quyết định."),
    }
    for name, limit in _LONGEST.items():
        length = len(getattr(entry, name).strip())
        if not length:
            yield Problem(missing[name], field=name)
        elif length > limit:
            yield Problem(
                _("Dài %(length)d ký tự, tối đa %(limit)d.") % {"length": length, "limit": limit},
                field=name,
            )
    if entry.decided_on > today:
        yield Problem(_("Ngày ký không thể ở tương lai."), field="decided_on")
    elif entry.decided_on < EARLIEST:
        yield Problem(_("Ngày ký quá xa trong quá khứ, hãy kiểm tra lại năm."), field="decided_on")


def _check_proposals(proposals: Sequence[tuple[Proposal, int]]) -> Iterator[Problem]:
    if not proposals:
        yield Problem(_("Hãy chọn ít nhất một hồ sơ."), field="proposals")
    authorities = {
        (proposal.decider, proposal.current_step.unit_id if proposal.current_step else None)
        for proposal, _version in proposals
    }
    if len(authorities) > 1:
        yield Problem(
            _("Một quyết định chỉ gồm các hồ sơ chờ cùng một cấp quyết định."), field="proposals"
        )
    for proposal, _version in proposals:
        if proposal.current_step is None or not proposal.current_step.decides:
            yield Problem(
                _("Hồ sơ không ở bước quyết định."), field="proposals", place=str(proposal)
            )


def _check_order(decided_on: date, proposals: Sequence[Proposal]) -> Iterator[Problem]:
    """A decision follows what it rests on: the dossier received, and the council's meeting."""
    met_on = dict(
        CouncilResult.objects.filter(step__proposal__in=proposals)
        .order_by("met_on")
        .values_list("step__proposal", "met_on")
    )
    for proposal in proposals:
        latest = max(filter(None, [proposal.received_on, met_on.get(proposal.pk)]), default=None)
        if latest is not None and decided_on < latest:
            yield Problem(
                _("Ngày ký trước ngày nhận hồ sơ hoặc ngày họp hội đồng (%(day)s).")
                % {"day": f"{latest:%d/%m/%Y}"},
                field="decided_on",
                place=str(proposal),
            )


def annul(
    proposal: Proposal,
    *,
    number: str,
    decided_on: date,
    reason: str,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> TransitionRecord:
    """Record that the granting authority cancelled the award (Luật 2022, Điều 93)."""
    return perform(
        PROPOSAL_MACHINE,
        proposal,
        "annul",
        by=by,
        at=at,
        comment=reason,
        data={"number": number, "decided_on": decided_on},
        expected_version=expected_version,
    )
