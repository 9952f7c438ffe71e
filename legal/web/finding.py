"""One search over the law: awards, documents, rule-sets and rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.scope import Actor
from legal.permissions import require_view
from legal.selectors.finding import LawFound, find
from legal.web import document_parts as shown
from legal.web import sections

SHOWN = 40
_LONGEST = 100


@dataclass(frozen=True, slots=True)
class FoundRow:
    """Something found: its name, what it is, and its page."""

    label: str
    detail: str
    url: str
    icon: str


@dataclass(frozen=True, slots=True)
class FoundGroup:
    """What was found of one kind; ``more`` fit but are not shown."""

    title: str
    rows: Sequence[FoundRow]
    more: int


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Everything of the law that holds every word."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    require_view(actor)
    text = request.GET.get("q", "").strip()[:_LONGEST]
    found = find(actor, text, most=SHOWN)
    context = {
        "page_title": _("Tìm trong pháp luật"),
        "page_lead": _("Danh hiệu, hình thức; văn bản; bộ quy tắc; từng quy tắc."),
        "tabs": sections.tabs(request, "search"),
        "text": text,
        "total": found.total,
        "groups": groups_of(found),
    }
    return render(request, "legal/search.html", context)


def groups_of(found: LawFound) -> list[FoundGroup]:
    """What was found by kind; kinds without results are left out."""
    rows = [
        FoundGroup(
            _("Danh hiệu, hình thức"),
            [
                FoundRow(
                    one.name,
                    one.citation or str(one.get_family_display()),
                    reverse("legal:award_type", args=[one.code]),
                    "trophy",
                )
                for one in found.awards.rows
            ],
            found.awards.more,
        ),
        FoundGroup(
            _("Văn bản"),
            [
                FoundRow(one.title, one.number, shown.document_url(one.code), "document-text")
                for one in found.documents.rows
            ],
            found.documents.more,
        ),
        FoundGroup(
            _("Bộ quy tắc"),
            [
                FoundRow(
                    f"{one.code} · {one.name}",
                    shown.period_text(one.valid_from, one.valid_to),
                    reverse("legal:rule_set", args=[one.code]),
                    "scale",
                )
                for one in found.rule_sets.rows
            ],
            found.rule_sets.more,
        ),
        FoundGroup(
            _("Quy tắc"),
            [
                FoundRow(one.requirement(), one.citation, shown.rule_url(one.__name__), "scale")
                for one in found.rules.rows
            ],
            found.rules.more,
        ),
    ]
    return [group for group in rows if group.rows]
