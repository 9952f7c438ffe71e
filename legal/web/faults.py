"""Pages of rules that failed: the list, one case with its file, saying that it was repaired."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core import clock, keyset
from core.errors import InvalidInput, NotVisible
from core.scope import Actor, actor_of
from core.web.messages import confirm
from core.web.parts import Choice, Crumb
from legal.models import RuleFault
from legal.permissions import require_repair_rules
from legal.selectors.rule_words import award_names, citation_of, requirement_of
from legal.services import faults as services
from legal.web import sections

PAGE_SIZE = 50
YAML = "application/yaml; charset=utf-8"
_RESOLVED = "da-sua"


@dataclass(frozen=True, slots=True)
class FaultRow:
    """One fault with the words people read for its codes."""

    fault: RuleFault
    citation: str
    award: str


@require_safe
def fault_list(request: HttpRequest) -> HttpResponse:
    """Open faults, or those that were repaired, the latest seen first."""
    actor = actor_of(request)
    require_repair_rules(actor)
    resolved = request.GET.get("xem") == _RESOLVED
    rows = RuleFault.objects.visible_to(actor).filter(resolved_at__isnull=not resolved)
    page = keyset.page(
        rows.for_list(),
        order=("-last_seen", "-pk"),
        size=PAGE_SIZE,
        cursor=request.GET.get("trang", ""),
    )
    names = award_names()
    address = reverse("legal:faults")
    context = {
        "page_title": _("Lỗi quy tắc"),
        "page_lead": _(
            "Các trường hợp mà một quy tắc không tính được do lỗi chương trình. Kết luận ở đó là "
            "“không tính được”, không phải “không đủ điều kiện”."
        ),
        "tabs": sections.tabs(request, "faults"),
        "resolved": resolved,
        "other_url": address if resolved else f"{address}?xem={_RESOLVED}",
        "rows": [
            FaultRow(fault, citation_of(fault.rule), names.get(fault.award, fault.award))
            for fault in page.rows
        ],
        "page": page,
    }
    return render(request, "legal/fault_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def fault(request: HttpRequest, pk: int) -> HttpResponse:
    """One fault: what failed, whether it fails still, and the form that says it was repaired."""
    actor = actor_of(request)
    row = _visible(actor, pk)
    comment, error = request.POST.get("comment", "").replace("\0", ""), ""
    if request.method == "POST":
        try:
            services.resolve_fault(pk, note=comment, by=actor, at=clock.now())
        except InvalidInput as refused:
            error = str(refused.message)
        else:
            confirm(request, _("Đã ghi là sửa xong. Nếu gặp lại, lỗi tự mở ra."))
            return redirect("legal:faults")
    return _page(request, row, comment, error)


def _page(request: HttpRequest, row: RuleFault, comment: str, error: str) -> HttpResponse:
    names = award_names()
    context = {
        "page_title": _("Lỗi của quy tắc %(rule)s") % {"rule": row.rule},
        "crumbs": [
            Crumb(_("Pháp luật"), reverse("legal:catalogue")),
            Crumb(_("Lỗi quy tắc"), reverse("legal:faults")),
            Crumb(row.rule),
        ],
        "fault": row,
        "facts": [
            (_("Điều khoản"), citation_of(row.rule)),
            (_("Yêu cầu"), requirement_of(row.rule)),
            (_("Danh hiệu, hình thức"), names.get(row.award, row.award)),
            (_("Ngày nhận hồ sơ"), row.received_on),
            (_("Bộ quy tắc"), ", ".join(row.set_names)),
            (_("Số lần gặp"), row.times),
            (_("Gặp lần đầu"), row.first_seen),
            (_("Gặp lần cuối"), row.last_seen),
            (_("Chương trình lúc đó"), row.checksum[:12]),
        ],
        "emptied": not row.facts,
        "fails_still": services.fails_still(row),
        "choice": Choice(
            name="resolve",
            label=_("Đã sửa"),
            url=reverse("legal:fault", args=[row.pk]),
            consequence=_(
                "Lỗi rời danh sách; gặp lại thì tự mở ra, kèm ghi chú này trong nhật ký."
            ),
            comment="required",
            comment_label=_("Đã sửa gì"),
        ),
        "comment": comment,
        "error": error,
    }
    return render(request, "legal/fault.html", context, status=422 if error else 200)


@require_safe
def fault_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The case as a file that can be tried again."""
    row = _visible(actor_of(request), pk)
    response = HttpResponse(services.fault_case(row), content_type=YAML)
    response["Content-Disposition"] = f'attachment; filename="loi-quy-tac-{row.pk}.yaml"'
    return response


def _visible(actor: Actor, pk: int) -> RuleFault:
    require_repair_rules(actor)
    row = RuleFault.objects.visible_to(actor).filter(pk=pk).first()
    if row is None:
        raise NotVisible(_("Không có lỗi quy tắc này."))
    return row
