"""What the legal pages show, made ready for the templates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from core.periods import holds_on
from core.web.parts import Chip, Crumb
from core.web.tags.filters import ngay
from legal.models import AwardCitation, AwardType
from legal.models.choices import Family, ObjectKind, StandingChoice
from legal.selectors.catalogue import Condition, ConditionSet
from legal.web.forms import CatalogueFilter

STANDING_TONES = {
    StandingChoice.TEXT_READ.value: "ok",
    StandingChoice.SECOND_HAND.value: "info",
    StandingChoice.TO_BE_CONFIRMED.value: "warn",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a statement was established, in word and tone."""

    label: str
    tone: str


@dataclass(frozen=True, slots=True)
class CitationRow:
    """A citation for one period; the last day counts."""

    about: str
    text: str
    number: str
    period: str
    standing: Standing
    note: str
    holds: bool
    url: str


@dataclass(frozen=True, slots=True)
class ConditionRow:
    """A condition of a rule-set with its parts, joined by ``join``, and the page of its rule."""

    requirement: str
    citation: str
    url: str
    join: str
    numbers: Sequence[tuple[str, str]]
    standing: Standing
    parts: tuple[ConditionRow, ...]
    other_award: str


@dataclass(frozen=True, slots=True)
class RuleSetBlock:
    """What a rule-set asks, with the days on which dossiers fall under it."""

    title: str
    note: str
    documents: str
    holds: bool
    conditions: tuple[ConditionRow, ...]


def standing(code: str) -> Standing:
    """Put a standing in word and tone."""
    return Standing(str(StandingChoice(code).label), STANDING_TONES[code])


def crumbs(*more: Crumb) -> list[Crumb]:
    """Path to a legal page."""
    return [Crumb(_("Pháp luật"), reverse("legal:catalogue") if more else ""), *more]


def chips(form: CatalogueFilter) -> list[Chip]:
    """Filters in force, each with the same list without it."""
    chosen = form.chosen()
    address = reverse("legal:catalogue")
    return [
        Chip(
            label=str(form.fields[name].label),
            value=form.shown(name),
            remove_url=f"{address}?{urlencode({k: v for k, v in chosen.items() if k != name})}",
        )
        for name in chosen
    ]


def by_family(
    rows: Iterable[AwardType],
) -> list[tuple[str, list[tuple[AwardType, Standing]]]]:
    """Group award types under the name of their kind, titles first; empty kinds are left out."""
    rows = list(rows)
    groups = [
        (str(family.label), [(row, standing(row.standing)) for row in rows if row.family == family])
        for family in Family
    ]
    return [(label, group) for label, group in groups if group]


def citation_rows(citations: Iterable[AwardCitation], today: date) -> list[CitationRow]:
    """Citations, the standard before the power to decide, the newest first."""
    ordered = sorted(citations, key=lambda c: (c.subject == "STANDARD", c.valid_from), reverse=True)
    return [
        CitationRow(
            about=str(citation.get_subject_display()),
            text=_cited(citation),
            number=citation.document.number,
            period=period(citation.valid_from, citation.valid_to),
            standing=standing(citation.standing),
            note=citation.note,
            holds=holds_on(today, citation.valid_from, citation.valid_to),
            url=reverse("legal:document", args=[citation.document.code]),
        )
        for citation in ordered
    ]


def rule_set_blocks(sets: Iterable[ConditionSet], today: date) -> list[RuleSetBlock]:
    """What every rule-set asks, the newest first."""
    return [
        RuleSetBlock(
            title=_title(found),
            note=found.rule_set.note,
            documents=", ".join(row.number for row in found.rule_set.documents.all()),
            holds=holds_on(today, found.rule_set.valid_from, found.rule_set.valid_to),
            conditions=tuple(_condition_row(row) for row in found.conditions),
        )
        for found in sets
    ]


def _title(found: ConditionSet) -> str:
    title = _("Hồ sơ nhận %(period)s: %(name)s") % {
        "period": period(found.rule_set.valid_from, found.rule_set.valid_to),
        "name": found.rule_set.name,
    }
    return f"{title} ({str(ObjectKind(found.kind).label).lower()})" if found.kind else title


def period(start: date, end: date | None) -> str:
    """A half-open period as people write it, both days counting."""
    if end is None:
        return _("từ %(start)s") % {"start": ngay(start)}
    last = end - timedelta(days=1)
    return _("%(start)s – %(end)s") % {"start": ngay(start), "end": ngay(last)}


def _cited(citation: AwardCitation) -> str:
    if citation.provision:
        return f"{citation.provision}, {citation.document.short_title}"
    return _("%(document)s (chưa rõ điều)") % {"document": citation.document.short_title}


def _condition_row(row: Condition) -> ConditionRow:
    return ConditionRow(
        requirement=row.requirement,
        citation=row.citation,
        url=reverse("legal:rule", args=[row.rule]) if row.known else "",
        join=row.join,
        numbers=row.numbers,
        standing=standing(row.standing),
        parts=tuple(_condition_row(part) for part in row.parts),
        other_award=row.other_award,
    )
