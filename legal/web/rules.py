"""The page of one rule: what it asks, by which provision, where it is used, how it is proved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core import clock
from core.scope import actor_of
from core.web.parts import Crumb, Span
from legal.documents.rule_tests import recorded
from legal.domain.drafts import COMMON
from legal.domain.provisions import Provision
from legal.domain.rulesets import Confirmation
from legal.models import AwardType, LegalDocument
from legal.permissions import require_view
from legal.rules.base import Rule
from legal.rules.facts import CLAIMS, COLLECTIVES, OCCUPATIONS
from legal.rules.registry import registry
from legal.selectors import rule_uses as reads
from legal.selectors.differences import confirmation_text
from legal.selectors.rule_uses import Use
from legal.selectors.rule_words import award_names, citation_of, period_text
from legal.selectors.rulebooks import speaking_entries
from legal.web import document_parts as shown
from legal.web import parts


@dataclass(frozen=True, slots=True)
class RuleLink:
    """Another rule by what it asks and its provision."""

    requirement: str
    citation: str
    url: str


@dataclass(frozen=True, slots=True)
class UseRow:
    """How a rule-set uses the rule."""

    code: str
    name: str
    url: str
    period: str
    published: bool
    awards: Sequence[tuple[str, str]]
    numbers: Sequence[tuple[str, str]]
    standing: parts.Standing
    confirmed: str
    note: str


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What the rule is a part of and what its parts are, in the sets that see it so."""

    sets: str
    part_of: RuleLink | None
    join: str
    parts: Sequence[RuleLink]


@require_safe
def rule(request: HttpRequest, name: str) -> HttpResponse:
    """What a rule asks, through the rule-sets."""
    actor = actor_of(request)
    require_view(actor)
    found, today = reads.visible_rule(actor, name), clock.today()
    uses = reads.uses_by_rule(speaking_entries()).get(name, [])
    speaking = shown.speaking_use(uses, today)
    documents = {row.code: row for row in LegalDocument.objects.visible_to(actor)}
    place = reads.place(found)
    document = documents.get(place.document)
    names, spans = award_names(), _spans(uses)
    start, end = shown.years_of(spans, today)
    context = {
        "page_title": found.citation,
        "title_is_law": True,
        "requirement": found.requirement(),
        "crumbs": _crumbs(place, document),
        "standing": parts.standing(speaking.standing.value) if speaking else None,
        "facts": _facts(found),
        "places": _places(found, documents),
        "article_url": shown.document_url(place.document, place.article),
        "uses": [_row(use, names) for use in uses],
        "neighbours": _neighbours(uses),
        "spans": spans,
        "start": start,
        "end": end,
        "today": today,
        "test": recorded().get(name, ""),
        "tries": _tries(found, uses),
    }
    return render(request, "legal/rule.html", context)


def _crumbs(place: Provision, document: LegalDocument | None) -> list[Crumb]:
    label = place.label or _("Chưa rõ điều")
    if document is None:
        return shown.path_to(Crumb(label))
    return shown.path_to(
        Crumb(document.number, shown.document_url(document.code)), Crumb(label, is_law=True)
    )


def _facts(found: type[Rule]) -> list[tuple[str, Any]]:
    facts: list[tuple[str, Any]] = [
        (_("Khi không đạt"), _("Không được xét") if found.bars else _("Chưa đủ điều kiện")),
    ]
    if found.claim:
        claims = "; ".join(_(CLAIMS[one]) for one in found.claims())
        facts.append((_("Chỉ xét khi hồ sơ nêu"), claims))
    if found.concerns:
        words = {**OCCUPATIONS, **COLLECTIVES}
        concerned = [_(words[one]) for one in words if one in found.concerns]
        facts.append((_("Chỉ xét với"), "; ".join(concerned)))
    facts.append((_("Mã quy tắc"), found.__name__))
    return facts


def _places(
    found: type[Rule], documents: Mapping[str, LegalDocument]
) -> list[tuple[str, str, str]]:
    """Every provision the rule rests on: place, title of the document, address there."""
    return [
        (
            one.label or _("chưa rõ điều"),
            documents[one.document].short_title,
            shown.document_url(one.document, one.article),
        )
        for one in reads.places(found)
        if one.document in documents
    ]


def _spans(uses: Iterable[Use]) -> list[Span]:
    """The periods in which sets use the rule, in the tone of how far it was established there."""
    found: dict[str, Span] = {}
    for use in uses:
        row, standing = use.rule_set, parts.standing(use.standing.value)
        found.setdefault(
            row.code,
            Span(
                label=row.code,
                start=row.valid_from,
                end=row.valid_to,
                tone=standing.tone,
                detail=f"{period_text(row.valid_from, row.valid_to)}, {standing.label}",
            ),
        )
    return list(found.values())


def _row(use: Use, names: Mapping[str, str]) -> UseRow:
    row = use.rule_set
    return UseRow(
        code=row.code,
        name=row.name,
        url=shown.set_url(row),
        period=period_text(row.valid_from, row.valid_to),
        published=row.published,
        awards=shown.award_links(use.awards, names),
        numbers=use.numbers,
        standing=parts.standing(use.standing.value),
        confirmed=_confirmed(use.confirmed),
        note=use.note,
    )


def _neighbours(uses: Iterable[Use]) -> list[Neighbours]:
    """Sets that put the rule in the same place stand together; those where it stands alone do not."""
    found: dict[tuple[str, str, tuple[str, ...]], list[str]] = {}
    for use in uses:
        if use.part_of or use.parts:
            found.setdefault((use.part_of, use.join, use.parts), []).append(use.rule_set.code)
    return [
        Neighbours(
            sets=", ".join(dict.fromkeys(codes)),
            part_of=_link(part_of) if part_of else None,
            join=join,
            parts=[_link(name) for name in names],
        )
        for (part_of, join, names), codes in found.items()
    ]


def _confirmed(found: Confirmation | None) -> str:
    if found is None:
        return ""
    return confirmation_text(
        {"by": found.by, "on": found.on.isoformat(), "document": found.document}
    )


def _link(name: str) -> RuleLink:
    known = registry.get(name)
    return RuleLink(
        requirement=known.requirement() if known is not None else name,
        citation=citation_of(name),
        url=shown.rule_url(name) if known is not None else "",
    )


def _tries(found: type[Rule], uses: Iterable[Use]) -> list[tuple[str, str]]:
    """Awards the rule is asked for, each with the page to try a case with it chosen."""
    keys = dict.fromkeys(key for use in uses for key in use.awards if key != COMMON)
    codes = dict.fromkeys(key.partition(".")[0] for key in keys)
    rows = AwardType.objects.in_order().filter(code__in=codes)
    address = reverse("legal:try_case")
    return [(row.short_name, f"{address}?{urlencode(_chosen(found, row, keys))}") for row in rows]


def _chosen(found: type[Rule], row: AwardType, keys: Mapping[str, None]) -> dict[str, str]:
    """The form for persons, unless the rule or the award is for collectives only."""
    for_persons = row.code in keys or f"{row.code}.INDIVIDUAL" in keys
    if "INDIVIDUAL" not in row.object_kinds or found.concerns & set(COLLECTIVES):
        for_persons = False
    return {"kieu": "ca-nhan" if for_persons else "tap-the", "danh_hieu": row.code}
