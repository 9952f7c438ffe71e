"""One act on many dossiers: ask once, do each in its own step, show the result of each line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from awards import permissions
from awards.models import Proposal
from awards.selectors import proposals as reads
from awards.services import review
from awards.web import act_choices, acts, cautions, rows, sections, told
from awards.web import chosen as marked
from core import clock
from core.errors import InvalidInput
from core.scope import Actor, actor_of
from core.web.parts import Crumb, LineResult

MOST = 200
_INVALID = 422


@dataclass(frozen=True, slots=True)
class Kind:
    """An act that many dossiers may share."""

    title: str | Promise
    button: str | Promise
    lead: str | Promise


KINDS = {
    "approve": Kind(
        gettext_lazy("Đồng ý cùng lúc"),
        gettext_lazy("Đồng ý, chuyển bước"),
        gettext_lazy("Mỗi hồ sơ chuyển tới bước xét tiếp theo của mình."),
    ),
    act_choices.COUNCIL: Kind(
        gettext_lazy("Ghi kết quả một cuộc họp cho nhiều hồ sơ"),
        gettext_lazy("Ghi kết quả họp"),
        gettext_lazy("Biên bản và số phiếu dưới đây được ghi cho từng hồ sơ đã chọn."),
    ),
    "return": Kind(
        gettext_lazy("Trả lại cùng lúc"),
        gettext_lazy("Trả lại để bổ sung"),
        gettext_lazy("Các hồ sơ về lại đơn vị đề nghị với cùng một lý do."),
    ),
    "submit": Kind(
        gettext_lazy("Gửi nhiều bản nháp"),
        gettext_lazy("Gửi đề nghị"),
        gettext_lazy("Mỗi hồ sơ được khóa nội dung và chuyển tới bước xét đầu tiên."),
    ),
}


@require_POST
def together(request: HttpRequest) -> HttpResponse:
    """Show what was chosen and ask what the act needs; then do it and show each result."""
    name = request.POST.get("act", "")
    versions = marked.versions(request.POST.getlist("pk"))
    if not versions:
        messages.warning(request, _("Hãy chọn ít nhất một hồ sơ trong danh sách."))
        return redirect("proposals:list")
    if len(versions) > MOST:
        raise InvalidInput(_("Mỗi lần chọn tối đa %(most)d hồ sơ.") % {"most": MOST})
    if name == "decide":
        query = "&".join(f"pk={pk}" for pk in versions)
        return redirect(f"{reverse('proposals:decide')}?{query}")
    if name not in KINDS:
        raise InvalidInput(_("Không có việc này cho nhiều hồ sơ."))
    actor = actor_of(request)
    chosen = reads.chosen(actor, list(versions), permissions.VIEW)
    asked = "confirmed" not in request.POST
    form = acts.form_for(
        name,
        needs_paper=any(one.current_step and one.current_step.needs_paper(actor) for one in chosen),
        data=None if asked else request.POST,
    )
    if asked or not form.is_valid():
        return _question(request, name, chosen, form, asked=asked)
    return _done(request, name, chosen, versions, form.cleaned_data)


def _question(
    request: HttpRequest, name: str, chosen: list[Proposal], form: Any, *, asked: bool
) -> HttpResponse:
    actor = actor_of(request)
    told = cautions.of_many(chosen, actor) if name in cautions.AGREEING else {}
    context = {
        **_frame(name),
        "form": form,
        "own_words": cautions.own_words() if any(one.judges for one in told.values()) else "",
        "name": name,
        "rows": rows.rows(chosen, actor, clock.today(), told),
    }
    return render(
        request, "awards/proposals/together.html", context, status=200 if asked else _INVALID
    )


def _done(
    request: HttpRequest,
    name: str,
    chosen: list[Proposal],
    versions: dict[int, int | None],
    values: dict[str, Any],
) -> HttpResponse:
    actor, at = actor_of(request), clock.now()
    lines = review.act_on_many(
        chosen,
        lambda one: acts.perform(
            name, one, dict(values), by=actor, at=at, version=versions[one.pk]
        ),
    )
    done = sum(line.done for line in lines)
    hidden = len(versions) - len(chosen)
    context = {
        **_frame(name),
        "lines": _results(lines, actor),
        "done": done,
        "failed": len(lines) - done + hidden,
        "hidden": hidden,
    }
    return render(request, "awards/proposals/together_done.html", context)


def _results(lines: list[review.Line], actor: Actor) -> list[LineResult]:
    """Failures first: they need somebody."""
    fresh = {
        one.pk: one
        for one in reads.chosen(actor, [line.proposal.pk for line in lines], permissions.VIEW)
    }
    results = [
        LineResult(
            place=line.proposal.code,
            label=f"{line.proposal.recipient_name} · {line.proposal.award_label}",
            message=_where(fresh.get(line.proposal.pk)) if line.done else line.message,
            tone="ok" if line.done else "danger",
            url=reverse("proposals:detail", args=[line.proposal.pk]),
        )
        for line in lines
    ]
    return sorted(results, key=lambda one: one.tone == "ok")


def _where(proposal: Proposal | None) -> str:
    """Where the dossier is now, without looking up names line by line."""
    if proposal is None:
        return _("Đã xong.")
    if proposal.current_step is None:
        return told.where_now(proposal)
    return _("Đang ở bước “%(step)s” tại %(unit)s, hạn %(due)s.") % {
        "step": proposal.current_step.label,
        "unit": proposal.current_step.unit,
        "due": f"{proposal.current_step.due_on:%d/%m/%Y}",
    }


def _frame(name: str) -> dict[str, Any]:
    kind = KINDS[name]
    return {
        "page_title": kind.title,
        "page_lead": kind.lead,
        "crumbs": sections.crumbs(Crumb(str(kind.title))),
        "kind": kind,
        "back": reverse("proposals:list"),
    }
