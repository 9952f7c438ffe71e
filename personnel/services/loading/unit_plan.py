"""What a list of units would change: which unit each row is, where it stands, what differs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from core.imports.registry import NEW, SAME, Answers, Candidate, Doubt
from core.scope import SYSTEM, Actor
from personnel.models import Unit
from personnel.services.checks import Checks, vn_date
from personnel.services.loading import unit_rings
from personnel.services.loading.findings import Findings
from personnel.services.loading.staff_twins import one_letter_apart
from personnel.services.loading.unit_changed import Comparer
from personnel.services.loading.unit_finder import UnitFinder
from personnel.services.loading.unit_known import History
from personnel.services.loading.unit_lines import Line, Work
from personnel.services.loading.unit_new import Opener, draft

_MOST_CANDIDATES = 5


@dataclass
class Planner:
    """Goes through the rows; everything it asks was fetched before."""

    finder: UnitFinder
    history: History
    findings: Findings
    opener: Opener
    comparer: Comparer
    answers: Answers
    by: Actor
    doubts: list[Doubt] = field(default_factory=list)
    skipped: list[int] = field(default_factory=list)

    def plan(self, lines: Sequence[Line]) -> list[Work]:
        """Check every row."""
        kept = self._without_repeats(lines)
        self._stand(kept)
        self._find_targets(kept)
        kept = [line for line in kept if line.row not in self.skipped]
        works = [work for line in kept if (work := self._work(line)) is not None]
        unit_rings.refuse(kept, works, self.history, self.findings)
        return [work for work in works if work.changes]

    # --- Which rows, and where ----------------------------------------------------------

    def _without_repeats(self, lines: Sequence[Line]) -> list[Line]:
        kept: dict[str, Line] = {}
        for line in lines:
            key = line.code.casefold() or f"#{line.row}"
            if self.answers.is_skipped(line.row):
                self.skipped.append(line.row)
            elif key in kept:
                self.findings.add(
                    line.row,
                    "code",
                    _("Mã “%(code)s” đã có ở dòng %(row)d")
                    % {"code": line.code, "row": kept[key].row},
                    _("mỗi đơn vị một dòng"),
                )
            else:
                kept[key] = line
        return list(kept.values())

    def _stand(self, lines: Sequence[Line]) -> None:
        """Look up superiors and ministries, among the rows of the file first."""
        by_code = {line.code.casefold(): line for line in lines if line.code}
        by_name: dict[str, list[Line]] = defaultdict(list)
        for line in lines:
            by_name[line.folded].append(line)
        for line in lines:
            for text, key in ((line.parent_text, "parent"), (line.sector_text, "sector")):
                if not text:
                    continue
                found = by_code.get(text.casefold()) or self._named(line, text, key, by_name)
                if key == "parent":
                    line.superior = found
                    line.is_whole = line.is_whole and found is not None
                else:
                    line.sector = found

    def _named(
        self, line: Line, text: str, key: str, by_name: dict[str, list[Line]]
    ) -> Line | Unit | None:
        known = self.finder.by_code(text)
        if known is not None:
            return known
        folded = self.finder.folded(text)
        rows = by_name.get(folded, [])
        if len(rows) == 1 and not self.finder.others_named(folded, rows[0].code):
            return rows[0]
        if rows:
            self.findings.add(
                line.row,
                key,
                _("Nhiều đơn vị tên “%(name)s”") % {"name": text},
                _("mã đơn vị"),
            )
            return None
        return self.finder.find(text, line.row, on=line.opened_on)

    # --- Which unit ---------------------------------------------------------------------

    def _find_targets(self, lines: Sequence[Line]) -> None:
        fresh: list[Line] = []
        for line in lines:
            line.target = self.finder.by_code(line.code)
            if line.target is None:
                line.target = draft(line)
                fresh.append(line)
        twins = _Twins(self.finder, self.history)
        taken = {line.target.pk for line in lines if line.target and line.target.pk}
        for line in fresh:
            self._twin(line, twins, taken)

    def _twin(self, line: Line, twins: _Twins, taken: set[int]) -> None:
        found = [unit for unit in twins.of(line) if unit.pk not in taken]
        double = twins.earlier(line)
        if not found and double is None:
            twins.add(line)
            return
        candidates = [self._candidate(unit) for unit in found[:_MOST_CANDIDATES]]
        if double is not None:
            candidates.append(_of_row(double))
        choice = self.answers.choice(line.row, candidates)
        if choice is None:
            reason = _("Có đơn vị cùng tên hoặc gần giống tên mang mã khác.")
            self.doubts.append(Doubt(line.row, _incoming(line), candidates, reason))
        elif choice.verdict == NEW:
            twins.add(line)
            return
        elif choice.verdict == SAME and self.finder.by_code(choice.code) is not None:
            line.target = self.finder.by_code(choice.code)
            taken |= {line.target.pk} if line.target else set()
            return
        elif choice.verdict == SAME and double is not None:
            line.target = double.target
        self.skipped.append(line.row)

    def _candidate(self, unit: Unit) -> Candidate:
        parent = self.finder.units.get(unit.parent_id or 0)
        facts = _described(unit.code, unit.name, parent.name if parent else "")
        former = [name.name for name in self.history.names[unit.pk] if name.name != unit.name]
        if former:
            facts[_("Tên trước đây")] = "; ".join(former)
        if unit.dissolved_on:
            facts[_("Ngày giải thể")] = vn_date(unit.dissolved_on)
        return Candidate(unit.code, facts)

    # --- What differs -------------------------------------------------------------------

    def _work(self, line: Line) -> Work | None:
        unit = line.target
        if not line.is_whole or unit is None or line.opened_on is None:
            return None
        if not self._may(line, unit):
            return None
        if isinstance(line.sector, Line) and line.sector.target and line.sector.target.pk:
            line.sector = line.sector.target
        checks = Checks()
        if unit.pk is None:
            work = self.opener.open(checks, line, unit)
            if isinstance(line.sector, Line):
                work.sector = line.sector
            elif line.sector is not None:
                unit.sector_unit = line.sector
        else:
            work = self.comparer.compare(checks, line, unit)
        self.findings.take(line.row, checks)
        return None if checks.problems else work

    def _may(self, line: Line, unit: Unit) -> bool:
        """Ordering units is the superior's business; the top belongs to the set-up."""
        if self.by == SYSTEM:
            return True
        if unit.pk is not None and not self.finder.in_reach(unit):
            return self._refuse(line, "code", unit)
        above = line.above
        if above is None:
            if unit.pk is None:
                self.findings.add(
                    line.row,
                    "parent",
                    _("Đơn vị ở đầu cây tổ chức chỉ được lập khi cài đặt hệ thống"),
                    _("đơn vị cấp trên"),
                )
            return unit.pk is not None
        if above.pk is not None and not self.finder.in_reach(above):
            moves = unit.pk is None or above.pk != unit.parent_id
            return self._refuse(line, "parent", above) if moves else True
        return True

    def _refuse(self, line: Line, key: str, unit: Unit) -> bool:
        self.findings.add(
            line.row,
            key,
            _("%(unit)s ngoài phạm vi của bạn") % {"unit": unit},
            _("đơn vị bạn phụ trách, hoặc đề nghị cấp trên nạp"),
        )
        return False


