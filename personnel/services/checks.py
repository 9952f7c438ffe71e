"""Checks of what was entered, shared by the personnel services.

Each returns the cleaned value, or adds a Problem that names the field, what is wrong and the next
step; ``Checks.done`` raises them all at once, so a form shows every fault in one go.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from core.clock import day_of as day_of  # noqa: PLC0414 - known here by the higher apps
from core.errors import InvalidInput, Problem
from core.vietnamese import nfc
from personnel.models import Unit

# Loads check tens of thousands of rows: a lazy text costs nothing until somebody is to read it.
Label = str | Promise

CODE_PATTERN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
EARLIEST = date(1945, 9, 2)
LATEST = date(2200, 1, 1)
EMAIL_LENGTH = 254


def vn_date(day: date) -> str:
    """A date as people write it: dd/mm/yyyy."""
    return date_format(day, "d/m/Y")


class Checks:
    """Collects the problems of one entry."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def add(self, field: str, reason: str, hint: str = "", place: Label = "") -> None:
        """Note one problem."""
        self.problems.append(Problem(field=field, reason=reason, hint=hint, place=str(place)))

    def done(self) -> None:
        """Raise what was found, if anything."""
        if self.problems:
            raise InvalidInput(problems=self.problems)

    def text(
        self, field: str, label: Label, value: str, *, limit: int, required: bool = True
    ) -> str:
        """A single line of text in composed form."""
        cleaned = nfc(value or "")
        if required and not cleaned:
            self.add(field, _("chưa có nội dung."), _("Hãy nhập nội dung này."), label)
        elif len(cleaned) > limit:
            self.add(
                field,
                _("dài %(length)d ký tự, tối đa %(limit)d.")
                % {"length": len(cleaned), "limit": limit},
                _("Hãy rút gọn."),
                label,
            )
        return cleaned

    def code(self, field: str, label: Label, value: str, *, limit: int = 40) -> str:
        """A code: letters without marks, digits, full stop, hyphen, underscore."""
        cleaned = self.text(field, label, value, limit=limit)
        if cleaned and not CODE_PATTERN.fullmatch(cleaned):
            self.add(
                field,
                _("“%(value)s” có ký tự không dùng trong mã.") % {"value": cleaned},
                _("Chỉ dùng chữ không dấu, chữ số và các dấu . - _"),
                label,
            )
        return cleaned

    def choice(self, field: str, label: Label, value: str, allowed: Iterable[str]) -> str:
        """One of the codes of a list."""
        known = list(allowed)
        if value not in known:
            self.add(
                field,
                _("“%(value)s” không có trong danh mục.") % {"value": value},
                _("Chọn một trong: %(known)s.") % {"known": ", ".join(filter(None, known))},
                label,
            )
        return value

    def email(self, field: str, label: Label, value: str) -> str:
        """An e-mail address, or nothing."""
        cleaned = self.text(field, label, value, limit=EMAIL_LENGTH, required=False)
        if cleaned:
            try:
                validate_email(cleaned)
            except ValidationError:
                self.add(
                    field,
                    _("“%(value)s” không phải địa chỉ thư điện tử.") % {"value": cleaned},
                    _("Ví dụ đúng: ten@coquan.gov.vn."),
                    label,
                )
        return cleaned

    def day(self, field: str, label: Label, value: date) -> date:
        """A date that can be meant."""
        if not EARLIEST <= value < LATEST:
            self.add(
                field,
                _("ngày %(day)s nằm ngoài khoảng cho phép.") % {"day": vn_date(value)},
                _("Hãy kiểm tra lại năm."),
                label,
            )
        return value

    def after(self, field: str, label: Label, value: date, floor: date, what: Label) -> None:
        """``value`` comes after ``floor``."""
        if value <= floor:
            self.add(
                field,
                _("ngày %(day)s phải sau %(what)s (%(floor)s).")
                % {"day": vn_date(value), "what": what, "floor": vn_date(floor)},
                _("Hãy kiểm tra lại ngày."),
                label,
            )

    def not_before(self, field: str, label: Label, value: date, floor: date, what: Label) -> None:
        """``value`` is ``floor`` or later."""
        if value < floor:
            self.add(
                field,
                _("ngày %(day)s trước %(what)s (%(floor)s).")
                % {"day": vn_date(value), "what": what, "floor": vn_date(floor)},
                _("Hãy chọn ngày từ %(floor)s trở đi.") % {"floor": vn_date(floor)},
                label,
            )

    def open_unit(self, field: str, label: Label, unit: Unit, on: date) -> None:
        """``unit`` exists on the day."""
        if on < unit.opened_on:
            self.not_before(field, label, on, unit.opened_on, _("ngày thành lập %s") % unit)
        elif not unit.exists_on(on):
            self.add(
                field,
                _("%(unit)s đã giải thể từ ngày %(day)s.")
                % {"unit": unit, "day": vn_date(unit.dissolved_on or on)},
                _("Hãy chọn đơn vị đang hoạt động."),
                label,
            )

    def lasting_unit(
        self, field: str, label: Label, unit: Unit, since: date, until: date | None = None
    ) -> None:
        """``unit`` exists for the whole time: nothing begins there that would outlive it."""
        ended = unit.dissolved_on
        if ended is None or since < unit.opened_on or (until is not None and until <= ended):
            self.open_unit(field, label, unit, since)
        else:
            self.open_unit(field, label, unit, max(since, ended))
