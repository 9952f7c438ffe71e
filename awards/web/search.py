"""One search over people, units, dossiers, decisions and the law; the palette shows the first."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from awards.selectors import decisions as decision_reads
from awards.selectors import proposals as proposal_reads
from awards.web.recipients import page_of
from awards.web.rows import place_of
from core.scope import Actor, actor_of
from core.vietnamese import fold
from core.web.navigation import navigation
from legal.selectors.finding import find
from legal.web.finding import groups_of
from personnel.selectors import recipients as recipient_reads
from personnel.selectors import staff as staff_reads
from personnel.selectors import units as unit_reads

Result = dict[str, str]
Group = tuple[str, list[Result]]

SHOWN = 10
IN_PALETTE = 4
_LONGEST = 100


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Everything that fits, by kind."""
    text = request.GET.get("q", "").strip()[:_LONGEST]
    groups = [group for group in _groups(actor_of(request), text, SHOWN) if group[1]]
    context = {
        "page_title": _("Tìm kiếm"),
        "page_lead": _("Kết quả cho “%(text)s”") % {"text": text} if text else "",
        "text": text,
        "search_text": text,
        "groups": groups,
    }
    return render(request, "awards/inbox/search.html", context)


@require_safe
def palette(request: HttpRequest) -> HttpResponse:
    """Pages, people, dossiers, decisions and the law, a few of each."""
    text = request.GET.get("q", "").strip()[:_LONGEST]
    results = _pages(request, text)
    if text:
        for _title, found in _groups(actor_of(request), text, IN_PALETTE):
            results += found
    return render(request, "components/palette_results.html", {"results": results})


def _pages(request: HttpRequest, text: str) -> list[Result]:
    words = fold(text)
    return [
        {"label": str(entry.label), "url": entry.url, "detail": "", "icon": entry.icon}
        for entry in navigation.entries_for(request)
        if words in fold(str(entry.label))
    ]


def _groups(actor: Actor, text: str, most: int) -> Iterator[Group]:
    if not text:
        return
    yield _("Người"), _people(actor, text, most)
    yield _("Đơn vị"), _units(actor, text, most)
    yield _("Đối tượng ngoài"), _outside(actor, text, most)
    yield _("Hồ sơ đề nghị"), _proposals(actor, text, most)
    yield _("Quyết định"), _decisions(actor, text, most)
    yield from _law(actor, text, most)


def _people(actor: Actor, text: str, most: int) -> list[Result]:
    return [
        {
            "label": person.full_name,
            "url": reverse("personnel:staff_detail", args=[person.code]),
            "detail": f"{person.code} · {person.unit.label}",
            "icon": "user",
        }
        for person in staff_reads.visible_to(actor).matching(text)[:most]
    ]


def _units(actor: Actor, text: str, most: int) -> list[Result]:
    return [
        {
            "label": unit.name,
            "url": reverse("personnel:unit_detail", args=[unit.code]),
            "detail": unit.code,
            "icon": "building-office-2",
        }
        for unit in unit_reads.visible_to(actor).matching(text)[:most]
    ]


def _outside(actor: Actor, text: str, most: int) -> list[Result]:
    return [
        {
            "label": one.name,
            "url": page_of(one),
            "detail": f"{one.code} · {one.get_kind_display()}",
            "icon": "building-storefront",
        }
        for one in recipient_reads.visible_to(actor).matching(text)[:most]
    ]


def _proposals(actor: Actor, text: str, most: int) -> list[Result]:
    return [
        {
            "label": f"{one.recipient_name} · {one.award_label} {one.year}",
            "url": reverse("proposals:detail", args=[one.pk]),
            "detail": f"{one.code} · {place_of(one) or one.state_label}",
            "icon": "document-text",
        }
        for one in proposal_reads.visible_to(actor).search(text).with_parts()[:most]
    ]


def _decisions(actor: Actor, text: str, most: int) -> list[Result]:
    return [
        {
            "label": str(one),
            "url": reverse("awards:decision_detail", args=[one.pk]),
            "detail": one.summary,
            "icon": "trophy",
        }
        for one in decision_reads.matching(actor, text, most)
    ]


def _law(actor: Actor, text: str, most: int) -> Iterator[Group]:
    """Awards, documents, rule-sets and rules, each under its own title."""
    for group in groups_of(find(actor, text, most=most)):
        yield (
            group.title,
            [
                {"label": row.label, "url": row.url, "detail": row.detail, "icon": row.icon}
                for row in group.rows
            ],
        )
