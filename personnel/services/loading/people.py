"""Which person a row of grades or of discipline is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Q
from django.utils.translation import gettext as _

from core.imports import Row, nearest
from core.scope import Actor
from core.vietnamese import fold, text_sort_key
from personnel.models import Staff
from personnel.services.checks import vn_date
from personnel.services.loading.findings import Findings
from personnel.services.loading.unit_finder import UnitFinder

_MOST_KNOWN = 20_000
# What the rules look at; a province's people with everything else would fill the memory.
_NEEDED = ("code", "full_name", "birth_date", "category", "joined_on", "left_on", "unit_id")


class PeopleFinder:
    """Finds people by code, or by name and unit; everybody a file names comes from one query."""

    def __init__(
        self, rows: Sequence[Row], finder: UnitFinder, findings: Findings, by: Actor
    ) -> None:
        self.finder, self.findings, self.by = finder, findings, by
        self._units = {
            row.number: finder.find(
                row.get("unit"), row.number, above=row.get("above"), on=finder.today
            )
            for row in rows
            if row.get("unit") and not row.get("code")
        }
        codes = {row.get("code") for row in rows} - {""}
        units = {unit.pk for unit in self._units.values() if unit is not None}
        self._codes: dict[str, Staff] = {}
        self._named: dict[tuple[int, str], list[Staff]] = defaultdict(list)
        asked = Q(code__among=codes) | Q(unit_id__among=units)
        for staff in Staff.objects.filter(asked).only(*_NEEDED).order_by("pk"):
            self._codes[staff.code] = staff
            if staff.unit_id in units:
                self._named[staff.unit_id, fold(staff.full_name)].append(staff)

    def find(self, row: Row) -> Staff | None:
        """The person of a row; without one the reason is noted."""
        staff = self._by_code(row) if row.get("code") else self._by_name(row)
        return staff if staff is not None and self._may(row, staff) else None

    def _by_code(self, row: Row) -> Staff | None:
        code, name = row.get("code"), row.get("name")
        staff = self._codes.get(code)
        if staff is None:
            near = nearest(code, list(self._codes)) if len(self._codes) < _MOST_KNOWN else ""
            self.findings.add(
                row.number,
                "code",
                _("Không có nhân sự số hiệu “%(code)s”") % {"code": code},
                f"“{near}”" if near else _("số hiệu đã có hồ sơ"),
            )
            return None
        if name and text_sort_key(name) != text_sort_key(staff.full_name):
            known = (
                staff.full_name if self.finder.in_reach(self.finder.units[staff.unit_id]) else ""
            )
            self.findings.add(
                row.number,
                "name",
                _("“%(name)s” không khớp với số hiệu %(code)s") % {"name": name, "code": code},
                f"“{known}”" if known else "",
            )
            return None
        return staff

    def _by_name(self, row: Row) -> Staff | None:
        name, unit = row.get("name"), self._units.get(row.number)
        if not name or not row.get("unit"):
            if not row.faulty:
                self.findings.add(
                    row.number, "code", _("Chưa rõ là ai"), _("số hiệu, hoặc họ tên và đơn vị")
                )
            return None
        if unit is None:
            return None
        found = self._named.get((unit.pk, fold(name)), [])
        exact = [one for one in found if one.full_name.casefold() == name.casefold()] or found
        born = row.get("birth_date", None)
        if born is not None:
            exact = [one for one in exact if one.birth_date in (None, born)]
        if len(exact) == 1:
            return exact[0]
        if not self.finder.in_reach(unit):
            exact = []
        self._tell_name(row, unit.label, exact)
        return None

    def _tell_name(self, row: Row, unit: str, found: Sequence[Staff]) -> None:
        name = row.get("name")
        if found:
            known = "; ".join(
                f"{one.code} ({vn_date(one.birth_date) if one.birth_date else '–'})"
                for one in found
            )
            reason = _("Có %(count)d người tên “%(name)s” ở %(unit)s") % {
                "count": len(found),
                "name": name,
                "unit": unit,
            }
            expected = _("số hiệu: %(known)s") % {"known": known}
        else:
            reason = _("Không có người tên “%(name)s” ở %(unit)s") % {"name": name, "unit": unit}
            expected = _("đúng họ tên và đơn vị, hoặc số hiệu")
        self.findings.add(row.number, "name", reason, expected)

    def _may(self, row: Row, staff: Staff) -> bool:
        """In reach, and nobody's own case or that of somebody close to him."""
        key = "code" if row.get("code") else "name"
        if not self.finder.in_reach(self.finder.units[staff.unit_id]):
            self.findings.add(
                row.number,
                key,
                _("Người này ngoài phạm vi của bạn"),
                _("người ở đơn vị bạn phụ trách, hoặc đề nghị cấp trên nạp"),
            )
            return False
        if self.by.is_close_to(staff.pk):
            self.findings.add(
                row.number,
                key,
                _("Đây là hồ sơ của chính bạn, của vợ, chồng bạn hoặc của người bạn thay mặt"),
                _("người khác nạp dòng này"),
            )
            return False
        return True
