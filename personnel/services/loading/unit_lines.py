"""The rows of a list of units as the loader works with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from core.imports import Row
from core.vietnamese import fold
from personnel.models import Unit, UnitCode, UnitName, UnitPlacement
from personnel.services.loading.shared_columns import truth
from personnel.services.orders import Order

_TRUTHS = ("has_legal_personality", "participates")


@dataclass(slots=True, eq=False)
class Line:
    """One row; two rows are never equal.

    Attributes:
        said: what the row says of the unit; an empty cell says nothing.
        target: the unit the row is about: one that stands, or a new one not written yet.
        superior: the row above it in the file, or a unit that stands.
    """

    row: int
    code: str
    name: str
    folded: str
    parent_text: str
    sector_text: str
    said: Mapping[str, Any]
    opened_on: date | None
    dissolved_on: date | None
    since: date | None
    order: Order | None
    is_whole: bool
    target: Unit | None = None
    superior: Line | Unit | None = None
    sector: Line | Unit | None = None

    @property
    def above(self) -> Unit | None:
        """The superior as a unit."""
        return self.superior.target if isinstance(self.superior, Line) else self.superior


@dataclass(slots=True)
class Work:
    """What a load does to one unit.

    Attributes:
        difference: columns that change, with old and new value.
        ends: rows of history that end, with the day; ``replaced`` rows mended in place.
        opens: rows of history that begin.
        steps: kind of step, day, note, order: what the lineage page tells.
        events: action and data for the audit trail.
    """

    row: int
    unit: Unit
    is_new: bool
    difference: dict[str, dict[str, Any]] = field(default_factory=dict)
    ends: list[tuple[UnitPlacement | UnitName | UnitCode, date]] = field(default_factory=list)
    replaced: list[tuple[UnitPlacement | UnitName, dict[str, Any]]] = field(default_factory=list)
    opens: list[UnitPlacement | UnitName | UnitCode] = field(default_factory=list)
    steps: list[tuple[str, date, str, Order | None]] = field(default_factory=list)
    events: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    superior: Line | Unit | None = None
    sector: Line | None = None

    @property
    def changes(self) -> bool:
        """Whether anything is to be written."""
        return bool(
            self.is_new
            or self.difference
            or self.ends
            or self.replaced
            or self.opens
            or self.sector
        )


def read_line(row: Row) -> Line:
    """Take a row apart."""
    say = row.values.get
    said = {
        name: value
        for name, value in row.values.items()
        if name in {"name", "short_name", "abbreviation", "kind", "sort_order"}
    }
    for name in _TRUTHS:
        value = truth(say(name, ""))
        if value is not None:
            said[name] = value
    for name in ("agency_code", "former_code"):
        if say(name):
            said[name] = say(name)
    number, day = say("order_number", ""), say("order_date")
    return Line(
        row=row.number,
        code=say("code", ""),
        name=say("name", ""),
        folded=fold(say("name", "")),
        parent_text=say("parent", ""),
        sector_text=say("sector", ""),
        said=said,
        opened_on=say("opened_on"),
        dissolved_on=say("dissolved_on"),
        since=say("since"),
        order=Order(number, day) if number or day else None,
        is_whole=not row.faulty and bool(say("code") and say("name") and say("kind")),
    )
