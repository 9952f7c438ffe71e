"""Sealing events into a hash chain, and proving that the chain is whole."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from core.audit import anchors
from core.models.audit import AuditEvent, AuditSeal

GENESIS = "0" * 64
_FIELDS = (
    "pk",
    "at",
    "action",
    "actor_id",
    "actor_name",
    "on_behalf_id",
    "on_behalf_name",
    "subject_type",
    "subject_id",
    "subject_label",
    "data",
)
_BATCH = 2000


class Broken(NamedTuple):
    """The first place where the chain does not hold."""

    sequence: int
    event_id: int | None
    reason: str


class Verification(NamedTuple):
    """Outcome of a proof.

    Attributes:
        sealed: links checked.
        waiting: events written but not sealed yet.
        broken: the first broken link, ``None`` when the chain holds.
        anchored: links that the file outside the database vouches for.
    """

    sealed: int
    waiting: int
    broken: Broken | None
    anchored: int = 0


def seal(*, at: datetime, limit: int = 20_000) -> int:
    """Link all waiting events to the chain, oldest first, and return how many.

    Two sealers at once cannot fork the chain: the sequence is unique, the second one's batch is
    rolled back and it returns 0.
    """
    try:
        with transaction.atomic():
            links = _append_links(at, limit)
    except IntegrityError:
        return 0
    if links:
        anchors.write(links[-1].sequence, links[-1].hash, at)
    return len(links)


def _append_links(at: datetime, limit: int) -> list[AuditSeal]:
    last = AuditSeal.objects.order_by("-sequence").first()
    sequence, previous = (last.sequence, last.hash) if last else (0, GENESIS)
    links = []
    waiting = AuditEvent.objects.filter(seal__isnull=True).order_by("pk").values(*_FIELDS)[:limit]
    for event in waiting:
        sequence += 1
        digest = link_hash(previous, event)
        links.append(
            AuditSeal(
                sequence=sequence,
                event_id=event["pk"],
                previous_hash=previous,
                hash=digest,
                sealed_at=at,
            )
        )
        previous = digest
    AuditSeal.objects.bulk_create(links, batch_size=_BATCH)
    return links


def verify() -> Verification:
    """Recompute the whole chain and compare it with what is stored and with the anchor file."""
    sequence, previous = 0, GENESIS
    expected_anchors = anchors.read()
    for link in _links():
        sequence += 1
        broken = _examine(link, sequence, previous, expected_anchors)
        if broken:
            return Verification(sequence - 1, _waiting(), broken)
        previous = link["hash"]
    cut = _cut_short(sequence, expected_anchors)
    return Verification(sequence, _waiting(), cut, anchored=len(expected_anchors))


def _links() -> Iterator[dict[str, Any]]:
    return (
        AuditSeal.objects.order_by("sequence")
        .values("sequence", "previous_hash", "hash", *(f"event__{name}" for name in _FIELDS))
        .iterator(chunk_size=_BATCH)
    )


def _examine(
    link: Mapping[str, Any], sequence: int, previous: str, expected_anchors: Mapping[int, str]
) -> Broken | None:
    event = {name: link[f"event__{name}"] for name in _FIELDS}
    if link["sequence"] != sequence:
        return Broken(sequence, None, _("thiếu mắt xích này trong chuỗi"))
    if link["previous_hash"] != previous:
        return Broken(sequence, event["pk"], _("không nối với mắt xích trước"))
    if link_hash(previous, event) != link["hash"]:
        return Broken(sequence, event["pk"], _("nội dung sự kiện đã bị sửa sau khi niêm phong"))
    if expected_anchors.get(sequence, link["hash"]) != link["hash"]:
        return Broken(sequence, event["pk"], _("khác với mốc đã ghi ngoài cơ sở dữ liệu"))
    return None


def _cut_short(sequence: int, expected_anchors: Mapping[int, str]) -> Broken | None:
    last = max(expected_anchors, default=0)
    if last > sequence:
        return Broken(sequence + 1, None, _("chuỗi bị cắt ngắn so với mốc ngoài cơ sở dữ liệu"))
    return None


def _waiting() -> int:
    return AuditEvent.objects.filter(seal__isnull=True).count()


def link_hash(previous: str, event: Mapping[str, Any]) -> str:
    """Return the hash of an event linked to the hash before it."""
    content = {**event, "at": event["at"].astimezone(UTC).isoformat(timespec="microseconds")}
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(f"{previous}\n{canonical}".encode()).hexdigest()
