"""The list of proposals."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from awards import permissions
from awards.domain.steps import STEP_RULES
from awards.selectors import proposals as reads
from awards.web import filters, rows, sections
from awards.web.deciding import may_decide
from core import clock, keyset
from core.scope import Actor, actor_of
from core.web.parts import Choice

PAGE_SIZE = 50


@require_safe
def proposal_list(request: HttpRequest) -> HttpResponse:
    """The proposals in reach, newest first, narrowed by the filters of the address."""
    actor = actor_of(request)
    day = clock.today()
    form = filters.ProposalFilter(request, actor)
    found = filters.chosen(form, actor, day)
    page = keyset.page(
        found.with_parts(), order=("-pk",), size=PAGE_SIZE, cursor=request.GET.get("trang", "")
    )
    query = request.GET.copy()
    query.pop("trang", None)
    context = {
        "page_title": _("Hồ sơ đề nghị khen thưởng"),
        "tabs": sections.tabs(request, "proposals"),
        "form": form,
        "chips": filters.chips(request, form),
        "page": page,
        "rows": rows.rows(page.rows, actor, day),
        "total": found.count(),
        "choices": bulk_choices(actor),
        "selectable": reads.actionable(actor, [one.pk for one in page.rows]),
        "may_propose": actor.may_somewhere(permissions.PROPOSE),
        "export_url": f"{reverse('proposals:export')}?{query.urlencode()}",
        "narrowed": bool(form.wanted),
    }
    return render(request, "awards/proposals/list.html", context)


def bulk_choices(actor: Actor) -> list[Choice]:
    """What the person may do to many dossiers at once."""
    reviews = any(actor.may_somewhere(rule.action) for rule in STEP_RULES.values())
    offered = [
        (reviews, Choice("approve", _("Đồng ý, chuyển bước"), icon="check")),
        (
            actor.may_somewhere("awards.record_council"),
            Choice("council", _("Ghi kết quả họp"), icon="user-group"),
        ),
        (may_decide(actor), Choice("decide", _("Ra quyết định"), icon="trophy")),
        (reviews, Choice("return", _("Trả lại"), icon="arrow-uturn-left")),
        (
            actor.may_somewhere(permissions.PROPOSE),
            Choice("submit", _("Gửi bản nháp"), icon="paper-airplane"),
        ),
    ]
    return [choice for shown, choice in offered if shown]
