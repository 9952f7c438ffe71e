"""The route of a proposal: making its steps, opening the next and closing the current one."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _

from awards.domain.chain import ChainError, Place, StepSpec, build_chain
from awards.domain.steps import STEP_RULES, UPPER_KINDS, Decider, StepKind
from awards.models import DossierRevision, Proposal, ReviewStep, StepOutcome
from core import clock
from core.errors import GuardRefused
from core.scope import Actor
from core.workdays import due_date
from emulation.models import EmulationBloc
from emulation.selectors.blocs import bloc_of
from personnel.models import Unit
from personnel.selectors import units as unit_reads

# The bloc votes in a meeting, the State's leaders do not work here: their answers are recorded.
_ALWAYS_EXTERNAL = frozenset({StepKind.BLOC, StepKind.PRIME_MINISTER, StepKind.PRESIDENT})


def make_steps(proposal: Proposal, revision: DossierRevision, *, at: datetime) -> list[ReviewStep]:
    """Write the steps of a revision, from the unit's place on the day and the authority rule.

    Raises:
        GuardRefused: no chain leads to the authority; the message says what is missing.
    """
    steps = planned_steps(proposal, day=clock.day_of(at))
    for step in steps:
        step.revision = revision
    return ReviewStep.objects.bulk_create(steps)


def planned_steps(proposal: Proposal, *, day: date) -> list[ReviewStep]:
    """Return the steps the proposal would pass if it were sent on the day; nothing is written.

    Raises:
        GuardRefused: no chain leads to the authority; the message says what is missing.
    """
    units = [proposal.unit, *unit_reads.ancestors(proposal.unit, day)]
    by_id = {unit.pk: unit for unit in units}
    sector = next((unit.sector_unit for unit in units if unit.sector_unit_id), None)
    if sector is not None:
        by_id[sector.pk] = sector
    try:
        chain = build_chain(
            [_place(unit) for unit in units],
            Decider(proposal.decider),
            needs_bloc=proposal.award_type.needs_bloc,
            sector=_place(sector) if sector else None,
        )
    except ChainError as error:
        raise GuardRefused(_(str(error))) from error
    return [
        ReviewStep(
            proposal=proposal,
            order=order,
            kind=spec.kind,
            unit=by_id[spec.unit_id],
            bloc=_bloc(spec, units, by_id[spec.unit_id], day),
            action=STEP_RULES[spec.kind].action,
            decides=spec.decides,
            is_external=spec.kind in _ALWAYS_EXTERNAL or not by_id[spec.unit_id].participates,
        )
        for order, spec in enumerate(chain, start=1)
    ]


def _bloc(spec: StepSpec, units: list[Unit], organiser: Unit, day: date) -> EmulationBloc | None:
    """The bloc that votes; a unit that belongs to none is still voted on by somebody above."""
    return bloc_of(units, organiser, day) if spec.kind is StepKind.BLOC else None


def _place(unit: Unit) -> Place:
    return Place(unit.pk, unit.kind, unit.has_legal_personality, unit.participates)


def open_first(proposal: Proposal, steps: list[ReviewStep], *, by: Actor, at: datetime) -> None:
    """Open the first step; heads' steps the sender could endorse himself count as done.

    "The head proposes" is one act, not two.
    """
    for step in steps:
        if not (step.kind == StepKind.HEAD and by.may(step.action, step.unit.tree_start)):
            _open(proposal, step, at)
            return
        step.opened_at = at
        _close(step, StepOutcome.APPROVED, by, at, "")


def pass_current(
    proposal: Proposal, *, by: Actor, at: datetime, comment: str, document: str
) -> ReviewStep:
    """Close the current step as agreed; the policy has made sure that there is one."""
    step = proposal.current_step
    if step is None:
        raise ValueError("a proposal in review has a current step")
    step.document = document
    _close(step, StepOutcome.APPROVED, by, at, comment)
    return step


def end(
    proposal: Proposal,
    outcome: StepOutcome,
    *,
    by: Actor,
    at: datetime,
    comment: str = "",
    document: str = "",
) -> ReviewStep | None:
    """Close the current step, if there is one, and cancel those that were still to come."""
    step = proposal.current_step
    if step is None:
        return None
    step.document = document
    _close(step, outcome, by, at, comment)
    proposal.steps.filter(outcome=StepOutcome.WAITING).update(outcome=StepOutcome.CANCELLED)
    _set_current(proposal, None)
    return step


def open_next(proposal: Proposal, done: ReviewStep, *, at: datetime) -> ReviewStep:
    """Open the step after the one just passed and note the day the dossier leaves the house."""
    following = proposal.steps.select_related("unit").get(
        revision=done.revision_id, order=done.order + 1
    )
    if following.kind in UPPER_KINDS and proposal.forwarded_on is None:
        proposal.forwarded_on = clock.day_of(at)
        Proposal.objects.filter(pk=proposal.pk).update(forwarded_on=proposal.forwarded_on)
    _open(proposal, following, at)
    return following


def _note_competent(proposal: Proposal, step: ReviewStep, at: datetime) -> None:
    """Note the day the dossier first lies at the level that decides, to be appraised there.

    The level is the unit of the deciding step: what its officers check before it decides counts. A
    bloc only votes.
    """
    if proposal.competent_received_on is not None or step.kind == StepKind.BLOC:
        return
    deciding = ReviewStep.objects.filter(revision=step.revision_id, decides=True)
    if deciding.filter(unit=step.unit_id).exists():
        proposal.competent_received_on = clock.day_of(at)
        Proposal.objects.filter(pk=proposal.pk).update(
            competent_received_on=proposal.competent_received_on
        )


def _open(proposal: Proposal, step: ReviewStep, at: datetime) -> None:
    step.outcome = StepOutcome.OPEN
    step.opened_at = at
    step.due_on = due_date(clock.day_of(at), STEP_RULES[StepKind(step.kind)].workdays)
    step.save(update_fields=["outcome", "opened_at", "due_on"])
    _set_current(proposal, step)
    _note_competent(proposal, step, at)


def _close(step: ReviewStep, outcome: StepOutcome, by: Actor, at: datetime, comment: str) -> None:
    step.outcome = outcome
    step.closed_at = at
    step.closed_by_name = by.signature
    step.comment = comment
    step.save(
        update_fields=["outcome", "opened_at", "closed_at", "closed_by_name", "comment", "document"]
    )


def _set_current(proposal: Proposal, step: ReviewStep | None) -> None:
    proposal.current_step = step
    Proposal.objects.filter(pk=proposal.pk).update(current_step=step)
