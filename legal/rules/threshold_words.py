"""Codes in the numbers of a rule-set: grades, forms of discipline, scopes, levels and awards.

A misspelt code is found nowhere in the records, so that nobody would ever meet the condition.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

from legal.domain.rulesets import RuleEntry, Threshold
from legal.rules.base import registry
from legal.rules.checks import notation
from legal.rules.checks.collectives import BLOCS
from legal.rules.facts import DISCIPLINES, GRADES, SCOPES

# Thresholds that hold codes of one closed list, by name.
_LISTS: Final[Mapping[str, Collection[str]]] = {
    "min_grade": GRADES,
    "min_party_grade": GRADES,
    "bar_from": DISCIPLINES,
    "scopes": SCOPES,
    "levels": BLOCS,
}
_AWARDS: Final = frozenset({"title", "prior", "awards"})
_IN_TIME: Final = frozenset({"in_time", "in_time_without_flag"})


def threshold_named(rule: str, name: str) -> str:
    """Return a threshold by its name in the files, with what people read beside it."""
    known = registry.get(rule)
    label = known.threshold_labels.get(name) if known is not None else None
    return f"{name} ({label})" if label else name


def unknown_codes(entry: RuleEntry, awards: Collection[str]) -> Iterator[str]:
    """Say which codes in the numbers of one entry nobody knows, its parts left aside.

    Args:
        awards: the codes of the catalogue.
    """
    for name, value in entry.thresholds.items():
        known = _known(name, awards)
        if known is None:
            continue
        for code in dict.fromkeys(_codes(name, value)):
            if code not in known:
                yield f"ngưỡng {threshold_named(entry.rule, name)}: không có mã “{code}”"


def _known(name: str, awards: Collection[str]) -> Collection[str] | None:
    if name in _LISTS:
        return _LISTS[name]
    if name in _AWARDS:
        return awards
    if name == "each_year" or name in _IN_TIME:
        return {*GRADES, *notation.WORKS, *awards}
    return None


def _codes(name: str, value: Threshold) -> Iterable[str]:
    """Return the codes a threshold names; of one that cannot be read, which is told apart, none."""
    text = str(value)
    try:
        if name == "each_year":
            return [thing for one in notation.of_each_year(text) for thing in one]
        if name in _IN_TIME:
            spans = notation.in_span(text)
            return [thing for one in spans for count in one for thing in count.things]
    except notation.NotationError:
        return []
    return [code.strip() for code in text.split(",")]
