"""The acts of a proposal page: what I may do with its consequence, what I may not and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from awards import permissions
from awards.domain.steps import StepKind
from awards.models import Proposal, ReviewStep
from awards.services import received_dates
from awards.services.machine import PROPOSAL_MACHINE
from awards.services.proposals import EDITABLE_STATES
from awards.web import cautions
from awards.workflow import PROPOSAL
from core.scope import Actor
from core.web.parts import Caution, Choice
from core.workflow import guards
from core.workflow.definition import Transition
from core.workflow.engine import available

COUNCIL = "council"
EDIT = "edit"

_ICONS = {
    "submit": "paper-airplane",
    "approve": "check",
    "decide": "trophy",
    COUNCIL: "user-group",
    "return": "arrow-uturn-left",
    "refuse": "no-symbol",
    "withdraw": "archive-box-x-mark",
    "annul": "shield-exclamation",
}
_TONES = {
    "submit": "primary",
    "approve": "primary",
    COUNCIL: "primary",
    "decide": "primary",
    "refuse": "danger",
    "annul": "danger",
}
# Conditions that can be told before anything is entered.
_FORESEEN = frozenset({"submit"})


def choices(
    proposal: Proposal, actor: Actor, at: datetime, *, sent_as: tuple[Caution, ...] = ()
) -> list[Choice]:
    """Every act the state allows, mine first; refused ones share a line when for one reason.

    Args:
        sent_as: what is told before the dossier is sent.
    """
    found = [
        *_edit(proposal, actor),
        *(
            replace(one, cautions=sent_as) if one.name == "submit" else one
            for one in _transitions(proposal, actor, at)
        ),
        *_received_day(proposal, actor),
    ]
    allowed = [choice for choice in found if choice.allowed]
    return [*allowed, *_merged(choice for choice in found if not choice.allowed)]


def choice(proposal: Proposal, name: str, actor: Actor, at: datetime) -> Choice | None:
    """One act of the page, or nothing when the state has no such act."""
    return next((one for one in _transitions(proposal, actor, at) if one.name == name), None)


def _edit(proposal: Proposal, actor: Actor) -> Iterator[Choice]:
    if proposal.state not in EDITABLE_STATES:
        return
    allowed, reason = permissions.can(actor, permissions.PROPOSE, proposal)
    yield Choice(
        EDIT,
        _("Sửa hồ sơ"),
        url=reverse("proposals:edit", args=[proposal.pk]),
        allowed=allowed,
        reason=reason,
        icon="pencil-square",
        direct=True,
    )


def _received_day(proposal: Proposal, actor: Actor) -> Iterator[Choice]:
    """Correcting the day is offered to those who may; others need not know of it."""
    if not received_dates.is_correctable(proposal):
        return
    if received_dates.may_correct(proposal, actor).allowed:
        yield Choice(
            "correct_received",
            _("Sửa ngày nhận để thẩm định"),
            url=reverse("proposals:correct_received", args=[proposal.pk]),
            icon="calendar-days",
            direct=True,
        )


def _transitions(proposal: Proposal, actor: Actor, at: datetime) -> Iterator[Choice]:
    step = proposal.current_step
    options = available(PROPOSAL_MACHINE, proposal, actor)
    agrees = any(one.allowed and one.transition.name in cautions.AGREEING for one in options)
    told = cautions.of_one(proposal, actor) if agrees else ()
    for option in options:
        transition, name = option.transition, option.transition.name
        if name == ("approve" if step and step.decides else "decide"):
            continue
        reason = option.reason
        if option.allowed and name in _FORESEEN:
            reason = " ".join(_unmet(transition, proposal, actor, at))
        allowed = option.allowed and not reason
        made = Choice(
            name,
            _(transition.label),
            url=reverse("proposals:act", args=[proposal.pk, name]),
            consequence=_consequence(transition, proposal),
            allowed=allowed,
            reason=reason,
            tone=_TONES.get(name, "secondary"),
            icon=_ICONS.get(name, ""),
            comment=_comment(transition),
            comment_label=_("Lý do") if transition.comment_required else _("Ý kiến"),
            legal_basis=transition.legal_basis,
            direct=name in {"decide", "annul"} or _asks_for_paper(step, name, actor),
            cautions=told if allowed and name in cautions.AGREEING else (),
        )
        yield _as_council(made, proposal) if name == "approve" and _is_council(step) else made


def _unmet(transition: Transition, proposal: Proposal, actor: Actor, at: datetime) -> list[str]:
    context = {"by": actor, "at": at, "data": {}, "comment": ""}
    return guards.check(transition.guards, proposal, context)


def _as_council(made: Choice, proposal: Proposal) -> Choice:
    return replace(
        made,
        name=COUNCIL,
        label=_("Ghi kết quả họp hội đồng"),
        url=reverse("proposals:act", args=[proposal.pk, COUNCIL]),
        icon=_ICONS[COUNCIL],
        comment="none",
        direct=True,
    )


def _consequence(transition: Transition, proposal: Proposal) -> str:
    """What happens next; who gets the dossier is named where it is known."""
    step = proposal.current_step
    if transition.name != "approve" or step is None:
        return _(transition.consequence)
    following = (
        proposal.steps.select_related("unit", "bloc")
        .filter(revision=step.revision_id, order=step.order + 1)
        .first()
    )
    if following is None:
        return _(transition.consequence)
    return _("Hồ sơ chuyển tới bước “%(step)s” tại %(unit)s.") % {
        "step": following.full_label,
        "unit": following.unit,
    }


def _comment(transition: Transition) -> str:
    if transition.comment_required:
        return "required"
    return "none" if transition.name in {"submit", "decide"} else "optional"


def _is_council(step: ReviewStep | None) -> bool:
    return step is not None and step.kind == StepKind.COUNCIL


def _asks_for_paper(step: ReviewStep | None, name: str, actor: Actor) -> bool:
    return bool(step and step.needs_paper(actor)) and name in {"approve", "return", "refuse"}


def _merged(refused: Iterable[Choice]) -> list[Choice]:
    by_reason: dict[str, list[Choice]] = {}
    for one in refused:
        by_reason.setdefault(one.reason, []).append(one)
    return [
        replace(group[0], label=" · ".join(one.label for one in group))
        for group in by_reason.values()
    ]


def label_of(name: str) -> str:
    """The act as history names it."""
    return _(PROPOSAL.label_of(name))
