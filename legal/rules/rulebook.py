"""The rule-sets that judge one dossier: national text, then province, then installation."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from legal.domain.codes import Layer, Standing
from legal.domain.rulesets import DeadlineEntry, QuotaEntry, RuleEntry, RuleSetEntry

if TYPE_CHECKING:
    from legal.rules.base import Rule


@dataclass(frozen=True, slots=True)
class Rulebook:
    """The sets in force for a dossier (các bộ quy tắc áp dụng), national ones first.

    Attributes:
        received_on: day the competent body received the dossier; some provisions took force in
            the middle of a set's period.
        identity: what tells this book apart from any other: its sets, whether they bind, the day.
        built: the rules its entries name, kept by the evaluation; a book never changes.
    """

    sets: tuple[RuleSetEntry, ...]
    received_on: date | None = None
    identity: str = field(init=False, repr=False, compare=False, default="")
    built: dict[tuple[str, str], tuple[tuple[RuleSetEntry, Rule], ...]] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        """Write the identity once: every rule asks for it."""
        rows = (
            f"{row.layer}:{row.code}/{row.version}:{row.published}:{row.sha256}"
            for row in self.sets
        )
        object.__setattr__(self, "identity", "|".join((*rows, str(self.received_on))))

    @property
    def key(self) -> str:
        """The codes of the sets with their versions, as a verdict quotes them."""
        return " + ".join(f"{row.code}/{row.version}" for row in self.sets)

    def entries(self, award: str, object_kind: str) -> list[tuple[RuleSetEntry, RuleEntry]]:
        """Return the rules for an award with the set each stands in.

        A provincial or local set adds to the national text; where the national one has no standard
        and leaves it to the province, the province's stands alone.
        """
        own = [(row, entry) for row in self.sets for entry in row.own_entries(award, object_kind)]
        common = [(row, entry) for row in self.sets for entry in row.common]
        return [*own, *common] if own else []

    def has_standard(self, award: str, object_kind: str) -> bool:
        """Tell whether the book states a standard for the award, not only a reminder.

        What an installation keeps until somebody has compared it reminds of a standard; it makes
        none.
        """
        return any(
            row.layer is not Layer.INSTALLATION or entry.established is not Standing.TO_BE_CONFIRMED
            for row in self.sets
            for entry in row.own_entries(award, object_kind)
        )

    def quotas(self) -> list[tuple[RuleSetEntry, QuotaEntry]]:
        """Return caps and ratios with the set each stands in."""
        return [(row, quota) for row in self.sets for quota in row.quotas]

    def deadlines(self) -> list[tuple[RuleSetEntry, DeadlineEntry]]:
        """Return the days until which dossiers are to be sent."""
        return [(row, deadline) for row in self.sets for deadline in row.deadlines]

    def awards(self) -> tuple[str, ...]:
        """Return the codes of the awards for which some set has rules."""
        codes = (award.partition(".")[0] for row in self.sets for award in row.awards)
        return tuple(dict.fromkeys(codes))
