"""The goals of this app, by code."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from awards.bench import access, acts, explaining, lists, people, staff_load, subtrees, verdicts
from awards.bench.measuring import AnswersDifferError
from awards.bench.results import Line, Setting


def _reaches(setting: Setting) -> Iterator[Line]:
    """Goal P12 has two sides: what lies in a subtree, and which subtrees are somebody's."""
    yield from subtrees.subtrees(setting)
    yield from access.access(setting)


GOALS: dict[str, Callable[[Setting], Iterable[Line]]] = {
    "P1": lists.api_list,
    "P2": lists.html_list,
    "P3": explaining.explain,
    "P4": verdicts.province,
    "P5": verdicts.unit,
    "P7": staff_load.load,
    "P9": acts.approvals,
    "P12": _reaches,
    "P13": people.searches,
}


def measure(code: str, setting: Setting) -> Iterator[Line]:
    """Measure one goal; when the sides disagree, say so in place of a ratio."""
    setting.say(f"Measuring {code} …")
    try:
        yield from GOALS[code](setting)
    except AnswersDifferError as error:
        setting.say(str(error))
        yield Line(code, "–", "–")
