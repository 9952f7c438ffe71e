"""Rings that a list of units would close, named by their rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from personnel.domain import tree
from personnel.domain.tree import PlacementFact
from personnel.models import Unit, UnitPlacement
from personnel.services.checks import vn_date
from personnel.services.loading.findings import Findings
from personnel.services.loading.unit_known import History
from personnel.services.loading.unit_lines import Line, Work


def refuse(
    lines: Sequence[Line], works: Sequence[Work], history: History, findings: Findings
) -> None:
    """Note every row of the first ring, in the file alone or together with what stands."""
    by_row = {line.row: line for line in lines}
    superiors = {
        line.row: line.superior.row if isinstance(line.superior, Line) else None for line in lines
    }
    ring = tree.find_cycle(superiors)
    if ring is not None:
        _tell([by_row[row] for row in ring], findings, "")
        return
    moves = {work.unit.pk: work for work in works if not work.is_new and work.superior is not None}
    if moves:
        _against_what_stands(moves, works, history, findings, by_row)


def _against_what_stands(
    moves: dict[int, Work],
    works: Sequence[Work],
    history: History,
    findings: Findings,
    by_row: dict[int, Line],
) -> None:
    """New units carry their row as a negative number, for they have no key yet."""
    facts = list(history.placement_facts())
    first = None
    for work in works:
        day = _day_of(work)
        if work.superior is None or day is None:
            continue
        above = work.superior.target if isinstance(work.superior, Line) else work.superior
        if above is None:
            continue
        key = -work.row if work.is_new else work.unit.pk
        if work.is_new:
            facts.append(PlacementFact(key, _key(work.superior, above), day))
        else:
            facts = tree.moved(facts, {key: _key(work.superior, above)}, day)
            first = day if first is None else min(first, day)
    if first is None:
        return
    found = tree.first_cycle_from(facts, first)
    if found is not None:
        on, units = found
        rows = [moves[unit].row for unit in units if unit in moves]
        _tell([by_row[row] for row in rows], findings, vn_date(on))


def _key(superior: Line | Unit, above: Unit) -> int:
    if above.pk is not None:
        return above.pk
    return -superior.row if isinstance(superior, Line) else 0


def _day_of(work: Work) -> date | None:
    days = [one.valid_from for one in work.opens if isinstance(one, UnitPlacement)]
    days += [one.valid_from for one, _new in work.replaced if isinstance(one, UnitPlacement)]
    return days[0] if days else None


def _tell(ring: Sequence[Line], findings: Findings, on: str) -> None:
    names = " → ".join(
        _("dòng %(row)d (%(name)s)") % {"row": line.row, "name": line.name} for line in ring
    )
    when = _(" từ ngày %(day)s") % {"day": on} if on else ""
    for line in ring:
        findings.add(
            line.row,
            "parent",
            _("Các đơn vị trực thuộc lẫn nhau%(when)s: %(names)s") % {"when": when, "names": names},
            _("đơn vị cấp trên khác"),
        )
