"""What a dossier looks like, as its page and the preview show it, and the page that answers it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from awards import permissions
from awards.models import DuplicateAcknowledgement, Proposal
from awards.selectors import likenesses as reads
from awards.selectors import proposals as proposal_reads
from awards.selectors.likenesses import AWARD, PROPOSAL, Likeness, Other
from awards.services import likenesses as services
from awards.services.proposals import EDITABLE_STATES
from awards.web import sections
from awards.workflow import OPEN_STATES
from core import clock
from core.errors import Forbidden
from core.scope import Actor, actor_of
from core.web.forms import LongText
from core.web.parts import Crumb
from personnel.web.steps import Step, posted_version, run

_PAGES = {PROPOSAL: "proposals:detail", AWARD: "awards:award_detail"}


@dataclass(frozen=True, slots=True)
class Shown:
    """One likeness in words.

    Attributes:
        url: of the other, where its reader may open it.
        answer: who said that it is another achievement, and why.
        is_open: whether somebody has to answer before the dossier can be sent.
    """

    ref: str
    text: str
    url: str
    answer: DuplicateAcknowledgement | None
    is_open: bool


def shown(proposal: Proposal, *, by: Actor) -> list[Shown]:
    """What the proposal as it is typed looks like; answers are left to the page of the dossier."""
    return [
        Shown(one.ref, services.text_of(one), _url(one), None, is_open=True)
        for one in reads.likenesses(proposal, by=by)
    ]


def of_dossier(proposal: Proposal, *, by: Actor) -> list[Shown]:
    """What the dossier looks like now, and what was answered, also of what is gone since."""
    answers = dict(reads.acknowledgements([proposal.pk]).get(proposal.pk, {}))
    found = []
    live = reads.likenesses(proposal, by=by) if proposal.state in OPEN_STATES else []
    for one in live:
        answer = answers.pop(one.other, None)
        is_open = answer is None or answer.score < one.score
        found.append(Shown(one.ref, services.text_of(one), _url(one), answer, is_open))
    return [*found, *_answered(answers)]


def _answered(answers: dict[Other, DuplicateAcknowledgement]) -> Iterator[Shown]:
    for other, row in answers.items():
        text = _("Giống %(score)d%%: %(code)s.") % {"score": row.score, "code": row.other_code}
        yield Shown(f"{other[0]}:{other[1]}", text, "", row, is_open=False)


def _url(one: Likeness) -> str:
    return reverse(_PAGES[one.kind], args=[one.pk]) if one.is_visible else ""


def may_answer(proposal: Proposal, actor: Actor) -> bool:
    """Whether the actor may say that it is another achievement."""
    return (
        proposal.state in EDITABLE_STATES
        and permissions.can(actor, permissions.PROPOSE, proposal).allowed
    )


class AcknowledgeForm(forms.Form):
    """Which others were looked at, and why this is another achievement."""

    refs = forms.MultipleChoiceField(
        label=gettext_lazy("Đã xem, là thành tích khác với"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Hãy đánh dấu hồ sơ, khen thưởng đã xem.")},
    )
    note = forms.CharField(
        label=gettext_lazy("Vì sao là thành tích khác"),
        max_length=500,
        widget=LongText(rows=3),
        help_text=gettext_lazy("Lý do được lưu cùng tên bạn trong hồ sơ; người xét đọc được."),
        error_messages={"required": gettext_lazy("Hãy ghi lý do.")},
    )

    def __init__(self, data: Any, *, found: list[Shown]) -> None:
        super().__init__(data)
        field: Any = self.fields["refs"]
        field.choices = [(one.ref, one.text) for one in found]
        field.help_text = _("Không tặng nhiều hình thức cho một thành tích (Luật 2022, Điều 5).")


@require_http_methods(["GET", "HEAD", "POST"])
def acknowledge(request: HttpRequest, pk: int) -> HttpResponse:
    """Say of each likeness that it was seen and is another achievement."""
    actor = actor_of(request)
    proposal = proposal_reads.visible_proposal(actor, pk)
    if not may_answer(proposal, actor):
        raise Forbidden(_("Chỉ người lập hồ sơ xác nhận được, khi hồ sơ chưa gửi."))
    found = [one for one in of_dossier(proposal, by=actor) if one.is_open]
    form = AcknowledgeForm(request.POST if request.method == "POST" else None, found=found)
    back = reverse("proposals:detail", args=[pk])

    def act(values: dict[str, Any]) -> tuple[str, str]:
        made = services.acknowledge(
            proposal,
            values["refs"],
            values["note"],
            by=actor,
            at=clock.now(),
            expected_version=posted_version(request),
        )
        told = ngettext(
            "Đã xác nhận %(count)d thành tích không trùng. Hồ sơ chưa gửi; bạn đang giữ.",
            "Đã xác nhận %(count)d thành tích không trùng. Hồ sơ chưa gửi; bạn đang giữ.",
            len(made),
        )
        return f"{back}#trung", told % {"count": len(made)}

    page = Step(
        title=_("Xác nhận thành tích không trùng"),
        submit=_("Xác nhận"),
        cancel_url=back,
        act=act,
        crumbs=sections.crumbs(Crumb(proposal.recipient_name, back), Crumb(_("Xác nhận"))),
        lead=f"{proposal.recipient_name} · {proposal.award_label} {proposal.year}",
        version=proposal.version,
        nav="awards",
    )
    return run(request, form, page)
