"""The standard of an award in several rule-sets side by side, with what changed marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from core import clock
from core.periods import holds_on
from core.scope import actor_of
from core.web.parts import Chip, Crumb
from legal.domain.codes import Layer
from legal.domain.rulesets import RuleSetEntry
from legal.models import AwardType
from legal.models.choices import ObjectKind
from legal.permissions import require_view
from legal.selectors import catalogue as reads
from legal.selectors import standards
from legal.selectors.rule_words import period_text
from legal.selectors.rulebooks import speaking_entries
from legal.selectors.standards import Cell, Line, Part
from legal.web import document_parts as shown
from legal.web import parts


class ComparisonForm(forms.Form):
    """Which sets to put side by side; a set nobody offers is left aside."""

    bo = forms.MultipleChoiceField(
        label=gettext_lazy("Các bộ quy tắc đặt cạnh nhau"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    chi_khac = forms.BooleanField(label=gettext_lazy("Chỉ hiện chỗ khác nhau"), required=False)

    def offer(self, rows: Sequence[RuleSetEntry]) -> None:
        """Fill in the sets that state a standard of the award."""
        named = [(row.code, f"{row.code}: {row.name} · {_period(row)}") for row in rows]
        self.fields["bo"].choices = named  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """A rule-set at the head of a column."""

    code: str
    name: str
    period: str
    url: str
    holds: bool
    published: bool


@dataclass(frozen=True, slots=True)
class CellRow:
    """What a set says on a condition, in words."""

    code: str
    present: bool
    numbers: Sequence[tuple[str, str]]
    standing: parts.Standing | None
    join: str
    note: str
    changes: str


@dataclass(frozen=True, slots=True)
class LineRow:
    """A condition through the sets."""

    requirement: str
    citation: str
    url: str
    depth: int
    differs: bool
    cells: Sequence[CellRow]


@dataclass(frozen=True, slots=True)
class PartRow:
    """Conditions for some kinds of recipient."""

    title: str
    lines: Sequence[LineRow]
    left_out: int


@require_safe
def compare(request: HttpRequest, code: str) -> HttpResponse:
    """An award's standard side by side, by default in the set in force and its neighbours."""
    actor = actor_of(request)
    require_view(actor)
    row, today = reads.visible_award_type(actor, code), clock.today()
    offered = standards.stating(row, speaking_entries())
    chosen, only_differences, form = _asked(request, offered)
    columns = chosen or standards.around(offered, today)
    form.initial = {"bo": [one.code for one in columns], "chi_khac": only_differences}
    title = _("%(award)s: đối chiếu các bộ quy tắc") % {"award": row.short_name}
    context = {
        "page_title": title,
        "page_lead": _("Mỗi cột là một bộ quy tắc; chỗ khác với cột bên trái được đánh dấu."),
        "crumbs": parts.crumbs(
            Crumb(row.short_name, reverse("legal:award_type", args=[row.code])),
            Crumb(_("Đối chiếu các bộ quy tắc")),
        ),
        "award_type": row,
        "form": form,
        "chips": _chips(request, chosen, only_differences=only_differences),
        "clear_url": reverse("legal:compare", args=[row.code]),
        "columns": [_column(one, today) for one in columns],
        "parts": [
            _part(one, only_differences=only_differences)
            for one in standards.compared(row, columns)
        ],
        "offered": len(offered),
    }
    return render(request, "legal/compare.html", context)


def _asked(
    request: HttpRequest, offered: Sequence[RuleSetEntry]
) -> tuple[list[RuleSetEntry], bool, ComparisonForm]:
    """Return the sets asked for, in their order, and whether only differences are wanted."""
    codes = set(request.GET.getlist("bo"))
    form = ComparisonForm()
    form.offer(offered)
    return [row for row in offered if row.code in codes], bool(request.GET.get("chi_khac")), form


def _chips(
    request: HttpRequest, chosen: Sequence[RuleSetEntry], *, only_differences: bool
) -> list[Chip]:
    codes = [row.code for row in chosen]
    found = [
        Chip(_("Bộ quy tắc"), one, _address([c for c in codes if c != one], only=only_differences))
        for one in codes
    ]
    if only_differences:
        found.append(Chip(_("Hiện"), _("chỉ chỗ khác nhau"), _address(codes, only=False)))
    return found


def _address(codes: Sequence[str], *, only: bool) -> str:
    query = [*(("bo", code) for code in codes), *([("chi_khac", "1")] if only else [])]
    return f"?{urlencode(query)}"


def _period(row: RuleSetEntry) -> str:
    return period_text(row.valid_from, row.valid_to)


def _column(row: RuleSetEntry, today: Any) -> ColumnRow:
    return ColumnRow(
        code=row.code,
        name=row.name,
        period=_period(row),
        url=shown.set_url(row),
        holds=holds_on(today, row.valid_from, row.valid_to),
        published=row.published,
    )


def _part(part: Part, *, only_differences: bool) -> PartRow:
    lines = [line for line in part.lines if line.differs or not only_differences]
    return PartRow(_part_title(part), [_line(line) for line in lines], len(part.lines) - len(lines))


def _part_title(part: Part) -> str:
    if not part.kinds:
        return _("Điều kiện chung của mọi hình thức")
    kinds = ", ".join(str(ObjectKind(kind).label).lower() for kind in part.kinds)
    return _("Tiêu chuẩn cho %(kinds)s") % {"kinds": kinds}


def _line(line: Line) -> LineRow:
    return LineRow(
        requirement=line.requirement,
        citation=line.citation,
        url=shown.rule_url(line.rule),
        depth=min(line.depth, 3),
        differs=line.differs,
        cells=[_cell(cell) for cell in line.cells],
    )


def _cell(cell: Cell) -> CellRow:
    return CellRow(
        code=cell.rule_set.code,
        present=cell.present,
        numbers=cell.numbers,
        standing=parts.standing(cell.standing.value) if cell.standing else None,
        join=cell.join,
        note=cell.note,
        changes=", ".join(cell.changes),
    )


def stated_rows(award: AwardType, today: Any) -> tuple[list[Any], list[ColumnRow]]:
    """The sets that state a standard of the award, as spans for a drawing and rows for a table."""
    layers = list(Layer)
    rows = sorted(
        standards.stating(award, speaking_entries()), key=lambda one: layers.index(one.layer)
    )
    return shown.set_spans(rows, today), [_column(one, today) for one in rows]
