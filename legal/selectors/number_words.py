"""The numbers and codes of a condition in the words people read, each by what it stands for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from legal.rules.checks import notation
from legal.rules.checks.collectives import BLOCS
from legal.rules.checks.words import or_better, threshold_text
from legal.rules.facts import GRADES, SCOPES
from legal.selectors.rule_words import as_day

# Thresholds that hold codes of one short list; and those officers write as codes.
CLOSED_LISTS: Final[Mapping[str, Mapping[str, str]]] = {"levels": BLOCS, "scopes": SCOPES}
_NOTATIONS: Final = frozenset({"each_year", "in_time", "in_time_without_flag"})
WRITTEN: Final = frozenset({*_NOTATIONS, "title", "prior", "awards"})


def code_words(written: frozenset[str], names: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return every code that may be written into these thresholds, with its words.

    Args:
        names: the awards of the catalogue.
    """
    if not written:
        return []
    things = {**{grade: or_better(grade) for grade in GRADES}, **notation.WORKS}
    return [*(things.items() if written & _NOTATIONS else ()), *names.items()]


def number_words(name: str, value: int | str | date) -> str:
    """Return one number, code or text of the notation as people read it.

    A text that is not in the notation is shown as it stands: a draft may be faulty.
    """
    read = _READERS.get(name)
    if read is None or not isinstance(value, str):
        return threshold_text(value)
    try:
        return read(value)
    except notation.NotationError:
        return value


def plain_words(name: str, value: Any) -> str:
    """Return one threshold in its plain form, as content keeps it, as people read it."""
    if value is None:
        return "—"
    if not isinstance(value, str):
        return str(value)
    return number_words(name, as_day(value) or value)


def _listed(words: Mapping[str, str]) -> Callable[[str], str]:
    def read(text: str) -> str:
        codes = (code.strip() for code in text.split(","))
        return " hoặc ".join(words.get(code, code) for code in codes)

    return read


_READERS: Final[Mapping[str, Callable[[str], str]]] = {
    "each_year": notation.year_words,
    "in_time": notation.span_words,
    "in_time_without_flag": notation.span_words,
    **{name: _listed(words) for name, words in CLOSED_LISTS.items()},
}
