"""Pages of decisions that were issued or recorded."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from awards.models import Decision, RecordedAward
from awards.selectors import decisions as reads
from awards.web import sections
from core import keyset
from core.web.parts import Cell, Column, Crumb, Table
from personnel.middleware import actor_of

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
        "table": _list_table(page.rows),
        "total": found.count(),
    }
    return render(request, "awards/decisions/list.html", context)


@require_safe
def decision_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One decision with the awards it gives."""
    actor = actor_of(request)
    decision = reads.visible_decision(actor, pk)
    given = list(reads.awards_of(decision, actor))
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
        "table": _award_table(given),
        "people": sum(award.staff_id is not None for award in given),
        "collectives": sum(award.staff_id is None for award in given),
        "hidden": hidden,
    }
    return render(request, "awards/decisions/detail.html", context)


def _facts(decision: Decision) -> list[tuple[str, Any]]:
    return [
        (_("Số, ký hiệu"), decision.number),
        (_("Ngày ký"), f"{decision.decided_on:%d/%m/%Y}"),
        (_("Cơ quan ban hành"), decision.unit.name),
        (_("Thẩm quyền"), decision.decider_label),
        (_("Người ký"), f"{decision.signer_name}, {decision.signer_post}"),
        (
            _("Nguồn"),
            _("Cấp trên ban hành, cán bộ ghi lại")
            if decision.is_external
            else _("Ban hành tại đây"),
        ),
        (
            _("Ghi vào hệ thống"),
            f"{decision.recorded_at:%d/%m/%Y %H:%M}, {decision.recorded_by_name}",
        ),
    ]


def _list_table(decisions: list[Any]) -> Table:
    return Table(
        _("Quyết định khen thưởng"),
        [
            Column(_("Số, ký hiệu")),
            Column(_("Ngày ký")),
            Column(_("Cơ quan ban hành")),
            Column(_("Trích yếu")),
            Column(_("Số khen thưởng"), numeric=True),
        ],
        [
            (
                Cell(one.number, reverse("awards:decision_detail", args=[one.pk])),
                f"{one.decided_on:%d/%m/%Y}",
                Cell(one.unit.name, detail=one.decider_label),
                one.summary,
                one.award_count,
            )
            for one in decisions
        ],
        empty=_("Chưa có quyết định nào trong phạm vi của bạn."),
    )


def _award_table(given: list[RecordedAward]) -> Table:
    return Table(
        _("Khen thưởng trong quyết định"),
        [
            Column(_("Người, tập thể")),
            Column(_("Danh hiệu, hình thức")),
            Column(_("Năm xét")),
            Column(_("Đơn vị khi đó")),
            Column(_("Tình trạng")),
        ],
        [_award_row(award) for award in given],
        empty=_("Không có khen thưởng nào của quyết định này trong phạm vi của bạn."),
    )


def _award_row(award: RecordedAward) -> tuple[Any, ...]:
    annulled = getattr(award, "annulment", None) is not None
    url = reverse("proposals:detail", args=[award.proposal_id]) if award.proposal_id else ""
    return (
        Cell(award.recipient_name, url, detail=award.post if award.staff_id else _("Tập thể")),
        award.award_label,
        str(award.year),
        award.unit_name,
        Cell(_("Đã hủy bỏ"), tone="danger") if annulled else Cell(_("Còn hiệu lực"), tone="ok"),
    )
