"""Requests for correction of one's own data: sending, answering, taking back.

The answer is due two working days after the request was sent. The officer corrects the record by
the usual steps and then answers; the request itself changes nothing in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit, outbox
from core.clock import day_of
from core.errors import Forbidden
from core.scope import SYSTEM, Actor, Verdict
from core.workdays import due_date
from core.workflow import engine
from personnel import permissions, workflow
from personnel.domain import identity_numbers
from personnel.models import CorrectionRequest, CorrectionTopic, CorrectionTransition, Staff
from personnel.selectors import privacy as privacy_reads
from personnel.services.checks import Checks, vn_date

_DAYS = (
    CorrectionTopic.BIRTH_DATE,
    CorrectionTopic.JOINED_ON,
    CorrectionTopic.RECRUITED_ON,
    CorrectionTopic.SERVICE_FROM,
    CorrectionTopic.RETIRES_ON,
)
TEXT_LENGTH = 500
REASON_LENGTH = 2000
PREFIX = "personnel.correction"


def can(actor: Actor, action: str, request: CorrectionRequest) -> Verdict:
    """Whether the actor may do the action on the request, with the reason if not."""
    if action == workflow.REQUEST:
        own = actor.staff_id is not None and actor.staff_id == request.staff_id
        return Verdict(own, "" if own else _("Chỉ người gửi yêu cầu được rút yêu cầu."))
    if actor == SYSTEM or not actor.is_close_to(request.staff_id):
        return permissions.can(actor, action, request.staff)
    return Verdict(
        False,
        _(
            "Không ai tự trả lời yêu cầu của mình, của vợ, chồng mình hoặc của người mình thay "
            "mặt. Hãy để cán bộ khác trả lời."
        ),
    )


def _write_answer(step: engine.Step) -> Mapping[str, Any]:
    checks = Checks()
    _refuse_numbers(checks, comment=step.comment)
    checks.done()
    request: CorrectionRequest = step.subject
    request.answer = step.comment
    request.answered_at = step.at
    request.answered_by_name = step.by.signature
    request.save(update_fields=["answer", "answered_at", "answered_by_name"])
    return {"late": day_of(step.at) > request.due_on}


def _note_end(step: engine.Step) -> None:
    step.subject.answered_at = step.at
    step.subject.save(update_fields=["answered_at"])


MACHINE = engine.Machine(
    workflow=workflow.CORRECTION,
    record_model=CorrectionTransition,
    policy=can,
    prefix=PREFIX,
    effects={"accept": _write_answer, "refuse": _write_answer, "withdraw": _note_end},
    related=("staff__unit",),
    # What is asked and answered stays with the request, which can be emptied later.
    keeps_comments=False,
)

perform_transition = partial(engine.perform, MACHINE)
available = partial(engine.available, MACHINE)


@transaction.atomic
def send(
    *, staff: Staff, topic: str, wanted: str, reason: str = "", by: Actor, at: datetime
) -> CorrectionRequest:
    """Send a request about one's own record; the clock starts the day after.

    What the record says now is kept with it where it is a plain fact, so that the officer reads
    both side by side even after the record was changed.

    Raises:
        Forbidden: it is somebody else's record.
        InvalidInput: a value is missing, too long, or tells an identity number.
    """
    if by.staff_id is None or by.staff_id != staff.pk or by.user_id is None:
        raise Forbidden(_("Mỗi người chỉ gửi yêu cầu về hồ sơ của chính mình."))
    checks = Checks()
    checks.choice("topic", _("Nội dung"), topic, topics())
    wanted = checks.text("wanted", _("Đề nghị ghi"), wanted, limit=TEXT_LENGTH)
    reason = checks.text(
        "reason", _("Lý do, giấy tờ kèm theo"), reason, limit=REASON_LENGTH, required=False
    )
    _refuse_numbers(checks, wanted=wanted, reason=reason)
    checks.done()
    request = CorrectionRequest.objects.create(
        staff=staff,
        topic=topic,
        current=_as_recorded(staff, topic),
        wanted=wanted,
        reason=reason,
        state=workflow.CORRECTION.initial,
        sent_at=at,
        sent_by_id=by.user_id,
        due_on=due_date(day_of(at), workflow.ANSWER_WORKDAYS),
    )
    record = CorrectionTransition.objects.create(
        subject=request,
        name=workflow.SEND,
        from_state="",
        to_state=request.state,
        at=at,
        actor_id=by.user_id,
        actor_name=by.name,
    )
    audit.record(
        action=f"{PREFIX}.{workflow.SEND}",
        subject=request,
        by=by,
        at=at,
        data={"topic": topic, "due_on": request.due_on},
    )
    outbox.enqueue(f"{PREFIX}.{workflow.SEND}", {"subject": request.pk, "record": record.pk}, at=at)
    return request


def topics() -> list[str]:
    """The parts of a record a request may be about, as the installation keeps them."""
    kept = privacy_reads.keeps_sensitive()
    return [topic for topic in CorrectionTopic.values if kept or topic != CorrectionTopic.SENSITIVE]


def _as_recorded(staff: Staff, topic: str) -> str:
    if topic == CorrectionTopic.SEX:
        return staff.get_sex_display()
    if topic in _DAYS:
        day = getattr(staff, topic)
        return vn_date(day) if day else ""
    if topic in (CorrectionTopic.NAME, CorrectionTopic.EMAIL, CorrectionTopic.CODE):
        return str(getattr(staff, topic))
    return ""


def _refuse_numbers(checks: Checks, **texts: str) -> None:
    """An identity number is kept enciphered or not at all, never in the words of a request."""
    labels = {
        "wanted": _("Đề nghị ghi"),
        "reason": _("Lý do, giấy tờ kèm theo"),
        "comment": _("Trả lời"),
    }
    for field, text in texts.items():
        if identity_numbers.is_told_in(text):
            checks.add(
                field,
                _("có số định danh cá nhân."),
                _("Đừng ghi số ở đây; hãy đưa thẻ căn cước cho cán bộ tổ chức xem."),
                labels[field],
            )
