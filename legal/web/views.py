"""Pages of the legal catalogue."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core import clock
from core.errors import InvalidInput
from core.scope import Actor, actor_of
from core.web.messages import confirm
from core.web.parts import Crumb
from legal.models import AwardType
from legal.models.choices import Level
from legal.permissions import MANAGE_LOCAL_FORMS, require_manage_local_forms, require_view
from legal.selectors import catalogue as reads
from legal.services.local_forms import add_local_form
from legal.web import comparing, document_parts, parts, sections
from legal.web.forms import CatalogueFilter, LocalFormForm


@require_GET
def catalogue(request: HttpRequest) -> HttpResponse:
    """List of award titles and forms, with filter and search."""
    actor = actor_of(request)
    require_view(actor)
    form = CatalogueFilter(request.GET)
    chosen = form.chosen()
    found = reads.search(
        actor,
        text=chosen.get("q", ""),
        family=chosen.get("loai", ""),
        level=chosen.get("cap", ""),
        object_kind=chosen.get("doi_tuong", ""),
    )
    context = {
        "page_title": _("Danh hiệu và hình thức khen thưởng"),
        "page_lead": _("Ai được xét, ai quyết định, theo điều nào, qua từng thời kỳ."),
        "tabs": sections.tabs(request, "catalogue"),
        "form": form,
        "chips": parts.chips(form),
        "clear_url": reverse("legal:catalogue"),
        "groups": parts.by_family(found),
        "count": len(found),
        "may_add": actor.may_somewhere(MANAGE_LOCAL_FORMS),
    }
    return render(request, "legal/catalogue.html", context)


@require_GET
def award_type(request: HttpRequest, code: str) -> HttpResponse:
    """One award type: who, by whom, by which provisions, and what the rules check."""
    actor = actor_of(request)
    require_view(actor)
    row = reads.visible_award_type(actor, code)
    today = clock.today()
    citations = parts.citation_rows(row.citations.all(), today)
    blocks = parts.rule_set_blocks(reads.conditions_of(row.code), today)
    spans, columns = comparing.stated_rows(row, today)
    start, end = document_parts.years_of(spans, today)
    context = {
        "page_title": row.name,
        "crumbs": parts.crumbs(Crumb(row.short_name)),
        "award_type": row,
        "facts": _facts(row),
        "citations": citations,
        "blocks": blocks,
        "spans": spans,
        "columns": columns,
        "start": start,
        "end": end,
        "today": today,
        "try_url": _try_url(row),
        "standing": parts.standing(row.standing),
    }
    return render(request, "legal/award_type.html", context)


@require_http_methods(["GET", "POST"])
def add_form(request: HttpRequest) -> HttpResponse:
    """Add a form of the installation."""
    actor = actor_of(request)
    require_manage_local_forms(actor)
    form = LocalFormForm(request.POST or None, initial={"level": Level.UNIT})
    status = 200
    if request.method == "POST":
        row = _add(form, actor)
        if row is not None:
            confirm(
                request,
                _("Đã thêm “%(name)s” vào danh mục; từ nay có thể chọn khi lập đề nghị.")
                % {"name": row.name},
            )
            return redirect("legal:award_type", code=row.code)
        status = 400
    context = {
        "page_title": _("Thêm hình thức khen thưởng của đơn vị"),
        "page_lead": _(
            "Chỉ thêm hình thức không có trong Luật mà đơn vị hoặc cấp trên thực sự dùng."
        ),
        "crumbs": parts.crumbs(Crumb(_("Thêm hình thức"))),
        "form": form,
        "cancel_url": reverse("legal:catalogue"),
    }
    return render(request, "legal/add_form.html", context, status=status)


def _add(form: LocalFormForm, actor: Actor) -> AwardType | None:
    if not form.is_valid():
        return None
    try:
        return add_local_form(by=actor, at=clock.now(), **form.cleaned_data)
    except InvalidInput as error:
        form.refuse(error.problems)
        return None


def _try_url(row: AwardType) -> str:
    kind = "ca-nhan" if "INDIVIDUAL" in row.object_kinds else "tap-the"
    return f"{reverse('legal:try_case')}?{urlencode({'kieu': kind, 'danh_hieu': row.code})}"


def _facts(row: AwardType) -> list[tuple[str, Any]]:
    deciders = row.decider_labels
    facts = [
        (_("Loại"), row.get_family_display()),
        (_("Đối tượng"), ", ".join(row.object_kind_labels)),
        (_("Cấp"), row.get_level_display()),
        (_("Ai quyết định"), _(" hoặc ").join(deciders)),
        (_("Áp dụng"), parts.period(row.valid_from, row.valid_to)),
        (_("Mã"), row.code),
    ]
    if row.needs_bloc:
        facts.append((_("Cách xét"), _("Xét theo cụm, khối thi đua")))
    if row.needs_qualifier:
        facts.append((_("Khi đề nghị"), _("Phải ghi rõ tên hoặc ngành")))
    return facts
