"""Conditions of the proposal's transitions, and of a registration that a proposal cites."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from awards.domain.steps import StepKind
from awards.models import CouncilResult, Proposal
from awards.services import doubles, likenesses
from awards.services.verdicts import judge
from core import clock
from core.workflow.guards import guard
from emulation.models import Registration
from personnel.selectors import staff as staff_reads


@guard("awards.merit_stated")
def merit_stated(proposal: Proposal, context: Mapping[str, Any]) -> str | None:
    """A dossier says what it is for (Luật 2022, Điều 84 khoản 1, 2: báo cáo thành tích)."""
    if proposal.merit.strip():
        return None
    return _("Hãy ghi tóm tắt thành tích trước khi gửi đề nghị.")


@guard("awards.recipient_in_place")
def recipient_in_place(proposal: Proposal, context: Mapping[str, Any]) -> str | None:
    """The person still belongs to the proposing unit, the unit is not dissolved."""
    day = clock.day_of(context["at"])
    if not proposal.unit.exists_on(day):
        return _("%(unit)s đã giải thể, không thể đề nghị khen thưởng.") % {"unit": proposal.unit}
    if proposal.external is not None and proposal.external.unit_id != proposal.unit_id:
        return _("%(name)s nay do đơn vị khác theo dõi. Hãy để đơn vị đó lập đề nghị.") % {
            "name": proposal.recipient_name
        }
    if proposal.staff is None:
        return None
    unit = staff_reads.unit_of(proposal.staff, day)
    if unit is None or unit.pk != proposal.unit_id:
        return _("%(name)s không còn công tác tại %(unit)s. Hãy lập đề nghị ở đơn vị mới.") % {
            "name": proposal.staff,
            "unit": proposal.unit,
        }
    return None


@guard("awards.not_given_twice")
def not_given_twice(proposal: Proposal, context: Mapping[str, Any]) -> str | None:
    """Nobody gets the same award for the same year and merit twice."""
    found = doubles.first_of(proposal, by=context["by"], but=proposal.pk)
    return doubles.problem_of(proposal, found).reason if found else None


@guard("awards.likenesses_acknowledged")
def likenesses_acknowledged(proposal: Proposal, context: Mapping[str, Any]) -> str | None:
    """One achievement is not rewarded twice: what looks alike was seen by whoever sends.

    Not to reward one achievement several times or in several forms is a principle of the law
    (Luật 2022, Điều 5 khoản 2 điểm c, text read); whether two texts tell of one achievement only
    people can say.
    """
    open_ones = likenesses.not_acknowledged(proposal, by=context["by"])
    if not open_ones:
        return None
    return likenesses.refusal(open_ones)


@guard("awards.rules_allow")
def rules_allow(proposal: Proposal, context: Mapping[str, Any]) -> str | None:
    """No rule whose text was read is broken; other rules only warn."""
    return judge(proposal, clock.day_of(context["at"])).refusal


@guard("awards.more_steps_follow")
def more_steps_follow(proposal: Proposal, context: Mapping[str, Any]) -> str | None:
    """The deciding step ends with a decision, not with a mere "agreed"."""
    if proposal.current_step is not None and proposal.current_step.decides:
        return _("Đây là bước quyết định: hãy ghi quyết định khen thưởng, trả lại hoặc từ chối.")
    return None


@guard("awards.is_deciding_step")
def is_deciding_step(proposal: Proposal, context: Mapping[str, Any]) -> str | None:
    """Only the authority's own step can decide."""
    if proposal.current_step is None or not proposal.current_step.decides:
        return _("Bước hiện tại không có thẩm quyền quyết định hồ sơ này.")
    return None


@guard("awards.council_result_given")
def council_result_given(proposal: Proposal, context: Mapping[str, Any]) -> str | None:
    """A council step passes only with the minutes of the meeting."""
    step = proposal.current_step
    if step is None or step.kind != StepKind.COUNCIL:
        return None
    if CouncilResult.objects.filter(step=step).exists():
        return None
    return _("Hãy ghi kết quả họp hội đồng (số biên bản, số phiếu) trước khi chuyển bước.")


@guard("emulation.registration_not_cited")
def registration_not_cited(registration: Registration, context: Mapping[str, Any]) -> str | None:
    """What a pending or granted proposal rests on is not withdrawn from under it."""
    citing = Proposal.objects.live().filter(registration=registration).first()
    if citing is None:
        return None
    return _(
        "Đăng ký này đã nêu trong hồ sơ đề nghị %(code)s nên không rút được. "
        "Hãy đề nghị đơn vị bỏ đăng ký khỏi hồ sơ, hoặc rút hồ sơ trước."
    ) % {"code": citing.code}
