"""Invented years of service: grades, disciplines, pending cases, long absences.

Each is a function of the number of the person and the year.
"""

from __future__ import annotations

from collections.abc import Iterator

from awards.bench import careers
from awards.bench.loading import Loader, Row
from awards.bench.organisation import Organisation, Person
from awards.bench.scales import FIRST_YEAR, LAST_YEAR, YEARS
from personnel.models import AnnualAssessment, Discipline, LongAbsence

# Out of a hundred people in a year.
_GRADES = (
    *["EXCELLENT"] * 20, *["GOOD"] * 57, *["COMPLETED"] * 14, *["FAILED"] * 2, *[None] * 7,
)  # fmt: skip
_FORMS = ("REPRIMAND", "WARNING", "SALARY_CUT", "REMOVAL")
_LEAVES = ("PARENTAL", "TRAINING", "SICK", "UNPAID")


def load(organisation: Organisation, loader: Loader) -> None:
    """Write ten years of service of everybody."""
    people = list(enumerate(organisation.people))
    loader.load(
        AnnualAssessment, ("id", "staff", "year", "grade", "decision_ref"), _assessments(people)
    )
    loader.load(
        Discipline,
        ("id", "staff", "form", "decision_ref", "valid_from", "valid_to"),
        (
            (number, *row)
            for number, row in enumerate((one for place in people for one in _cases(*place)), 1)
        ),
    )
    loader.load(
        LongAbsence,
        ("id", "staff", "kind", "result", "valid_from", "valid_to"),
        (
            (number, *row)
            for number, row in enumerate((one for place in people for one in _leaves(*place)), 1)
        ),
    )


def _assessments(people: list[tuple[int, Person]]) -> Iterator[Row]:
    number = 0
    for place, person in people:
        career = careers.number_of(place)
        for year in range(FIRST_YEAR, FIRST_YEAR + YEARS):
            grade = _grade(place, year) if career is None else careers.grade(career, year)
            if grade is not None:
                number += 1
                yield number, person.id, year, grade, f"{year}/QĐ-XL"


def _grade(place: int, year: int) -> str | None:
    # Large odd factors, so that neither neighbours nor years follow one another.
    return _GRADES[(place * 7_919 + year * 104_729 + place * year * 31) % len(_GRADES)]


def _cases(place: int, person: Person) -> Iterator[Row]:
    """A discipline for one in a hundred, a pending case for one in a thousand."""
    turn, rest = divmod(place, 100)
    if rest in {39, 41} and turn % 2 == (rest == 39):
        year = LAST_YEAR - turn // 2 % YEARS
        # Some last into the next year, some are not over.
        end = None if turn % 23 == 0 else f"{year + 1}-{1 + turn % 6:02d}-15"
        yield person.id, _FORMS[turn % len(_FORMS)], f"{turn}/QĐ-KL", f"{year}-06-15", end
    if place % 1_000 in {87, 199} and turn // 10 % 2 == (place % 1_000 == 199):
        yield person.id, "UNDER_REVIEW", "", f"{LAST_YEAR}-11-01", None


def _leaves(place: int, person: Person) -> Iterator[Row]:
    """A long leave for one in thirty, in one of the ten years."""
    turn, rest = divmod(place, 30)
    if rest != 11:
        return
    kind, year = _LEAVES[turn % len(_LEAVES)], LAST_YEAR - turn // 4 % YEARS
    result = ("EXCELLENT", "GOOD", "FAILED")[turn % 3] if kind == "TRAINING" else ""
    yield person.id, kind, result, f"{year}-03-01", f"{year}-09-01"
