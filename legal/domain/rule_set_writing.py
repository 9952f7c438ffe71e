"""Rule-sets as plain JSON values: the shape the database keeps and the checksum is taken of."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from legal.domain.codes import Rounding, Standing
from legal.domain.rulesets import (
    Confirmation,
    DeadlineEntry,
    MoreFavourable,
    QuotaEntry,
    RuleEntry,
    RuleSetEntry,
    Threshold,
)


def plain_content(row: RuleSetEntry) -> dict[str, Any]:
    """Return the content as plain JSON values, the shape ``content_from`` reads."""
    content = {
        "awards": {
            award: [plain_entry(entry) for entry in entries]
            for award, entries in row.awards.items()
        },
        "common": [plain_entry(entry) for entry in row.common],
        "quotas": [_plain_figure(quota) for quota in row.quotas],
        "deadlines": [_plain_figure(one) for one in row.deadlines],
        "transition": row.transition,
    }
    if row.more_favourable is not None:
        content["more_favourable"] = _fields(row.more_favourable)
    return content


def plain_entry(entry: RuleEntry) -> dict[str, Any]:
    """Return one entry as plain JSON values, blank fields left out."""
    return _without_blanks(
        {
            "rule": entry.rule,
            "standing": entry.standing.value,
            "thresholds": {name: _plain(value) for name, value in entry.thresholds.items()},
            "parts": [plain_entry(part) for part in entry.parts],
            "join": entry.join,
            "note": entry.note,
            "confirmed": _plain_confirmation(entry.confirmed),
        }
    )


def _plain_figure(row: QuotaEntry | DeadlineEntry) -> dict[str, Any]:
    values = _fields(row) | {"confirmed": _plain_confirmation(row.confirmed)}
    return _without_blanks(values)


def _plain_confirmation(row: Confirmation | None) -> dict[str, str] | None:
    if row is None:
        return None
    told = {"by": row.by, "on": row.on.isoformat(), "document": row.document}
    return {**told, "code": row.code} if row.code else told


def _fields(row: QuotaEntry | DeadlineEntry | MoreFavourable) -> dict[str, Any]:
    """Return the fields of a row as plain values."""
    return {
        name: value.value if isinstance(value, Standing | Rounding) else value
        for name in row.__slots__
        for value in (getattr(row, name),)
    }


def _without_blanks(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, "", [], {})}


def _plain(value: Threshold) -> int | str:
    return value.isoformat() if isinstance(value, date) else value


def sha256_of(content: Mapping[str, Any]) -> str:
    """Return the SHA-256 of content in its plain form."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
