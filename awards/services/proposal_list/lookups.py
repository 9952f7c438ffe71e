"""Everything a list of proposals refers to, fetched at once however many rows it has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from awards.domain.identity import Identity
from awards.permissions import PROPOSE
from awards.services import doubles
from awards.services.doubles import Found
from core.imports import Row, nearest
from core.scope import Actor
from core.vietnamese import text_sort_key
from legal.models import AwardType
from personnel.models import ExternalRecipient, Staff, Unit
from personnel.selectors import staff as staff_reads

# A suggestion compares with every known code, so a file of nonsense gets only a few.
_MOST_SUGGESTIONS = 40


@dataclass
class Lookups:
    """People, units, awards and existing proposals, as far as the officer may propose them."""

    by: Actor
    day: date
    staff: dict[str, Staff]
    units: dict[str, Unit]
    outsiders: dict[str, ExternalRecipient]
    awards: dict[str, AwardType]
    place_of: dict[int, Unit]
    suggestions: int = 0

    @classmethod
    def fetch(cls, rows: Sequence[Row], *, by: Actor, day: date) -> Lookups:
        """Fetch what the rows name, in a fixed number of queries."""
        recipients = {row.get("recipient") for row in rows}
        named_units = recipients | {row.get("unit") for row in rows}
        people = Staff.objects.visible_to(by, PROPOSE).filter(code__in=recipients)
        staff = {person.code: person for person in people}
        units = Unit.objects.visible_to(by, PROPOSE).filter(code__in=named_units)
        outsiders = ExternalRecipient.objects.visible_to(by, PROPOSE).filter(code__in=recipients)
        standings = staff_reads.standings([person.pk for person in staff.values()], day)
        places = Unit.objects.in_bulk({standing.unit_id for standing in standings.values()})
        return cls(
            by=by,
            day=day,
            staff=staff,
            units={unit.code: unit for unit in units},
            outsiders={one.code: one for one in outsiders.select_related("unit")},
            awards={award.code: award for award in AwardType.objects.all()},
            place_of={pk: places[standing.unit_id] for pk, standing in standings.items()},
        )

    def doubles(self, identities: Iterable[Identity]) -> dict[Identity, Found]:
        """Return what stands or is under way for these already, wherever it is."""
        return doubles.many(identities, by=self.by)

    def suggest_recipient(self, code: str, name: str) -> str:
        """Return the code of who bears this name, else the code in reach most like this one."""
        if found := self._codes_by_name.get(text_sort_key(name)):
            return found
        return self._suggest(code, lambda: [*self._codes_by_name.values()])

    def suggest_unit(self, code: str) -> str:
        """Return the unit code in reach most like this one."""
        return self._suggest(code, lambda: self._unit_codes)

    def suggest_award(self, code: str) -> str:
        """Return the award code most like this one."""
        by_name = {award.name: award.code for award in self.awards.values()}
        found = self._suggest(code, lambda: [*self.awards, *by_name])
        return by_name.get(found, found)

    def _suggest(self, text: str, known: Callable[[], list[str]]) -> str:
        self.suggestions += 1
        return nearest(text, known()) if self.suggestions <= _MOST_SUGGESTIONS else ""

    @cached_property
    def _codes_by_name(self) -> dict[str, str]:
        people = Staff.objects.visible_to(self.by, PROPOSE).working_on(self.day)
        units = Unit.objects.visible_to(self.by, PROPOSE).open_on(self.day)
        outsiders = ExternalRecipient.objects.visible_to(self.by, PROPOSE)
        named = [
            *people.values_list("full_name", "code"),
            *units.values_list("name", "code"),
            *outsiders.values_list("name", "code"),
        ]
        codes: dict[str, set[str]] = defaultdict(set)
        for name, code in named:
            codes[text_sort_key(name)].add(code)
        # Of two people of one name neither is suggested: it would be as good as a guess.
        return {name: found.pop() for name, found in codes.items() if len(found) == 1}

    @cached_property
    def _unit_codes(self) -> list[str]:
        units = Unit.objects.visible_to(self.by, PROPOSE).open_on(self.day)
        return list(units.values_list("code", flat=True))
