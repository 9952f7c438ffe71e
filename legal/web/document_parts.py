"""What the pages of documents show, made ready for the templates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core.periods import holds_on
from core.web.parts import Crumb, Span
from core.web.tags.filters import ngay
from core.words import gettext_noop
from legal.domain.drafts import COMMON
from legal.domain.rulesets import RuleSetEntry
from legal.models import AwardCitation, LegalDocument
from legal.models.choices import DocumentRelationKind
from legal.rules.base import Rule
from legal.selectors.documents import Article, Place, Relation
from legal.selectors.rule_uses import Use
from legal.selectors.rule_words import award_label, period_text
from legal.web import parts

_PASSIVE = {
    DocumentRelationKind.REPLACES.value: gettext_noop("Được thay thế bởi"),
    DocumentRelationKind.AMENDS.value: gettext_noop("Được sửa đổi, bổ sung bởi"),
    DocumentRelationKind.EXPLAINS.value: gettext_noop("Được quy định chi tiết, hướng dẫn bởi"),
}


@dataclass(frozen=True, slots=True)
class RelationRow:
    """One relation in words, with the page of the other document."""

    label: str
    number: str
    title: str
    url: str
    provision: str
    standing: parts.Standing


@dataclass(frozen=True, slots=True)
class RelationGroup:
    """The relations of one kind, the other documents beside each other."""

    label: str
    rows: Sequence[RelationRow]


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document of the list."""

    row: LegalDocument
    url: str
    dates: str
    standing: parts.Standing
    relations: Sequence[RelationGroup]
    rules: int


