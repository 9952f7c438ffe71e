"""The history of the units that stand, from three queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from personnel.domain.tree import PlacementFact
from personnel.models import Unit, UnitCode, UnitName, UnitPlacement
from personnel.services.unit_values import NAMES


class History:
    """Names, places and codes by unit, oldest first."""

    def __init__(self) -> None:
        self.names: dict[int, list[UnitName]] = defaultdict(list)
        self.places: dict[int, list[UnitPlacement]] = defaultdict(list)
        self.codes: dict[tuple[int, str], list[UnitCode]] = defaultdict(list)
        self.holders: dict[tuple[str, str], list[UnitCode]] = defaultdict(list)
        for name in UnitName.objects.order_by("valid_from", "pk"):
            self.names[name.unit_id].append(name)
        for place in UnitPlacement.objects.order_by("valid_from", "pk"):
            self.places[place.unit_id].append(place)
        for code in UnitCode.objects.order_by("valid_from", "pk"):
            self.codes[code.unit_id, code.scheme].append(code)
            self.holders[code.scheme, code.value].append(code)

    def last_name(self, unit: Unit) -> UnitName:
        """The newest name; a unit set up without one has what its record says."""
        if self.names[unit.pk]:
            return self.names[unit.pk][-1]
        now = {name: getattr(unit, name) for name in NAMES}
        return UnitName(unit=unit, valid_from=unit.opened_on, **now)

    def placement_facts(self) -> Iterable[PlacementFact]:
        """All placements as plain facts."""
        for places in self.places.values():
            for place in places:
                yield PlacementFact(
                    place.unit_id, place.parent_id, place.valid_from, place.valid_to
                )
