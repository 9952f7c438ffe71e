"""Where what a verdict misses can be entered (ghi ở đâu): links for those who may enter it."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from awards.permissions import BACK_ENTER
from core.scope import Actor
from legal.rules.facts import Contradiction
from legal.rules.verdict import Finding
from legal.web.explaining import RecordShown
from personnel import permissions as personnel_permissions
from personnel.models import Staff, Unit

_GRADE = gettext_lazy("Ghi xếp loại")
_AWARD = gettext_lazy("Ghi khen thưởng đã có quyết định")


class EntryPlaces:
    """The pages on which the records of one recipient are entered, as far as the reader may."""

    def __init__(self, actor: Actor, subject: object) -> None:
        self._pages: Mapping[str, RecordShown] = {}
        if isinstance(subject, Staff):
            self._pages = _of_person(actor, subject)
        elif isinstance(subject, Unit):
            self._pages = _of_unit(actor, subject)

    def of(self, told: Finding | Contradiction) -> list[RecordShown]:
        """Return where to enter what a finding says is missing."""
        missing = told.facts.get("missing") if isinstance(told, Finding) else None
        if not isinstance(missing, list | tuple):
            return []
        found = [self._pages[kind] for kind in missing if kind in self._pages]
        return list(dict.fromkeys(found))


def _of_person(actor: Actor, person: Staff) -> Mapping[str, RecordShown]:
    if actor.staff_id == person.pk:
        own = RecordShown(
            _("Báo cán bộ tổ chức bổ sung, ở Hồ sơ của tôi"), reverse("personnel:my_record")
        )
        return dict.fromkeys(("grade", "award", "service"), own)
    allowed = personnel_permissions.can(actor, personnel_permissions.CHANGE_STAFF, person).allowed
    found = {}
    if allowed and not actor.is_close_to(person.pk):
        found["grade"] = _page(_GRADE, "personnel:staff_assess", person.code)
        found["service"] = _page(gettext_lazy("Sửa hồ sơ"), "personnel:staff_edit", person.code)
    if actor.may(BACK_ENTER, person.unit.tree_start):
        found["award"] = _page(_AWARD, "awards:back_entry")
    return found


def _of_unit(actor: Actor, unit: Unit) -> Mapping[str, RecordShown]:
    found = {
        "member": _page(
            gettext_lazy("Xem từng người của đơn vị"), "awards:people_standing", unit.code
        )
    }
    if personnel_permissions.can(actor, personnel_permissions.CHANGE_UNIT, unit).allowed:
        found["grade"] = _page(_GRADE, "personnel:unit_assess", unit.code)
    if actor.may(BACK_ENTER, unit.tree_start):
        found["award"] = _page(_AWARD, "awards:back_entry")
    return found


def _page(label: object, name: str, *keys: str) -> RecordShown:
    return RecordShown(str(label), reverse(name, args=keys))
