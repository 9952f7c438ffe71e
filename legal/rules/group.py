"""A group of recipients judged together: yearly records turned into masks of people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property
from threading import local
from typing import TYPE_CHECKING

from legal.rules.facts import (
    CLAIMS,
    DISCIPLINES,
    GRADES,
    CollectiveFacts,
    PersonFacts,
    Subject,
)
from legal.rules.masks import mask_of
from legal.rules.tally import Tally
from legal.rules.works import Applied, per_year

if TYPE_CHECKING:
    from legal.rules.evaluate import Judged

_BEST_FIRST = tuple(GRADES)
# Awards for merit feed the ladders; of others a reading says which of them people may let count.
_MERIT = "MERIT"
_ONLY_MERIT = frozenset({_MERIT})
_WORKS = {"INITIATIVE": "initiatives", "TOPIC": "topics"}
# A year later than any: a discipline that has not ended.
_NEVER = 9999


_AwardMasks = dict[tuple[str, str, int], int]


class Group:
    """Recipients of one kind, one year and one day, with their records as masks.

    Masks are made when first asked for and kept: many rules look at the same years.

    Raises:
        ValueError: the recipients differ in year, day or kind.
    """

    def __init__(self, subjects: Sequence[Subject]) -> None:
        if not subjects:
            raise ValueError("a group needs somebody")
        first = subjects[0]
        for one in subjects:
            if (one.year, one.as_of, one.object_kind) != (
                first.year,
                first.as_of,
                first.object_kind,
            ):
                raise ValueError("a group has one year, one day and one kind of recipient")
        self.subjects = subjects
        self.size = len(subjects)
        self.everyone = (1 << self.size) - 1
        self.year = first.year
        self.as_of: date | None = first.as_of
        self.object_kind = first.object_kind
        self.tallies: dict[str, Tally] = {}
        # What was found, by what asks it, and whom a rule does not concern.
        self.judged: dict[tuple[str, int, str], Judged] = {}
        self.left_out: dict[object, int] = {}
        # Masks of one kind of rule that several such rules look at.
        self.kept: dict[str, dict[tuple[str, int], int]] = {}
        # Who has in a year what some rules ask of it, read in one way.
        self.merit: dict[tuple[object, ...], int] = {}
        # What the program said where a rule failed: by what was asked, then by recipient.
        self.errors: dict[str, dict[int, str]] = {}

    @property
    def people(self) -> Sequence[PersonFacts]:
        """The recipients as persons.

        Raises:
            TypeError: they are collectives.
        """
        if not isinstance(self.subjects[0], PersonFacts):
            raise TypeError("this group has collectives, not persons")
        return self.subjects  # type: ignore[return-value]

    @property
    def collectives(self) -> Sequence[CollectiveFacts]:
        """The recipients as collectives.

        Raises:
            TypeError: they are persons.
        """
        if not isinstance(self.subjects[0], CollectiveFacts):
            raise TypeError("this group has persons, not collectives")
        return self.subjects  # type: ignore[return-value]

    def alone(self, index: int) -> Group:
        """Return the group of one recipient."""
        return Group(self.subjects[index : index + 1])

    @cached_property
    def first_recorded(self) -> int:
        """Return the first year of which somebody has a grade, an award or a work."""
        years = (
            *(year for year, _grade in self._grades),
            *(year for _code, _basis, year in self._by_year[0]),
            *(year for _kind, year, _applied in self._works),
        )
        return min(years, default=self.year)

    @cached_property
    def first_possible(self) -> int:
        """Return the first year in which somebody may have had something that is not known."""
        if any(self.works_missing(kind) for kind in _WORKS):
            return 0
        return min(self.first_recorded, *self._first_years)

    # --- Who is who -------------------------------------------------------------------------

    def claiming(self, claims: Iterable[str]) -> int:
        """Return whose dossier claims one of these (thành tích hồ sơ nêu)."""
        found = 0
        for claim in claims:
            found |= self._claims.get(claim, 0)
        return found

    @cached_property
    def _claims(self) -> dict[str, int]:
        found: dict[str, int] = defaultdict(int)
        bit = 1
        for subject in self.subjects:
            for claim in subject.claims:
                found[claim] |= bit
            bit <<= 1
        return found

    def of_kinds(self, kinds: Iterable[str]) -> int:
        """Return who has one of these occupations, or is a collective of one of these kinds."""
        found = 0
        for kind in kinds:
            found |= self._kinds.get(kind, 0)
        return found

    @cached_property
    def _kinds(self) -> dict[str, int]:
        found: dict[str, int] = defaultdict(int)
        bit = 1
        for subject in self.subjects:
            found[subject.sort] |= bit
            bit <<= 1
        return found

    def ticked(self, rule: str) -> tuple[int, int]:
        """Return for whom somebody ticked the condition as met, and for whom as not met."""
        return self._ticks.get((rule, True), 0), self._ticks.get((rule, False), 0)

    @cached_property
    def _ticks(self) -> dict[tuple[str, bool], int]:
        found: dict[tuple[str, bool], int] = defaultdict(int)
        bit = 1
        for subject in self.subjects:
            for rule, tick in subject.ticks.items():
                found[rule, tick.ok] |= bit
            bit <<= 1
        return found

    def begun(self, year: int) -> int:
        """Return who may have worked, or existed, in the year: all but those known to be later."""
        found = 0
        for first, mask in self._first_years.items():
            if first <= year:
                found |= mask
        return found

    @cached_property
    def _first_years(self) -> dict[int, int]:
        found: dict[int, int] = defaultdict(int)
        bit = 1
        for subject in self.subjects:
            day = subject.begun_on
            found[day.year if day else 0] |= bit
            bit <<= 1
        return found

    # --- Discipline -------------------------------------------------------------------------

    def clear_in(self, year: int, *, partly: bool) -> int:
        """Return whose merit of the year lies after the end of every discipline.

        Args:
            partly: the year in which a discipline ended counts as well.
        """
        found = self.everyone
        for first, mask in self._cleared[partly].items():
            if first > year:
                found &= ~mask
        return found

    @cached_property
    def _cleared(self) -> dict[bool, dict[int, int]]:
        """Masks by the first year that lies wholly, or partly, after every discipline."""
        found: dict[bool, dict[int, int]] = {False: defaultdict(int), True: defaultdict(int)}
        bit = 1
        for subject in self.subjects:
            for row in getattr(subject, "disciplines", None) or ():
                if row.kind in DISCIPLINES and row.start < subject.judged_on:
                    ended = row.end
                    whole = (
                        _NEVER if ended is None else ended.year + (ended > date(ended.year, 1, 1))
                    )
                    found[False][whole] |= bit
                    found[True][_NEVER if ended is None else ended.year] |= bit
            bit <<= 1
        return found

    # --- Grades -----------------------------------------------------------------------------

    def at_least(self, year: int, grade: str) -> int:
        """Return who was graded so or better in the year."""
        better = _BEST_FIRST[: _BEST_FIRST.index(grade) + 1]
        found = 0
        for one in better:
            found |= self._grades.get((year, one), 0)
        return found

    def graded(self, year: int) -> int:
        """Return who has a grade of the year."""
        return self.at_least(year, _BEST_FIRST[-1])

    @cached_property
    def _grades(self) -> dict[tuple[int, str], int]:
        found: dict[tuple[int, str], int] = defaultdict(int)
        bit = 1
        for subject in self.subjects:
            for year, record in subject.grades.items():
                if record.grade is not None:
                    found[year, record.grade] |= bit
            bit <<= 1
        return found

    # --- Awards -----------------------------------------------------------------------------

    def awarded(
        self, codes: Iterable[str], year: int, *, bases: frozenset[str] = _ONLY_MERIT
    ) -> int:
        """Return who got one of the awards for the year's merit (công trạng).

        Args:
            bases: what the awards that count were given for.
        """
        return _either(self._by_year[0], codes, year, bases)

    def decided_by(
        self, codes: Iterable[str], year: int, *, bases: frozenset[str] = _ONLY_MERIT
    ) -> int:
        """Return who got one of the awards for merit by a decision of the year or earlier."""
        wanted, found = frozenset(codes), 0
        for (code, basis, decided), mask in self._by_year[1].items():
            if code in wanted and decided <= year and basis in bases:
                found |= mask
        return found

    def ever_awarded(self, codes: Iterable[str], *, bases: frozenset[str] = _ONLY_MERIT) -> int:
        """Return who got one of the awards for merit of the year judged or before."""
        wanted, found = frozenset(codes), 0
        for (code, basis, year), mask in self._by_year[0].items():
            if code in wanted and year <= self.year and basis in bases:
                found |= mask
        return found

    def awarded_again(self, code: str, year: int) -> int:
        """Return who got the award in the year for something else than merit that he claims."""
        found = 0
        for basis in CLAIMS:
            if basis != _MERIT:
                given = self._by_year[0].get((code, basis, year), 0)
                found |= given & self.claiming((basis,))
        return found

    def award_known(self, year: int) -> int:
        """Return whose awards of the year are known completely."""
        found = 0
        for since, mask in self._known_since.items():
            if since is not None and since <= year:
                found |= mask
        return found

    @cached_property
    def _known_since(self) -> dict[int | None, int]:
        """Masks by the first year known: 0 for all years, ``None`` for awards not kept."""
        found: dict[int | None, int] = defaultdict(int)
        bit = 1
        for subject in self.subjects:
            since = None if subject.awards is None else (subject.awards_since or 0)
            found[since] |= bit
            bit <<= 1
        return found

    @cached_property
    def _by_year(self) -> tuple[_AwardMasks, _AwardMasks]:
        """Masks by award, kind of merit and year: of the merit, and of the decision."""
        merit: _AwardMasks = defaultdict(int)
        decided: _AwardMasks = defaultdict(int)
        bit = 1
        for subject in self.subjects:
            for award in subject.awards or ():
                merit[award.code, award.basis, award.year] |= bit
                decided[award.code, award.basis, award.year_decided] |= bit
            bit <<= 1
        return merit, decided

    @cached_property
    def awards_incomplete(self) -> int:
        """Return whose awards are not known for all years."""
        return self.everyone & ~self._known_since.get(0, 0)

    # --- Works ------------------------------------------------------------------------------

    def works(self, kind: str, year: int, applied: Applied = Applied.ANY) -> Sequence[int]:
        """Return who has one work of the kind recognised for the year, who has two, and so on.

        Args:
            kind: ``INITIATIVE`` or ``TOPIC``.
            applied: what must be known of their application.
        """
        return self._works.get((kind, year, applied), ())

    def works_missing(self, kind: str) -> int:
        """Return whose works of the kind are not kept."""
        return self._works_kept[kind][0]

    def with_works(self, kind: str) -> int:
        """Return who has works of the kind, of whatever year."""
        return self._works_kept[kind][1]

    @cached_property
    def _works_kept(self) -> dict[str, tuple[int, int]]:
        """By kind, whose works are not kept, and who has some."""
        found = {}
        for kind, name in _WORKS.items():
            rows = [getattr(subject, name, None) for subject in self.subjects]
            found[kind] = mask_of(rows, lambda one: one is None), mask_of(rows, bool)
        return found

    @cached_property
    def _works(self) -> dict[tuple[str, int, Applied], list[int]]:
        found: dict[tuple[str, int, Applied], list[int]] = defaultdict(list)
        for kind, name in _WORKS.items():
            bit = 1
            for subject in self.subjects:
                for place, times in per_year(kind, getattr(subject, name, None) or ()).items():
                    masks = found[kind, *place]
                    masks.extend([0] * (times - len(masks)))
                    for nth in range(times):
                        masks[nth] |= bit
                bit <<= 1
        return found

    # --- Contradictions ---------------------------------------------------------------------

    @cached_property
    def contradicted(self) -> int:
        """Whose records cannot all be right."""
        return mask_of(self.subjects, lambda subject: bool(subject.contradictions))


def _either(masks: _AwardMasks, codes: Iterable[str], year: int, bases: frozenset[str]) -> int:
    found = 0
    for code in codes:
        for basis in bases:
            found |= masks.get((code, basis, year), 0)
    return found


class _Last(local):
    group: Group | None = None


_last = _Last()


def group_of(subject: Subject) -> Group:
    """Return the group of one recipient.

    Findings about one are put into words one after the other; the masks made for the first serve
    the others, so the group last asked for is kept.
    """
    if _last.group is None or _last.group.subjects[0] is not subject:
        _last.group = Group([subject])
    return _last.group
