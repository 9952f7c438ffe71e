"""What the list of rule-sets shows: a drawing and a table for each layer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from core.web.parts import Span
from legal.models import RuleSet, RuleSetVersion
from legal.models.choices import LayerChoice
from legal.selectors import rule_sets as reads
from legal.selectors.rule_words import period_text
from legal.selectors.unit_words import unit_labels, units_text
from legal.web.rule_set_parts import version_url
from legal.workflow import IN_USE_STATES, OPEN_STATES, PUBLISHED

_SPAN_TONES = {
    "PUBLISHED": "ok",
    "ADVISORY": "warn",
    "SUBMITTED": "progress",
    "DRAFT": "warn",
    "RETIRED": "neutral",
}


@dataclass(frozen=True, slots=True)
class SetRow:
    """One set of the list, with the version that speaks for it and the one being written."""

    row: RuleSet
    version: RuleSetVersion
    draft: RuleSetVersion | None
    url: str
    draft_url: str
    period: str
    units: str
    today: date

    @property
    def phase(self) -> str:
        """Where today stands to the period of a set in use, where that is not within it."""
        if self.version.state not in IN_USE_STATES:
            return ""
        if self.version.valid_to is not None and self.version.valid_to <= self.today:
            return _("Thời kỳ đã qua")
        return _("Chưa đến thời kỳ") if self.version.valid_from > self.today else ""

    @property
    def state(self) -> str:
        """The state in words; of a published set that judges no dossier of today only the phase."""
        if self.version.state == PUBLISHED and self.phase:
            return ""
        return _(self.version.state_label)

    @property
    def is_leaving(self) -> bool:
        """Whether somebody asked to retire the version, and nobody answered yet."""
        return self.version.state == PUBLISHED and bool(self.version.retirement_by_name)


@dataclass(frozen=True, slots=True)
class LayerBlock:
    """The sets of one layer: a drawing and a table."""

    key: str
    label: str
    rows: Sequence[SetRow]
    spans: Sequence[Span]
    start: int
    end: int


def layer_blocks(
    sets: Iterable[RuleSet], versions: Mapping[int, list[RuleSetVersion]], today: date
) -> list[LayerBlock]:
    """The sets by layer; a layer without sets is left out."""
    codes = {code for own in versions.values() for one in own for code in one.scope_codes}
    labels = unit_labels(codes)
    rows = [_set_row(row, versions[row.pk], labels, today) for row in sets if versions.get(row.pk)]
    years = [row.version.valid_from.year for row in rows]
    ends = [row.version.valid_to.year for row in rows if row.version.valid_to]
    start, end = min(years, default=today.year), max([*ends, *years, today.year]) + 1
    found = []
    for layer in LayerChoice:
        own = [row for row in rows if row.row.layer == layer]
        if own:
            spans = [_span(row) for row in own]
            found.append(LayerBlock(layer.value, str(layer.label), own, spans, start, end))
    return found


def _set_row(
    row: RuleSet, versions: list[RuleSetVersion], labels: Mapping[str, str], today: date
) -> SetRow:
    for version in versions:
        version.rule_set = row
    speaking = reads.leading(versions) or versions[0]
    draft = next((one for one in versions if one.state in OPEN_STATES), None)
    return SetRow(
        row=row,
        version=speaking,
        draft=draft if draft != speaking else None,
        url=version_url(speaking),
        draft_url=version_url(draft) if draft else "",
        period=period_text(speaking.valid_from, speaking.valid_to),
        units=units_text(speaking.scope_codes, labels),
        today=today,
    )


def _span(row: SetRow) -> Span:
    return Span(
        label=row.row.code,
        start=row.version.valid_from,
        end=row.version.valid_to,
        tone=_SPAN_TONES[row.version.state],
        detail=", ".join(part for part in (row.period, row.state, row.phase) if part),
    )
