"""Filters for numbers, money, dates and sizes as Vietnamese offices write them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django import template
from django.utils import timezone
from django.utils.translation import get_language, gettext

register = template.Library()

NOTHING = "—"
KILO = 1024


@register.filter
def so(value: Any, decimals: int | None = None) -> str:
    """Group digits: 1284 → 1.284; 12.5 → 12,5. ``None`` shows a dash, words stay as they are."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, bool):
        return str(value)
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return str(value)
    if not number.is_finite():
        return NOTHING
    if decimals is not None:
        text = f"{number:,.{decimals}f}"
    else:
        whole = number == number.to_integral_value()
        text = f"{int(number):,}" if whole else f"{number.normalize():,f}"
    return text if _english() else text.translate(str.maketrans(",.", ".,"))


@register.filter
def tien(value: Any) -> str:
    """Money in đồng: 1234000 → 1.234.000 đồng."""
    if value is None or value == "":
        return NOTHING
    return gettext("%(amount)s đồng") % {"amount": so(value, 0)}


@register.filter
def phan_tram(value: Any, total: Any = None) -> str:
    """Percentage: 0.25 → 25%; with a total, ``3|phan_tram:12`` → 25%."""
    if value is None or value == "":
        return NOTHING
    try:
        share = Decimal(str(value)) if total is None else Decimal(str(value)) / Decimal(str(total))
    except (InvalidOperation, ZeroDivisionError):
        return NOTHING
    percent = (share * 100).quantize(Decimal("0.1"))
    return f"{so(percent)}%"


@register.filter
def ngay(value: date | datetime | None) -> str:
    """Day as dd/mm/yyyy; a moment is shown in the installation's time zone."""
    if not value:
        return NOTHING
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return f"{value:%d/%m/%Y}"


@register.filter
def ngay_gio(value: date | datetime | None) -> str:
    """Day and hour as dd/mm/yyyy HH:MM; a plain day has no hour."""
    if not value:
        return NOTHING
    if not isinstance(value, datetime):
        return ngay(value)
    if timezone.is_aware(value):
        value = timezone.localtime(value)
    return f"{value:%d/%m/%Y %H:%M}"


@register.filter
def iso(value: date | datetime | None) -> str:
    """Machine form for the ``datetime`` attribute of ``time``."""
    return value.isoformat() if value else ""


@register.filter
def dung_luong(size: int | None) -> str:
    """File size in words: 12345 → 12 KB."""
    if size is None:
        return ""
    if size < KILO:
        return f"{so(size)} B"
    if size < KILO * KILO:
        return f"{so(round(size / KILO))} KB"
    return f"{so(round(size / KILO / KILO, 1))} MB"


@register.filter
def chu_dau(name: str) -> str:
    """Letters for a person's mark: first letters of family and given name."""
    words = str(name).split()
    if not words:
        return "?"
    letters = words[0][0] + (words[-1][0] if len(words) > 1 else "")
    return letters.upper()


def _english() -> bool:
    return (get_language() or "").startswith("en")
