"""The newest hashes of the chain, kept in a file outside the database.

Whoever can rewrite the whole table cannot make the file agree without reaching it too; keep a
copy of the file on another machine (see the operations guide).
"""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from django.conf import settings


def path() -> Path | None:
    """Return where the anchors are kept; ``None`` when the installation keeps none."""
    configured = getattr(settings, "AUDIT_ANCHOR_FILE", None)
    return Path(configured) if configured else None


def write(sequence: int, digest: str, at: datetime) -> None:
    """Append the newest link to the anchor file."""
    target = path()
    if target is None:
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    line = json.dumps({"sequence": sequence, "hash": digest, "at": at.isoformat()})
    with target.open("a", encoding="utf-8") as file:
        # A line begins on its own even after one that was cut off.
        file.write(f"\n{line}" if file.tell() else line)


def read() -> dict[int, str]:
    """Return the anchored hashes by sequence; empty when there is no file.

    The first anchor of a sequence counts: who appends to the file later cannot take it back. A line
    that a power failure cut off is passed over; the links before it have anchors of their own.
    """
    target = path()
    if target is None or not target.exists():
        return {}
    found: dict[int, str] = {}
    for line in target.read_text(encoding="utf-8").splitlines():
        try:
            entry = json.loads(line)
            found.setdefault(int(entry["sequence"]), str(entry["hash"]))
        except (ValueError, KeyError, TypeError):
            continue
    return found
