"""Uploaded files between the preview and the confirmation."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from core import audit
from core.errors import NotVisible
from core.models import ImportedFile
from core.scope import Actor

# Names and grades of people are not kept because somebody closed the preview.
KEPT_FOR = timedelta(days=1)
_NAME_LENGTH = 200


def keep(name: str, content: bytes, *, purpose: str, by: Actor, at: datetime) -> ImportedFile:
    """Keep a file until it is confirmed; an earlier one of the same person is given up."""
    _waiting_of(by, purpose).delete()
    owner: Any = by.user_id
    return ImportedFile.objects.create(
        owner_id=owner,
        purpose=purpose,
        name=name[-_NAME_LENGTH:],
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        content=content,
        uploaded_at=at,
    )


def forget_unconfirmed(*, at: datetime) -> int:
    """Give up files nobody confirmed in time; return how many. Nothing was written of them."""
    stale = ImportedFile.objects.filter(applied_at__isnull=True, uploaded_at__lt=at - KEPT_FOR)
    return stale.delete()[0]


def waiting_file(pk: int, *, purpose: str, by: Actor, lock: bool = False) -> ImportedFile:
    """Return the person's own file that waits for its confirmation.

    Args:
        lock: for taking it over, so that it is not done twice.

    Raises:
        NotVisible: there is none; it may have been taken over already.
    """
    mine = _waiting_of(by, purpose)
    found = (mine.select_for_update() if lock else mine).filter(pk=pk).first()
    if found is None:
        raise NotVisible(
            _("Tệp này đã được nhập, hoặc đã bị thay bằng tệp tải lên sau. Hãy tải lại tệp.")
        )
    return found


def mark_applied(file: ImportedFile, rows: int, *, by: Actor, at: datetime) -> None:
    """Note that the file's rows were written, in the transaction that wrote them."""
    file.applied_at = at
    file.row_count = rows
    file.content = b""
    file.save(update_fields=["applied_at", "row_count", "content"])
    audit.record(
        action=f"core.import.{file.purpose}",
        subject=file,
        by=by,
        at=at,
        data={"name": file.name, "sha256": file.sha256, "size": file.size, "rows": rows},
    )


def applied_by(actor: Actor, purpose: str, limit: int = 5) -> list[ImportedFile]:
    """The person's last files that were taken over, newest first, without their content."""
    done = ImportedFile.objects.filter(
        owner_id=actor.user_id, purpose=purpose, applied_at__isnull=False
    )
    return list(done.defer("content").order_by("-pk")[:limit])


def _waiting_of(actor: Actor, purpose: str) -> QuerySet[ImportedFile]:
    return ImportedFile.objects.filter(
        owner_id=actor.user_id, purpose=purpose, applied_at__isnull=True
    )