class _Twins:
    """Units of the same or nearly the same name, now or earlier, below the same superior."""

    def __init__(self, finder: UnitFinder, history: History) -> None:
        self._finder = finder
        self._below: dict[int | None, list[tuple[str, Unit]]] = defaultdict(list)
        for unit in finder.units.values():
            if finder.in_reach(unit):
                names = {unit.name, *(name.name for name in history.names[unit.pk])}
                for name in names:
                    self._below[unit.parent_id].append((finder.folded(name), unit))
        self._rows: dict[tuple[object, str], Line] = {}

    def of(self, line: Line) -> list[Unit]:
        """Units that stand and may be meant."""
        above = line.above
        if above is not None and above.pk is None:
            return []
        sisters = self._below.get(above.pk if above else None, ())
        found = {
            unit.pk: unit
            for name, unit in sisters
            if line.folded and (name == line.folded or one_letter_apart(name, line.folded))
        }
        return list(found.values())

    def earlier(self, line: Line) -> Line | None:
        """An earlier row with the same name below the same superior."""
        return self._rows.get(self._key(line))

    def add(self, line: Line) -> None:
        """Take in a row that makes a new unit."""
        self._rows.setdefault(self._key(line), line)

    @staticmethod
    def _key(line: Line) -> tuple[object, str]:
        return (line.superior, line.folded)


def _described(code: str, name: str, above: str) -> dict[str, str]:
    return {_("Mã đơn vị"): code, _("Tên đơn vị"): name, _("Đơn vị cấp trên"): above}


def _incoming(line: Line) -> dict[str, str]:
    above = line.superior.name if line.superior is not None else line.parent_text
    return _described(line.code, line.name, above)


def _of_row(line: Line) -> Candidate:
    facts = _incoming(line) | {_("Ở"): _("dòng %(row)d của tệp") % {"row": line.row}}
    return Candidate(line.code, facts)
