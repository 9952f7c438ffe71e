"""A row about a unit that does not stand yet."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from core.scope import Actor
from personnel.models import CodeScheme, Unit, UnitCode, UnitEventKind, UnitName, UnitPlacement
from personnel.services import orders
from personnel.services.checks import Checks, vn_date
from personnel.services.loading.unit_known import History
from personnel.services.loading.unit_lines import Line, Work
from personnel.services.unit_values import NAMES, clean_agency_code, clean_unit

SCHEMES = {"agency_code": CodeScheme.CURRENT, "former_code": CodeScheme.FORMER}
_FOREVER = date.max


class Opener:
    """Checks rows by the rules of opening a unit."""

    def __init__(self, history: History, by: Actor, at: datetime) -> None:
        self.history, self.by, self.at = history, by, at
        self._codes: dict[tuple[str, str], int] = {}

    def open(self, checks: Checks, line: Line, unit: Unit) -> Work:
        """What the row writes; faults are added to ``checks``."""
        said = {name: value for name, value in line.said.items() if name not in SCHEMES}
        values = clean_unit(
            checks, {"short_name": "", "abbreviation": "", **said, "code": line.code}
        )
        for name, value in values.items():
            setattr(unit, name, value)
        opened_on, ended_on = unit.opened_on, unit.dissolved_on
        checks.day("opened_on", _("Ngày thành lập"), opened_on)
        if ended_on is not None:
            checks.day("dissolved_on", _("Ngày giải thể"), ended_on)
            label = _("Ngày giải thể")
            checks.after("dissolved_on", label, ended_on, opened_on, _("ngày thành lập"))
        self._check_above(checks, line, unit)
        order = orders.clean(checks, line.order, by=self.by, at=self.at, required=False)
        work = Work(line.row, unit, is_new=True, superior=line.superior)
        work.opens.append(UnitPlacement(valid_from=opened_on, valid_to=ended_on))
        work.opens.append(
            UnitName(valid_from=opened_on, **{name: values.get(name, "") for name in NAMES})
        )
        codes = self._codes_of(checks, line, work, opened_on, ended_on)
        work.steps.append((UnitEventKind.OPENED, opened_on, "", order))
        if ended_on is not None:
            work.steps.append((UnitEventKind.DISSOLVED, ended_on, "", None))
        told = {name: value for name, value in values.items() if name != "search_key"}
        above = line.above
        work.events.append(
            (
                "personnel.unit_opened",
                {
                    **told,
                    **codes,
                    **orders.told(order),
                    "parent": above.code if above else None,
                    "on": opened_on,
                },
            )
        )
        return work

    def _check_above(self, checks: Checks, line: Line, unit: Unit) -> None:
        """The superior is there for the whole time."""
        above = line.above
        if above is None:
            return
        before = len(checks.problems)
        place = _("Đơn vị cấp trên")
        checks.open_unit("parent", place, above, unit.opened_on)
        ended = above.dissolved_on
        if len(checks.problems) > before or ended is None:
            return
        if unit.dissolved_on is None or unit.dissolved_on > ended:
            checks.add(
                "parent",
                _("%(unit)s đã giải thể từ ngày %(day)s.") % {"unit": above, "day": vn_date(ended)},
                _("Hãy ghi đơn vị cấp trên hiện nay, hoặc ngày giải thể."),
                place,
            )

    def _codes_of(
        self, checks: Checks, line: Line, work: Work, start: date, end: date | None
    ) -> dict[str, str]:
        found = {}
        for field, scheme in SCHEMES.items():
            text = line.said.get(field, "")
            value = clean_agency_code(checks, scheme, text, field=field, required=False)
            if value and self.is_free(checks, line, field, value, (start, end)):
                work.opens.append(
                    UnitCode(scheme=scheme, value=value, valid_from=start, valid_to=end)
                )
                found[str(scheme)] = value
        return found

    def is_free(
        self, checks: Checks, line: Line, field: str, value: str, period: tuple[date, date | None]
    ) -> bool:
        """A code belongs to one unit at a time, on record and in the file."""
        start, end = period
        key = (str(SCHEMES[field]), value)
        first = self._codes.setdefault(key, line.row)
        if first != line.row:
            checks.add(
                field,
                _("mã “%(code)s” đã có ở dòng %(row)d.") % {"code": value, "row": first},
                _("Mỗi đơn vị một mã."),
            )
            return False
        own = line.target.pk if line.target is not None else None
        for held in self.history.holders.get(key, ()):
            meets = held.valid_from < (end or _FOREVER) and start < (held.valid_to or _FOREVER)
            if meets and held.unit_id != own:
                checks.add(
                    field,
                    _("mã “%(code)s” đang là của đơn vị khác từ ngày %(day)s.")
                    % {"code": value, "day": vn_date(held.valid_from)},
                    _("Hãy kết thúc mã ở đơn vị đó trước, hoặc kiểm tra lại mã."),
                )
                return False
        return True


def draft(line: Line) -> Unit:
    """The unit of a row before it is written: enough to be somebody's superior."""
    opened_on: Any = line.opened_on
    return Unit(
        code=line.code,
        name=line.name,
        kind=line.said.get("kind", ""),
        opened_on=opened_on,
        dissolved_on=line.dissolved_on,
    )
