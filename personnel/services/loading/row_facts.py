"""What a row says beside a record that stands: what is missing is filled in, nothing overwritten."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from core.imports import Row, written
from personnel.models import Staff, Unit
from personnel.services.loading.findings import Findings
from personnel.services.loading.record_list import Completed


def said(row: Row, known: Model | None, empty: Mapping[str, Any]) -> dict[str, Any]:
    """What a row says; an empty cell says what is recorded, or nothing.

    Args:
        empty: what stands for nothing, by column.
    """
    return {name: row.get(name, getattr(known, name, none)) for name, none in empty.items()}


def complete(
    row: Row, subject: Staff | Unit, record: Model, values: Mapping[str, Any], names: Iterable[str]
) -> Completed | None:
    """Give a record what a row adds to these fields; ``None`` when that is nothing."""
    before = written.change(record, values, names)
    return None if before is None else Completed(row.number, subject, record, before)


def note_standing(
    findings: Findings, row: Row, known: Model, names: Iterable[str], reason: str
) -> None:
    """Note the fields in which a row contradicts what stands: that is for a person to judge.

    Args:
        reason: a sentence with ``%(value)s`` for what stands.
    """
    for name in names:
        findings.add(
            row.number,
            name,
            reason % {"value": shown(getattr(known, name))},
            _("đúng nội dung đã ghi, hoặc sửa trên trang của người này trước"),
        )


def shown(value: Any) -> str:
    """A value as the file would write it."""
    if isinstance(value, bool):
        return _("Có") if value else _("Không")
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)
