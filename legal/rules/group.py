"""A group of recipients judged together: yearly records turned into masks of people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import TypeVar

from legal.rules.facts import (
    GRADES,
    SCOPES,
    CollectiveFacts,
    InitiativeFact,
    PersonFacts,
    Subject,
)
from legal.rules.tally import Tally

S = TypeVar("S")
_BEST_FIRST = tuple(GRADES)
# Merit awards feed the ladders; what was given for a sudden deed or a theme does not
# (Nghị định 152/2025/NĐ-CP, Điều 4 khoản 3).
_MERIT = "MERIT"
_WORKS = {"INITIATIVE": "initiatives", "TOPIC": "topics"}


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

    def awarded(self, codes: Iterable[str], year: int) -> int:
        """Return who got one of the awards for the merit of the year (công trạng only)."""
        found = 0
        for code in codes:
            found |= self._awards.get((code, year), 0)
        return found

    def decided(self, codes: Iterable[str], year: int) -> int:
        """Return who got one of the awards by a decision of the year (công trạng only)."""
        found = 0
        for code in codes:
            found |= self._decided.get((code, year), 0)
        return found

    def ever_awarded(self, codes: Iterable[str]) -> int:
        """Return who got one of the awards for merit in any year."""
        wanted = frozenset(codes)
        found = 0
        for (code, _year), mask in self._awards.items():
            if code in wanted:
                found |= mask
        return found

    def award_years(self, codes: Iterable[str]) -> list[int]:
        """Return the years of decisions on these awards in the group, latest first."""
        wanted = frozenset(codes)
        return sorted({year for code, year in self._decided if code in wanted}, reverse=True)

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
    def _by_year(self) -> tuple[dict[tuple[str, int], int], dict[tuple[str, int], int]]:
        merit: dict[tuple[str, int], int] = defaultdict(int)
        decided: dict[tuple[str, int], int] = defaultdict(int)
        bit = 1
        for subject in self.subjects:
            for award in subject.awards or ():
                if award.basis == _MERIT:
                    merit[award.code, award.year] |= bit
                    decided[award.code, award.year_decided] |= bit
            bit <<= 1
        return merit, decided

    @property
    def _awards(self) -> dict[tuple[str, int], int]:
        return self._by_year[0]

    @property
    def _decided(self) -> dict[tuple[str, int], int]:
        return self._by_year[1]

    @cached_property
    def awards_incomplete(self) -> int:
        """Return whose awards are not known for all years."""
        return self.everyone & ~self._known_since.get(0, 0)

    @cached_property
    def first_year(self) -> int:
        """The first year anybody in the group has a grade or an award of."""
        years = [year for year, _grade in self._grades]
        years += [year for _code, year in self._awards]
        years += [year for _code, year in self._decided]
        return min(years, default=self.year)

    # --- Works ------------------------------------------------------------------------------

    def works(self, kind: str, year: int) -> Sequence[int]:
        """Return who has one work of the kind recognised for the year, who has two, and so on.

        Args:
            kind: ``INITIATIVE`` or ``TOPIC``.
        """
        return self._works.get((kind, year), ())

    def works_missing(self, kind: str) -> int:
        """Return whose works of the kind are not kept."""
        name = _WORKS[kind]
        return mask_of(self.subjects, lambda one: getattr(one, name, None) is None)

    @cached_property
    def _works(self) -> dict[tuple[str, int], list[int]]:
        found: dict[tuple[str, int], list[int]] = defaultdict(list)
        for kind, name in _WORKS.items():
            bit = 1
            for subject in self.subjects:
                for year, times in _per_year(getattr(subject, name, None) or ()).items():
                    masks = found[kind, year]
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


def _per_year(works: Iterable[InitiativeFact]) -> dict[int, int]:
    """Count recognised works by the year they count for."""
    found: dict[int, int] = defaultdict(int)
    for work in works:
        if work.recognised_on is not None and work.scope in SCOPES:
            found[work.year if work.year is not None else work.recognised_on.year] += 1
    return found


def mask_of(subjects: Iterable[S], test: Callable[[S], bool]) -> int:
    """Return the mask of those for whom the test holds."""
    found, bit = 0, 1
    for subject in subjects:
        if test(subject):
            found |= bit
        bit <<= 1
    return found


def indices(mask: int) -> Iterator[int]:
    """Return the positions of the bits of a mask, lowest first."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


def at_least_of(masks: Sequence[int], wanted: int, everyone: int) -> int:
    """Return who is in at least this many of the masks."""
    if wanted <= 0:
        return everyone
    reached = [everyone, *([0] * wanted)]
    for mask in masks:
        for count in range(wanted, 0, -1):
            reached[count] |= reached[count - 1] & mask
    return reached[wanted]
