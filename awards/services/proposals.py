"""Making, changing, sending and withdrawing award proposals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from awards import permissions
from awards.models import Proposal, ProposalTransition
from awards.models.recipient import Recipient
from awards.services import likenesses
from awards.services.machine import PROPOSAL_MACHINE
from awards.services.proposal_entry import (
    ProposalInput,
    check,
    identity,
    in_order,
    object_kind,
    twin_problem,
)
from awards.workflow import DRAFT, EDITABLE_STATES, UPDATE
from core import audit, clock
from core.db.doubles import doubles_refused
from core.errors import (
    Forbidden,
    IllegalTransition,
    InvalidInput,
    NotVisible,
    Stale,
)
from core.models import TransitionRecord
from core.scope import Actor
from core.vietnamese import fold
from core.workflow.engine import perform, stale
from emulation.models import Registration
from personnel.models import ExternalRecipient, Unit
from personnel.selectors import staff as staff_reads


def create(entry: ProposalInput, *, by: Actor, at: datetime) -> Proposal:
    """Draft a proposal.

    Raises:
        InvalidInput: what was entered does not fit; every problem is listed.
        Forbidden: the actor may not propose for this unit, or it is his own case.
    """
    unit = _place_of_recipient(entry, clock.day_of(at))
    _require_may_propose(entry, unit, by)
    with transaction.atomic():
        hold_recipients([entry])
        entry = _with_evidence_held(entry)
        problems = [*check(entry, unit, clock.day_of(at), by=by)]
        if problems:
            raise InvalidInput(problems=problems)
        with _twin_named(entry, by):
            proposal = Proposal.objects.create(**_values(entry, unit), **_origin(by, at))
        proposal.initiatives.set(entry.initiatives)
        audit.record(
            action="awards.proposal.create",
            subject=proposal,
            by=by,
            at=at,
            data=_audit_data(proposal),
        )
    return proposal


def update(
    proposal: Proposal, entry: ProposalInput, *, by: Actor, at: datetime, expected_version: int
) -> Proposal:
    """Change a draft or a returned proposal; the recipient stays.

    Raises:
        Stale, IllegalTransition, Forbidden, InvalidInput: nothing was changed.
    """
    with transaction.atomic():
        proposal = Proposal.objects.select_for_update(of=("self",)).with_parts().get(pk=proposal.pk)
        if proposal.version != expected_version:
            raise stale(PROPOSAL_MACHINE, proposal, expected_version)
        allowed, reason = permissions.can(by, permissions.PROPOSE, proposal)
        if not allowed:
            raise Forbidden(reason)
        if proposal.state not in EDITABLE_STATES:
            raise IllegalTransition(
                _("Hồ sơ %(state)s, không sửa được nội dung. Hãy đề nghị trả lại để bổ sung.")
                % {"state": proposal.state_label.lower()}
            )
        if entry.recipient != proposal.recipient:
            raise InvalidInput.at(
                "recipient", _("Không đổi được người nhận."), _("Hãy rút và lập đề nghị mới.")
            )
        hold_recipients([entry])
        entry = _with_evidence_held(entry)
        problems = [*check(entry, proposal.unit, clock.day_of(at), by=by, but=proposal.pk)]
        if problems:
            raise InvalidInput(problems=problems)
        before = _audit_data(proposal)
        for name, value in _values(entry, proposal.unit).items():
            setattr(proposal, name, value)
        proposal.version += 1
        with _twin_named(entry, by):
            proposal.save()
        proposal.initiatives.set(entry.initiatives)
        _write_update(proposal, before, by=by, at=at)
    return proposal


def _write_update(
    proposal: Proposal, before: Mapping[str, Any], *, by: Actor, at: datetime
) -> None:
    """Put the change into the history, which tells others what made their view stale."""
    ProposalTransition.objects.create(
        subject=proposal,
        name=UPDATE,
        from_state=proposal.state,
        to_state=proposal.state,
        at=at,
        actor_id=by.user_id,
        actor_name=by.name,
        on_behalf_name=by.principal.name if by.principal else "",
    )
    audit.record(
        action="awards.proposal.update",
        subject=proposal,
        by=by,
        at=at,
        data={"before": before, "after": _audit_data(proposal)},
    )


def hold_recipients(entries: Iterable[ProposalInput]) -> None:
    """Let one at a time look what the recipients have already; inside a transaction.

    A title is given once a year whatever the occasion, and an occasion is the same however it is
    typed; the database stops only doubles that are written alike. Who drafts for many holds all of
    them at once, for everybody in one order: two who go by their own lists would wait for each
    other for ever.
    """
    keys: dict[type[Recipient], set[int]] = defaultdict(set)
    for entry in entries:
        keys[type(entry.recipient)].add(entry.recipient.pk)
    for model in sorted(keys, key=lambda one: one._meta.label):
        rows = model._default_manager.filter(pk__among=keys[model]).order_by("pk")
        # Others may refer to the recipient meanwhile.
        list(rows.select_for_update(no_key=True).values_list("pk"))


def _with_evidence_held(entry: ProposalInput) -> ProposalInput:
    """Read the registration anew under a lock, so that it is not withdrawn in this moment."""
    if entry.registration is None:
        return entry
    rows = Registration.objects.select_related("emulation_year").select_for_update(of=("self",))
    return replace(entry, registration=rows.get(pk=entry.registration.pk))


@contextmanager
def _twin_named(entry: ProposalInput, by: Actor) -> Iterator[None]:
    """Two may pass the check at the same moment; the database stops the later one."""
    try:
        with doubles_refused():
            yield
    except Stale as error:
        raise InvalidInput(problems=[twin_problem(entry, by=by)]) from error


def is_editable(proposal: Proposal) -> bool:
    """Whether the content may still be changed."""
    return proposal.state in EDITABLE_STATES


def submit(
    proposal: Proposal, *, by: Actor, at: datetime, expected_version: int | None = None
) -> TransitionRecord:
    """Freeze the dossier and send it along its route.

    Raises:
        NotAcknowledged: it looks like other dossiers or awards, and nobody answered for that.
    """
    if permissions.can(by, permissions.PROPOSE, proposal).allowed and is_editable(proposal):
        # The guard would refuse it too, but in one sentence; who may send is told each likeness.
        likenesses.require_acknowledged(proposal, by=by)
    return perform(
        PROPOSAL_MACHINE, proposal, "submit", by=by, at=at, expected_version=expected_version
    )


def withdraw(
    proposal: Proposal,
    *,
    by: Actor,
    at: datetime,
    comment: str,
    expected_version: int | None = None,
) -> TransitionRecord:
    """End the proposal at the proposing unit's wish."""
    return perform(
        PROPOSAL_MACHINE,
        proposal,
        "withdraw",
        by=by,
        at=at,
        comment=comment,
        expected_version=expected_version,
    )


