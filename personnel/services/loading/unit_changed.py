"""A row about a unit that stands already: renamed, moved, given a code, or just the same."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from core.clock import day_of
from core.scope import Actor
from personnel.models import Unit, UnitCode, UnitEventKind, UnitName, UnitPlacement
from personnel.services import orders, unit_values
from personnel.services.checks import Checks, vn_date
from personnel.services.loading.unit_known import History
from personnel.services.loading.unit_lines import Line, Work
from personnel.services.loading.unit_new import SCHEMES, Opener
from personnel.services.orders import Order
from personnel.services.unit_values import NAMES

_TRAITS = ("kind", "has_legal_personality", "participates", "sort_order")


class Comparer:
    """Compares rows with what stands; only what differs is to be written."""

    def __init__(self, history: History, opener: Opener, by: Actor, at: datetime) -> None:
        self.history, self.opener = history, opener
        self.by, self.at, self.today = by, at, day_of(at)

    def compare(self, checks: Checks, line: Line, unit: Unit) -> Work:
        """What the row changes of the unit; faults are added to ``checks``."""
        work = Work(line.row, unit, is_new=False)
        order = orders.clean(checks, line.order, by=self.by, at=self.at, required=False)
        self._dates(checks, line, unit)
        self._names(checks, work, line, order)
        self._place(checks, work, line, order)
        for field in SCHEMES:
            self._code(checks, work, line, field, order)
        self._traits(work, line)
        return work

    def _dates(self, checks: Checks, line: Line, unit: Unit) -> None:
        if line.opened_on is not None and line.opened_on != unit.opened_on:
            checks.add(
                "opened_on",
                _("hệ thống ghi ngày thành lập %(day)s.") % {"day": vn_date(unit.opened_on)},
                _("Hãy kiểm tra lại ngày; tệp không sửa ngày thành lập đã ghi."),
            )
        if line.dissolved_on is not None and line.dissolved_on != unit.dissolved_on:
            checks.add(
                "dissolved_on",
                _("đơn vị đã có trong hệ thống không giải thể bằng tệp."),
                _("Hãy dùng bước “Giải thể” hoặc “Sáp nhập” trên trang của đơn vị."),
            )

    def _names(self, checks: Checks, work: Work, line: Line, order: Order | None) -> None:
        current = self.history.last_name(work.unit)
        said = {name: line.said[name] for name in NAMES if name in line.said}
        if all(getattr(current, name) == value for name, value in said.items()):
            return
        now = {name: getattr(current, name) for name in NAMES}
        values = unit_values.clean_names(checks, now | said)
        on = self._since(checks, line, _("tên khác tên đã ghi (%s)") % current.name)
        if on is None:
            return
        self._after(checks, work.unit, on, current.valid_from, _("lần đổi tên gần nhất"))
        if current.valid_from == on:
            work.replaced.append((current, values))
        else:
            if current.pk is not None:
                work.ends.append((current, on))
            work.opens.append(UnitName(valid_from=on, **values))
        if on <= self.today:
            key = unit_values.search_key(work.unit.code, values)
            self._differ(work, {**values, "search_key": key})
        changes = {
            name: {"from": now[name], "to": value}
            for name, value in values.items()
            if now[name] != value
        }
        note = f"{current.name} → {values['name']}"[:500]
        work.steps.append((UnitEventKind.RENAMED, on, note, order))
        work.events.append(("personnel.unit_renamed", {"changes": changes, "on": on}))

    def _place(self, checks: Checks, work: Work, line: Line, order: Order | None) -> None:
        above = line.above
        places = self.history.places[work.unit.pk]
        if above is None or not places or above.pk == places[-1].parent_id is not None:
            return
        current = places[-1]
        on = self._since(checks, line, _("đơn vị cấp trên khác dữ liệu đã ghi"))
        if on is None:
            return
        self._after(checks, work.unit, on, current.valid_from, _("lần sắp xếp gần nhất"))
        day = on if above.dissolved_on is None else max(on, above.dissolved_on)
        checks.open_unit("parent", _("Đơn vị cấp trên"), above, day)
        work.superior = line.superior
        if current.valid_from == on:
            work.replaced.append((current, {}))
        else:
            work.ends.append((current, on))
            work.opens.append(UnitPlacement(valid_from=on))
        before = work.unit.parent
        work.steps.append((UnitEventKind.MOVED, on, f"{before or '·'} → {above}"[:500], order))
        told = {"from": before.code if before else None, "to": above.code, "on": on}
        work.events.append(("personnel.unit_moved", told))

    def _code(
        self, checks: Checks, work: Work, line: Line, field: str, order: Order | None
    ) -> None:
        scheme, text = SCHEMES[field], line.said.get(field, "")
        held = self.history.codes[work.unit.pk, str(scheme)]
        current = held[-1] if held else None
        if not text or (current and current.valid_to is None and current.value == text):
            return
        value = unit_values.clean_agency_code(checks, scheme, text, field=field, required=False)
        on = self._since(checks, line, _("mã định danh khác dữ liệu đã ghi"))
        if on is None:
            return
        checks.open_unit("since", _("Thay đổi từ ngày"), work.unit, on)
        if current is not None:
            floor = current.valid_to or current.valid_from
            checks.after("since", _("Thay đổi từ ngày"), on, floor, _("lần cấp mã gần nhất"))
            if current.valid_to is None:
                work.ends.append((current, on))
        if self.opener.is_free(checks, line, field, value, (on, None)):
            work.opens.append(UnitCode(scheme=scheme, value=value, valid_from=on))
        former = current.value if current else ""
        note = f"{scheme.label}: {former or '·'} → {value}"
        work.steps.append((UnitEventKind.CODED, on, note, order))
        told = {"scheme": str(scheme), "from_code": former, "to_code": value, "on": on}
        work.events.append(("personnel.unit_coded", told))

    def _traits(self, work: Work, line: Line) -> None:
        said: dict[str, Any] = {name: line.said[name] for name in _TRAITS if name in line.said}
        if isinstance(line.sector, Unit):
            said["sector_unit_id"] = line.sector.pk
        elif line.sector is not None:
            work.sector = line.sector
        before = set(work.difference)
        self._differ(work, said)
        changes = {name: two for name, two in work.difference.items() if name not in before}
        if changes:
            told = {name.removesuffix("_id"): two for name, two in changes.items()}
            work.events.append(("personnel.unit_updated", {"changes": told}))

    def _differ(self, work: Work, values: dict[str, Any]) -> None:
        for name, value in values.items():
            if getattr(work.unit, name) != value:
                work.difference[name] = {"from": getattr(work.unit, name), "to": value}

    def _since(self, checks: Checks, line: Line, what: str) -> date | None:
        if line.since is None:
            checks.add(
                "since",
                _("%(what)s nhưng thiếu ngày thay đổi.") % {"what": what},
                _("Hãy ghi ngày thay đổi có hiệu lực, hoặc sửa ô cho đúng dữ liệu đã ghi."),
            )
        return line.since

    def _after(self, checks: Checks, unit: Unit, on: date, floor: date, what: str) -> None:
        label = _("Thay đổi từ ngày")
        checks.day("since", label, on)
        checks.open_unit("since", label, unit, on)
        checks.not_before("since", label, on, floor, what)
