"""Pages of decisions that were issued or recorded."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from awards.models import Decision
from awards.models.recipient import ObjectKind
from awards.selectors import decisions as reads
from awards.web import sections
from core import keyset
from core.imports import loads
from core.scope import Actor, actor_of
from core.web.parts import Crumb
from core.web.tags.filters import ngay_gio

PAGE_SIZE = 50


@require_safe
def decision_list(request: HttpRequest) -> HttpResponse:
    """The decisions in reach, the last recorded first."""
    actor = actor_of(request)
    found = reads.visible_to(actor)
    page = keyset.page(
        reads.counted(found), order=("-pk",), size=PAGE_SIZE, cursor=request.GET.get("trang", "")
    )
    context = {
        "page_title": _("Quyết định khen thưởng"),
        "tabs": sections.tabs(request, "decisions"),
        "page": page,
        "total": found.count(),
    }
    return render(request, "awards/decisions/list.html", context)


@require_safe
def decision_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One decision with the awards it gives."""
    actor = actor_of(request)
    decision = reads.visible_decision(actor, pk)
    given = list(reads.awards_of(decision, actor))
    kinds = Counter(award.object_kind for award in given)
    hidden = decision.awards.count() - len(given)
    context = {
        "page_title": _("Quyết định số %(number)s") % {"number": decision.number},
        "page_lead": decision.summary,
        "crumbs": [
            Crumb(_("Quyết định khen thưởng"), reverse("awards:decision_list")),
            Crumb(decision.number),
        ],
        "decision": decision,
        "facts": _facts(decision),
        "given": given,
        "people": kinds[ObjectKind.INDIVIDUAL],
        "collectives": kinds[ObjectKind.COLLECTIVE],
        "households": kinds[ObjectKind.HOUSEHOLD],
        "hidden": hidden,
        "load_url": _load_url(decision, actor),
    }
    return render(request, "awards/decisions/detail.html", context)


def _facts(decision: Decision) -> list[tuple[str, Any]]:
    return [
        (_("Số, ký hiệu"), decision.number),
        (_("Ngày ký"), f"{decision.decided_on:%d/%m/%Y}"),
        (_("Cơ quan ban hành"), decision.unit.name),
        (_("Thẩm quyền"), decision.decider_label),
        (_("Người ký"), ", ".join(filter(None, (decision.signer_name, decision.signer_post)))),
        (_("Nguồn"), _source(decision)),
        (
            _("Ghi vào hệ thống"),
            f"{ngay_gio(decision.recorded_at)}, {decision.recorded_by_name}",
        ),
    ]


def _source(decision: Decision) -> str:
    if decision.load_id is not None:
        return _("Quyết định đã có từ trước, ghi lại vào sổ")
    if decision.is_external:
        return _("Cấp trên ban hành, cán bộ ghi lại")
    return _("Ban hành tại đây")


def _load_url(decision: Decision, actor: Actor) -> str:
    """The load that recorded the decision, for who may take it back."""
    if decision.load_id is None or not loads.own(actor).filter(pk=decision.load_id).exists():
        return ""
    return reverse("loads:detail", args=[decision.load_id])
