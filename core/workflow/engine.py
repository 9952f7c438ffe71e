"""The one function that performs a transition, whoever asks for it.

In one transaction: is the caller's view fresh → may he → is the step possible now → conditions →
compare-and-swap on state and version → effect → transition row → audit event → outbox message.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit, outbox
from core.errors import Forbidden, GuardRefused, IllegalTransition, InvalidInput, Problem, Stale
from core.models.workflow import Stateful, TransitionRecord
from core.scope import Actor, Verdict
from core.workflow import guards
from core.workflow.definition import Transition, Workflow


@dataclass(frozen=True)
class Step:
    """What an effect gets to work with."""

    subject: Any
    transition: Transition
    by: Actor
    at: datetime
    comment: str
    data: Mapping[str, Any]


Effect = Callable[[Step], Mapping[str, Any] | None]
Policy = Callable[[Actor, str, Any], Verdict]


@dataclass(frozen=True)
class Machine:
    """A workflow bound to its tables, its policy and its effects.

    Attributes:
        workflow: the transition table.
        record_model: concrete table of the transitions done; it has a foreign key ``subject``.
        policy: answers "may this actor do this action on this subject?".
        effects: what a transition does besides changing the state; the mapping it returns is
            added to the transition row and the audit event.
        prefix: namespace of audit actions and outbox topics, e.g. ``"app.subject"``.
        keeps_comments: whether the history, which nobody can shorten, repeats what was said at a
            step; where not, an effect writes it to the subject.
    """

    workflow: Workflow
    record_model: type[TransitionRecord]
    policy: Policy
    prefix: str
    effects: Mapping[str, Effect] = field(default_factory=dict)
    related: tuple[str, ...] = ()
    keeps_comments: bool = True


class Option(NamedTuple):
    """A transition somebody sees, with the answer to "may I?"."""

    transition: Transition
    allowed: bool
    reason: str


def available(machine: Machine, subject: Stateful, by: Actor) -> list[Option]:
    """List the transitions possible from the subject's state and whether the actor may do them."""
    options = []
    for transition in machine.workflow.from_state(subject.state):
        allowed, reason = machine.policy(by, transition.action, subject)
        options.append(Option(transition, allowed, reason))
    return options


def perform(
    machine: Machine,
    subject: Stateful,
    name: str,
    *,
    by: Actor,
    at: datetime,
    comment: str = "",
    expected_version: int | None = None,
    data: Mapping[str, Any] | None = None,
) -> TransitionRecord:
    """Perform a transition and return its record; the subject is refreshed in place.

    Args:
        expected_version: the version the person looked at; by default the one loaded.

    Raises:
        IllegalTransition: the table has no such step from the present state.
        Stale: somebody changed the subject meanwhile.
        Forbidden: the policy says no.
        InvalidInput: a reason is required and missing.
        GuardRefused: a condition is not met.
    """
    transition = machine.workflow.get(name)
    if transition is None:
        raise IllegalTransition(_("Không có bước “%(name)s”.") % {"name": name})
    expected = subject.version if expected_version is None else expected_version
    comment = comment.strip()
    with transaction.atomic():
        _lock(machine, subject)
        _refuse_stale(machine, subject, expected)
        _refuse_forbidden(machine, subject, transition, by)
        _refuse_illegal(machine, subject, transition)
        _refuse_silence(transition, comment)
        step = Step(subject, transition, by, at, comment, dict(data or {}))
        _refuse_unmet(step)
        from_state = subject.state
        _swap(machine, subject, transition.target)
        extra = machine.effects[name](step) if name in machine.effects else None
        return _write_history(machine, step, from_state, extra or {})


def _lock(machine: Machine, subject: Stateful) -> None:
    """Read the row again under a lock, so that what is judged is what is changed."""
    rows = type(subject)._default_manager.select_related(*machine.related)
    subject.refresh_from_db(from_queryset=rows.select_for_update(of=("self",)))


def _refuse_stale(machine: Machine, subject: Stateful, expected: int) -> None:
    if subject.version == expected:
        return
    raise stale(machine, subject, expected)


def stale(machine: Machine, subject: Stateful, expected: int) -> Stale:
    """Build the error that tells what others did since the version somebody looked at."""
    since = max(subject.version - expected, 0)
    done = machine.record_model._default_manager.filter(subject=subject)  # type: ignore[misc]
    records = done.order_by("-pk")[:since]
    changes = [
        {
            "label": _label(machine, record.name),
            "by": record.signature,
            "at": record.at,
            "comment": record.comment,
        }
        for record in reversed(records)
    ]
    return Stale(
        _("Hồ sơ đã được người khác thay đổi sau khi bạn mở. Hãy tải lại trang rồi làm lại."),
        changes=changes,
    )


def _label(machine: Machine, name: str) -> str:
    return _(machine.workflow.label_of(name))


def _refuse_forbidden(
    machine: Machine, subject: Stateful, transition: Transition, by: Actor
) -> None:
    allowed, reason = machine.policy(by, transition.action, subject)
    if not allowed:
        raise Forbidden(reason)


def _refuse_illegal(machine: Machine, subject: Stateful, transition: Transition) -> None:
    if subject.state not in transition.sources:
        raise IllegalTransition(
            _("Không thể “%(step)s” khi hồ sơ ở trạng thái “%(state)s”.")
            % {
                "step": _(transition.label),
                "state": _(machine.workflow.states[subject.state]),
            }
        )


def _refuse_silence(transition: Transition, comment: str) -> None:
    if transition.comment_required and not comment:
        raise InvalidInput.at(
            "comment", _("Hãy ghi lý do."), _("Lý do được lưu cùng hồ sơ để người sau hiểu.")
        )


def _refuse_unmet(step: Step) -> None:
    context = {"by": step.by, "at": step.at, "data": step.data, "comment": step.comment}
    messages = guards.check(step.transition.guards, step.subject, context)
    if messages:
        raise GuardRefused(
            " ".join(messages), problems=[Problem(reason=message) for message in messages]
        )


def _swap(machine: Machine, subject: Stateful, target: str) -> None:
    """Change state and version only if nobody did in between, on either database."""
    changed = (
        type(subject)
        ._default_manager.filter(pk=subject.pk, state=subject.state, version=subject.version)
        .update(state=target, version=subject.version + 1)
    )
    if not changed:
        raise stale(machine, subject, subject.version)
    subject.state = target
    subject.version += 1


def _write_history(
    machine: Machine, step: Step, from_state: str, extra: Mapping[str, Any]
) -> TransitionRecord:
    comment = step.comment if machine.keeps_comments else ""
    record = machine.record_model._default_manager.create(
        subject=step.subject,  # type: ignore[misc]  # concrete tables have it
        name=step.transition.name,
        from_state=from_state,
        to_state=step.subject.state,
        at=step.at,
        actor_id=step.by.user_id,
        actor_name=step.by.name,
        on_behalf_name=step.by.principal.name if step.by.principal else "",
        comment=comment,
        data=audit.plain(extra),
    )
    topic = f"{machine.prefix}.{step.transition.name}"
    audit.record(
        action=topic,
        subject=step.subject,
        by=step.by,
        at=step.at,
        data={
            "from": from_state,
            "to": step.subject.state,
            "comment": comment,
            **extra,
        },
    )
    outbox.enqueue(topic, {"subject": step.subject.pk, "record": record.pk}, at=step.at)
    return record
