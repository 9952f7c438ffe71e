"""The numbers and codes of a condition in the words people read, each by what it stands for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from legal.rules.checks import notation
from legal.rules.checks.collectives import BLOCS
from legal.rules.checks.words import threshold_text
from legal.rules.facts import SCOPES


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


def _listed(words: Mapping[str, str]) -> Callable[[str], str]:
    def read(text: str) -> str:
        codes = (code.strip() for code in text.split(","))
        return " hoặc ".join(words.get(code, code) for code in codes)

    return read


_READERS: Final[Mapping[str, Callable[[str], str]]] = {
    "each_year": notation.year_words,
    "in_time": notation.span_words,
    "in_time_without_flag": notation.span_words,
    "levels": _listed(BLOCS),
    "scopes": _listed(SCOPES),
}
