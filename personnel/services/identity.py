"""Số định danh cá nhân: taken in, kept enciphered, shown on a stated purpose.

The number never stands in the audit trail, in a message or in a log: only that it was set, changed,
taken away or looked at, by whom and what for.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit, ciphers
from core.db.doubles import doubles_refused
from core.errors import InvalidInput, NotVisible
from core.scope import Actor
from core.vietnamese import nfc
from personnel import permissions
from personnel.domain import looks
from personnel.models import PrivacySettings, Staff, StaffIdentity
from personnel.services import own_case, purposes

LENGTH = 12
SET, CLEARED = "personnel.identity_set", "personnel.identity_cleared"
VIEWED = looks.IDENTITY_VIEWED
ROTATED = "personnel.identity_keys_rotated"
FOUND = looks.IDENTITY_FOUND
_SPACES = re.compile(r"[\s.\-]+")
_DIGITS = re.compile(rf"[0-9]{{{LENGTH}}}")
_SHOWN_DIGITS = 3
_BATCH = 500


class Prepared(NamedTuple):
    """What is kept of a number: nobody can read it from these without the installation's keys."""

    cipher: bytes
    digest: str
    last_digits: str

    def row(self, staff_id: int) -> StaffIdentity:
        """A row for a load that writes many at once."""
        return StaffIdentity(staff_id=staff_id, **self._asdict())


# --- Numbers --------------------------------------------------------------------------------


def clean_number(text: str) -> str:
    """The twelve digits, without spaces, full stops and hyphens between them.

    Raises:
        InvalidInput: it is no identity number; the message does not repeat what was entered.
    """
    number = _SPACES.sub("", nfc(text))
    if _DIGITS.fullmatch(number):
        return number
    if number.isascii() and number.isdecimal():
        raise InvalidInput.at(
            "number",
            _("số định danh cá nhân có %(length)d chữ số, phải có 12.") % {"length": len(number)},
            _("Nếu lấy từ Excel, hãy đặt cột ở dạng văn bản để không mất số 0 ở đầu."),
        )
    raise InvalidInput.at(
        "number",
        _("số định danh cá nhân chỉ gồm 12 chữ số."),
        _("Hãy nhập đúng như trên thẻ căn cước."),
    )


def prepared(number: str) -> Prepared:
    """A clean number as it is kept."""
    return Prepared(ciphers.encipher(number), ciphers.digest(number), number[-_SHOWN_DIGITS:])


def owners(numbers: Collection[str]) -> dict[str, int]:
    """Which person holds each of these clean numbers, by number; for checks of whole loads."""
    by_digest = {digest: number for number in numbers for digest in ciphers.digests(number)}
    found: dict[str, int] = {}
    wanted = list(by_digest)
    for start in range(0, len(wanted), _BATCH):
        rows = StaffIdentity.objects.filter(digest__in=wanted[start : start + _BATCH])
        found |= {by_digest[digest]: pk for digest, pk in rows.values_list("digest", "staff_id")}
    return found


def has_number(row: StaffIdentity, number: str) -> bool:
    """Whether the row holds this clean number, without deciphering it."""
    return row.digest in ciphers.digests(number)


# --- Steps ----------------------------------------------------------------------------------


@transaction.atomic
def set_number(*, staff: Staff, number: str, by: Actor, at: datetime) -> StaffIdentity:
    """Record the person's number, or put another in its place; the same one writes nothing."""
    _require_change(by, staff)
    clean = clean_number(number)
    before = StaffIdentity.objects.select_for_update().filter(staff=staff).first()
    if before is not None and has_number(before, clean):
        return before
    if owners([clean]):
        raise InvalidInput.at(
            "number",
            _("số định danh này đã ghi cho người khác."),
            _("Hãy kiểm tra lại số, hoặc tìm xem người này đã có hồ sơ chưa."),
        )
    with doubles_refused():
        row, _created = StaffIdentity.objects.update_or_create(
            staff=staff, defaults=prepared(clean)._asdict()
        )
    audit.record(action=SET, subject=staff, by=by, at=at, data={"replaced": before is not None})
    return row


@transaction.atomic
def clear_number(*, staff: Staff, by: Actor, at: datetime) -> None:
    """Take the number away; without one nothing is written."""
    _require_change(by, staff)
    gone, _kinds = StaffIdentity.objects.filter(staff=staff).delete()
    if gone:
        audit.record(action=CLEARED, subject=staff, by=by, at=at)


@transaction.atomic
def look(*, staff: Staff, purpose: str, note: str = "", by: Actor, at: datetime) -> str:
    """Tell the whole number once; the look is written down before it is told.

    The person sees his own number without giving a purpose; that is written down too, because a
    look he does not remember is worth knowing of.

    Raises:
        NotVisible: the person has no number here, or is out of reach.
    """
    permissions.require(by, permissions.VIEW_IDENTITY, staff)
    row = StaffIdentity.objects.filter(staff=staff).first()
    if row is None:
        raise NotVisible(_("Hồ sơ này chưa có số định danh cá nhân."))
    data = purposes.stated(staff, purpose, note, by)
    number = ciphers.decipher(row.cipher)
    audit.record(action=VIEWED, subject=staff, by=by, at=at, data=data)
    return number


@transaction.atomic
def find(*, number: str, by: Actor, at: datetime) -> Staff:
    """The person in reach who holds this whole number; the find is written down like a look.

    Raises:
        InvalidInput: it is no identity number.
        NotVisible: nobody in reach holds it.
    """
    permissions.require_somewhere(by, permissions.VIEW_IDENTITY)
    clean = clean_number(number)
    staff = (
        Staff.objects.visible_to(by, permissions.VIEW_IDENTITY)
        .filter(identity__digest__in=ciphers.digests(clean))
        .first()
    )
    if staff is None:
        raise NotVisible(_("Không có ai trong phạm vi của bạn mang số định danh này."))
    audit.record(action=FOUND, subject=staff, by=by, at=at, data={"purpose": "", "note": ""})
    return staff


@transaction.atomic
def rotate(*, by: Actor, at: datetime) -> int:
    """Write every number anew by the newest key and return how many; nobody learns one.

    Afterwards the older keys can be taken out of the settings.

    Raises:
        ciphers.Unreadable: a row was written by a key that is gone; nothing is changed then.
    """
    pks = list(StaffIdentity.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(pks), _BATCH):
        rows = list(
            StaffIdentity.objects.select_for_update().filter(pk__in=pks[start : start + _BATCH])
        )
        for row in rows:
            fresh = prepared(ciphers.decipher(row.cipher))
            row.cipher, row.digest = fresh.cipher, fresh.digest
        StaffIdentity.objects.bulk_update(rows, ["cipher", "digest"])
    settings_row, _created = PrivacySettings.objects.get_or_create(pk=1)
    audit.record(action=ROTATED, subject=settings_row, by=by, at=at, data={"rows": len(pks)})
    return len(pks)


def _require_change(by: Actor, staff: Staff) -> None:
    permissions.require(by, permissions.CHANGE_STAFF, staff)
    permissions.require(by, permissions.VIEW_IDENTITY, staff)
    own_case.refuse_own(by, staff)
