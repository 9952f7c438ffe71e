"""Charts as SVG made on the server: no script, prints well, follows the page's colours.

Widths are percentages and heights are pixels, so a drawing stretches with its place while its
letters keep their size. Colours come from classes in the style sheet; geometry is attributes, so
a strict content security policy is kept. Every text that comes from data is escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import floor, log10

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from core.web.parts import Mark
from core.web.tags.filters import so

FULL = 100.0
BAR_HEIGHT = 14
COLUMN_AREA = 140
COLUMN_AREA_SMALL = 44
LABEL_ROOM = 22
MAX_LABELS = 12
# Four figures each, also on a telephone.
MAX_YEARS = 8
MARK_STEP = 18
MARK_SIZE = 6
NICE_STEPS = (1, 2, 5, 10)


def bar(value: float, top: float, *, highlight: bool = False) -> SafeString:
    """One horizontal bar on the scale 0..``top``; decorative, its number stands beside it."""
    width = share(value, top)
    return format_html(
        '<svg class="bar" width="100%" height="{}" aria-hidden="true" focusable="false">'
        '<rect class="bar-ground" width="100%" height="{}" rx="3"/>'
        '<rect class="{}" width="{}%" height="{}" rx="3"/></svg>',
        BAR_HEIGHT,
        BAR_HEIGHT,
        "bar-fill bar-fill-strong" if highlight else "bar-fill",
        number(width),
        BAR_HEIGHT,
    )


def columns(
    points: Sequence[tuple[str, float]],
    *,
    title: str,
    key: str,
    top: float | None = None,
    small: bool = False,
) -> SafeString:
    """Columns in the given order; ``top`` fixes a scale shared with other charts."""
    area = COLUMN_AREA_SMALL if small else COLUMN_AREA
    head = 4 if small else 20
    peak = max((value for _, value in points), default=0)
    scale = float(top if top is not None else (peak if small else nice_top(peak)))
    slot = FULL / max(len(points), 1)
    pieces = [
        _column(index, label, value, slot=slot, scale=scale, area=area, head=head, small=small)
        for index, (label, value) in enumerate(points)
    ]
    grid = "" if small else _grid(scale, area, head)
    labels = _column_labels(points, slot, area + head, ends_only=small)
    return _drawing(
        title=title,
        description=_spoken(points),
        key=key,
        height=area + head + LABEL_ROOM,
        kind="columns columns-small" if small else "columns",
        body=format_html(
            '{}{}<line class="axis" x1="0" x2="100%" y1="{}" y2="{}"/>{}',
            grid,
            join(pieces),
            area + head,
            area + head,
            labels,
        ),
    )


def time_line(marks: Sequence[Mark], *, start: int, end: int, title: str, key: str) -> SafeString:
    """Years from ``start`` to ``end`` with a mark for everything that happened in each."""
    years = range(start, end + 1)
    slot = FULL / max(len(years), 1)
    by_year: dict[int, list[Mark]] = {}
    for mark in marks:
        if start <= mark.year <= end:
            by_year.setdefault(mark.year, []).append(mark)
    tallest = max((len(stack) for stack in by_year.values()), default=1)
    base = tallest * MARK_STEP + 10
    shapes = [
        _mark(mark, (year - start + 0.5) * slot, base - 12 - level * MARK_STEP)
        for year, stack in sorted(by_year.items())
        for level, mark in enumerate(stack)
    ]
    ticks = [_year_tick(year, (year - start + 0.5) * slot, base, len(years)) for year in years]
    spoken = "; ".join(f"{mark.year}: {mark.label}" for mark in sorted(marks, key=_year_of))
    return _drawing(
        title=title,
        description=spoken,
        key=key,
        height=base + LABEL_ROOM,
        kind="time-line",
        body=format_html(
            '<line class="axis" x1="0" x2="100%" y1="{}" y2="{}"/>{}{}',
            base,
            base,
            join(ticks),
            join(shapes),
        ),
    )


def share(value: float, top: float) -> float:
    """Part of the full width a value takes; never outside 0..100."""
    return min(max(value / top * FULL, 0.0), FULL) if top > 0 else 0.0


def nice_top(peak: float) -> float:
    """Smallest round number that is at least ``peak``: the end of a readable scale."""
    if peak <= 0:
        return 1.0
    power: float = 10.0 ** floor(log10(peak))
    return next(step * power for step in NICE_STEPS if step * power >= peak)


def number(value: float) -> str:
    """Number for an attribute: dot as separator, at most two decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def join(pieces: Iterable[SafeString]) -> SafeString:
    """Put finished pieces of a drawing one after the other."""
    return format_html_join("", "{}", ((piece,) for piece in pieces))


