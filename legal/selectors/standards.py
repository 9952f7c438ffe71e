"""The standard of an award in several rule-sets side by side, with what changed from one to the next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from legal.domain.codes import Layer, Standing
from legal.domain.rulesets import RuleEntry, RuleSetEntry
from legal.models import AwardType
from legal.selectors.rule_uses import join_of, numbers_of
from legal.selectors.rule_words import citation_of, requirement_of

_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Cell:
    """What one rule-set says on one condition.

    Attributes:
        present: the set asks for it.
        changes: what differs from the set to the left, in words.
    """

    rule_set: RuleSetEntry
    present: bool
    numbers: tuple[tuple[str, str], ...] = ()
    standing: Standing | None = None
    join: str = ""
    note: str = ""
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One condition through the sets; ``depth`` counts the conditions it is a part of."""

    rule: str
    requirement: str
    citation: str
    depth: int
    cells: tuple[Cell, ...]

    @property
    def differs(self) -> bool:
        """Whether anything changes from one set to the next."""
        return any(cell.changes for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Part:
    """The conditions for some kinds of recipient, or those asked of every award (no kind)."""

    kinds: tuple[str, ...]
    lines: tuple[Line, ...]


def stating(award: AwardType, sets: Mapping[str, RuleSetEntry]) -> list[RuleSetEntry]:
    """Return the rule-sets that state a standard of the award, each layer in order of time."""
    rows = [
        row
        for row in sets.values()
        if any(key.partition(".")[0] == award.code for key in row.awards)
    ]
    layers = list(Layer)
    return sorted(rows, key=lambda row: (layers.index(row.layer), row.valid_from, row.code))


def around(rows: Sequence[RuleSetEntry], today: date) -> list[RuleSetEntry]:
    """Return the national sets to begin with: the one in force on the day and those before it."""
    national = [row for row in rows if row.layer is Layer.NATIONAL]
    begun = [row for row in national if row.valid_from <= today]
    return (begun or national or list(rows))[-_SHOWN:]


def compared(award: AwardType, rows: Sequence[RuleSetEntry]) -> list[Part]:
    """Return the conditions of the award in these sets side by side."""
    found: list[Part] = []
    for kind in award.object_kinds:
        lines = tuple(_lines(rows, [row.own_entries(award.code, kind) for row in rows], 0))
        same = next((part for part in found if part.lines == lines), None)
        if same is not None:
            found[found.index(same)] = Part((*same.kinds, kind), lines)
        elif lines:
            found.append(Part((kind,), lines))
    common = tuple(_lines(rows, [row.common for row in rows], 0))
    return [*found, Part((), common)] if common else found


def _lines(
    rows: Sequence[RuleSetEntry], columns: Sequence[Sequence[RuleEntry]], depth: int
) -> Iterator[Line]:
    """Put lists of entries side by side; an entry is known again by its rule, the first by the first."""
    keyed = [_keyed(entries) for entries in columns]
    # The newest set gives the order; what only others have follows.
    for key in dict.fromkeys(key for column in reversed(keyed) for key in column):
        entries = [column.get(key) for column in keyed]
        yield Line(
            rule=key[0],
            requirement=requirement_of(key[0]),
            citation=citation_of(key[0]),
            depth=depth,
            cells=tuple(_cells(rows, entries)),
        )
        parts = [entry.parts if entry else () for entry in entries]
        yield from _lines(rows, parts, depth + 1)


def _keyed(entries: Sequence[RuleEntry]) -> dict[tuple[str, int], RuleEntry]:
    found: dict[tuple[str, int], RuleEntry] = {}
    for entry in entries:
        times = sum(name == entry.rule for name, _number in found)
        found[entry.rule, times] = entry
    return found


def _cells(rows: Sequence[RuleSetEntry], entries: Sequence[RuleEntry | None]) -> Iterator[Cell]:
    before: RuleEntry | None = None
    for number, (row, entry) in enumerate(zip(rows, entries, strict=True)):
        changes = tuple(_changes(before, entry)) if number else ()
        if entry is None:
            yield Cell(row, present=False, changes=changes)
        else:
            yield Cell(
                row,
                present=True,
                numbers=numbers_of(entry),
                standing=entry.established,
                join=join_of(entry),
                note=entry.note,
                changes=changes,
            )
        before = entry


def _changes(before: RuleEntry | None, entry: RuleEntry | None) -> Iterator[str]:
    if before is None or entry is None:
        if before is not None:
            yield _("bỏ")
        if entry is not None:
            yield _("thêm")
        return
    if numbers_of(before) != numbers_of(entry):
        yield _("đổi số")
    if join_of(before) != join_of(entry):
        yield _("đổi cách nối")
    if before.established != entry.established:
        yield _("đổi mức đối chiếu")
