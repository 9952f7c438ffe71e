"""People who may be on the list twice: a person decides, the loader only sets them side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from core.imports.registry import Candidate
from personnel.models import Staff
from personnel.services.checks import vn_date
from personnel.services.loading.staff_lines import Line
from personnel.services.loading.unit_finder import UnitFinder

_MOST_CANDIDATES = 5


class Twin(NamedTuple):
    """Somebody a row may mean: on the staff list, or in an earlier row."""

    folded: str
    code: str
    name: str
    birth_date: date | None
    unit_id: int
    post: str
    row: int

    def candidate(self, finder: UnitFinder) -> Candidate:
        """What is shown beside the row."""
        facts = described(self.code, self.name, self.birth_date, self.post)
        facts[_("Đơn vị")] = finder.label(finder.units[self.unit_id])
        if self.row:
            facts[_("Ở")] = _("dòng %(row)d của tệp") % {"row": self.row}
        return Candidate(self.code, facts)


def described(code: str, name: str, birth_date: date | None, post: str) -> dict[str, str]:
    """Label and text of what tells people apart."""
    facts = {
        _("Số hiệu nhân sự"): code,
        _("Họ và tên"): name,
        _("Ngày sinh"): vn_date(birth_date) if birth_date else _("(chưa ghi)"),
    }
    return facts | ({_("Chức vụ, chức danh"): post} if post else {})


def incoming(line: Line, finder: UnitFinder) -> dict[str, str]:
    """A row as it is shown beside its candidates."""
    facts = described(
        line.code, line.facts.get("full_name", ""), line.facts.get("birth_date"), line.post
    )
    if line.unit is not None:
        facts[_("Đơn vị")] = finder.label(line.unit)
    return facts


class Twins:
    """Finds people by name and day of birth, and by names one letter apart in the same unit."""

    def __init__(self) -> None:
        self._born: dict[date, list[Twin]] = defaultdict(list)
        self._undated: dict[tuple[str, int], list[Twin]] = defaultdict(list)
        self._places: dict[tuple[str, int], list[Twin]] | None = None

    def add_staff(self, people: Iterable[Staff]) -> None:
        """Take in people who stand already."""
        for staff in people:
            self._add(twin_of(staff))

    def add_line(self, line: Line) -> None:
        """Take in a row that makes a new person."""
        if line.unit is not None:
            name, born = line.facts.get("full_name", ""), line.facts.get("birth_date")
            self._add(Twin(line.folded, line.code, name, born, line.unit.id, line.post, line.row))

    def of(self, line: Line) -> list[Twin]:
        """Whom the row may mean, likeliest first."""
        if line.unit is None or not line.folded:
            return []
        born, place = line.facts.get("birth_date"), (line.folded, line.unit.id)
        if born is None:
            return _others(line, self._by_place().get(place, ()))
        same: list[Twin] = []
        near: list[Twin] = []
        for twin in self._born.get(born, ()):
            if twin.folded == line.folded:
                same.append(twin)
            elif twin.unit_id == line.unit.id and one_letter_apart(twin.folded, line.folded):
                near.append(twin)
        return _others(line, [*same, *near, *self._undated.get(place, ())])

    def _add(self, twin: Twin) -> None:
        if twin.birth_date is not None:
            self._born[twin.birth_date].append(twin)
        else:
            self._undated[twin.folded, twin.unit_id].append(twin)
        if self._places is not None:
            self._places[twin.folded, twin.unit_id].append(twin)

    def _by_place(self) -> dict[tuple[str, int], list[Twin]]:
        """Everybody by name and unit: only made for lists in which days of birth are missing."""
        if self._places is None:
            self._places = defaultdict(list)
            for twins in (*self._born.values(), *self._undated.values()):
                for twin in twins:
                    self._places[twin.folded, twin.unit_id].append(twin)
        return self._places


def twin_of(staff: Staff) -> Twin:
    """A person who stands already."""
    # Codes are plain letters, so the folded one is as long as the code.
    folded = staff.search_key[: -len(staff.code) - 1]
    return Twin(folded, staff.code, staff.full_name, staff.birth_date, staff.unit_id, "", 0)


def _others(line: Line, twins: Sequence[Twin]) -> list[Twin]:
    found = {twin.code: twin for twin in reversed(twins) if twin.code != line.code}
    return list(reversed(found.values()))[:_MOST_CANDIDATES]


def one_letter_apart(one: str, other: str) -> bool:
    """Whether one letter was changed, left out, added, or two neighbours changed places."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    start = 0
    shorter, longer = sorted((one, other), key=len)
    while start < len(shorter) and shorter[start] == longer[start]:
        start += 1
    if len(shorter) < len(longer):
        return shorter[start:] == longer[start + 1 :]
    rest, other_rest = shorter[start:], longer[start:]
    swapped = len(rest) > 1 and rest[1] + rest[0] == other_rest[:2]
    return rest[1:] == other_rest[1:] or (swapped and rest[2:] == other_rest[2:])
