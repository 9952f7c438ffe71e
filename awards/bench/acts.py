"""Goal P9: one step of a dossier with permission, history, audit and outbox."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.db.models import Count, OuterRef, Subquery
from django.urls import reverse

from awards.bench import pages
from awards.bench.in_process import Bare, Session, Visitor
from awards.bench.measuring import Timings, in_turns, require_same
from awards.bench.results import Line, Setting, floor_note
from awards.domain.steps import StepKind
from awards.models import Proposal, ProposalTransition, ReviewStep, StepOutcome
from awards.workflow import IN_REVIEW
from core.db import guards
from core.models import AuditEvent, OutboxMessage
from personnel.models import Role, UnitKind, User

_CLIENTS = 8
_GOAL = 2.5
_VERSION = 2


def approvals(setting: Setting) -> Iterator[Line]:
    """Let a department's officer pass dossiers on, one after the other and eight at once."""
    department, pks = _waiting()
    officer = pages.holder_of(Role.HR_OFFICER, department)
    ours = Visitor(WSGIHandler(), Session.of(officer))
    bare = Visitor(Bare())
    sides: dict[str, Callable[[int], object]] = {
        "API": lambda pk: _approve(ours, pk),
        "raw SQL": lambda pk: bare.post("/approve", {"proposal": pk, "user": officer.pk}),
    }
    with guards.suspended():
        require_same(
            {name: _what_happens(work, pks[0], officer) for name, work in sides.items()}, "P9"
        )
        yield _one_client(setting, sides, bare, pks)
        if connection.vendor == "postgresql":
            yield _many_clients(setting, sides, pks)


def _approve(visitor: Visitor, pk: int) -> None:
    address = reverse("api:proposal_steps", args=[pk])
    visitor.post(address, {"name": "approve", "version": _VERSION})


def _waiting() -> tuple[int, list[int]]:
    """The department with most dossiers to check, and these dossiers."""
    waiting = ReviewStep.objects.filter(kind=StepKind.HR_CHECK, outcome=StepOutcome.OPEN)
    unit = waiting.filter(unit__kind=UnitKind.DEPARTMENT).values_list("unit")
    department = unit.annotate(number=Count("pk")).order_by("-number", "unit")[0][0]
    pks = list(
        waiting.filter(unit=department).order_by("proposal").values_list("proposal", flat=True)
    )
    return department, pks[: _CLIENTS * 10]


def _one_client(
    setting: Setting,
    sides: dict[str, Callable[[int], object]],
    bare: Visitor,
    pks: Sequence[int],
) -> Line:
    pks = pks[: setting.scale.repeats]

    def each(work: Callable[[int], object]) -> Callable[[], None]:
        def run() -> None:
            for pk in pks:
                work(pk)

        return run

    timings = in_turns(
        {
            "hello": each(lambda _pk: bare.get("/hello")),
            **{name: each(work) for name, work in sides.items()},
        },
        setting.rounds,
        lambda: _put_back(pks),
    )
    setting.say(floor_note("P9", timings.milliseconds("hello", len(pks))))
    return _line(timings, "1 client", len(pks))


def _many_clients(
    setting: Setting, sides: dict[str, Callable[[int], object]], pks: Sequence[int]
) -> Line:
    with ThreadPoolExecutor(_CLIENTS) as clients:

        def at_once(work: Callable[[int], object]) -> Callable[[], object]:
            return lambda: list(clients.map(work, pks))

        timings = in_turns(
            {name: at_once(work) for name, work in sides.items()},
            setting.rounds,
            lambda: _put_back(pks),
        )
    return _line(timings, f"{_CLIENTS} clients in one process", len(pks))


def _line(timings: Timings, clients: str, count: int) -> Line:
    times = ", ".join(
        f"{name} {timings.milliseconds(name, count).middle:.2f} ms" for name in ("API", "raw SQL")
    )
    line = Line("P9", f"approve through the API, {clients}", "bare view, raw SQL")
    return line.with_ratio(timings.ratio("API", "raw SQL"), _GOAL, times)


def _put_back(pks: Sequence[int]) -> None:
    """Bring the dossiers back to the department's check, and forget what was written of it.

    Otherwise histories would grow from round to round, and answers with them.
    """
    ProposalTransition.objects.filter(subject__in=pks).delete()
    OutboxMessage.objects.all().delete()
    AuditEvent.objects.filter(subject_type=Proposal._meta.label_lower).delete()
    steps = ReviewStep.objects.filter(proposal__in=pks)
    steps.filter(kind=StepKind.COUNCIL).update(
        outcome=StepOutcome.WAITING, opened_at=None, due_on=None
    )
    checks = steps.filter(kind=StepKind.HR_CHECK)
    checks.update(outcome=StepOutcome.OPEN, closed_at=None, closed_by_name="", comment="")
    check = ReviewStep.objects.filter(proposal=OuterRef("pk"), kind=StepKind.HR_CHECK)
    Proposal.objects.filter(pk__in=pks).update(
        state=IN_REVIEW, version=_VERSION, current_step=Subquery(check.values("pk")[:1])
    )


def _what_happens(work: Callable[[int], object], pk: int, officer: User) -> dict[str, Any]:
    """Do the step and return everything it left in the database, but numbers and times."""
    _put_back([pk])
    work(pk)
    proposal = Proposal.objects.values("state", "version", "current_step", "forwarded_on")
    steps = ReviewStep.objects.filter(proposal=pk).order_by("order")
    record = ProposalTransition.objects.filter(subject=pk).latest("pk")
    event = AuditEvent.objects.latest("pk")
    message = OutboxMessage.objects.latest("pk")
    linked = message.payload == {"subject": pk, "record": record.pk}
    happened = {
        "proposal": proposal.get(pk=pk),
        "steps": list(
            steps.values(
                "kind", "outcome", "due_on", "closed_by_name", "comment", "document", "action"
            )
        ),
        "times kept": [
            (step.opened_at is not None, step.closed_at is not None) for step in steps
        ],
        "record": [
            record.name, record.from_state, record.to_state, record.actor_id, record.actor_name,
            record.comment, record.data,
        ],
        "event": [
            event.action, event.actor_id, event.actor_name, event.subject_type, event.subject_id,
            event.subject_label, event.data,
        ],
        "message": [message.topic, linked, message.attempts, message.done_at],
    }  # fmt: skip
    if record.actor_id != officer.pk or not linked:
        raise RuntimeError("the step was not done by the officer in this run")
    return happened
