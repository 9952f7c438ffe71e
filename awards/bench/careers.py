"""Invented careers: people whose awards follow one another as the law's ladders ask.

Awards that are dealt out evenly hardly ever make three titles in a row, or five good years after an
earlier award. So one person in twenty has two awards of every year after a pattern.
"""

from __future__ import annotations

from awards.bench.scales import LAST_YEAR

ONE_IN = 20
AWARDS_A_YEAR = 2

# What a career brings beside the usual title of the year, by years before the last one.
_PATTERNS: tuple[tuple[frozenset[int], dict[int, str]], ...] = (
    # Fighters of the base: in which years; and higher awards: one for each year.
    (frozenset(range(3)), {}),
    (frozenset({1, 2, 3, 7}), {5: "BK_TINH"}),
    (frozenset(range(5)), {4: "CSTD_TINH", 6: "BK_BO"}),
    (frozenset(range(10)), {2: "CSTD_TINH"}),
    (frozenset({3, 4, 5}), {}),
    (frozenset({1, 2, 4}), {6: "BK_TINH"}),
    (frozenset({0, 2, 3}), {6: "BK_TTG", 8: "BK_BO"}),
    (frozenset({1, 2, 3, 4}), {5: "BK_TTG"}),
    (frozenset({0, 1, 4, 5}), {7: "HCLD_3", 3: "CSTD_TINH"}),
    (frozenset({0, 3, 6}), {7: "HCLD_2", 1: "CSTD_TINH", 4: "CSTD_TINH"}),
    (frozenset({0, 2, 4}), {0: "CSTD_TINH", 1: "CSTD_TINH"}),
    (frozenset({2, 3, 4, 5}), {1: "CSTD_TINH", 2: "CSTD_TINH"}),
    (frozenset({0, 1}), {0: "BK_TINH"}),
)
# What a career may bring, beside what is dealt out to everybody.
ORDERS = ("HCLD_3", "HCLD_2")


def number_of(place: int) -> int | None:
    """Return the number of the career of the person at a place, from 0, or nothing."""
    number, rest = divmod(place, ONE_IN)
    return number if rest == ONE_IN - 1 else None


def place_of(number: int) -> int:
    """Return the place of the person with a career."""
    return number * ONE_IN + ONE_IN - 1


def place_without(number: int) -> int:
    """Return the place of one of the others, counted from 0."""
    return number + number // (ONE_IN - 1)


def award(number: int, year: int, nth: int) -> str:
    """Return the first or the second award of a career in a year; the two differ."""
    fighter, higher = _PATTERNS[number % len(_PATTERNS)]
    ago = LAST_YEAR - year
    if nth == 0:
        return "CSTDCS" if ago in fighter else "LDTT"
    return higher.get(ago, "GIAYKHEN")


def grade(number: int, year: int) -> str | None:
    """Return the grade of a year; ``None`` where nobody wrote it down, or none was given."""
    if (number * 7 + year) % 29 == 0:
        return None
    return "EXCELLENT" if (number + year) % 3 == 0 else "GOOD"


def initiative_year(number: int, nth: int) -> int:
    """Return the year of an initiative of a career: those of one person lie side by side."""
    return LAST_YEAR - number % 4 - nth % 3
