"""Numbers of recipients by kind, and the filters that lead to the records they count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from awards.models.recipient import ObjectKind


class Figure(NamedTuple):
    """A number and the filter that shows the records it counts."""

    value: int
    filters: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Totals:
    """Collectives, individuals and households, added up."""

    collectives: int
    individuals: int
    households: int = 0

    @property
    def total(self) -> int:
        """All together."""
        return self.collectives + self.individuals + self.households

    def figures(self, filters: Mapping[str, str]) -> tuple[Figure, ...]:
        """The numbers in the order of the columns, each with the filter that shows its records."""
        return (
            Figure(self.collectives, {**filters, "object_kind": ObjectKind.COLLECTIVE.value}),
            Figure(self.individuals, {**filters, "object_kind": ObjectKind.INDIVIDUAL.value}),
            Figure(self.households, {**filters, "object_kind": ObjectKind.HOUSEHOLD.value}),
        )


def add_up(parts: Iterable[Totals]) -> Totals:
    """Add up the parts of a report."""
    found = list(parts)
    return Totals(
        collectives=sum(part.collectives for part in found),
        individuals=sum(part.individuals for part in found),
        households=sum(part.households for part in found),
    )
