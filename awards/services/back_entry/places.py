"""Units in earlier awards: where somebody stood then, who issued the decision, names of the day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from django.utils.translation import gettext as _

from awards.domain.steps import DECIDER_LABELS, Decider
from awards.permissions import BACK_ENTER
from core.imports.likely import Likely
from core.imports.registry import Answers, UnknownName
from core.periods import holds_on
from core.scope import Actor
from core.vietnamese import fold
from personnel.models import Unit, UnitKind, UnitName, UnitPlacement
from personnel.services.loading.unit_finder import KIND, UnitFinder

_SUGGESTED = 5
_UPPER_KINDS = frozenset({UnitKind.STATE, UnitKind.MINISTRY, UnitKind.PROVINCE})
_DECIDER_OF_KIND = {
    UnitKind.PROVINCE: Decider.PROVINCE_CHAIR,
    UnitKind.MINISTRY: Decider.MINISTER,
}
_STATE_DECIDERS = (Decider.PRIME_MINISTER, Decider.GOVERNMENT, Decider.PRESIDENT)
_KIND_OF_DECIDER = {
    Decider.PROVINCE_CHAIR: UnitKind.PROVINCE,
    Decider.MINISTER: UnitKind.MINISTRY,
    **dict.fromkeys(_STATE_DECIDERS, UnitKind.STATE),
}
# How lists write who decided, instead of naming a unit.
_OFFICES = {fold(label): code for code, label in DECIDER_LABELS.items()} | {
    "thu tuong": Decider.PRIME_MINISTER,
    "ttg": Decider.PRIME_MINISTER,
    "ttcp": Decider.PRIME_MINISTER,
    "chu tich uy ban nhan dan tinh": Decider.PROVINCE_CHAIR,
    "ct ubnd tinh": Decider.PROVINCE_CHAIR,
    "ubnd tinh": Decider.PROVINCE_CHAIR,
    "uy ban nhan dan tinh": Decider.PROVINCE_CHAIR,
    "tinh": Decider.PROVINCE_CHAIR,
    "cap tinh": Decider.PROVINCE_CHAIR,
    "bo": Decider.MINISTER,
    "cap bo": Decider.MINISTER,
    "co so": Decider.UNIT_HEAD,
    "cap co so": Decider.UNIT_HEAD,
    "thu truong don vi": Decider.UNIT_HEAD,
}


class _Named(NamedTuple):
    """A name with its period."""

    unit_id: int
    name: str
    valid_from: date
    valid_to: date | None


def office_of(text: str) -> str:
    """The deciding level a text names, such as "Chủ tịch UBND tỉnh"; empty when it names a unit."""
    return str(_OFFICES.get(fold(text), ""))


def fits(decider: str, issuer: Unit) -> bool:
    """Whether a unit of this kind issues decisions of this level."""
    wanted = _KIND_OF_DECIDER.get(Decider(decider))
    return issuer.kind == wanted if wanted else issuer.kind not in _UPPER_KINDS


def level_of(issuer: Unit, deciders: list[str]) -> str:
    """The level at which this unit decides an award that these may decide; empty if none."""
    if issuer.kind == UnitKind.STATE:
        return next((code for code in deciders if code in _STATE_DECIDERS), "")
    own = _DECIDER_OF_KIND.get(UnitKind(issuer.kind), Decider.UNIT_HEAD)
    return str(own) if own in deciders else ""


class Places:
    """All units, their names and placements, from four queries; gathers names that lead nowhere."""

    def __init__(self, by: Actor, answers: Answers) -> None:
        self._answers = answers
        self._finder = UnitFinder(by, BACK_ENTER, answers)
        self.units = self._finder.units
        self.in_reach = self._finder.in_reach
        self._names: dict[int, list[_Named]] = defaultdict(list)
        self._bearers: dict[str, list[_Named]] = defaultdict(list)
        rows = UnitName.objects.values_list("unit_id", "name", "valid_from", "valid_to")
        for row in rows.order_by("pk"):
            named = _Named(*row)
            self._names[named.unit_id].append(named)
            self._bearers[fold(named.name)].append(named)
        self._above: dict[int, list[tuple[int | None, date, date | None]]] = defaultdict(list)
        placements = UnitPlacement.objects.values_list(
            "unit_id", "parent_id", "valid_from", "valid_to"
        )
        for unit_id, parent_id, start, end in placements.order_by("pk"):
            self._above[unit_id].append((parent_id, start, end))
        self._asked: dict[tuple[str, int], Unit | None] = {}
        self._unknown_issuers: dict[str, list[int]] = {}
        self._likely: Likely | None = None

    # --- Where somebody stood ---------------------------------------------------------------

    def find(self, text: str, row: int, on: date | None) -> Unit | None:
        """The unit a cell means, by code, by its name on the day, or by a confirmed answer.

        A row may ask again; what it asks in vain is noted once.
        """
        key = (text, row)
        if key not in self._asked:
            self._asked[key] = self._look(text, row, on)
        return self._asked[key]

    def _look(self, text: str, row: int, on: date | None) -> Unit | None:
        if on is not None and self._finder.by_code(text) is None:
            bearers = {
                one.unit_id
                for one in self._bearers.get(fold(text), ())
                if holds_on(on, one.valid_from, one.valid_to)
            }
            reached = [unit for pk in bearers if self.in_reach(unit := self.units[pk])]
            if len(reached) == 1:
                return reached[0]
        return self._finder.find(text, row, on=on)

    def name_on(self, unit: Unit, day: date) -> str:
        """What the unit was called on the day; before its first known name, that name."""
        names = self._names.get(unit.pk, [])
        for one in names:
            if holds_on(day, one.valid_from, one.valid_to):
                return one.name
        earliest = min(names, key=lambda one: one.valid_from, default=None)
        if earliest is not None and day < earliest.valid_from:
            return earliest.name
        return unit.name

    def is_code(self, text: str) -> bool:
        """Whether the text is a unit's code, not its name."""
        return self._finder.by_code(text) is not None

    # --- Who issued the decision ------------------------------------------------------------

    def issuer(self, text: str, row: int) -> Unit | None:
        """The unit that issued a decision, anywhere in the tree; else the name is noted."""
        found = self._finder.by_code(text)
        if found is None and (code := self._answers.code_for(KIND, text)):
            found = self._finder.by_code(code)
        if found is None:
            bearers = {one.unit_id for one in self._bearers.get(fold(text), ())}
            bearers |= {pk for pk, unit in self.units.items() if fold(unit.label) == fold(text)}
            issuing = [unit for pk in bearers if self._may_issue(unit := self.units[pk])]
            found = issuing[0] if len(issuing) == 1 else None
        if found is None:
            self._unknown_issuers.setdefault(text, []).append(row)
        return found

    def usual_issuer(self, unit: Unit, decider: str, day: date) -> Unit | None:
        """Who issued decisions of this level for the unit on the day, by the tree as it stood."""
        path = list(self._path(unit, day))
        wanted = _KIND_OF_DECIDER.get(Decider(decider))
        if wanted is None:
            return self._base(path)
        if wanted == UnitKind.MINISTRY:
            sectors = (self.units.get(one.sector_unit_id or 0) for one in path)
            sector = next((one for one in sectors if one is not None), None)
            if sector is not None:
                return sector
        return next((one for one in path if one.kind == wanted), None) or self._only(wanted)

    def _base(self, path: list[Unit]) -> Unit | None:
        """The nearest unit of legal personality right under a province or ministry."""
        own = [one for one in path if one.has_legal_personality and one.kind not in _UPPER_KINDS]
        for lower, upper in pairwise(path):
            if lower in own and upper.kind in _UPPER_KINDS:
                return lower
        return own[-1] if own else None

    def _only(self, kind: str) -> Unit | None:
        """The one unit of this kind, for units whose place on the day is not known."""
        found = [one for one in self.units.values() if one.kind == kind]
        return found[0] if len(found) == 1 else None

    def _path(self, unit: Unit, day: date) -> Iterator[Unit]:
        seen: set[int] = set()
        here: Unit | None = unit
        while here is not None and here.pk not in seen:
            seen.add(here.pk)
            yield here
            here = self.units.get(self._parent(here, day) or 0)

    def _parent(self, unit: Unit, day: date) -> int | None:
        placements = self._above.get(unit.pk, [])
        for parent_id, start, end in placements:
            if holds_on(day, start, end):
                return parent_id
        # Before it was opened or after it ended: where it stood first, or last.
        before = [one for one in placements if one[1] <= day]
        nearest = (
            max(before, key=lambda one: one[1])
            if before
            else min(placements, key=lambda one: one[1], default=None)
        )
        return nearest[0] if nearest else unit.parent_id

    def _may_issue(self, unit: Unit) -> bool:
        return unit.kind in _UPPER_KINDS or self.in_reach(unit)

    # --- What is still to be told -----------------------------------------------------------

    def unknown_names(self) -> list[UnknownName]:
        """The names of units that led nowhere, each with the units most like it."""
        found = {one.text: one for one in self._finder.unknown_names()}
        for text, rows in self._unknown_issuers.items():
            if text not in found:
                suggestions = self._suggestions(text)
                label = _("Cơ quan ban hành")
                found[text] = UnknownName(KIND, text, rows, suggestions, kind_label=label)
        return list(found.values())

    def _suggestions(self, text: str) -> list[tuple[str, str]]:
        if self._likely is None:
            issuing = [unit for unit in self.units.values() if self._may_issue(unit)]
            self._likely = Likely(
                [(str(one.pk), name) for one in issuing for name in (one.name, one.label)]
            )
        best = [self.units[int(key)] for key in self._likely.best(text, _SUGGESTED)]
        return [(unit.code, self._finder.label(unit)) for unit in best]
