"""The page that corrects the day on which the competent body received the dossier."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from awards.selectors import proposals as reads
from awards.services import received_dates as services
from awards.web import sections
from core import clock
from core.scope import actor_of
from core.web.forms import DateField, LongText
from core.web.parts import Crumb
from personnel.web.steps import Step, posted_version, run


class ReceivedForm(forms.Form):
    """The right day, and why."""

    day = DateField(
        label=gettext_lazy("Ngày cơ quan có thẩm quyền nhận để thẩm định"),
        help_text=gettext_lazy("Bộ quy tắc áp dụng cho hồ sơ được chọn theo ngày này."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Lý do"),
        max_length=500,
        widget=LongText(rows=3),
        help_text=gettext_lazy("Ví dụ: theo dấu công văn đến số 152 ngày 05/01/2021."),
        error_messages={"required": gettext_lazy("Hãy ghi lý do.")},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the day and the reason."""
    actor = actor_of(request)
    proposal = reads.visible_proposal(actor, pk)
    services.require_correctable(proposal, actor)
    form = ReceivedForm(
        request.POST if request.method == "POST" else None,
        initial={"day": proposal.competent_received_on},
    )
    back = reverse("proposals:detail", args=[pk])

    def act(values: dict[str, Any]) -> tuple[str, str]:
        changed = services.correct(
            proposal,
            values["day"],
            values["reason"],
            by=actor,
            at=clock.now(),
            expected_version=posted_version(request),
        )
        told = _("Đã sửa ngày cơ quan có thẩm quyền nhận để thẩm định: %(day)s.")
        return back, told % {"day": f"{changed.competent_received_on:%d/%m/%Y}"}

    page = Step(
        title=_("Sửa ngày nhận để thẩm định"),
        submit=_("Lưu"),
        cancel_url=back,
        act=act,
        crumbs=sections.crumbs(Crumb(proposal.recipient_name, back), Crumb(_("Ngày nhận"))),
        lead=f"{proposal.code} · {proposal.recipient_name}",
        version=proposal.version,
        nav="awards",
    )
    return run(request, form, page)
