"""Names of old lists and the codes they were confirmed to mean (bảng đối chiếu tên)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from core.errors import InvalidInput, NotVisible
from core.models import NameMatch
from core.scope import Actor
from core.vietnamese import fold, nfc

CODE_LENGTH = 60
TEXT_LENGTH = 300


def confirmed() -> dict[tuple[str, str], str]:
    """Code of every confirmed name by kind and folded text."""
    rows = NameMatch.objects.values_list("kind", "folded", "code")
    return {(kind, folded): code for kind, folded, code in rows}


def confirm(kind: str, text: str, code: str, *, by: Actor, at: datetime) -> NameMatch:
    """Note that a name means a code; what was noted before gives way.

    Raises:
        InvalidInput: no code, or one that is too long.
    """
    text, code = nfc(text), nfc(code)
    if not code or len(code) > CODE_LENGTH:
        raise InvalidInput.at(
            "code",
            _("Mã “%(code)s” không dùng được.") % {"code": code},
            _("Hãy ghi một mã, nhiều nhất %(most)d ký tự.") % {"most": CODE_LENGTH},
        )
    with transaction.atomic():
        match, _created = NameMatch.objects.update_or_create(
            kind=kind,
            folded=fold(text)[:TEXT_LENGTH],
            defaults={
                "text": text[:TEXT_LENGTH],
                "code": code,
                "confirmed_by_name": by.signature,
                "confirmed_at": at,
            },
        )
        _record("core.name.confirm", match, by, at)
    return match


def forget(pk: int, *, by: Actor, at: datetime) -> None:
    """Take a confirmed name off the list; what was loaded with it stays.

    Raises:
        NotVisible: it is gone already.
    """
    with transaction.atomic():
        match = NameMatch.objects.select_for_update().filter(pk=pk).first()
        if match is None:
            raise NotVisible(_("Dòng đối chiếu tên này không còn. Hãy tải lại trang."))
        _record("core.name.forget", match, by, at)
        match.delete()


def _record(action: str, match: NameMatch, by: Actor, at: datetime) -> None:
    data = {"kind": match.kind, "text": match.text, "code": match.code}
    audit.record(action=action, subject=match, by=by, at=at, data=data)
