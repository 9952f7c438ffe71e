"""Whom a row means: an exact code wins, a name must be told apart, the rest is asked or refused."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from awards.models.recipient import ObjectKind
from awards.services.back_entry import columns
from awards.services.back_entry.drafts import OUTSIDE, UNIT, Outsider, Who
from awards.services.back_entry.known_people import KnownPeople
from awards.services.back_entry.places import Places
from core.imports import Row
from core.imports.registry import NEW, SAME, SKIP, Answers, Candidate, Doubt
from core.scope import SYSTEM, Actor
from core.vietnamese import fold, nfc, text_sort_key
from legal.models import AwardType
from personnel.models import RecipientKind, Unit
from personnel.services.loading.findings import Findings
from personnel.services.recipients import RecipientFacts

# Each suggestion looks through all names, so a list of nonsense gets only a few.
_MOST_SUGGESTIONS = 40
# Of a common name more are of no help: the row needs a code, a birthday or a unit.
_MOST_SHOWN = 12

# A province has many people of few names.
_key = lru_cache(maxsize=100_000)(text_sort_key)


class Recipients:
    """Finds the recipient of each row; gathers doubts, skipped rows and new recipients outside."""

    def __init__(self, by: Actor, places: Places, answers: Answers, findings: Findings) -> None:
        self.known = KnownPeople(by)
        self.doubts: list[Doubt] = []
        self.skipped: list[int] = []
        self._by, self._places, self._answers, self._findings = by, places, answers, findings
        self._new: dict[tuple[str, str, int], Outsider] = {}
        self._suggestions = 0
        self._noted: set[tuple[int, str]] = set()

    def find(self, row: Row, award: AwardType | None) -> Who | None:
        """The recipient; without one a problem, a doubt or an unknown name is noted."""
        code = row.get("recipient")
        if code and (who := self._by_code(code)) is not None:
            return self._named_so(row, who)
        kind = row.get("kind") or _kind_of(award)
        if code and kind in {columns.STAFF, columns.UNIT}:
            self.note(
                row,
                "recipient",
                _("Không có nhân sự, đơn vị, đối tượng “%(code)s” trong phạm vi của bạn")
                % {"code": code},
                _("mã đúng, hoặc để trống ô để tìm theo tên"),
            )
            return None
        if not row.get("name"):
            if "name" not in row.faulty:
                self.note(row, "name", _("Chưa ghi tên"), _("họ tên người, hoặc tên tập thể"))
            return None
        if kind == columns.UNIT:
            return self._collective(row)
        if kind == columns.STAFF:
            return self._person(row)
        return self._outsider(row, kind)

    # --- By code ----------------------------------------------------------------------------

    def _by_code(self, code: str) -> Who | None:
        known = self.known
        found = known.staff.get(code) or known.outside.get(code) or known.by_registration.get(code)
        if found is not None:
            return found
        unit = next(iter(self._units_of_code(code)), None)
        return _as_who(unit) if unit is not None else None

    def _units_of_code(self, code: str) -> Iterable[Unit]:
        if self._places.is_code(code):
            unit = self._places.find(code, 0, None)
            if unit is not None and self._places.in_reach(unit):
                yield unit

    def _named_so(self, row: Row, who: Who) -> Who | None:
        """A code with another name is as likely a slip in the one as in the other."""
        name = row.get("name")
        known = {fold(who.name), fold(who.code)}
        if who.column == UNIT and "decided_on" in row.values:
            unit = self._places.units[who.pk]
            known |= {fold(self._places.name_on(unit, row.get("decided_on"))), fold(unit.label)}
        if not name or fold(name) in known:
            return who
        return self._ask(row, [who], _("Mã và tên không phải của cùng một đối tượng."), new=None)

    # --- On the staff list ------------------------------------------------------------------

    def _person(self, row: Row) -> Who | None:
        name, birth = row.get("name"), row.get("birth_date", None)
        namesakes = self.known.namesakes(name)
        exact = [who for who in namesakes if _key(who.name) == _key(name)]
        sure = self._told_apart(row, exact, birth)
        if sure is not None:
            return sure
        candidates = _likeliest(namesakes, exact, birth) or self.known.alike(name, birth)
        if candidates:
            unit = self._unit_of(row) if row.get("unit") else None
            new = self._make(row, RecipientKind.PERSON, unit) if unit or self._home() else None
            return self._ask(row, candidates, "", new=new)
        self._nobody(row, name)
        return None

    def _told_apart(self, row: Row, exact: Sequence[Who], birth: date | int | None) -> Who | None:
        """The one person whose birthday or unit is that of the row too."""
        fitting = [who for who in exact if _born(who, birth) is not False]
        born = [who for who in fitting if _born(who, birth)]
        if len(born) == 1:
            return born[0]
        if not (row.get("unit") and fitting):
            return None
        unit = self._unit_of(row)
        if unit is None:
            return None
        there = [who for who in fitting if self.known.worked_in(who, unit, self._places.units)]
        return there[0] if len(there) == 1 else None

    def _nobody(self, row: Row, name: str) -> None:
        expected = _("tên đúng như hồ sơ nhân sự; người ngoài danh sách thì ghi rõ ở cột Đối tượng")
        self._suggestions += 1
        if self._suggestions <= _MOST_SUGGESTIONS:
            for near in self.known.nearest(name):
                expected = _("“%(name)s” (%(code)s)? hoặc ghi rõ đối tượng ngoài danh sách") % {
                    "name": near.name,
                    "code": near.code,
                }
        self.note(
            row,
            "name",
            _("Không có ai tên “%(name)s” trong danh sách nhân sự của bạn") % {"name": name},
            expected,
        )

    # --- Units ------------------------------------------------------------------------------

    def _collective(self, row: Row) -> Who | None:
        on = row.get("decided_on", None)
        unit = self._places.find(row.get("name"), row.number, on)
        if unit is None:
            return None
        if not self._places.in_reach(unit):
            self.note(
                row,
                "name",
                _("%(unit)s không thuộc phạm vi của bạn") % {"unit": unit},
                _("đơn vị trong phạm vi của bạn"),
            )
            return None
        return _as_who(unit)

    # --- Outside ----------------------------------------------------------------------------

    def _outsider(self, row: Row, kind: str) -> Who | None:
        name = row.get("name")
        same = [
            who
            for who in self.known.outside_of_kind(name, kind)
            if _born(who, row.get("birth_date", None)) is not False
        ]
        exact = [who for who in same if _key(who.name) == _key(name)]
        if len(exact) == 1 and self._keeps(row, exact[0]):
            return exact[0]
        unit = self._unit_of(row) if row.get("unit") else self._home()
        if unit is None:
            if not row.get("unit"):
                self.note(
                    row,
                    "unit",
                    _("Chưa ghi đơn vị theo dõi đối tượng ngoài danh sách"),
                    _("tên hoặc mã đơn vị trong phạm vi của bạn"),
                )
            return None
        candidates = same or self.known.outside_alike(name, kind)
        if candidates:
            return self._ask(row, candidates, "", new=self._make(row, kind, unit))
        return self._as_new(self._make(row, kind, unit))

    def _keeps(self, row: Row, who: Who) -> bool:
        """Whether the unit of the row is the one that keeps the record; no unit is no objection."""
        if not row.get("unit"):
            return True
        unit = self._unit_of(row)
        return unit is not None and unit.holds(self._places.units[who.unit_id].tree_start)

    def _make(self, row: Row, kind: str, unit: Unit | None) -> Outsider:
        keeper = unit or self._home()
        if keeper is None:
            raise ValueError("callers have made sure that somebody keeps the record")
        name = nfc(row.get("name"))
        key = (kind, text_sort_key(name), keeper.pk)
        birth = row.get("birth_date", None)
        is_person = RecipientKind(kind).object_kind == ObjectKind.INDIVIDUAL
        facts: RecipientFacts = {"kind": kind, "name": name}
        if is_person:
            facts["birth_date"] = birth if isinstance(birth, date) else None
            facts["position"] = row.get("post")
        return Outsider(row.number, key, facts, keeper)

    def _as_new(self, made: Outsider) -> Who:
        outsider = self._new.setdefault(made.key, made)
        kind = RecipientKind(outsider.facts["kind"])
        return Who(
            OUTSIDE,
            0,
            "",
            outsider.facts["name"],
            kind.object_kind,
            outsider.unit.pk,
            birth_date=outsider.facts.get("birth_date"),
            post=outsider.facts.get("position", ""),
            outsider=outsider,
        )

    def _home(self) -> Unit | None:
        """The one unit whose whole reach the officer has, if he has just one."""
        if self._by == SYSTEM:
            return None
        tops = {grant.unit_id for grant in self._by.grants}
        reached = [unit for pk in tops if self._places.in_reach(unit := self._places.units[pk])]
        return reached[0] if len(reached) == 1 else None

    def _unit_of(self, row: Row) -> Unit | None:
        unit = self._places.find(row.get("unit"), row.number, row.get("decided_on", None))
        if unit is not None and not self._places.in_reach(unit):
            self.note(
                row,
                "unit",
                _("%(unit)s không thuộc phạm vi của bạn") % {"unit": unit},
                _("để cán bộ của đơn vị đó, hoặc cấp trên, ghi khen thưởng này"),
            )
            return None
        return unit

    # --- Doubts -----------------------------------------------------------------------------

    def _ask(
        self, row: Row, candidates: Sequence[Who], reason: str, *, new: Outsider | None
    ) -> Who | None:
        """What was answered to the row; without an answer it is noted as doubtful."""
        shown = [Candidate(who.code, self._facts_of(who)) for who in candidates]
        choice = self._answers.choice(row.number, shown)
        if choice is not None and choice.verdict == SKIP:
            self.skipped.append(row.number)
            return None
        if choice is not None and choice.verdict == SAME:
            return next(who for who in candidates if who.code == choice.code)
        if choice is not None and choice.verdict == NEW and new is not None:
            return self._as_new(new)
        self.doubts.append(Doubt(row.number, _facts_in(row), shown, reason))
        return None

    def _facts_of(self, who: Who) -> dict[str, str]:
        unit = self._places.units[who.unit_id]
        return {
            _("Mã"): who.code,
            _("Họ tên, tên tập thể"): who.name,
            _("Ngày sinh"): f"{who.birth_date:%d/%m/%Y}" if who.birth_date else "",
            _("Đơn vị"): unit.label,
        }

    def note(self, row: Row, key: str, reason: str, expected: str = "") -> None:
        """Note one problem of a cell, once; a cell that could not be read has its own already."""
        if key not in row.faulty and (row.number, key) not in self._noted:
            self._noted.add((row.number, key))
            self._findings.add(row.number, key, reason, expected)


def _facts_in(row: Row) -> dict[str, str]:
    birth: Any = row.get("birth_date")
    return {
        _("Mã"): row.get("recipient"),
        _("Họ tên, tên tập thể"): row.get("name"),
        _("Ngày sinh"): f"{birth:%d/%m/%Y}" if isinstance(birth, date) else str(birth),
        _("Đơn vị"): row.get("unit"),
    }


def _born(who: Who, birth: date | int | None) -> bool | None:
    """Whether the birthdays agree; ``None`` where one of them is not known."""
    if birth is None or birth == "" or who.birth_date is None:
        return None
    if isinstance(birth, date):
        return who.birth_date == birth
    return None if who.birth_date.year == birth else False


def _likeliest(
    namesakes: Sequence[Who], exact: Sequence[Who], birth: date | int | None
) -> Sequence[Who]:
    """The namesakes to be shown: those whose birthday does not speak against them come first."""
    if len(namesakes) <= _MOST_SHOWN:
        return namesakes
    good = {who.pk for who in exact}
    ranked = sorted(
        namesakes, key=lambda who: (_born(who, birth) is False, who.pk not in good, who.code)
    )
    return ranked[:_MOST_SHOWN]


def _kind_of(award: AwardType | None) -> str:
    """Whom an award is for, where the row does not say: the staff list unless only units get it."""
    if award is None or award.allows(ObjectKind.INDIVIDUAL):
        return columns.STAFF
    return columns.UNIT


def _as_who(unit: Unit) -> Who:
    return Who(UNIT, unit.pk, unit.code, unit.name, ObjectKind.COLLECTIVE, unit.pk)
