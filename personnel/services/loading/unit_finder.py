"""Which unit a cell means: by its code, by its name, or by what an officer said it means."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from django.utils.translation import gettext as _

from core.imports.likely import Likely, words_of
from core.imports.registry import Answers, UnknownName
from core.scope import SYSTEM, Actor
from core.vietnamese import fold, nfc
from personnel.models import Unit, UnitName, UnitSuccession

KIND = "unit"
_SUGGESTED = 5
# How lists shorten what a unit is.
_SHORT_FORMS = {
    "p": "phong",
    "tt": "trung tam",
    "cc": "chi cuc",
    "vp": "van phong",
    "bv": "benh vien",
    "ubnd": "uy ban nhan dan",
    "hdnd": "hoi dong nhan dan",
    "thpt": "trung hoc pho thong",
    "thcs": "trung hoc co so",
    "th": "tieu hoc",
    "mn": "mam non",
}


class UnitFinder:
    """Knows all units from two queries; gathers the names that lead nowhere.

    A name is looked for only among the units on which the actor may do ``action``; a code is found
    wherever it is, so that the row can say "out of your reach". What was once answered about a
    name is asked for only where the names that stand do not settle it: an answer given for an old
    list must not lead a list of today to a unit that is dissolved.
    """

    def __init__(
        self, by: Actor, action: str, answers: Answers, *, today: date | None = None
    ) -> None:
        self._by, self._action, self._answers = by, action, answers
        self.today = today
        self.units: dict[int, Unit] = {unit.pk: unit for unit in Unit.objects.order_by("pk")}
        self._codes = {unit.code.casefold(): unit for unit in self.units.values()}
        self._names: dict[str, list[Unit]] = defaultdict(list)
        for unit in self.units.values():
            if self.in_reach(unit):
                for name in {fold(unit.name), fold(unit.short_name)} - {""}:
                    self._names[name].append(unit)
        self._cells: dict[tuple[str, str], tuple[Unit, ...]] = {}
        self._unknown: dict[str, dict[int, None]] = {}
        self._likely: Likely | None = None
        self._heirs: dict[int, list[int]] | None = None

    def in_reach(self, unit: Unit) -> bool:
        """Whether the actor may do the action at the unit."""
        return self._by == SYSTEM or self._by.may(self._action, unit.tree_start)

    def by_code(self, code: str) -> Unit | None:
        """The unit of this code, anywhere."""
        return self._codes.get(code.casefold())

    @staticmethod
    def folded(name: str) -> str:
        """A name as it is compared."""
        return fold(name)

    def others_named(self, folded: str, code: str) -> bool:
        """Whether a unit of another code has this folded name."""
        return any(unit.code.casefold() != code.casefold() for unit in self._names.get(folded, ()))

    def find(self, text: str, row: int, *, above: str = "", on: date | None = None) -> Unit | None:
        """The unit a cell means; without one the name is noted as unknown.

        Args:
            above: the superior as the file writes it, to tell units of the same name apart.
            on: of several units of the same name those are meant that exist on this day.
        """
        key = (text, above)
        if key not in self._cells:
            self._cells[key] = self._candidates(text, above)
        found = self._cells[key]
        if len(found) > 1 and on is not None:
            found = tuple(unit for unit in found if unit.exists_on(on)) or found
        if len(found) == 1:
            return found[0]
        answered = self._answered(text, above)
        if answered is not None:
            return self._on(answered, on)
        self._unknown.setdefault(_written(text, above), {})[row] = None
        return None

    def unknown_names(self) -> list[UnknownName]:
        """The names that led nowhere, each with the units most like it."""
        return [
            UnknownName(KIND, text, list(rows), self._suggestions(text), kind_label=_("Đơn vị"))
            for text, rows in self._unknown.items()
        ]

    def label(self, unit: Unit) -> str:
        """The unit's name with its superior's, for choosing among several."""
        parent = self.units.get(unit.parent_id or 0)
        label = f"{unit.name} – {parent.label}" if parent else unit.name
        if unit.dissolved_on is None:
            return label
        return _("%(unit)s, thôi hoạt động từ %(day)s") % {
            "unit": label,
            "day": f"{unit.dissolved_on:%d/%m/%Y}",
        }

    def _candidates(self, text: str, above: str) -> tuple[Unit, ...]:
        known = self.by_code(text)
        if known is not None:
            return (known,)
        named = self._names.get(fold(text), [])
        if above:
            superiors = self._superiors(above)
            named = [unit for unit in named if any(one.holds(unit.tree_start) for one in superiors)]
        exact = [unit for unit in named if nfc(text).casefold() == unit.name.casefold()]
        return tuple(exact if len(exact) == 1 else named)

    def _superiors(self, above: str) -> tuple[Unit, ...]:
        found = self._cells.setdefault((above, ""), self._candidates(above, ""))
        answered = self._answered(above, "") if len(found) != 1 else None
        return found if answered is None else (answered,)

    def _answered(self, text: str, above: str) -> Unit | None:
        """The unit an officer said the name means, if it lies in reach."""
        code = self._answers.code_for(KIND, _written(text, above))
        unit = self.by_code(code) if code else None
        return unit if unit is not None and self.in_reach(unit) else None

    def _on(self, unit: Unit, day: date | None) -> Unit:
        """The unit, or what alone became of it by the day; a way that parts is not gone."""
        here, seen = unit, {unit.pk}
        while day is not None and here.dissolved_on is not None and here.dissolved_on <= day:
            heirs = self._heirs_of(here)
            if len(heirs) != 1 or heirs[0] in seen:
                return unit
            here = self.units[heirs[0]]
            seen.add(here.pk)
        return here if self.in_reach(here) else unit

    def _heirs_of(self, unit: Unit) -> list[int]:
        if self._heirs is None:
            self._heirs = defaultdict(list)
            pairs = UnitSuccession.objects.values_list("predecessor_id", "successor_id")
            for predecessor, successor in pairs.order_by("pk"):
                if successor not in self._heirs[predecessor]:
                    self._heirs[predecessor].append(successor)
        return self._heirs.get(unit.pk, [])

    def _suggestions(self, text: str) -> list[tuple[str, str]]:
        if self._likely is None:
            self._likely = Likely(self._texts())
        best = self._likely.best(_spelt_out(text), _SUGGESTED)
        if self.today is not None:
            # In a list of today what stands is meant before what has ended.
            best.sort(key=lambda code: self._codes[code.casefold()].dissolved_on is not None)
        return [(code, self.label(self._codes[code.casefold()])) for code in best]

    def _texts(self) -> list[tuple[str, str]]:
        """Every name a unit in reach has or had, with its superior's."""
        texts = []
        for unit in self.units.values():
            if self.in_reach(unit):
                parent = self.units.get(unit.parent_id or 0)
                above = parent.name if parent else ""
                texts += [(unit.code, unit.name), (unit.code, f"{unit.name} {above}")]
                texts += [(unit.code, unit.short_name)] if unit.short_name else []
                texts += [(unit.code, short) for short in _with_initials(unit.name)]
        former = UnitName.objects.filter(valid_to__isnull=False).values_list("unit_id", "name")
        for pk, name in former:
            unit = self.units[pk]
            if self.in_reach(unit):
                texts.append((unit.code, name))
        return texts


def _written(text: str, above: str) -> str:
    return f"{text}, {above}" if above else text


def _with_initials(name: str) -> list[str]:
    """What lists make of a long name: "Phòng Quản lý Công nghiệp" as "phong qlcn"."""
    words = words_of(name)
    first, initials = words[:1], "".join(word[0] for word in words[1:])
    return [f"{first[0]} {initials}"] if len(initials) > 1 else []


def _spelt_out(text: str) -> str:
    words = "".join(char if char.isalnum() else " " for char in fold(text)).split()
    return " ".join(_SHORT_FORMS.get(word, word) for word in words)
