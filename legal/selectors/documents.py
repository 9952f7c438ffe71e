"""Reads of legal documents: the list, what became of each, and what stands under its articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from core.errors import NotVisible
from core.scope import Actor
from legal.domain.provisions import Provision, places_in
from legal.models import AwardCitation, LegalDocument
from legal.rules.base import Rule, registry
from legal.selectors.rule_uses import places
from legal.selectors.rule_words import day_text


@dataclass(frozen=True, slots=True)
class Relation:
    """What one document does to another, seen from either side.

    Attributes:
        active: the document this is about does it; otherwise it is done to it.
        other: the other document.
    """

    kind: str
    active: bool
    other: LegalDocument
    provision: str
    standing: str


@dataclass(slots=True)
class Place:
    """A clause or point of an article, with what is known to stand there."""

    provision: Provision
    rules: list[type[Rule]] = field(default_factory=list)
    citations: list[AwardCitation] = field(default_factory=list)


@dataclass(slots=True)
class Article:
    """An article (điều), or the part of a document whose place is not known (``number`` empty)."""

    number: str
    places: list[Place]

    @property
    def rules(self) -> list[type[Rule]]:
        """All rules of the article, in its order."""
        return list(dict.fromkeys(rule for one in self.places for rule in one.rules))


def visible_documents(actor: Actor) -> list[LegalDocument]:
    """Return the documents the actor may see, in order of time; those without a date come last."""
    rows = LegalDocument.objects.visible_to(actor)
    return sorted(rows, key=lambda row: (*_begins(row), row.code))


def _begins(row: LegalDocument) -> tuple[bool, str]:
    day = row.in_force_from or row.issued_on
    return day is None, day.isoformat() if day else ""


def visible_document(actor: Actor, code: str) -> LegalDocument:
    """Return one document.

    Raises:
        NotVisible: there is none with this code that the actor may see.
    """
    found = LegalDocument.objects.visible_to(actor).filter(code=code).first()
    if found is None:
        raise NotVisible(_("Không có văn bản mang mã “%(code)s”.") % {"code": code[:40]})
    return found


def never_in_force(document: LegalDocument, start: date, end: date | None) -> str:
    """Return why a document holds on no day of a period (``end`` excluded); empty if it does."""
    ended, begins = document.in_force_to, document.in_force_from
    if ended is not None and ended <= start:
        return _("Văn bản hết hiệu lực từ %(day)s, trước khi bộ quy tắc bắt đầu (%(start)s).") % {
            "day": day_text(ended),
            "start": day_text(start),
        }
    if begins is not None and end is not None and begins >= end:
        return _("Văn bản có hiệu lực từ %(day)s, sau khi bộ quy tắc đã hết thời kỳ.") % {
            "day": day_text(begins)
        }
    return ""


def relations(documents: Iterable[LegalDocument]) -> dict[str, list[Relation]]:
    """Return what is recorded of each document and the others, from both sides, by code."""
    rows = {row.code: row for row in documents}
    found: dict[str, list[Relation]] = {code: [] for code in rows}
    for row in rows.values():
        for one in row.relations:
            other = rows.get(one["document"])
            if other is None:
                continue
            said = (one["provision"], one["standing"])
            found[row.code].append(Relation(one["kind"], True, other, *said))
            found[other.code].append(Relation(one["kind"], False, row, *said))
    return found


def citations_of(document: LegalDocument) -> list[AwardCitation]:
    """Return the citations of awards that name the document, in the order of the awards."""
    rows = AwardCitation.objects.filter(document=document).select_related("award_type")
    return list(rows.order_by("award_type__rank", "subject", "valid_from", "pk"))


def articles(document: str, citations: Iterable[AwardCitation]) -> list[Article]:
    """Return the articles that rules and citations of awards name, as the document is read."""
    found: dict[Provision, Place] = {}
    for rule in registry.values():
        for provision in _listed_at(rule, document):
            found.setdefault(provision, Place(provision)).rules.append(rule)
    for citation in citations:
        named = places_in(citation.provision, document) or [Provision(document)]
        for provision in dict.fromkeys(named):
            found.setdefault(provision, Place(provision)).citations.append(citation)
    by_article: dict[str, list[Place]] = {}
    for one in sorted(found.values(), key=lambda one: one.provision.order):
        by_article.setdefault(one.provision.article, []).append(one)
    return [Article(number, rows) for number, rows in by_article.items()]


def _listed_at(rule: type[Rule], document: str) -> list[Provision]:
    """Return the places of a document under which a rule is listed: once in each article."""
    listed: dict[str, Provision] = {}
    for provision in places(rule):
        if provision.document == document:
            listed.setdefault(provision.article, provision)
    return list(listed.values())


def rule_counts() -> Counter[str]:
    """Return how many rules name each document."""
    return Counter(
        code
        for rule in registry.values()
        for code in {provision.document for provision in places(rule)}
    )
