"""The year a page speaks about: one query parameter, read the same way everywhere."""

from __future__ import annotations

from django.http import HttpRequest

from core import clock

YEAR_PARAM = "nam"
FIRST_YEAR = 2000
YEARS_BACK = 6


def selected_year(request: HttpRequest) -> int:
    """Year asked for in the address, or this year when none or nonsense is given."""
    this_year = clock.today().year
    raw = request.GET.get(YEAR_PARAM, "")
    if raw.isascii() and raw.isdigit() and FIRST_YEAR <= int(raw) <= this_year + 1:
        return int(raw)
    return this_year


def year_choices(selected: int) -> list[int]:
    """Years offered by the year switch, newest first, always with the selected one."""
    this_year = clock.today().year
    offered = set(range(this_year - YEARS_BACK, this_year + 2))
    return sorted(offered | {selected}, reverse=True)
