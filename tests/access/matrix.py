"""How the permission matrix is read: tables of marks, the cases, and the answer each must get.

Nothing here asks the code under test: whether a role may do something stands in the tables of
``tables.py``, and where a role reaches is said by the little map of units below.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

# --- The table ------------------------------------------------------------------------------

COLUMNS = {
    "SM": "STAFF_MEMBER",
    "HR": "HR_OFFICER",
    "UH": "UNIT_HEAD",
    "DI": "DIRECTOR",
    "CM": "COUNCIL_MEMBER",
    "PO": "PROVINCE_OFFICER",
    "PL": "PROVINCE_LEADER",
    "MO": "MINISTRY_OFFICER",
    "AU": "AUDITOR",
    "DO": "DATA_OFFICER",
    "LO": "LEGAL_OFFICER",
    "SA": "SYSTEM_ADMIN",
}


def read(table: str) -> dict[str, frozenset[str]]:
    """The roles that may do each action, from a table with a head line and a line for each."""
    head, *lines = (line.split() for line in table.strip().splitlines() if line.strip())
    marks = {}
    for action, *cells in lines:
        assert len(cells) == len(head), action
        assert set(cells) <= {"x", "-"}, action
        marks[action] = frozenset(
            COLUMNS[column] for column, cell in zip(head, cells, strict=True) if cell == "x"
        )
    return marks


# --- The cases ------------------------------------------------------------------------------

#   How somebody stands to the thing            has he the role there today?
CASES = {
    "own":                 True,    # the role is held at the unit itself
    "subtree":             True,    # … at a unit above it
    "outside":             False,   # … at another agency
    "after_the_date":      False,   # … and has ended today
    "before_the_date":     False,   # … and begins tomorrow
    "on_behalf":           True,    # somebody else holds it and lets him act
    "on_behalf_outside":   False,   # … at another agency
    "on_behalf_no_longer": False,   # … and holds it no longer
}  # fmt: skip

#   Whose case it is, for one who has the role   may he act on it?
NEAR = {
    "nominee":           False,   # his own
    "spouse":            False,   # his spouse's
    "principal":         False,   # of the person he acts for
    "principals_spouse": False,   # of that person's spouse
    "colleague":         True,    # of anybody else
}  # fmt: skip

# Which unit lies in which.
ABOVE = {
    "ministry": "state",
    "province": "state",
    "department": "province",
    "elsewhere": "province",
    "division": "department",
    "other_division": "department",
}


def lies_in(unit: str, above: str) -> bool:
    """Whether a unit is, or lies below, another one."""
    return unit == above or (unit in ABOVE and lies_in(ABOVE[unit], above))


# --- The requests ---------------------------------------------------------------------------

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Ask:
    """A real request that needs an action, and what it answers.

    Attributes:
        action: what it needs.
        url: name of the address; those of the API begin with ``api:``.
        args: parts of the address, from the world.
        data: what is sent, from the world.
        ok: the answer to those who may.
        place: the unit by which it is judged.
        seen_by: actions by which the thing is seen, each with the unit by which that is judged;
            who sees it and may not is told 403, who does not see it 404.
        named_by: actions by which the place at least may be named: without them it is told that
            there is no such place, with them that nothing is seen there (404).
        lacking: the answer to those who neither may anywhere nor see it.
        elsewhere: the answer to those who may, but not here, and do not see it.
        also: other actions, each with its unit, that open the same.
        near: whether the case is somebody's own, and whose (a name in the world).
    """

    action: str
    url: str
    args: Callable[[Any], Iterable[Any]] = field(default=lambda _world: ())
    data: Callable[[Any], Values] = field(default=lambda _world: {})
    method: str = "get"
    ok: int = 200
    place: str = "division"
    seen_by: tuple[tuple[str, str], ...] = ()
    named_by: tuple[tuple[str, str], ...] = ()
    lacking: int = 404
    elsewhere: int = 404
    also: tuple[tuple[str, str], ...] = ()
    near: str = ""

    @property
    def label(self) -> str:
        """Short words for a failure."""
        return f"{self.method.upper()} {self.url}"


@dataclass(frozen=True)
class Standing:
    """What somebody holds today: one role at one unit, or nothing."""

    role: str
    at: str | None

    def may(self, marks: Mapping[str, frozenset[str]], action: str, place: str) -> bool:
        """Whether the table and the map give him the action at the place."""
        return self.at is not None and self.role in marks[action] and lies_in(place, self.at)

    def may_somewhere(self, marks: Mapping[str, frozenset[str]], action: str) -> bool:
        """Whether the table gives him the action anywhere."""
        return self.at is not None and self.role in marks[action]


def expected(marks: Mapping[str, frozenset[str]], ask: Ask, who: Standing, *, near: bool) -> int:
    """The answer the request must get."""
    ways = ((ask.action, ask.place), *ask.also)
    if any(who.may(marks, action, place) for action, place in ways) and not near:
        return ask.ok
    if any(who.may(marks, action, place) for action, place in ask.seen_by):
        return 403
    if any(who.may(marks, action, place) for action, place in ask.named_by):
        return 404
    return ask.elsewhere if who.may_somewhere(marks, ask.action) else ask.lacking