@dataclass(frozen=True, slots=True)
class DocumentGroup:
    """Documents that hold, held, or will hold on the day, or of which that is not known."""

    key: str
    label: str
    rows: Sequence[DocumentRow]


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule under its place, with where it is used."""

    place: str
    name: str
    requirement: str
    url: str
    awards: Sequence[tuple[str, str]]
    sets: str
    standing: parts.Standing | None


@dataclass(frozen=True, slots=True)
class CitationRow:
    """A citation of an award that names the place."""

    place: str
    award: str
    url: str
    about: str
    period: str
    standing: parts.Standing


@dataclass(frozen=True, slots=True)
class ArticleBlock:
    """An article with its rules and the awards that cite it."""

    anchor: str
    summary: str
    rules: Sequence[RuleRow]
    citations: Sequence[CitationRow]
    opened: bool


def path_to(*more: Crumb) -> list[Crumb]:
    """Path to a page of the documents."""
    first = Crumb(_("Văn bản pháp luật"), reverse("legal:documents") if more else "")
    return parts.crumbs(first, *more)


def document_url(code: str, article: str = "") -> str:
    """Address of a document, opened at an article."""
    url = reverse("legal:document", args=[code])
    return f"{url}?dieu={article}#{anchor(article)}" if article else url


def anchor(article: str) -> str:
    """Where an article stands in the page."""
    return f"dieu-{article}" if article else "chua-ro-dieu"


def groups(
    documents: Iterable[LegalDocument],
    relations: Mapping[str, list[Relation]],
    counts: Mapping[str, int],
    today: date,
) -> list[DocumentGroup]:
    """The documents by whether they hold; empty groups are left out."""
    labels = {
        "hieu-luc": _("Đang có hiệu lực"),
        "sap": _("Chưa đến ngày có hiệu lực"),
        "het": _("Đã hết hiệu lực"),
        "chua-ro": _("Chưa rõ thời gian hiệu lực"),
    }
    found: dict[str, list[DocumentRow]] = {key: [] for key in labels}
    for row in documents:
        found[_state(row, today)].append(
            DocumentRow(
                row=row,
                url=document_url(row.code),
                dates=dates(row),
                standing=parts.standing(row.standing),
                relations=_by_label(relation_rows(relations[row.code])),
                rules=counts.get(row.code, 0),
            )
        )
    return [DocumentGroup(key, labels[key], rows) for key, rows in found.items() if rows]


def _state(row: LegalDocument, today: date) -> str:
    if row.in_force_to is not None and row.in_force_to <= today:
        return "het"
    if row.in_force_from is None:
        return "chua-ro"
    return "hieu-luc" if row.in_force_from <= today else "sap"


def dates(row: LegalDocument) -> str:
    """When a document holds, as far as it is established."""
    if row.in_force_from is not None:
        return period_text(row.in_force_from, row.in_force_to)
    if row.in_force_to is not None:
        return _("ngày bắt đầu chưa đối chiếu; hết hiệu lực từ %(day)s") % {
            "day": ngay(row.in_force_to)
        }
    return _("chưa đối chiếu")


def relation_rows(relations: Iterable[Relation]) -> list[RelationRow]:
    """Relations in words, seen from the document they are listed under."""
    return [
        RelationRow(
            label=_relation_label(one),
            number=one.other.number,
            title=one.other.title,
            url=document_url(one.other.code),
            provision=one.provision,
            standing=parts.standing(one.standing),
        )
        for one in relations
    ]


def _by_label(rows: Iterable[RelationRow]) -> list[RelationGroup]:
    found: dict[str, list[RelationRow]] = {}
    for row in rows:
        found.setdefault(row.label, []).append(row)
    return [RelationGroup(label, rows) for label, rows in found.items()]


def _relation_label(one: Relation) -> str:
    if one.active:
        return str(DocumentRelationKind(one.kind).label)
    return _(_PASSIVE[one.kind])


def spans(documents: Iterable[LegalDocument]) -> list[Span]:
    """Periods of the documents whose first day is known."""
    return [
        Span(
            label=row.number,
            start=row.in_force_from,
            end=row.in_force_to,
            tone=parts.STANDING_TONES[row.standing],
            detail=dates(row),
        )
        for row in documents
        if row.in_force_from is not None
    ]


def years_of(rows: Sequence[Span], today: date) -> tuple[int, int]:
    """The first and last year of a drawing of these periods."""
    starts = [row.start.year for row in rows]
    ends = [row.end.year for row in rows if row.end]
    return min(starts, default=today.year), max([*starts, *ends, today.year]) + 1


def facts(row: LegalDocument) -> list[tuple[str, Any]]:
    """What stands at the head of a document."""
    return [
        (_("Số, ký hiệu"), row.number),
        (_("Cơ quan ban hành"), row.issuer),
        (_("Ngày ban hành"), ngay(row.issued_on) if row.issued_on else _("chưa đối chiếu")),
        (_("Hiệu lực"), dates(row)),
        (_("Mã"), row.code),
    ]


def set_spans(sets: Iterable[RuleSetEntry], today: date) -> list[Span]:
    """Periods of rule-sets, those in force today and published ones told apart."""
    return [
        Span(
            label=row.code,
            start=row.valid_from,
            end=row.valid_to,
            tone=_set_tone(row, today),
            detail=f"{period_text(row.valid_from, row.valid_to)}, {row.name}",
        )
        for row in sets
    ]


def _set_tone(row: RuleSetEntry, today: date) -> str:
    if not row.published:
        return "warn"
    return "ok" if holds_on(today, row.valid_from, row.valid_to) else "neutral"


def set_url(row: RuleSetEntry) -> str:
    """Address of the version of a rule-set."""
    return reverse("legal:rule_set_version", args=[row.code, row.version])


# --- Articles -------------------------------------------------------------------------------


def article_blocks(
    articles: Iterable[Article],
    uses: Mapping[str, list[Use]],
    names: Mapping[str, str],
    *,
    chosen: str,
    today: date,
) -> list[ArticleBlock]:
    """The articles of a document, one opened where somebody came for it or where there is but one."""
    articles = list(articles)
    found = []
    for article in articles:
        rules = [
            _rule_row(place, rule, uses.get(rule.__name__, []), names, today)
            for place in article.places
            for rule in place.rules
        ]
        citations = [
            _citation_row(place, citation)
            for place in article.places
            for citation in place.citations
        ]
        found.append(
            ArticleBlock(
                anchor=anchor(article.number),
                summary=_summary(article, len(rules), len(citations)),
                rules=rules,
                citations=citations,
                opened=len(articles) == 1 or (article.number == chosen and bool(chosen)),
            )
        )
    return found


def _summary(article: Article, rules: int, citations: int) -> str:
    sections = [one.provision.section for one in article.places if one.provision.section]
    if article.number:
        label = _("Điều %(number)s") % {"number": article.number}
    elif sections:
        label = _("Mục %(section)s") % {"section": ", ".join(sections)}
    else:
        label = _("Chưa rõ điều")
    counts = []
    if rules:
        counts.append(_("%(count)d quy tắc") % {"count": rules})
    if citations:
        counts.append(_("%(count)d căn cứ của hình thức khen thưởng") % {"count": citations})
    return f"{label}: {', '.join(counts)}"


def _rule_row(
    place: Place,
    rule: type[Rule],
    uses: Sequence[Use],
    names: Mapping[str, str],
    today: date,
) -> RuleRow:
    speaking = speaking_use(uses, today)
    return RuleRow(
        place=place.provision.label or _("chưa rõ điều"),
        name=rule.__name__,
        requirement=rule.requirement(),
        url=rule_url(rule.__name__),
        awards=award_links((award for use in uses for award in use.awards), names),
        sets=", ".join(dict.fromkeys(use.rule_set.code for use in uses)),
        standing=parts.standing(speaking.standing.value) if speaking else None,
    )


def _citation_row(place: Place, citation: AwardCitation) -> CitationRow:
    return CitationRow(
        place=place.provision.label or _("chưa rõ điều"),
        award=citation.award_type.name,
        url=reverse("legal:award_type", args=[citation.award_type.code]),
        about=str(citation.get_subject_display()),
        period=parts.period(citation.valid_from, citation.valid_to),
        standing=parts.standing(citation.standing),
    )


def rule_url(name: str) -> str:
    """Address of a rule."""
    return reverse("legal:rule", args=[name])


def speaking_use(uses: Sequence[Use], today: date) -> Use | None:
    """The use in the set in force on the day, else the newest one."""
    for use in uses:
        if holds_on(today, use.rule_set.valid_from, use.rule_set.valid_to):
            return use
    return max(uses, key=lambda use: use.rule_set.valid_from, default=None)


def award_links(keys: Iterable[str], names: Mapping[str, str]) -> list[tuple[str, str]]:
    """Names of awards with their pages, each once; what is asked of every award has no page."""
    found: dict[str, str] = {}
    for key in keys:
        code = key.partition(".")[0]
        url = "" if key == COMMON else reverse("legal:award_type", args=[code])
        found.setdefault(award_label(key, names), url)
    return list(found.items())
