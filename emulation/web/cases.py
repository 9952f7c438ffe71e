"""What the pages of a registration and of an initiative have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core import clock
from core.errors import BusinessError, GuardRefused, InvalidInput, NotVisible
from core.models.workflow import TransitionRecord
from core.scope import actor_of, in_ranges
from core.web.messages import confirm
from core.web.parts import Choice, Crumb, Event, state_tones
from core.workflow.definition import Transition, Workflow
from core.workflow.engine import Machine, Option, perform
from emulation.selectors.counts import HANDED_IN, NOT_HANDED_IN
from emulation.workflow import RETURNED, REVISE_IN
from personnel.models import Unit
from personnel.selectors.as_of import positions_in
from personnel.web.steps import posted_version

TONES = {
    "approve": "primary",
    "recognise": "primary",
    "submit": "primary",
    "reject": "danger",
    "withdraw": "danger",
    "withdraw_approved": "danger",
}


@dataclass(frozen=True)
class Step:
    """What the page of a step needs to know.

    Attributes:
        holder: says who holds the case after the step, for the confirmation.
    """

    machine: Machine
    case: Any
    name: str
    back: str
    crumbs: Sequence[Crumb]
    holder: Callable[[Any], str]


def choices(
    options: Iterable[Option], url_of: Callable[[str], str], direct: Mapping[str, str]
) -> list[Choice]:
    """The steps as buttons; those in ``direct`` lead to a page with a form of their own."""
    return [
        choice_of(option.transition, url_of, direct, allowed=option.allowed, reason=option.reason)
        for option in options
    ]


def choice_of(
    transition: Transition,
    url_of: Callable[[str], str],
    direct: Mapping[str, str],
    *,
    allowed: bool = True,
    reason: str = "",
) -> Choice:
    """One step as a button with its consequence, or with the reason why not."""
    return Choice(
        name=transition.name,
        label=_(transition.label),
        url=direct.get(transition.name) or url_of(transition.name),
        consequence=_(transition.consequence),
        allowed=allowed,
        reason=reason,
        tone=TONES.get(transition.name, "secondary"),
        comment="required" if transition.comment_required else "optional",
        legal_basis=transition.legal_basis,
        direct=transition.name in direct,
    )


def events(workflow: Workflow, records: Iterable[TransitionRecord]) -> list[Event]:
    """The history, newest first."""
    shown = []
    for record in records:
        transition = workflow.get(record.name)
        label = _(transition.label) if transition else record.name
        moved = record.name not in REVISE_IN
        shown.append(
            Event(
                at=record.at,
                actor=record.signature,
                text=label,
                comment=record.comment,
                tone=state_tones.of(record.to_state) if moved else "neutral",
            )
        )
    return shown[::-1]


def returned_because(case: Any, records: Iterable[TransitionRecord]) -> str:
    """Why the case came back, while it is with its owner."""
    if case.state != RETURNED:
        return ""
    reasons = [record.comment for record in records if record.to_state == RETURNED]
    return next((reason for reason in reversed(reasons) if reason), "")


def step_page(request: HttpRequest, step: Step) -> HttpResponse:
    """Ask about a step, or do it; what is refused is told on the same page, the comment as typed.

    The content is changed on a page of its own, not by a step.
    """
    transition = step.machine.workflow.get(step.name)
    if transition is None or step.name in REVISE_IN:
        raise NotVisible(_("Không có bước này."))
    choice = choice_of(transition, lambda _name: request.path, {})
    context = {
        "page_title": choice.label,
        "crumbs": [*step.crumbs, Crumb(choice.label)],
        "choice": choice,
        "cancel_url": step.back,
        "version": step.case.version,
    }
    if request.method != "POST":
        return render(request, "emulation/step.html", context)
    comment = request.POST.get("comment", "").replace("\0", "")
    try:
        perform(
            step.machine,
            step.case,
            step.name,
            by=actor_of(request),
            at=clock.now(),
            comment=comment,
            expected_version=posted_version(request),
        )
    except (InvalidInput, GuardRefused) as error:
        context |= {
            "version": request.POST.get("version", ""),
            "error": error.message,
            "comment_text": comment,
        }
        return render(request, "emulation/step.html", context, status=422)
    confirm(request, told(choice.label, step.holder(step.case)))
    return redirect(step.back)


def told(label: str, holder: str) -> str:
    """What was done, when, and who holds the case now."""
    moment = date_format(clock.now(), "H:i d/m/Y")
    done = _("%(step)s: xong lúc %(moment)s.") % {"step": label, "moment": moment}
    return f"{done} {holder}".strip()


def in_state(rows: Any, state: str) -> Any:
    """Only the cases in the state, or all that were handed in."""
    if state == HANDED_IN:
        return rows.exclude(state__in=NOT_HANDED_IN)
    return rows.filter(state=state) if state else rows


def tell(form: forms.BaseForm, error: BusinessError) -> None:
    """Put what was refused beside the fields it concerns."""
    if not isinstance(error, InvalidInput) and not error.problems:
        form.add_error(None, error.message)
    for problem in error.problems:
        known = problem.field in form.fields
        message = f"{problem.reason} {problem.hint}".strip() if known else str(problem)
        form.add_error(problem.field if known else None, message[:1].upper() + message[1:])


def in_unit(rows: Any, unit: Unit, day: date | None) -> Any:
    """Those of the unit and everything below it, today or as it stood on a day."""
    if day is None:
        return rows.in_subtree(unit)
    return rows.filter(in_ranges("unit__tree_start", positions_in(unit, day)))


def shown_choices(form: forms.Form, wanted: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Label and value of the filters in force, for the chips."""
    shown = {}
    for name, value in wanted.items():
        if value:
            field: Any = form.fields[name]
            known = {} if hasattr(field, "queryset") else dict(getattr(field, "choices", ()))
            text = f"{value:%d/%m/%Y}" if isinstance(value, date) else known.get(value, value)
            shown[name] = (field.label, text)
    return shown
