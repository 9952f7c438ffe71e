"""The numbers and codes of a condition in the words people read, each by what it stands for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from legal.rules.checks import notation
from legal.rules.checks.words import any_award, or_better, threshold_text
from legal.rules.facts import GRADES
from legal.rules.threshold_kinds import KINDS, Form, Kind, named
from legal.selectors.rule_words import as_day

# Thresholds in the notation of counts and alternatives: people write them as text.
WRITTEN: Final = named(Form.EACH_YEAR) | named(Form.IN_TIME)


def code_words(written: frozenset[str], names: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return every code that may be written into these thresholds, with its words.

    Args:
        names: the awards of the catalogue.
    """
    if not written:
        return []
    things = {**{grade: or_better(grade) for grade in GRADES}, **notation.WORKS}
    return [*things.items(), *names.items()]


def number_words(name: str, value: int | str | date) -> str:
    """Return one number, code or text of the notation as people read it.

    A text that is not in the notation is shown as it stands: a draft may be faulty.
    """
    kind = KINDS.get(name)
    if kind is None or not isinstance(value, str):
        return threshold_text(value)
    try:
        return _read(kind, value)
    except notation.NotationError:
        return value


def plain_words(name: str, value: Any) -> str:
    """Return one threshold in its plain form, as content keeps it, as people read it."""
    if value is None:
        return "—"
    if not isinstance(value, str):
        return str(value)
    return number_words(name, as_day(value) or value)


def _read(kind: Kind, text: str) -> str:
    if kind.form is Form.EACH_YEAR:
        return notation.year_words(text)
    if kind.form is Form.IN_TIME:
        return notation.span_words(text)
    codes = [code.strip() for code in text.split(",")]
    if kind.form is Form.AWARDS:
        return any_award(codes)
    words = kind.codes or {}
    return " hoặc ".join(words.get(code, code) for code in codes)
