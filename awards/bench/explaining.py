"""Goal P3: why one person may be given each of the awards, or not, beside reading his records."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection

from awards.bench.facts_sql import STATEMENT
from awards.bench.measuring import in_turns, require_same
from awards.bench.results import Line, Setting
from awards.bench.scales import LAST_YEAR
from awards.bench.verdict_sql import AWARDS
from awards.bench.verdicts import rulebook
from awards.selectors.facts.people import person_facts
from legal.rules.evaluate import evaluate_many
from legal.rules.facts import PersonFacts
from legal.rules.rulebook import Rulebook
from legal.rules.verdict import Verdict
from personnel.models import Staff

_GOAL = 3
_SLOWEST = 100
# Enough different people for a percentile, few enough for the smallest data.
_PEOPLE = 100


def explain(setting: Setting) -> Iterator[Line]:
    """Explain all awards to one person after the other, and only fetch what is kept of them."""
    book = rulebook()
    people = list(Staff.objects.order_by("pk")[:: max(setting.scale.staff // _PEOPLE, 1)])
    for person in people:
        facts = person_facts(person, LAST_YEAR)
        require_same({"facts": _told(facts), "raw SQL": _kept(person.pk)}, f"P3 {person.code}")

    def ours() -> None:
        for person in people:
            _explained(person, book)

    def by_hand() -> None:
        for person in people:
            _fetched(person.pk)

    timings = in_turns({"ours": ours, "raw SQL": by_hand}, setting.rounds)
    times = ", ".join(
        f"{name} {timings.milliseconds(name, len(people)).middle:.2f} ms"
        for name in timings.seconds
    )
    what = f"why one person may be given {len(AWARDS)} awards, findings included"
    line = Line("P3", what, "one fetch of his records, nothing judged")
    yield line.with_ratio(timings.ratio("ours", "raw SQL"), _GOAL, times)
    yield _slowest(people, book, setting.rounds)


def _slowest(people: Sequence[Staff], book: Rulebook, rounds: int) -> Line:
    seconds = []
    for _round in range(rounds):
        for person in people:
            started = time.perf_counter()
            _explained(person, book)
            seconds.append(time.perf_counter() - started)
    seconds.sort()
    found = 1000 * seconds[len(seconds) * 95 // 100]
    return Line(
        "P3",
        f"the same, p95 of {len(seconds):,} times in this process",
        f"{len(people)} people",
        f"{found:.1f} ms",
        f"< {_SLOWEST} ms",
        found < _SLOWEST,
        f"median {1000 * seconds[len(seconds) // 2]:.1f} ms",
    )


def _explained(person: Staff, book: Rulebook) -> list[Verdict]:
    facts = person_facts(person, LAST_YEAR)
    return [one.verdict(0) for one in evaluate_many(AWARDS, [facts], book).values()]


def _fetched(pk: int) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT, {"staff": pk, "year": LAST_YEAR})
        return cursor.fetchall()


# --- The same records on both sides ---------------------------------------------------------


def _kept(pk: int) -> dict[str, list[tuple[str, ...]]]:
    """What the statement reads, kind by kind; of an initiative the widest recognition."""
    found: dict[str, set[tuple[str, ...]]] = {kind: set() for kind in _KINDS}
    for kind, *values in _fetched(pk):
        columns = _KINDS[kind]
        found[kind].add(tuple(_text(values[column]) for column in columns))
    return {kind: sorted(rows) for kind, rows in found.items()}


def _told(facts: PersonFacts) -> dict[str, list[tuple[str, ...]]]:
    """The same of the facts the rules look at."""
    kept: dict[str, list[tuple[Any, ...]]] = {
        "person": [(facts.name, facts.joined_on, facts.recruited_on, facts.retires_on)],
        "grade": [(one.year, one.grade) for one in facts.grades.values()],
        "award": [
            (one.code, one.year, one.decided_on, one.basis, one.ground)
            for one in facts.awards or ()
        ],
        "initiative": [
            (one.id, one.title, one.year, one.recognised_on) for one in facts.initiatives or ()
        ],
        "topic": [(one.id, one.title, one.year) for one in facts.topics or ()],
        "use": [(one.initiative_id, one.award, one.year) for one in facts.uses or ()],
        "discipline": [(one.kind, one.start, one.end) for one in facts.disciplines or ()],
        "bar": [(one.source, one.start, one.end) for one in facts.bars or ()],
        "absence": [(one.kind, one.start, one.end, one.result) for one in facts.absences or ()],
        "post": [(one.title, one.start, one.end) for one in facts.posts or ()],
    }
    return {
        kind: sorted({tuple(_text(value) for value in row) for row in rows})
        for kind, rows in kept.items()
    }


# Which columns of the statement the facts have as well.
_KINDS = {
    "person": (0, 2, 3, 5),
    "grade": (0, 1),
    "award": (0, 1, 2, 3, 4),
    "initiative": (0, 2, 3, 6),
    "topic": (0, 1, 4),
    "use": (0, 1, 3),
    "discipline": (0, 1, 2),
    "bar": (0, 2, 3),
    "absence": (0, 1, 2, 3),
    "post": (0, 1, 2),
}


def _text(value: Any) -> str:
    return "" if value is None else str(value)
