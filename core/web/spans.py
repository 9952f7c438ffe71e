"""Periods on a line of years, as SVG made on the server: one row each, one scale for all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.web.parts import Span
from core.web.svg import FULL, MAX_YEARS, join, number

_ROW = 36
_TEXT = 16
_BAR = 14
_FOOT = 24
_DAYS = 365.2425


def spans(
    rows: Sequence[Span], *, start: int, end: int, title: str, key: str, today: date | None = None
) -> SafeString:
    """Draw each period from the first day of ``start`` to the last of ``end``.

    A period without an end runs to the edge. Every row stands in the table beside it, so the
    drawing is described by its title and by the texts in it. The names come last: what is drawn
    later lies above, and nothing shall cross them.
    """
    base = len(rows) * _ROW + 4
    height = base + _FOOT
    body = [
        *_years(start, end, base),
        *(_bar(row, index, start, end) for index, row in enumerate(rows)),
    ]
    if today is not None and start <= today.year <= end:
        place = number(_place(today, start, end))
        body.append(
            format_html(
                '<line class="span-today" x1="{}%" x2="{}%" y1="0" y2="{}"/>', place, place, base
            )
        )
    body += [_name(row, index, start, end) for index, row in enumerate(rows)]
    return format_html(
        '<svg class="chart spans" role="img" width="100%" height="{}" aria-labelledby="{}-t">'
        '<title id="{}-t">{}</title>{}</svg>',
        height,
        key,
        key,
        title,
        join(body),
    )


def _bar(row: Span, index: int, start: int, end: int) -> SafeString:
    left, right = _edges(row, start, end)
    return format_html(
        '<rect class="span span-{}" x="{}%" y="{}" width="{}%" height="{}" rx="3">'
        "<title>{}</title></rect>",
        row.tone,
        number(left),
        index * _ROW + 4 + _TEXT,
        number(max(right - left, 0.6)),
        _BAR,
        f"{row.label}: {row.detail}" if row.detail else row.label,
    )


def _name(row: Span, index: int, start: int, end: int) -> SafeString:
    """The name above its bar; one that would run over the right edge ends where its bar does."""
    left, right = _edges(row, start, end)
    at_right = left > FULL * 0.6
    return format_html(
        '<text class="chart-label span-label" x="{}%" y="{}" text-anchor="{}">{}</text>',
        number(right if at_right else left),
        index * _ROW + 4 + 12,
        "end" if at_right else "start",
        row.label,
    )


def _edges(row: Span, start: int, end: int) -> tuple[float, float]:
    right = FULL if row.end is None else _place(row.end, start, end)
    return _place(row.start, start, end), right


def _years(start: int, end: int, base: int) -> list[SafeString]:
    every = max(1, -(-(end - start + 1) // MAX_YEARS))
    return [
        format_html(
            '<line class="grid" x1="{}%" x2="{}%" y1="0" y2="{}"/>'
            '<text class="chart-label" x="{}%" y="{}" text-anchor="start" dx="2">{}</text>',
            number(place),
            number(place),
            base,
            number(place),
            base + 16,
            # Beside the right edge there is no room for it on a phone.
            str(year) if place < FULL * 0.94 else "",
        )
        for year in range(start, end + 1, every)
        for place in (_place(date(year, 1, 1), start, end),)
    ]


def _place(day: date, start: int, end: int) -> float:
    """Where a day lies on the line, from 0 to 100."""
    years = day.year + (day.timetuple().tm_yday - 1) / _DAYS
    return min(max((years - start) / (end + 1 - start) * FULL, 0.0), FULL)