def _place_of_recipient(entry: ProposalInput, day: date) -> Unit:
    recipient = entry.recipient
    if isinstance(recipient, Unit):
        return recipient
    if isinstance(recipient, ExternalRecipient):
        return recipient.unit
    unit = staff_reads.unit_of(recipient, day)
    if unit is None:
        raise InvalidInput.at(
            "recipient",
            _("%(name)s không công tác tại đơn vị nào vào ngày %(day)s.")
            % {"name": recipient, "day": f"{day:%d/%m/%Y}"},
            _("Hãy kiểm tra quá trình công tác ở trang nhân sự."),
        )
    return unit


def _require_may_propose(entry: ProposalInput, unit: Unit, by: Actor) -> None:
    if not by.may(permissions.PROPOSE, unit.tree_start):
        if by.may_somewhere(permissions.PROPOSE):
            raise NotVisible(_("Không tìm thấy người hoặc đơn vị này trong phạm vi của bạn."))
        raise Forbidden(_("Chỉ trưởng đơn vị hoặc cán bộ tổ chức mới lập được đề nghị."))
    if entry.staff is not None and by.is_close_to(entry.staff.pk):
        raise Forbidden(
            _(
                "Bạn không thể tự đề nghị khen thưởng cho mình, cho vợ hoặc chồng mình, "
                "hay cho người bạn thay mặt. Hãy nhờ người khác lập hồ sơ."
            )
        )


def _values(entry: ProposalInput, unit: Unit) -> dict[str, Any]:
    name = entry.recipient_name
    return {
        **identity(entry),
        "basis": entry.basis,
        "decider": entry.decider or entry.award_type.default_decider,
        "object_kind": object_kind(entry),
        "unit": unit,
        "recipient_name": name,
        "search_key": fold(f"{name} {entry.recipient.code}"),
        "merit": entry.merit.strip(),
        "ground": entry.ground,
        "claims": in_order(entry.claims),
        "registration": entry.registration,
    }


def _origin(by: Actor, at: datetime) -> dict[str, Any]:
    return {
        "state": DRAFT,
        "created_at": at,
        "created_by_id": by.user_id,
        "created_by_name": by.signature,
    }


def _audit_data(proposal: Proposal) -> Mapping[str, Any]:
    return {
        "award": proposal.award_type.code,
        "recipient": proposal.recipient_name,
        "year": proposal.year,
        "basis": proposal.basis,
        "decider": proposal.decider,
        "qualifier": proposal.qualifier,
        "occasion": proposal.occasion,
        "merit": proposal.merit,
        "ground": proposal.ground,
        "claims": proposal.claims,
        "registration": proposal.registration_id,
        "initiatives": sorted(proposal.initiatives.values_list("code", flat=True)),
    }
