"""Pages of the legal documents: the list on a line of years, and one with its articles."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core import clock
from core.scope import actor_of
from core.web.parts import Crumb
from legal.permissions import require_view
from legal.selectors import documents as reads
from legal.selectors.rule_uses import uses_by_rule
from legal.selectors.rule_words import award_names
from legal.selectors.rulebooks import speaking_entries
from legal.web import document_parts as shown
from legal.web import parts, sections


@require_safe
def documents(request: HttpRequest) -> HttpResponse:
    """All documents by whether they hold, on a line of years, with what replaced what."""
    actor = actor_of(request)
    require_view(actor)
    rows, today = reads.visible_documents(actor), clock.today()
    spans = shown.spans(rows)
    start, end = shown.years_of(spans, today)
    context = {
        "page_title": _("Văn bản pháp luật"),
        "page_lead": _(
            "Luật, nghị định, thông tư, quyết định mà danh mục và các quy tắc dẫn tới; "
            "mở một văn bản để xem từng điều và các quy tắc của điều đó."
        ),
        "tabs": sections.tabs(request, "documents"),
        "groups": shown.groups(rows, reads.relations(rows), reads.rule_counts(), today),
        "count": len(rows),
        "spans": spans,
        "undated": len(rows) - len(spans),
        "start": start,
        "end": end,
        "today": today,
    }
    return render(request, "legal/documents.html", context)


@require_safe
def document(request: HttpRequest, code: str) -> HttpResponse:
    """One document: when it holds, what it replaced, its articles with rules, and its rule-sets."""
    actor = actor_of(request)
    require_view(actor)
    row, today = reads.visible_document(actor, code), clock.today()
    sets = speaking_entries()
    listing = [one for one in sets.values() if row.code in one.documents]
    spans = [*shown.spans([row]), *shown.set_spans(listing, today)]
    start, end = shown.years_of(spans, today)
    articles = shown.article_blocks(
        reads.articles(row.code, reads.citations_of(row)),
        uses_by_rule(sets),
        award_names(),
        chosen=request.GET.get("dieu", ""),
        today=today,
    )
    context = {
        "page_title": row.title,
        "crumbs": shown.path_to(Crumb(row.number)),
        "document": row,
        "standing": parts.standing(row.standing),
        "facts": shown.facts(row),
        "relations": shown.relation_rows(
            reads.relations(reads.visible_documents(actor))[row.code]
        ),
        "spans": spans,
        "start": start,
        "end": end,
        "today": today,
        "articles": articles,
        "sets": [(one, shown.set_url(one), shown.period_text(one.valid_from, one.valid_to))
                 for one in listing],
    }  # fmt: skip
    return render(request, "legal/document.html", context)
