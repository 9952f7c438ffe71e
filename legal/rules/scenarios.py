"""What could come in the next years for an award (kịch bản): read from the numbers of its rules.

Every number is a threshold of the rule-set: how many titles in a row, which grade, how many works
and in which scope. Nothing is assumed that no condition asks for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import reduce, singledispatch
from itertools import product

from legal.domain.codes import Join
from legal.rules.assumptions import AS_IT_IS, AS_NOW, EITHER_WORK, Assumed, Scenario
from legal.rules.checks import notation
from legal.rules.checks.chains import ConsecutiveTitles
from legal.rules.checks.grades import MinimumGrade
from legal.rules.checks.ladders import Ladder
from legal.rules.checks.people import InitiativesInScope
from legal.rules.checks.spread import RecognisedSpread, SpreadWork
from legal.rules.checks.works import AcceptedTopics, RecognisedWork
from legal.rules.composites import Composite
from legal.rules.evaluate import Judged, Ruling
from legal.rules.facts import GRADES, SCOPES

# A rule may state more sums than anybody can look through; the shortest ones are looked at.
_MOST = 120
_BEST_FIRST = tuple(GRADES)
_NARROWEST_FIRST = tuple(SCOPES)
_INSTEAD = {"TOPIC": "INITIATIVE"}
_EITHER = dict.fromkeys(("TOPIC", "INITIATIVE"), EITHER_WORK)
_Ways = list[Scenario]


def scenarios(ruling: Ruling, first: int) -> list[Scenario]:
    """Return what could come until the year judged, least first; the empty one leads.

    Args:
        first: the first year without records.
    """
    span = range(first, ruling.group.year + 1)
    return _shortest(_all([_ways(one, span, ruling.group.everyone) for one in ruling.judged]))


def _ways(one: Judged, span: range, everyone: int) -> _Ways:
    """Return the ways of meeting one condition, joined where it has parts."""
    if one.tally.outside == everyone:
        return [AS_IT_IS]
    if not isinstance(one.rule, Composite):
        return _of_rule(one.rule, span)
    parts = [_ways(part, span, everyone) for part in one.parts]
    return _either(parts) if one.rule.join is Join.ANY else _all(parts)


def _either(parts: Iterable[_Ways]) -> _Ways:
    ways = {AS_IT_IS, *(way for part in parts for way in part)}
    for way in list(ways):
        other = frozenset(replace(one, thing=_INSTEAD.get(one.thing, one.thing)) for one in way)
        if other != way and other in ways:
            # An initiative or a scientific work: one way, told as such.
            ways -= {way, other}
            ways.add(
                frozenset(replace(one, thing=_EITHER.get(one.thing, one.thing)) for one in way)
            )
    return _shortest(ways)


def _all(parts: Sequence[_Ways]) -> _Ways:
    return reduce(_both, parts, [AS_IT_IS])


def _both(first: _Ways, second: _Ways) -> _Ways:
    return _shortest(one | other for one, other in product(first, second))


def _shortest(ways: Iterable[Scenario]) -> _Ways:
    return sorted(set(ways), key=lambda way: (len(way), sorted(way)))[:_MOST]


@singledispatch
def _of_rule(_rule: object, _span: range) -> _Ways:
    """Return the ways of meeting one provision; most are met, or not, without anybody's doing."""
    return [AS_IT_IS]


@_of_rule.register
def _grade(rule: MinimumGrade, span: range) -> _Ways:
    grade = rule.code("min_grade")
    return _either([[frozenset({Assumed(grade, span[-1])})]] if _is_better(grade) else [])


@_of_rule.register
def _work(rule: RecognisedWork, span: range) -> _Ways:
    kind = "TOPIC" if isinstance(rule, AcceptedTopics) else "INITIATIVE"
    return _so_many(kind, "BASE", rule.number(rule.threshold), span[-1])


@_of_rule.register
def _spread(rule: RecognisedSpread, span: range) -> _Ways:
    kind = "TOPIC" if isinstance(rule, SpreadWork) else "INITIATIVE"
    return _so_many(kind, _narrowest(rule.codes("scopes")), 1, span[-1])


@_of_rule.register
def _wide(rule: InitiativesInScope, span: range) -> _Ways:
    scope = _narrowest(rule.codes("scopes"))
    return _so_many("INITIATIVE", scope, rule.number("min_initiatives"), span[-1])


@_of_rule.register
def _titles(rule: ConsecutiveTitles, span: range) -> _Ways:
    return _windows(_one_of(rule.codes("title")), rule.least(), span, ends=2)


@_of_rule.register
def _ladder(rule: Ladder, span: range) -> _Ways:
    earlier = [AS_IT_IS]
    if rule.prior() and (not rule.after or rule.least() < len(span)):
        earlier.append(frozenset({Assumed(_one_of(rule.prior()), span[0])}))
    held = [AS_IT_IS]
    if "in_time" in rule.entry.thresholds:
        held = _either(
            _all([_counted(count, span) for count in sums])
            for sums in notation.in_span(rule.code("in_time"))
        )
    return _all([earlier, _yearly(rule, span), held])


def _yearly(rule: Ladder, span: range) -> _Ways:
    """What each of the last years must have, beyond what somebody has who goes on as now."""
    ends = 2 if rule.yearly else 1
    return _either(
        _all([_windows(thing, rule.least(), span, ends=ends) for thing in together])
        for together in notation.of_each_year(rule.asked())
    )


def _counted(count: notation.Count, span: range) -> _Ways:
    things = count.things
    if any(thing in GRADES or thing in notation.WORKS for thing in things):
        return _either(_windows(thing, count.wanted, span, ends=1) for thing in things)
    return _windows(_one_of(things), count.wanted, span, ends=1)


def _windows(thing: str, most: int, span: range, *, ends: int) -> _Ways:
    """Return nothing, then the thing in so many years in a row that end with the last ones.

    Args:
        most: no more than the rule asks for.
        ends: 1 for runs until the last year, 2 for those that end the year before as well.
    """
    if thing in GRADES and not _is_better(thing):
        return [AS_IT_IS]
    scope = "BASE" if thing in notation.WORKS else ""
    found = [AS_IT_IS]
    for cut in range(ends):
        years = span[: len(span) - cut]
        found.extend(
            frozenset(Assumed(thing, year, scope) for year in years[-length:])
            for length in range(1, min(most, len(years)) + 1)
        )
    return found


def _so_many(kind: str, scope: str, most: int, year: int) -> _Ways:
    return [
        frozenset(Assumed(kind, year, scope, nth) for nth in range(1, number + 1))
        for number in range(most + 1)
    ]


def _one_of(codes: Iterable[str]) -> str:
    return "|".join(codes)


def _is_better(grade: str) -> bool:
    """Tell whether a grade is better than that of somebody who goes on as now."""
    return _BEST_FIRST.index(grade) < _BEST_FIRST.index(AS_NOW)


def _narrowest(scopes: Iterable[str]) -> str:
    return min(scopes, key=_NARROWEST_FIRST.index)
