"""Faults in the numbers of a rule-set: out of bounds, of another kind, or codes nobody knows.

A misspelt code is found nowhere in the records, so that nobody would ever meet the condition.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from legal.domain.rulesets import RuleEntry, Threshold
from legal.rules.base import registry
from legal.rules.checks import notation
from legal.rules.facts import GRADES
from legal.rules.threshold_kinds import KINDS, NOTATIONS, Form, Kind


def label_of(rule: str, name: str) -> str:
    """Return what people read beside a threshold, its name where the rule has none."""
    known = registry.get(rule)
    return known.threshold_labels.get(name, name) if known is not None else name


def threshold_named(rule: str, name: str) -> str:
    """Return a threshold by its name in the files, with what people read beside it."""
    label = label_of(rule, name)
    return f"{name} ({label})" if label != name else name


def value_faults(name: str, value: Threshold) -> Iterator[str]:
    """Say what is wrong with one number as such: its kind, its bounds, its notation."""
    kind = KINDS.get(name)
    if kind is None:
        return
    if kind.form is Form.WHOLE:
        if not isinstance(value, int) or not kind.least <= value <= kind.most:
            yield f"phải là số từ {kind.least} đến {kind.most}, đang là “{value}”"
    elif kind.form is Form.DAY:
        if not isinstance(value, date):
            yield f"phải là ngày, đang là “{value}”"
    elif kind.form in NOTATIONS:
        try:
            _things(kind, str(value))
        except notation.NotationError as error:
            yield str(error)


def unknown_in(name: str, value: Threshold, awards: Collection[str]) -> list[str]:
    """Return the codes of one threshold nobody knows; none of one that cannot be read.

    Args:
        awards: the codes of the catalogue.
    """
    kind = KINDS.get(name)
    known = _known(kind, awards) if kind is not None else None
    if kind is None or known is None:
        return []
    try:
        codes = _things(kind, str(value))
    except notation.NotationError:
        return []
    return [code for code in dict.fromkeys(codes) if code not in known]


def unknown_codes(entry: RuleEntry, awards: Collection[str]) -> Iterator[str]:
    """Say which codes in the numbers of one entry nobody knows, its parts left aside.

    Args:
        awards: the codes of the catalogue.
    """
    for name, value in entry.thresholds.items():
        for code in unknown_in(name, value, awards):
            yield f"ngưỡng {threshold_named(entry.rule, name)}: không có mã “{code}”"


def _known(kind: Kind, awards: Collection[str]) -> Collection[str] | None:
    if kind.form is Form.AWARDS:
        return awards
    if kind.form in NOTATIONS:
        return {*GRADES, *notation.WORKS, *awards}
    return kind.codes


def _things(kind: Kind, text: str) -> Iterable[str]:
    """Return the codes a threshold names.

    Raises:
        NotationError: it is not written in its notation.
    """
    if kind.form is Form.EACH_YEAR:
        return [thing for one in notation.of_each_year(text) for thing in one]
    if kind.form is Form.IN_TIME:
        spans = notation.in_span(text)
        return [thing for one in spans for count in one for thing in count.things]
    if kind.form is Form.ONE_OF:
        return [text]
    return [code.strip() for code in text.split(",")]
