"""Making, changing, sending and withdrawing award proposals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from awards import permissions
from awards.domain.steps import DECIDER_LABELS
from awards.models import Proposal, ProposalTransition
from awards.models.recipient import Basis, ObjectKind
from awards.services.machine import PROPOSAL_MACHINE
from awards.workflow import DRAFT, RETURNED
from core import audit, clock
from core.db.doubles import doubles_refused
from core.errors import (
    Forbidden,
    IllegalTransition,
    InvalidInput,
    NotVisible,
    Problem,
    Stale,
)
from core.models import TransitionRecord
from core.scope import Actor
from core.vietnamese import fold
from core.workflow.engine import perform, stale
from emulation import workflow as emulation_workflow
from emulation.models import Initiative, Registration
from emulation.selectors.counts import NOT_HANDED_IN
from legal.models import AwardType
from personnel.models import Staff, Unit
from personnel.selectors import staff as staff_reads

_FIRST_YEAR = 1945
EDITABLE_STATES = frozenset({DRAFT, RETURNED})
# Those of the columns; SQLite would take more, PostgreSQL would not.
_LONGEST = {"qualifier": 200, "occasion": 300, "merit": 10_000}
_CITABLE_INITIATIVES = frozenset({emulation_workflow.RECOGNISED, emulation_workflow.SUBMITTED})


@dataclass(frozen=True, slots=True)
class ProposalInput:
    """What an officer enters; exactly one of ``staff`` and ``subject_unit``.

    Attributes:
        decider: code of the deciding level; empty takes the catalogue's first.
    """

    year: int
    award_type: AwardType
    staff: Staff | None = None
    subject_unit: Unit | None = None
    basis: str = Basis.MERIT
    decider: str = ""
    qualifier: str = ""
    occasion: str = ""
    merit: str = ""
    registration: Registration | None = None
    initiatives: Sequence[Initiative] = field(default_factory=tuple)

    @property
    def recipient(self) -> Staff | Unit:
        """The person or the collective.

        Raises:
            InvalidInput: neither or both are given.
        """
        if self.staff is not None and self.subject_unit is None:
            return self.staff
        if self.subject_unit is not None and self.staff is None:
            return self.subject_unit
        raise InvalidInput.at("recipient", _("Hãy chọn đúng một cá nhân hoặc một tập thể."))

    @property
    def recipient_name(self) -> str:
        """Name of the person or the collective."""
        recipient = self.recipient
        return recipient.full_name if isinstance(recipient, Staff) else recipient.name


def create(entry: ProposalInput, *, by: Actor, at: datetime) -> Proposal:
    """Draft a proposal.

    Raises:
        InvalidInput: what was entered does not fit; every problem is listed.
        Forbidden: the actor may not propose for this unit, or it is his own case.
    """
    unit = _place_of_recipient(entry, clock.day_of(at))
    _require_may_propose(entry, unit, by)
    with transaction.atomic():
        entry = _with_evidence_held(entry)
        problems = [*check(entry, unit, clock.day_of(at))]
        if problems:
            raise InvalidInput(problems=problems)
        with _twin_named(entry):
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
        if (entry.staff, entry.subject_unit) != (proposal.staff, proposal.subject_unit):
            raise InvalidInput.at(
                "recipient", _("Không đổi được người nhận."), _("Hãy rút và lập đề nghị mới.")
            )
        entry = _with_evidence_held(entry)
        problems = [*check(entry, proposal.unit, clock.day_of(at), but=proposal.pk)]
        if problems:
            raise InvalidInput(problems=problems)
        before = _audit_data(proposal)
        for name, value in _values(entry, proposal.unit).items():
            setattr(proposal, name, value)
        proposal.version += 1
        with _twin_named(entry):
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
        name="update",
        from_state=proposal.state,
        to_state=proposal.state,
        at=at,
        actor_id=by.user_id,
        actor_name=by.name,
    )
    audit.record(
        action="awards.proposal.update",
        subject=proposal,
        by=by,
        at=at,
        data={"before": before, "after": _audit_data(proposal)},
    )


def _with_evidence_held(entry: ProposalInput) -> ProposalInput:
    """Read the registration anew under a lock, so that it is not withdrawn in this moment."""
    if entry.registration is None:
        return entry
    rows = Registration.objects.select_related("emulation_year").select_for_update(of=("self",))
    return replace(entry, registration=rows.get(pk=entry.registration.pk))


@contextmanager
def _twin_named(entry: ProposalInput) -> Iterator[None]:
    """Two may pass the check at the same moment; the database stops the later one."""
    try:
        with doubles_refused():
            yield
    except Stale as error:
        raise InvalidInput(problems=[_twin_problem(entry)]) from error


def submit(
    proposal: Proposal, *, by: Actor, at: datetime, expected_version: int | None = None
) -> TransitionRecord:
    """Freeze the dossier and send it along its route."""
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


def check(
    entry: ProposalInput, unit: Unit, day: date, *, but: int | None = None
) -> Iterator[Problem]:
    """Yield everything wrong with what was entered."""
    yield from check_content(entry, day)
    if Proposal.objects.live().filter(**_identity(entry)).exclude(pk=but or 0).exists():
        yield _twin_problem(entry)
    if not unit.exists_on(day):
        yield Problem(_("%(unit)s đã giải thể.") % {"unit": unit}, field="recipient")


def check_content(entry: ProposalInput, day: date) -> Iterator[Problem]:
    """Yield what is wrong with the content alone: no query unless evidence is given."""
    if not _FIRST_YEAR <= entry.year <= day.year:
        yield Problem(
            _("Năm xét %(year)s nằm ngoài khoảng %(first)s–%(last)s.")
            % {"year": entry.year, "first": _FIRST_YEAR, "last": day.year},
            field="year",
        )
    elif not _existed_in(entry.award_type, entry.year):
        yield Problem(
            _("%(award)s không có hiệu lực trong năm %(year)s.")
            % {"award": entry.award_type.name, "year": entry.year},
            field="award_type",
        )
    yield from _check_award(entry)
    yield from _check_texts(entry)
    yield from _check_evidence(entry)


def _check_award(entry: ProposalInput) -> Iterator[Problem]:
    award = entry.award_type
    kind = _object_kind(entry)
    if not award.allows(kind):
        yield Problem(
            _("%(award)s không dành cho %(object)s.")
            % {"award": award.name, "object": ObjectKind(kind).label.lower()},
            field="award_type",
            hint=_("Hãy chọn danh hiệu, hình thức khác."),
        )
    if entry.decider and entry.decider not in award.deciders:
        yield Problem(
            _("%(who)s không có thẩm quyền quyết định %(award)s.")
            % {"who": _(DECIDER_LABELS.get(entry.decider, entry.decider)), "award": award.name},
            field="decider",
        )
    if award.needs_qualifier and not entry.qualifier.strip():
        yield Problem(
            _("Hãy ghi nội dung cụ thể: tên ngành của kỷ niệm chương, hoặc nội dung khen thưởng."),
            field="qualifier",
        )
    if entry.basis == Basis.MOVEMENT and not entry.occasion.strip():
        yield Problem(_("Hãy ghi tên phong trào hoặc chuyên đề."), field="occasion")


def _check_texts(entry: ProposalInput) -> Iterator[Problem]:
    if entry.basis not in Basis.values:
        yield Problem(
            _("“%(value)s” không phải loại hình khen thưởng.") % {"value": entry.basis},
            field="basis",
        )
    for name, limit in _LONGEST.items():
        length = len(getattr(entry, name).strip())
        if length > limit:
            yield Problem(
                _("Dài %(length)d ký tự, tối đa %(limit)d.") % {"length": length, "limit": limit},
                field=name,
                hint=_("Hãy rút gọn."),
            )


def _existed_in(award: AwardType, year: int) -> bool:
    """Tell whether the award existed on at least one day of the year."""
    ended = award.valid_to is not None and award.valid_to <= date(year, 1, 1)
    return award.valid_from.year <= year and not ended


def _check_evidence(entry: ProposalInput) -> Iterator[Problem]:
    registration = entry.registration
    if registration and (
        registration.staff_id != (entry.staff.pk if entry.staff else None)
        or registration.subject_unit_id != (entry.subject_unit.pk if entry.subject_unit else None)
    ):
        yield Problem(_("Đăng ký thi đua này không phải của người được đề nghị."), "registration")
    elif registration and registration.emulation_year.year != entry.year:
        yield Problem(
            _("Đăng ký này của năm %(year)s.") % {"year": registration.emulation_year.year},
            field="registration",
            hint=_("Hãy chọn đăng ký của năm xét."),
        )
    elif registration and registration.state in NOT_HANDED_IN:
        yield Problem(
            _("Đăng ký thi đua này chưa gửi hoặc đã rút."),
            field="registration",
            hint=_("Hãy chọn đăng ký khác, hoặc để trống."),
        )
    if entry.initiatives:
        yield from _check_initiatives(entry)


def _check_initiatives(entry: ProposalInput) -> Iterator[Problem]:
    if entry.staff is None:
        yield Problem(_("Chỉ đề nghị cho cá nhân mới kèm sáng kiến."), field="initiatives")
        return
    own = set(entry.staff.authorships.values_list("initiative_id", flat=True))
    for initiative in entry.initiatives:
        if initiative.pk not in own:
            yield Problem(
                _("%(name)s không phải tác giả của sáng kiến “%(title)s”.")
                % {"name": entry.staff, "title": initiative.title},
                field="initiatives",
            )
        elif initiative.state not in _CITABLE_INITIATIVES:
            yield Problem(
                _("Sáng kiến “%(title)s” chưa đề nghị công nhận, bị trả lại, hoặc đã rút.")
                % {"title": initiative.title},
                field="initiatives",
            )


def _place_of_recipient(entry: ProposalInput, day: date) -> Unit:
    recipient = entry.recipient
    if isinstance(recipient, Unit):
        return recipient
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
    if entry.staff is not None and entry.staff.pk == by.staff_id:
        raise Forbidden(
            _("Bạn không thể tự đề nghị khen thưởng cho mình. Hãy nhờ cán bộ tổ chức lập hồ sơ.")
        )


def _object_kind(entry: ProposalInput) -> str:
    return ObjectKind.INDIVIDUAL if entry.staff else ObjectKind.COLLECTIVE


def _identity(entry: ProposalInput) -> dict[str, Any]:
    return {
        "year": entry.year,
        "award_type": entry.award_type,
        "qualifier": entry.qualifier.strip(),
        "occasion": entry.occasion.strip(),
        "staff": entry.staff,
        "subject_unit": entry.subject_unit,
    }


def _values(entry: ProposalInput, unit: Unit) -> dict[str, Any]:
    name = entry.recipient_name
    return {
        **_identity(entry),
        "basis": entry.basis,
        "decider": entry.decider or entry.award_type.default_decider,
        "object_kind": _object_kind(entry),
        "unit": unit,
        "recipient_name": name,
        "search_key": fold(f"{name} {entry.recipient.code}"),
        "merit": entry.merit.strip(),
        "registration": entry.registration,
    }


def _origin(by: Actor, at: datetime) -> dict[str, Any]:
    return {
        "state": DRAFT,
        "created_at": at,
        "created_by_id": by.user_id,
        "created_by_name": by.name,
    }


def _twin_problem(entry: ProposalInput) -> Problem:
    return Problem(
        _("%(name)s đã có đề nghị hoặc khen thưởng %(award)s năm %(year)s.")
        % {"name": entry.recipient_name, "award": entry.award_type.name, "year": entry.year},
        field="recipient",
        hint=_("Hãy mở hồ sơ đã có, hoặc ghi rõ phong trào, nội dung khác."),
    )


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
        "registration": proposal.registration_id,
        "initiatives": sorted(proposal.initiatives.values_list("code", flat=True)),
    }
