"""The numbers of a condition as people write them, brought into the form content keeps, or refused.

Names stand for codes, marks and case aside; what nobody knows, or lies out of bounds, is refused
before anything is previewed, with what is nearest to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any, Final

from django.utils.translation import gettext as _

from core.errors import InvalidInput, Problem
from core.vietnamese import fold, nfc
from legal.models import AwardType
from legal.rules.checks import notation
from legal.rules.checks.words import or_better
from legal.rules.facts import GRADES
from legal.rules.threshold_kinds import KINDS, NOTATIONS, Form, Kind
from legal.rules.threshold_words import label_of, unknown_in, value_faults
from legal.selectors.rule_words import as_day

_SHORT_WORKS: Final = {"sáng kiến": "INITIATIVE", "đề tài": "TOPIC"}
_LIKENESS: Final = 0.6
_MOST_NEAR: Final = 3


class _UnknownNamesError(ValueError):
    """Nobody knows these words of a threshold."""


class _Names:
    """Every word a grade, work or award goes by, with its code; one query."""

    def __init__(self) -> None:
        rows = list(AwardType.objects.in_order().values_list("code", "short_name", "name"))
        self.awards = {code: short for code, short, _name in rows}
        self._shown = {**GRADES, **notation.WORKS, **self.awards}
        words: dict[str, str] = {**_SHORT_WORKS}
        for grade, name in GRADES.items():
            words |= {grade: grade, name: grade, or_better(grade): grade}
        for code, name in notation.WORKS.items():
            words |= {code: code, name: code}
        for row in rows:
            words |= dict.fromkeys(row, row[0])
        self._code_of = {fold(word): code for word, code in words.items()}
        # Names that hold a joining word would be taken apart: their code goes in first.
        joined = (
            word for word in words if re.search(r"\b(?:hoặc|và)\b|[|&+;]", word, re.IGNORECASE)
        )
        self._joined = {word: words[word] for word in sorted(joined, key=len, reverse=True)}

    def code_of(self, word: str) -> str:
        """Return the code of a thing as somebody wrote it, the words themselves if unknown."""
        return self._code_of.get(fold(word), word)

    def ready(self, text: str) -> str:
        """Return a text of which every joining word joins."""
        for word, code in self._joined.items():
            text = re.sub(re.escape(word), code, text, flags=re.IGNORECASE)
        return text

    def is_known(self, code: str) -> bool:
        """Whether some grade, work or award has the code."""
        return code in self._shown

    def near(self, word: str) -> list[str]:
        """Return what is most like the words, each with its code."""
        found = get_close_matches(fold(word), self._code_of, n=_MOST_NEAR * 2, cutoff=_LIKENESS)
        codes = dict.fromkeys(self._code_of[one] for one in found)
        return [f"{self._shown[code]} ({code})" for code in codes][:_MOST_NEAR]


def coded(rule: str, typed: Mapping[str, Any], former: Mapping[str, Any]) -> dict[str, Any]:
    """Return the numbers of a rule as content keeps them.

    Args:
        former: what stands there; the same said in other words is no change.

    Raises:
        InvalidInput: with one problem for each faulty number, by its name.
    """
    names, found = _Names(), dict[str, Any]()
    problems: list[Problem] = []
    for name, value in typed.items():
        kind = KINDS.get(name)
        if kind is None:
            found[name] = value
            continue
        try:
            found[name] = _plain(kind, value, names, former.get(name))
        except (notation.NotationError, _UnknownNamesError) as error:
            problems.append(_problem(rule, name, str(error)))
            continue
        faults = _faults(name, found[name], names)
        problems.extend(_problem(rule, name, fault) for fault in faults)
    if problems:
        raise InvalidInput(problems=problems)
    return found


def _problem(rule: str, name: str, fault: str) -> Problem:
    return Problem(field=name, place=label_of(rule, name), reason=f"{fault}.")


def _faults(name: str, value: Any, names: _Names) -> Iterator[str]:
    read = (as_day(value) or value) if isinstance(value, str) else value
    yield from value_faults(name, read)
    for code in unknown_in(name, read, names.awards):
        yield _("không có mã “%(code)s”") % {"code": code}


def _plain(kind: Kind, value: Any, names: _Names, former: Any) -> Any:
    """Return one number in its plain form.

    Raises:
        NotationError: it is not written in its notation.
        _UnknownNamesError: it names what nobody knows.
    """
    if not isinstance(value, str):
        return value
    if kind.form is Form.AWARDS or kind.form is Form.SOME_OF:
        return _same_list(value, former)
    if kind.form not in NOTATIONS:
        return value
    text = _in_codes(kind, nfc(value), names)
    try:
        unchanged = isinstance(former, str) and text == _in_codes(kind, former, names)
    except (notation.NotationError, _UnknownNamesError):
        unchanged = False
    return former if unchanged else text


def _in_codes(kind: Kind, text: str, names: _Names) -> str:
    unknown: list[str] = []

    def code_of(word: str) -> str:
        code = names.code_of(word)
        if not names.is_known(code):
            unknown.append(word)
        return code

    read = notation.each_year_coded if kind.form is Form.EACH_YEAR else notation.in_span_coded
    written = read(names.ready(text), code_of)
    if unknown:
        raise _UnknownNamesError("; ".join(_told(word, names) for word in dict.fromkeys(unknown)))
    return written


def _told(word: str, names: _Names) -> str:
    near = names.near(word)
    if not near:
        return _("không có “%(word)s” trong danh mục") % {"word": word}
    return _("không có “%(word)s” trong danh mục; gần nhất: %(near)s") % {
        "word": word,
        "near": ", ".join(near),
    }


def _same_list(text: str, former: Any) -> str:
    """Return the codes one after the other; the same ones in another order are no change."""
    codes = [code.strip() for code in text.split(",")]
    if isinstance(former, str) and set(codes) == {code.strip() for code in former.split(",")}:
        return former
    return ", ".join(codes)
