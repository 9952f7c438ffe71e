"""Facts about people: every kind of record in one query, however many people they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from typing import Any

from awards.selectors.facts.checked import checked
from awards.selectors.facts.person_records import PersonRow, Records, people
from awards.selectors.facts.streams import Owners
from awards.workflow import DECIDED
from legal.rules.facts import (
    SCOPES,
    AbsenceFact,
    AwardFact,
    BarFact,
    DisciplineFact,
    InitiativeFact,
    InitiativeUse,
    PersonFacts,
    PostFact,
    YearRecord,
)
from personnel.models import Staff, UnitKind
from personnel.models.staff import Sex

# Plain texts: a comparison with a member of an enumeration costs more, and millions are made.
_FEMALE, _ENTERPRISE = str(Sex.FEMALE.value), str(UnitKind.ENTERPRISE.value)
_SCOPE_RANK = {scope: rank for rank, scope in enumerate(SCOPES)}


def person_facts(staff: Staff, year: int, *, as_of: date | None = None) -> PersonFacts:
    """Collect what the rules may know about a person for an award of the year."""
    return dict(facts_of_people([staff.pk], year, as_of=as_of))[staff.pk]


def facts_of_people(
    owners: Owners, year: int, *, as_of: date | None = None
) -> Iterator[tuple[int, PersonFacts]]:
    """Yield keys and facts of people in the order of keys; ten queries, whoever they are.

    Disciplines are kept, so nobody's are unknown. Days away are not: long absences alone do not
    tell how many working days somebody missed.

    Args:
        owners: keys of some people, read at once; or a query of any size, read piece by piece.
        as_of: the day the dossier is received; without it the year is judged after its end.
    """
    records = Records(owners, year)
    for row in people(owners):
        yield row.pk, checked(_person(row, records, year, as_of))


def _person(row: PersonRow, records: Records, year: int, as_of: date | None) -> PersonFacts:
    key = row.pk
    awards = tuple(
        [
            AwardFact(code, of, decided_on, basis, ground, f"award:{pk}")
            for _owner, code, of, decided_on, basis, ground, pk in records.awards.of(key)
        ]
    )
    return PersonFacts(
        ref=f"staff:{key}",
        name=row.full_name,
        year=year,
        as_of=as_of,
        joined_on=row.joined_on,
        recruited_on=row.recruited_on,
        service_from=row.service_from,
        retires_on=row.retires_on,
        is_woman=row.sex == _FEMALE if row.sex else None,
        occupation="WORKER" if row.unit_kind == _ENTERPRISE else "PUBLIC",
        grades={of: _grade(of, grade) for _owner, of, grade in records.grades.of(key)},
        awards=awards,
        awards_since=_awards_since(row, awards),
        initiatives=_initiatives(records.initiatives.of(key)),
        topics=tuple(map(_topic, records.works.of(key))),
        uses=tuple(map(_use, records.uses.of(key))),
        disciplines=tuple(map(_discipline, records.disciplines.of(key))),
        bars=tuple(map(_bar, records.bars.of(key))),
        absences=tuple(map(_absence, records.absences.of(key))),
        posts=tuple(map(_post, records.posts.of(key))),
    )


def _topic(row: Any) -> InitiativeFact:
    _owner, pk, title, scope, on, of, applied, influence = row
    return InitiativeFact(pk, title, scope, on, f"work:{pk}", of, applied, influence)


def _use(row: Any) -> InitiativeUse:
    _owner, work, award, family, of, state, pk = row
    return InitiativeUse(work, award, family, of, state != DECIDED, f"proposal:{pk}")


def _discipline(row: Any) -> DisciplineFact:
    _owner, kind, start, end, pk = row
    return DisciplineFact(kind, start, end, f"discipline:{pk}")


def _bar(row: Any) -> BarFact:
    _owner, source, document, start, end, pk = row
    return BarFact(source, document, start, end, f"bar:{pk}")


def _absence(row: Any) -> AbsenceFact:
    _owner, kind, start, end, result, pk = row
    return AbsenceFact(kind, start, end, result, f"absence:{pk}")


def _post(row: Any) -> PostFact:
    _owner, post, start, end, is_manager, pk = row
    return PostFact(post, start, end, is_manager, "", f"post:{pk}")


def _awards_since(row: PersonRow, awards: Iterable[AwardFact]) -> int | None:
    """From which year on the awards are known completely.

    Who came from another employer and brought no record along may have been awarded there.
    """
    if row.service_from is None or row.service_from.year >= row.joined_on.year:
        return None
    first = int(row.joined_on.year)
    return None if any(award.year < first for award in awards) else first


@cache
def _grade(year: int, grade: str) -> YearRecord:
    """One value for all who have it: a person has one grade a year, so the year tells which."""
    return YearRecord(year, grade, f"grade:{year}")


def _initiatives(rows: Iterable[Any]) -> tuple[InitiativeFact, ...]:
    """One fact for each initiative, with the widest scope in which it was recognised."""
    widest: dict[int, InitiativeFact] = {}
    for _owner, pk, code, title, year, share, scope, decided_on, applied_on in rows:
        known = widest.get(pk)
        if known is None or _SCOPE_RANK[scope] > _SCOPE_RANK[known.scope]:
            widest[pk] = InitiativeFact(
                pk,
                title,
                scope,
                decided_on,
                f"initiative:{code}",
                year,
                # An empty day says that nobody wrote it down, not that it was never applied.
                True if applied_on else None,
                share=int(share),
            )
    return tuple(widest.values())
