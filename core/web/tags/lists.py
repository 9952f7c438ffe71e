"""Components that show a sequence of plain values (see ``core.web.parts``)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.template.context import Context

from core.web.parts import Cell, Chip, Crumb, Event, FileLink, LineResult, Step, Tab, Table

register = template.Library()

STEP_ICONS = {
    "done": "check",
    "current": "arrow-right",
    "waiting": "",
    "returned": "arrow-uturn-left",
    "refused": "x-mark",
    "skipped": "minus",
}
# Longer comments of a history are folded.
_OPEN_LINES = 5
OUTCOMES = {
    "MET": "ok",
    "NOT_MET": "danger",
    "NEEDS_JUDGEMENT": "warn",
    "UNKNOWN": "neutral",
    "NOT_APPLICABLE": "neutral",
    "ERROR": "danger",
}


@register.inclusion_tag("components/breadcrumbs.html")
def breadcrumbs(crumbs: Sequence[Crumb] | None) -> dict[str, Any]:
    """Path to this page, outermost first."""
    return {"crumbs": crumbs or ()}


@register.inclusion_tag("components/tabs.html")
def tabs(items: Sequence[Tab], label: str) -> dict[str, Any]:
    """Sections of a page as links; ``label`` names the group."""
    return {"tabs": items, "label": label}


@register.inclusion_tag("components/definition_list.html")
def definition_list(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Names and values of one thing; an empty value shows a dash."""
    return {"pairs": list(pairs)}


@register.inclusion_tag("components/data_table.html")
def data_table(table: Table) -> dict[str, Any]:
    """A table given as data; numbers right-aligned and grouped, cells may link."""
    columns = list(table.columns)
    return {
        "table": table,
        "columns": columns,
        "rows": [_paired(columns, row) for row in table.rows],
        "totals": _paired(columns, table.totals) if table.totals else [],
    }


@register.inclusion_tag("components/filter_chips.html")
def filter_chips(chips: Sequence[Chip], clear_url: str = "") -> dict[str, Any]:
    """Filters in force, each removable by its own link."""
    return {"chips": chips, "clear_url": clear_url}


@register.inclusion_tag("components/pager.html", takes_context=True)
def pager(
    context: Context,
    *,
    before: str = "",
    after: str = "",
    shown: int | None = None,
    total: int | None = None,
    param: str = "trang",
) -> dict[str, Any]:
    """Keyset pages: ``before`` and ``after`` are cursors; the other parameters are kept."""
    request = context.get("request")
    return {
        "previous_url": _with_cursor(request, param, before) if before else "",
        "next_url": _with_cursor(request, param, after) if after else "",
        "shown": shown,
        "total": total,
    }


@register.inclusion_tag("components/timeline.html")
def timeline(events: Sequence[Event], empty_text: str = "") -> dict[str, Any]:
    """History of acts, newest first as given; a long comment is folded."""
    shown = [(event, _folded_lines(event)) for event in events]
    return {"events": shown, "empty_text": empty_text}


def _folded_lines(event: Event) -> int:
    """How many lines the comment has where that is too long to stand open, else none."""
    lines = str(_get(event, "comment") or "").count("\n") + 1
    return lines if lines > _OPEN_LINES else 0


@register.inclusion_tag("components/route.html")
def route(steps: Sequence[Step], label: str = "") -> dict[str, Any]:
    """The way of a case: steps with holder, date, limit and outcome."""
    shown = [(step, STEP_ICONS.get(_get(step, "state"), "")) for step in steps]
    return {"steps": shown, "label": label}


@register.inclusion_tag("components/findings.html")
def findings(items: Sequence[Any]) -> dict[str, Any]:
    """Why: one line per rule with outcome in word and shape, and the article."""
    shown = [(item, OUTCOMES.get(str(_get(item, "outcome")), "neutral")) for item in items]
    return {"items": shown}


@register.inclusion_tag("components/results.html")
def results(lines: Sequence[LineResult], label: str = "") -> dict[str, Any]:
    """Result of an act on many or of an import, one line each, failures first as given."""
    return {"lines": lines, "label": label}


@register.inclusion_tag("components/files.html")
def files(items: Sequence[FileLink]) -> dict[str, Any]:
    """Papers to download with kind, size and day."""
    return {"files": items}


def _paired(columns: Sequence[Any], row: Sequence[Any]) -> list[tuple[Any, Cell]]:
    cells = [value if isinstance(value, Cell) else Cell(value) for value in row]
    return list(zip(columns, cells, strict=True))


def _with_cursor(request: Any, param: str, cursor: str) -> str:
    query = request.GET.copy() if request is not None else None
    if query is None:
        return f"?{param}={cursor}"
    query[param] = cursor
    return f"?{query.urlencode()}"


def _get(item: Any, name: str) -> Any:
    return item.get(name) if isinstance(item, dict) else getattr(item, name, None)
