"""What for: every look at guarded data states its purpose, chosen from a list and in words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from core.errors import InvalidInput
from core.scope import Actor
from core.vietnamese import nfc
from personnel.domain import identity_numbers
from personnel.domain.looks import OTHER, OWN, PURPOSES
from personnel.models import Staff

NOTE_LENGTH = 300


def stated(staff: Staff, purpose: str, note: str, by: Actor) -> dict[str, str]:
    """The purpose for the trail; nobody has to say why he looks at what is his own.

    Raises:
        InvalidInput: the purpose is none of the list, or "other" without words, or the words tell
            an identity number, which would stay in the trail for good.
    """
    if by.staff_id is not None and by.staff_id == staff.pk:
        return {"purpose": OWN, "note": ""}
    note = nfc(note)
    if purpose not in PURPOSES:
        raise InvalidInput.at(
            "purpose", _("chưa nêu mục đích xem."), _("Hãy chọn một mục đích trong danh sách.")
        )
    if purpose == OTHER and not note:
        raise InvalidInput.at("note", _("chưa ghi rõ mục đích."), _("Hãy ghi xem để làm gì."))
    if len(note) > NOTE_LENGTH:
        raise InvalidInput.at("note", _("quá dài, tối đa 300 ký tự."), _("Hãy rút gọn."))
    if identity_numbers.is_told_in(note):
        raise InvalidInput.at(
            "note", _("có số định danh cá nhân."), _("Đừng ghi số ở đây; hãy ghi xem để làm gì.")
        )
    return {"purpose": purpose, "note": note}
