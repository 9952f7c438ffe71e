"""Three ways of reading the same records: strictly, with what people may decide, with luck.

What holds strictly is met. What holds only when people decide so is left to them. What could hold
if everything unknown turned out well is unknown; the rest is not met.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from legal.rules.base import DISCIPLINE_CUTS, MERIT_ONLY, Context
from legal.rules.checks import notation
from legal.rules.facts import CLAIMS, GRADES, NEVER_MERIT
from legal.rules.group import Group
from legal.rules.works import Applied

# More years than a working life has.
LOOK_BACK = 45
_ONLY_MERIT = frozenset({"MERIT"})
_EVERY_BASIS = frozenset(CLAIMS)


@dataclass(frozen=True, slots=True)
class Reading:
    """How the records of a group are read.

    Attributes:
        award: the award judged; a year that already served it counts only when people say so.
        cut: merit counts only after the end of every discipline.
        bases: what the awards that feed it were given for: merit; leniently also what no text
            leaves out, as sudden deeds and themes are.
        lenient: what people may decide is decided well: the year of the earlier decision, the
            year in which a discipline ended, a year that already served the same award.
        hopeful: what is not known turns out well.
    """

    group: Group
    award: str
    cut: bool
    bases: frozenset[str]
    lenient: bool = False
    hopeful: bool = False

    @property
    def first_year(self) -> int:
        """The first year to look at: before it nobody in the group has anything."""
        first = self.group.first_possible if self.hopeful else self.group.first_recorded
        return max(first, self.group.year - LOOK_BACK)

    def has(self, thing: str, year: int) -> Sequence[int]:
        """Return masks of who has the thing in the year, once, twice and so on."""
        if thing in GRADES:
            return (self._graded(thing, year),)
        if thing in notation.WORKS:
            return self._works(thing, year)
        return (self._awarded(thing, year),)

    def has_all(self, asked: str, year: int) -> int:
        """Return who has in the year one of the alternatives asked for."""
        # Several rules ask the same of a year; for which award does not matter here.
        place = asked, year, self.bases, self.lenient, self.hopeful
        if place not in self.group.merit:
            self.group.merit[place] = self._has_all(asked, year)
        return self.group.merit[place]

    def _has_all(self, asked: str, year: int) -> int:
        found = 0
        for alternative in notation.of_each_year(asked):
            together = self.group.everyone
            for thing in alternative:
                masks = self.has(thing, year)
                together &= masks[0] if masks else 0
            found |= together
        return found

    def counts(self, year: int, *, served_too: bool) -> int:
        """Return whose merit of the year may count at all.

        Args:
            served_too: also years for which the same award was given already.
        """
        found = self.group.everyone
        if self.cut:
            found &= self.group.clear_in(year, partly=self.lenient)
        if not served_too:
            found &= ~self.group.awarded((self.award,), year)
        return found

    def _graded(self, grade: str, year: int) -> int:
        found = self.group.at_least(year, grade)
        if self.hopeful:
            found |= self.group.begun(year) & ~self.group.graded(year)
        return found

    def _awarded(self, code: str, year: int) -> int:
        found = self.group.awarded((code,), year, bases=self.bases)
        if self.hopeful:
            found |= self.group.begun(year) & ~self.group.award_known(year)
        return found

    def _works(self, kind: str, year: int) -> Sequence[int]:
        found = self.group.works(kind, year, Applied.LIKELY if self.lenient else Applied.SURE)
        missing = self.group.works_missing(kind) if self.hopeful else 0
        if not missing:
            return found
        return (*(mask | missing for mask in found), missing, missing, missing)


def strictly(context: Context, group: Group) -> Reading:
    """Return the reading of what is met without anybody's decision."""
    return Reading(group, context.award, context.settles(DISCIPLINE_CUTS), _ONLY_MERIT)


def leniently(context: Context, group: Group) -> Reading:
    """Return the reading in which people decide well what the texts leave open."""
    return _open(context, group, hopeful=False)


def hopefully(context: Context, group: Group) -> Reading:
    """Return the reading in which everything that is not known turns out well, too."""
    return _open(context, group, hopeful=True)


def _open(context: Context, group: Group, *, hopeful: bool) -> Reading:
    return Reading(
        group,
        context.award,
        context.settles(DISCIPLINE_CUTS),
        _EVERY_BASIS - NEVER_MERIT if context.settles(MERIT_ONLY) else _EVERY_BASIS,
        lenient=True,
        hopeful=hopeful,
    )