def _drawing(
    *, title: str, description: str, key: str, height: float, kind: str, body: SafeString
) -> SafeString:
    return format_html(
        '<svg class="chart {}" role="img" width="100%" height="{}" '
        'aria-labelledby="{}-t" aria-describedby="{}-d">'
        '<title id="{}-t">{}</title><desc id="{}-d">{}</desc>{}</svg>',
        kind,
        number(height),
        key,
        key,
        key,
        title,
        key,
        description,
        body,
    )


def _column(
    index: int,
    label: str,
    value: float,
    *,
    slot: float,
    scale: float,
    area: float,
    head: float,
    small: bool,
) -> SafeString:
    height = share(value, scale) / FULL * area
    middle = (index + 0.5) * slot
    box = format_html(
        '<rect class="column" x="{}%" y="{}" width="{}%" height="{}"><title>{}: {}</title></rect>',
        number(middle - slot * 0.24),
        number(head + area - height),
        number(slot * 0.48),
        number(height),
        label,
        so(value),
    )
    if small:
        return box
    return format_html(
        '{}<text class="column-value" x="{}%" y="{}" text-anchor="middle">{}</text>',
        box,
        number(middle),
        number(head + area - height - 6),
        so(value),
    )


def _column_labels(
    points: Sequence[tuple[str, float]], slot: float, base: float, *, ends_only: bool
) -> SafeString:
    count = len(points)
    every = max(1, -(-count // MAX_LABELS))
    shown = []
    for index, (label, _) in enumerate(points):
        at_end = index in (0, count - 1)
        if (ends_only and not at_end) or (not ends_only and index % every):
            continue
        anchor, place = "middle", (index + 0.5) * slot
        if ends_only and count > 1:
            anchor, place = ("start", 0.0) if index == 0 else ("end", FULL)
        shown.append(
            format_html(
                '<text class="chart-label" x="{}%" y="{}" text-anchor="{}">{}</text>',
                number(place),
                number(base + 16),
                anchor,
                label,
            )
        )
    return join(shown)


def _grid(scale: float, area: float, head: float) -> SafeString:
    return join(
        format_html(
            '<line class="grid" x1="0" x2="100%" y1="{}" y2="{}"/>',
            number(head + area * (1 - part)),
            number(head + area * (1 - part)),
        )
        for part in (0.25, 0.5, 0.75, 1.0)
        if scale > 0
    )


def _mark(mark: Mark, place: float, y: float) -> SafeString:
    """Shape of one mark, drawn in its own small frame so that it may sit at a percentage."""
    shapes = {
        "dot": f'<circle class="mark" cx="0" cy="0" r="{MARK_SIZE - 1}"/>',
        "square": f'<rect class="mark mark-square" x="-{MARK_SIZE - 1}" y="-{MARK_SIZE - 1}" '
        f'width="{2 * MARK_SIZE - 2}" height="{2 * MARK_SIZE - 2}"/>',
        "star": '<path class="mark mark-star" d="M0 -8 2.3 -2.6 8 -2.2 3.7 1.5 5 7 0 4 -5 7 '
        '-3.7 1.5 -8 -2.2 -2.3 -2.6z"/>',
    }
    shape = SafeString(shapes.get(mark.shape, shapes["dot"]))  # fixed markup chosen by name
    return format_html(
        '<svg x="{}%" y="{}" overflow="visible"><title>{}: {}</title>{}</svg>',
        number(place),
        number(y),
        str(mark.year),
        mark.label,
        shape,
    )


def _year_tick(year: int, place: float, base: float, count: int) -> SafeString:
    every = max(1, -(-count // MAX_YEARS))
    label: SafeString | str = ""
    if year % every == 0:
        label = format_html(
            '<text class="chart-label" x="{}%" y="{}" text-anchor="middle">{}</text>',
            number(place),
            number(base + 17),
            str(year),
        )
    return format_html(
        '<line class="tick" x1="{}%" x2="{}%" y1="{}" y2="{}"/>{}',
        number(place),
        number(place),
        number(base - 3),
        number(base + 3),
        label,
    )


def _spoken(points: Sequence[tuple[str, float]]) -> str:
    if not points:
        return gettext("Chưa có số liệu.")
    return "; ".join(f"{label}: {so(value)}" for label, value in points)


def _year_of(mark: Mark) -> int:
    return mark.year
