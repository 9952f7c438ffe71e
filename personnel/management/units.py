"""What the commands about units share: the decision, and units by their codes."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Mapping
from datetime import date
from typing import Any, overload

from django.core.management.base import CommandError

from personnel.models import Unit
from personnel.services.orders import Order


def add_order(parser: ArgumentParser) -> None:
    """Let the command take the decision by which it is done."""
    parser.add_argument("--order-number", help="số quyết định, nghị quyết")
    parser.add_argument(
        "--order-date", type=date.fromisoformat, help="ngày ký văn bản, dạng 2025-06-12"
    )


def order_of(options: Mapping[str, Any]) -> Order | None:
    """The decision as the services take it; none when neither part is given."""
    if options["order_number"] is None and options["order_date"] is None:
        return None
    return Order(options["order_number"] or "", options["order_date"])


@overload
def unit_of(code: str) -> Unit: ...


@overload
def unit_of(code: None) -> None: ...


def unit_of(code: str | None) -> Unit | None:
    """The unit of that code; no code, no unit."""
    if code is None:
        return None
    unit = Unit.objects.filter(code=code).first()
    if unit is None:
        raise CommandError(f"Không có đơn vị mã “{code}”. Hãy lập đơn vị đó trước.")
    return unit
