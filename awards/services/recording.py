"""Recording awards from decisions; called only by the proposal's machine, inside its transaction."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _

from awards.models import AwardAnnulment, Decision, Proposal, RecordedAward
from core import clock
from core.errors import InvalidInput
from core.scope import Actor
from personnel.selectors import staff as staff_reads

_NUMBER_LENGTH = 41


def record_award(proposal: Proposal, decision: Decision, *, at: datetime) -> RecordedAward:
    """Write the recipient into the register as he is on the day of the decision."""
    standing = None
    if proposal.staff is not None:
        day = decision.decided_on
        standing = staff_reads.standings([proposal.staff.pk], day).get(proposal.staff.pk)
    return RecordedAward.objects.create(
        proposal=proposal,
        decision=decision,
        year=proposal.year,
        basis=proposal.basis,
        award_type=proposal.award_type,
        qualifier=proposal.qualifier,
        occasion=proposal.occasion,
        decider=proposal.decider,
        object_kind=proposal.object_kind,
        staff=proposal.staff,
        subject_unit=proposal.subject_unit,
        external=proposal.external,
        unit=proposal.unit,
        recipient_name=proposal.recipient_name,
        search_key=proposal.search_key,
        merit=proposal.merit,
        ground=proposal.ground,
        unit_name=proposal.unit.name,
        post=standing.post if standing else _post_outside(proposal),
        is_manager=standing.is_manager if standing else False,
        sex=_sex(proposal),
        recorded_at=at,
    )


def _post_outside(proposal: Proposal) -> str:
    return proposal.external.position if proposal.external else ""


def _sex(proposal: Proposal) -> str:
    person = proposal.staff or proposal.external
    return person.sex if person else ""


def annul_award(
    proposal: Proposal, *, number: str, decided_on: date, by: Actor, at: datetime, reason: str
) -> AwardAnnulment:
    """Write that the granting authority cancelled the award.

    Raises:
        InvalidInput: number or date missing, date before the award or in the future.
    """
    award = proposal.recorded_award
    if not number.strip():
        raise InvalidInput.at("number", _("Hãy ghi số quyết định hủy bỏ."))
    if len(number.strip()) > _NUMBER_LENGTH:
        raise InvalidInput.at(
            "number", _("Số, ký hiệu dài quá %(length)d ký tự.") % {"length": _NUMBER_LENGTH}
        )
    if not award.decision.decided_on <= decided_on <= clock.day_of(at):
        raise InvalidInput.at(
            "decided_on",
            _("Ngày hủy bỏ phải từ ngày quyết định khen thưởng (%(day)s) đến hôm nay.")
            % {"day": f"{award.decision.decided_on:%d/%m/%Y}"},
        )
    return AwardAnnulment.objects.create(
        award=award,
        number=number.strip(),
        decided_on=decided_on,
        reason=reason,
        recorded_at=at,
        recorded_by_name=by.signature,
    )
