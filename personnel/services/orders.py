"""The decision (quyết định, nghị quyết) by which something is done to units."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from core.clock import day_of
from core.scope import SYSTEM, Actor
from personnel.services.checks import Checks, vn_date

NUMBER_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Order:
    """Văn bản: its number and the day it was signed."""

    number: str
    decided_on: date | None


def clean(
    checks: Checks, order: Order | None, *, by: Actor, at: datetime, required: bool | None = None
) -> Order | None:
    """The order in composed form; its faults are noted at ``order_number`` and ``order_date``.

    Whoever sets up an installation often has no paper at hand, so the system itself needs none.
    A decision may be signed before or after the day from which it holds, but never after today.
    """
    needed = by != SYSTEM if required is None else required
    if order is None and not needed:
        return None
    given = order or Order("", None)
    number = checks.text("order_number", _("Số văn bản"), given.number, limit=NUMBER_LENGTH)
    when = _("Ngày văn bản")
    if given.decided_on is None:
        checks.add("order_date", _("chưa có ngày."), _("Hãy nhập ngày ký văn bản."), when)
        return None
    today = day_of(at)
    checks.day("order_date", when, given.decided_on)
    if given.decided_on > today:
        checks.add(
            "order_date",
            _("ngày %(day)s chưa đến (hôm nay là %(today)s).")
            % {"day": vn_date(given.decided_on), "today": vn_date(today)},
            _("Hãy ghi ngày đã ký văn bản; ngày có hiệu lực được phép muộn hơn."),
            when,
        )
    return Order(number, given.decided_on)


def told(order: Order | None) -> dict[str, object]:
    """The order as the audit trail keeps it."""
    if order is None:
        return {}
    return {"order_number": order.number, "order_date": order.decided_on}
