"""One search over the law: awards, documents, rule-sets and rules."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.scope import actor_of
from legal.models import AwardType, LegalDocument, RuleSet
from legal.permissions import require_view
from legal.rules.base import Rule
from legal.selectors.finding import Found, LawFound, find
from legal.web import document_parts as shown
from legal.web import sections

SHOWN = 40
_LONGEST = 100
T = TypeVar("T")


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
    actor = actor_of(request)
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
    groups = [
        _group(_("Danh hiệu, hình thức"), found.awards, _award),
        _group(_("Văn bản pháp luật"), found.documents, _document),
        _group(_("Bộ quy tắc"), found.rule_sets, _rule_set),
        _group(_("Quy tắc"), found.rules, _rule),
    ]
    return [group for group in groups if group.rows]


def _group(title: str, found: Found[T], row: Callable[[T], FoundRow]) -> FoundGroup:
    return FoundGroup(title, [row(one) for one in found.rows], found.more)


def _award(one: AwardType) -> FoundRow:
    about = one.citation or str(one.get_family_display())
    return FoundRow(one.name, about, reverse("legal:award_type", args=[one.code]), "trophy")


def _document(one: LegalDocument) -> FoundRow:
    return FoundRow(one.title, one.number, shown.document_url(one.code), "document-text")


def _rule_set(one: RuleSet) -> FoundRow:
    period = shown.period_text(one.valid_from, one.valid_to)
    address = reverse("legal:rule_set", args=[one.code])
    return FoundRow(f"{one.code} · {one.name}", period, address, "scale")


def _rule(one: type[Rule]) -> FoundRow:
    return FoundRow(one.requirement(), one.citation, shown.rule_url(one.__name__), "scale")
