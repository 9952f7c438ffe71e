"""Charts as server-made SVG, each with its numbers in a table beside it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django import template

from core.web import svg
from core.web.parts import Bar, Mark, Series, Span
from core.web.spans import spans

register = template.Library()


@register.inclusion_tag("components/charts/bars.html")
def bar_chart(title: str, bars: Sequence[Bar], unit: str = "") -> dict[str, object]:
    """Bars in a table: label, bar, number; one row each."""
    top = max((bar.value for bar in bars), default=0)
    rows = [(bar, svg.bar(bar.value, top, highlight=bar.highlight)) for bar in bars]
    return {"title": title, "rows": rows, "unit": unit}


@register.inclusion_tag("components/charts/columns.html")
def column_chart(title: str, series: Series, key: str, unit: str = "") -> dict[str, object]:
    """Columns by year with the numbers in a table; ``key`` is unique in the page."""
    drawing = svg.columns(series.points, title=title, key=key)
    return {"title": title, "series": series, "drawing": drawing, "unit": unit}


@register.inclusion_tag("components/charts/multiples.html")
def small_multiples(title: str, items: Sequence[Series], key: str) -> dict[str, object]:
    """The same small chart for many units on one scale, and one table of all numbers."""
    top = max((value for item in items for _, value in item.points), default=0)
    drawn = [
        (
            item,
            svg.columns(item.points, title=item.title, key=f"{key}-{index}", top=top, small=True),
        )
        for index, item in enumerate(items)
    ]
    labels = [label for label, _ in items[0].points] if items else []
    return {"title": title, "items": drawn, "labels": labels}


@register.inclusion_tag("components/charts/time_line.html")
def time_line(
    title: str, marks: Sequence[Mark], start: int, end: int, key: str
) -> dict[str, object]:
    """What happened in which year, and the same as a list below."""
    drawing = svg.time_line(marks, start=start, end=end, title=title, key=key)
    return {"title": title, "marks": marks, "drawing": drawing}


@register.inclusion_tag("components/charts/spans.html")
def span_chart(
    title: str, rows: Sequence[Span], *, start: int, end: int, key: str, today: date | None = None
) -> dict[str, object]:
    """Periods on a line of years, one row each; the page puts a table with the same beside it."""
    drawing = spans(rows, start=start, end=end, title=title, key=key, today=today)
    return {"title": title, "rows": rows, "drawing": drawing}
