"""Business steps with registrations: entering, revising, and the steps of their workflow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple, Required, TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from core.db.doubles import doubles_refused
from core.errors import BusinessError, GuardRefused, Problem, Stale
from core.scope import Actor
from core.workflow import engine
from emulation import permissions, workflow
from emulation.models import EmulationYear, Registration, RegistrationTransition
from emulation.services import conditions
from emulation.services import registration_entry as entering
from legal.models import AwardType
from personnel.models import Staff, Unit
from personnel.services.checks import Checks, day_of


def _mark_submitted(step: engine.Step) -> Mapping[str, Any]:
    """Keep when it was first sent in, and why if that was after the phase."""
    registration: Registration = step.subject
    if registration.submitted_at is not None:
        return {}
    registration.submitted_at = step.at
    refused = conditions.registering_refused(
        registration.emulation_year, registration.unit, step.by, day_of(step.at), ""
    )
    registration.late_reason = (registration.late_reason or step.comment) if refused else ""
    registration.save(update_fields=["submitted_at", "late_reason"])
    return {"late_reason": registration.late_reason} if registration.late_reason else {}


def _write_revision(step: engine.Step) -> Mapping[str, Any]:
    """Put the new content in the place of the old one, which stays in the history."""
    registration: Registration = step.subject
    award: AwardType = step.data["award"]
    checks = Checks()
    commitment = entering.clean_commitment(checks, step.data["commitment"])
    before = {"award": registration.award_type.code, "commitment": registration.commitment}
    if award.pk != registration.award_type_id:
        entering.check_award(checks, _entry_of(registration, award))
    checks.done()
    registration.award_type = award
    registration.commitment = commitment
    _save_once(registration, update_fields=["award_type", "commitment"])
    return {"before": before, "after": {"award": award.code, "commitment": commitment}}


MACHINE = engine.Machine(
    workflow=workflow.REGISTRATION,
    record_model=RegistrationTransition,
    policy=permissions.can,
    prefix="emulation.registration",
    effects={
        "submit": _mark_submitted,
        "revise": _write_revision,
        "revise_returned": _write_revision,
    },
)


# One step of the table, by its name, and the steps possible now: see the workflow engine.
perform_transition = partial(engine.perform, MACHINE)
available = partial(engine.available, MACHINE)


class Wanted(TypedDict, total=False):
    """Who registers for what (nội dung đăng ký).

    Attributes:
        staff: the person who registers; else ``unit``, the collective.
        late_reason: why it is entered outside the phase; only an officer who manages the year
            may do so.
    """

    year: Required[EmulationYear]
    award: Required[AwardType]
    staff: Staff | None
    unit: Unit | None
    commitment: str
    late_reason: str


@transaction.atomic
def draft(*, by: Actor, at: datetime, **wanted: Unpack[Wanted]) -> Registration:
    """Enter a registration without sending it in yet.

    Raises:
        Forbidden: the actor may not register for this recipient.
        GuardRefused: the registration phase is not open.
        InvalidInput: a value cannot be accepted, or the same registration exists.
    """
    day = day_of(at)
    entry = entering.entry_on(
        day, wanted["year"], wanted["award"], wanted.get("staff"), wanted.get("unit")
    )
    permissions.require_entering(
        by,
        permissions.REGISTER,
        permissions.VIEW_REGISTRATION,
        entry.stands_in or (entry.staff.unit if entry.staff else entry.year.unit),
        [entry.staff] if entry.staff else [],
    )
    checks = Checks()
    commitment = entering.clean_commitment(checks, wanted.get("commitment", ""))
    late_reason = entering.clean_late_reason(checks, wanted.get("late_reason", ""))
    entering.check_recipient(checks, entry, day)
    entering.check_award(checks, entry)
    checks.done()
    refused = conditions.registering_refused(entry.year, entry.place, by, day, late_reason)
    if refused:
        raise GuardRefused(refused, problems=[Problem(reason=refused, field="late_reason")])
    registration = Registration(
        emulation_year=entry.year,
        staff=entry.staff,
        subject_unit=entry.collective,
        unit=entry.place,
        award_type=entry.award,
        commitment=commitment,
        late_reason=late_reason,
        state=workflow.REGISTRATION.initial,
        created_by_id=by.user_id,
        created_at=at,
        **entering.keys(entry.staff, entry.place),
    )
    _save_once(registration)
    _trail_created(registration, by, at)
    return registration


@transaction.atomic
def register(*, by: Actor, at: datetime, **wanted: Unpack[Wanted]) -> Registration:
    """Enter a registration and send it in at once; see ``draft``."""
    registration = draft(by=by, at=at, **wanted)
    perform_transition(registration, "submit", by=by, at=at)
    return registration


def revise(
    registration: Registration,
    *,
    award: AwardType,
    commitment: str,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> Registration:
    """Change award and commitment of a draft or a returned registration.

    What is not different writes nothing.
    """
    if (award.pk, commitment.strip()) == (registration.award_type_id, registration.commitment):
        permissions.require(by, permissions.REGISTER, registration)
        return registration
    perform_transition(
        registration,
        workflow.REVISE.get(registration.state, "revise"),
        by=by,
        at=at,
        expected_version=expected_version,
        data={"award": award, "commitment": commitment},
    )
    return registration


class LineOutcome(NamedTuple):
    """What came of one line of an act on many; ``registration`` is empty when not visible."""

    pk: int
    registration: Registration | None
    done: bool
    message: str


def approve_many(
    pks: Sequence[int],
    *,
    by: Actor,
    at: datetime,
    versions_seen: Mapping[int, int] | None = None,
) -> list[LineOutcome]:
    """Approve each of these registrations by itself: one refusal does not hold up the others.

    Args:
        versions_seen: the versions the person looked at, by key; others are taken as loaded.
    """
    seen = versions_seen or {}
    visible = Registration.objects.visible_to(by).for_lists().in_bulk(list(pks))
    return [
        _approve_line(pk, visible.get(pk), by=by, at=at, seen=seen.get(pk))
        for pk in dict.fromkeys(pks)
    ]


def _approve_line(
    pk: int, registration: Registration | None, *, by: Actor, at: datetime, seen: int | None
) -> LineOutcome:
    if registration is None:
        return LineOutcome(pk, None, False, _("Không tìm thấy đăng ký này trong phạm vi của bạn."))
    try:
        perform_transition(registration, "approve", by=by, at=at, expected_version=seen)
    except BusinessError as error:
        return LineOutcome(pk, registration, False, error.message)
    return LineOutcome(pk, registration, True, _("Đã duyệt."))


def _trail_created(registration: Registration, by: Actor, at: datetime) -> None:
    staff = registration.staff
    audit.record(
        action="emulation.registration.created",
        subject=registration,
        by=by,
        at=at,
        data={
            "year": registration.emulation_year.year,
            "award": registration.award_type.code,
            "staff": staff.code if staff else None,
            "unit": registration.unit.code,
            "commitment": registration.commitment,
            "late_reason": registration.late_reason,
        },
    )


def _save_once(registration: Registration, update_fields: Sequence[str] | None = None) -> None:
    """Save; the database has the last word when two people enter the same at once."""
    try:
        with doubles_refused():
            registration.save(update_fields=update_fields)
    except Stale:
        checks = Checks()
        entering.add_twin(checks, _entry_of(registration, registration.award_type))
        checks.done()


def _entry_of(registration: Registration, award: AwardType) -> entering.Entry:
    return entering.Entry(
        registration.emulation_year,
        award,
        registration.staff,
        registration.subject_unit,
        registration.unit,
    )
