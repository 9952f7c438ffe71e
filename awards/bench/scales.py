"""How much data a run works on."""

from __future__ import annotations

from dataclasses import dataclass

SEED = 20_201_130
FIRST_YEAR = 2016
YEARS = 10
LAST_YEAR = FIRST_YEAR + YEARS - 1


@dataclass(frozen=True, slots=True)
class Scale:
    """Sizes of an invented organisation and of ten years of its records.

    Attributes:
        levels: units per level of the tree: the State, the province and a ministry, the
            departments of the province, and what lies below them.
        open_proposals: those of all proposals that wait for a department's check.
        repeats: how often a piece of work is done in one round, so that a round is long enough
            to be measured.
    """

    name: str
    levels: tuple[int, int, int, int, int]
    staff: int
    registrations: int
    initiatives: int
    awards: int
    proposals: int
    open_proposals: int
    repeats: int = 24

    @property
    def units(self) -> int:
        """Units of all levels."""
        return sum(self.levels)


SCALES = {
    scale.name: scale
    for scale in (
        # Small enough for a test of the command itself.
        Scale("tiny", (1, 2, 2, 4, 3), 40, 60, 20, 400, 60, 24, repeats=2),
        Scale("department", (1, 2, 1, 12, 4), 300, 3_000, 300, 2_000, 600, 120),
        Scale(
            "province", (1, 2, 40, 340, 1_117), 60_000, 600_000, 60_000, 400_000, 120_000, 20_000
        ),
    )
}
