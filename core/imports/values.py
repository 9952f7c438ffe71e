"""Numbers and days as people write them in cells."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

# What is wrong and what is needed; ``None`` when the value is good.
Wrong = tuple[str, str] | None

_WHOLE_NUMBER = re.compile(r"-?\d{1,9}")
_DAY_FIRST = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?")
_SHORT_YEAR = re.compile(r"\d{1,2}([/.-])\d{1,2}\1\d{2}")
_YEAR = re.compile(r"(?:18|19|20)\d{2}")
_SERIAL = re.compile(r"\d{5}")
# Day 60 of a spreadsheet is a 29 February 1900 that never was; later days count from here.
_SERIAL_START = date(1899, 12, 30)
_SERIALS = range(10_000, 73_051)  # from 1927 to the year 2100


def as_number(text: str) -> tuple[Any, Wrong]:
    """Read a whole number."""
    if _WHOLE_NUMBER.fullmatch(text):
        return int(text), None
    return None, (_("“%(text)s” không phải số nguyên") % {"text": text}, _("số nguyên"))


def as_day(text: str) -> tuple[Any, Wrong]:
    """Read a whole day: dd/mm/yyyy, yyyy-mm-dd, or the number a spreadsheet keeps for it."""
    found = _day(text)
    if found is not None:
        return found, None
    if _YEAR.fullmatch(text):
        return None, (
            _("“%(text)s” chỉ là năm") % {"text": text},
            _("đủ ngày/tháng/năm; chưa rõ ngày thì để trống ô nếu cột không bắt buộc"),
        )
    if _SHORT_YEAR.fullmatch(text):
        return None, (
            _("“%(text)s” ghi năm hai chữ số") % {"text": text},
            _("năm đủ bốn chữ số, ví dụ 05/08/1985"),
        )
    return None, (_("“%(text)s” không phải ngày") % {"text": text}, _("ngày/tháng/năm"))


def as_day_or_year(text: str) -> tuple[Any, Wrong]:
    """Read a day, or a year alone where the list knows no more."""
    if _YEAR.fullmatch(text):
        return int(text), None
    return as_day(text)


def _day(text: str) -> date | None:
    try:
        if match := _DAY_FIRST.fullmatch(text):
            return date(int(match[4]), int(match[3]), int(match[1]))
        if match := _YEAR_FIRST.fullmatch(text):
            return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
    if _SERIAL.fullmatch(text) and int(text) in _SERIALS:
        return _SERIAL_START + timedelta(days=int(text))
    return None
