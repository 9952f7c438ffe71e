"""A look ahead before sending: verdict, route, what is wrong; and what others changed meanwhile."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from awards.domain import grounds
from awards.models import Proposal
from awards.models.recipient import Ground, Recipient, columns_of, name_of
from awards.permissions import PROPOSE
from awards.services import doubles, route
from awards.services import proposals as services
from awards.web import likeness_parts, quota_live, why
from awards.web import proposal_parts as parts
from awards.web.proposal_forms import ProposalForm
from core import clock
from core.errors import GuardRefused
from core.scope import Actor
from core.web.parts import Step
from legal.models import AwardType
from personnel.models import ExternalRecipient, Unit
from personnel.selectors import staff as staff_reads

_TEXTS = ("basis", "qualifier", "occasion", "merit")


class Difference(NamedTuple):
    """A field as it is now and as it was typed."""

    label: str
    now: str
    typed: str


def context(form: ProposalForm, *, by: Actor, but: int | None) -> dict[str, Any]:
    """What the preview shows for what is typed so far; nothing before an award is chosen."""
    award = form.award
    if award is None:
        return {"award": None}
    day = clock.today()
    draft = _draft(form, award)
    steps, problem = _way(draft)
    but = _continue(draft, by, but)
    return {
        "award": award,
        "decider_label": draft.decider_label,
        "why": why.of_draft(draft, by, clock.now()),
        "steps": steps,
        "way_problem": problem,
        "problems": _problems(form, draft, by, but),
        "double": doubles.first_of(draft, by=by, but=but),
        "likenesses": likeness_parts.shown(draft, by=by),
        "ground_hint": _ground_hint(form, award),
        "counters": quota_live.of_draft(draft, day, but=but),
    }


def _draft(form: ProposalForm, award: AwardType) -> Proposal:
    """An unsaved proposal with what the rules and the route look at."""
    recipient = form.recipient
    asked = form["decider"].value() or ""
    decider = asked if asked in award.deciders else award.default_decider
    return Proposal(
        award_type=award,
        **columns_of(recipient),
        unit=_unit_of(recipient),
        recipient_name=name_of(recipient),
        year=form.year,
        decider=decider,
        claims=list(form["claims"].value() or ()),
        **{name: str(form[name].value() or "") for name in _TEXTS},
    )


def _continue(draft: Proposal, by: Actor, but: int | None) -> int | None:
    """Let the draft go on from the dossier being changed: its ticks count, and its days of receipt.

    The number comes from the browser: another's dossier, or one of another recipient, is not it.
    """
    if but is None:
        return None
    mine = Proposal.objects.visible_to(by, PROPOSE).filter(**columns_of(draft.recipient))
    held = mine.filter(pk=but).first()
    if held is None:
        return None
    draft.pk, draft.state = held.pk, held.state
    draft.received_on = held.received_on
    draft.competent_received_on = held.competent_received_on
    return held.pk


def _ground_hint(form: ProposalForm, award: AwardType) -> str:
    """What to choose as ground, where nothing was chosen."""
    named = bool("initiatives" in form.fields and form["initiatives"].value())
    suggested = grounds.suggested(award.code, has_initiative=named)
    if form["ground"].value() or not grounds.grounds_of(award.code):
        return ""
    if suggested:
        return _("Hồ sơ kèm sáng kiến: nên chọn căn cứ “%(ground)s”.") % {
            "ground": Ground(suggested).label
        }
    return _("Chưa ghi căn cứ của danh hiệu: lần xét cao hơn sẽ hỏi danh hiệu đạt nhờ đâu.")


def _unit_of(recipient: Recipient) -> Unit:
    if isinstance(recipient, Unit):
        return recipient
    if isinstance(recipient, ExternalRecipient):
        return recipient.unit
    return staff_reads.unit_of(recipient, clock.today()) or recipient.unit


def _way(draft: Proposal) -> tuple[list[Step], str]:
    try:
        return parts.planned(route.planned_steps(draft, day=clock.today())), ""
    except GuardRefused as error:
        return [], error.message


def _problems(form: ProposalForm, draft: Proposal, by: Actor, but: int | None) -> list[str]:
    """What the service would refuse; an unfinished form is not called wrong."""
    if not form.is_bound or not form.is_valid():
        return []
    found = services.check(form.entry(), draft.unit, clock.today(), by=by, but=but)
    return [f"{problem.reason} {problem.hint}".strip() for problem in found]


def differences(form: ProposalForm, proposal: Proposal) -> list[Difference]:
    """The fields whose text now differs from what was typed."""
    found = []
    for name in form.fields:
        now, typed = _shown(form, name, form.initial.get(name)), _shown(form, name, form[name].data)
        if now != typed:
            found.append(Difference(str(form.fields[name].label), now or _("(trống)"), typed))
    return found


def _shown(form: ProposalForm, name: str, value: Any) -> str:
    labels = {
        str(key): str(label) for key, label in _flat(getattr(form.fields[name], "choices", ()))
    }
    many = value if isinstance(value, list | tuple) else [value]
    words = [labels.get(str(one), str(one)) for one in many if one not in (None, "")]
    return "; ".join(words).replace("\r\n", "\n").strip()


def _flat(choices: Any) -> Any:
    for key, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield key, label
