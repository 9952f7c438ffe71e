"""Goals P4 and P5: verdict codes of everybody, and of one unit, for all awards of the rulebook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

from django.db import connection
from django.db.models import Count, QuerySet

from awards.bench.measuring import Timings, in_turns, require_same
from awards.bench.organisation import MINISTRY
from awards.bench.results import Line, Setting
from awards.bench.scales import LAST_YEAR
from awards.bench.verdict_sql import AWARDS, statement
from awards.selectors.eligibility import awards_for, run_over
from legal.models import AwardType
from legal.rules import verdict
from legal.rules.registry import reviewed_rulebook
from legal.rules.rulebook import Rulebook
from personnel.models import Staff, Unit

_GOAL = 4
_MEMORY_GOAL = 300
# How many people a unit of the goal has.
_UNIT = 160
_LETTERS = {
    verdict.ELIGIBLE: "E",
    verdict.NOT_YET: "N",
    verdict.BARRED: "B",
    verdict.NEEDS_JUDGEMENT: "J",
    verdict.UNKNOWN: "U",
    verdict.NO_RULE: "0",
    verdict.ERROR: "!",
}
_LIMIT = "one SQL, years packed as bits"


class Answer(NamedTuple):
    """The verdicts on one award: how many got which, and a digest of who."""

    counts: dict[str, int]
    digest: int


def rulebook() -> Rulebook:
    """The reviewed rules of the second half of 2025."""
    return reviewed_rulebook(date(LAST_YEAR, 12, 1))


def province(setting: Setting) -> Iterator[Line]:
    """Judge everybody for every award of a person."""
    book = rulebook()
    codes = awards_for(book, "INDIVIDUAL")
    require_same({"rulebook": sorted(codes), "SQL": sorted(AWARDS)}, "P4 awards")
    everybody = Staff.objects.all()
    found = require_same({"ours": by_rules(everybody, book), "raw SQL": by_hand()}, "P4")
    _say(setting, "P4", found)
    timings = in_turns(
        {"ours": lambda: by_rules(everybody, book), "raw SQL": by_hand}, setting.rounds
    )
    what = f"{setting.scale.staff:,} people × all {len(AWARDS)} awards of {book.key}"
    yield _line("P4", what, timings)
    if (grown := _growth(lambda: by_rules(everybody, book))) is not None:
        limit = f"chunk by chunk, {setting.scale.staff:,} people"
        line = Line("P4", "memory of that run above its start", limit, f"{grown:.0f} MB")
        yield replace(line, goal=f"≤ {_MEMORY_GOAL} MB", is_met=grown <= _MEMORY_GOAL)


def unit(setting: Setting) -> Iterator[Line]:
    """Judge the people of one unit with all below it."""
    book, place = rulebook(), _unit_of_size(_UNIT)
    below = Unit.objects.subtree_of(place)
    people = Staff.objects.filter(unit__in=below)
    keys = ", ".join(str(pk) for pk in below.values_list("pk", flat=True))
    within = f"s.unit_id IN ({keys})"
    found = require_same({"ours": by_rules(people, book), "raw SQL": by_hand(within)}, "P5")
    _say(setting, "P5", found)
    repeats = max(setting.scale.repeats // 4, 1)

    def ours() -> None:
        for _repeat in range(repeats):
            by_rules(people, book)

    def limit() -> None:
        for _repeat in range(repeats):
            by_hand(within)

    timings = in_turns({"ours": ours, "raw SQL": limit}, setting.rounds)
    what = f"one unit with {people.count()} people × all {len(AWARDS)} awards"
    yield _line("P5", what, timings, repeats)


def by_rules(people: QuerySet[Staff], book: Rulebook) -> dict[str, Answer]:
    """Run the code that judges one person over all of them."""
    counts: dict[str, Counter[str]] = {code: Counter() for code in AWARDS}
    digests = dict.fromkeys(AWARDS, 0)
    for _keys, rulings in run_over(people, AWARDS, book, year=LAST_YEAR):
        for code, ruling in rulings.items():
            letters = "".join([_LETTERS[one] for one in ruling.codes()])
            counts[code].update(letters)
            digests[code] = crc32(letters.encode(), digests[code])
    return {code: Answer(dict(counts[code]), digests[code]) for code in AWARDS}


def by_hand(within: str = "") -> dict[str, Answer]:
    """Ask the statement, for everybody or for the people of some units."""
    types = dict(AwardType.objects.filter(code__in=AWARDS).values_list("code", "pk"))
    with connection.cursor() as cursor:
        cursor.execute(statement(connection.vendor, types, year=LAST_YEAR, within=within))
        together = "".join([row[0] for row in cursor.fetchall()])
    found = {}
    for place, code in enumerate(AWARDS):
        letters = together[place :: len(AWARDS)]
        found[code] = Answer(dict(Counter(letters)), crc32(letters.encode()))
    return found


def _unit_of_size(size: int) -> Unit:
    """The unit whose people, with those below it, come nearest to a number."""
    units = list(Unit.objects.filter(pk__gt=MINISTRY).order_by("tree_start"))
    at = dict(Staff.objects.order_by().values_list("unit").annotate(number=Count("pk")))
    reached, total = {0: 0}, 0
    for one in units:
        total += at.get(one.pk, 0)
        reached[one.tree_start] = total

    def people(one: Unit) -> int:
        return reached[one.tree_end] - reached[one.tree_start] + at.get(one.pk, 0)

    return min(units, key=lambda one: (abs(people(one) - size), one.pk))


def _say(setting: Setting, goal: str, found: dict[str, Answer]) -> None:
    words = {letter: code for code, letter in _LETTERS.items()}
    setting.say(f"{goal}: verdicts found on both sides")
    for code, answer in found.items():
        numbers = ", ".join(
            f"{words[letter]} {answer.counts[letter]:,}" for letter in sorted(answer.counts)
        )
        setting.say(f"  {code}: {numbers}; digest {answer.digest:08x}")


def _line(goal: str, what: str, timings: Timings, repeats: int = 1) -> Line:
    times = ", ".join(
        f"{name} {timings.milliseconds(name, repeats).middle:,.1f} ms" for name in timings.seconds
    )
    return Line(goal, what, _LIMIT).with_ratio(timings.ratio("ours", "raw SQL"), _GOAL, times)


def _growth(work: Any) -> float | None:
    """How many megabytes more than before some work holds at its highest; only Linux tells."""
    status, marks = Path("/proc/self/status"), Path("/proc/self/clear_refs")
    if not marks.exists():
        return None
    # Lowers the high-water mark to what is held now.
    marks.write_text("5")
    before = _kilobytes(status, "VmRSS")
    work()
    return (_kilobytes(status, "VmHWM") - before) / 1024


def _kilobytes(status: Path, name: str) -> int:
    lines = (line.split() for line in status.read_text().splitlines())
    return next(int(words[1]) for words in lines if words[0] == f"{name}:")
