"""Facts written as a file of cases that reads back to the same facts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass, replace
from datetime import date
from typing import Any

import yaml

from legal.rules.facts import Subject, YearRecord
from legal.rules.plain import SUBJECTS, facts_as_plain
from legal.services.cases.reading import read_cases
from legal.services.cases.vocabulary import Awards

_FRAMED = frozenset({"ref", "year", "as_of", "name", "is_woman", "awards"})
_INTEGER = re.compile(r"[-+]?[0-9]+")


class _Dumper(yaml.SafeDumper):
    """YAML as people write it: lists indented, digits that are words in quotes."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> Any:  # noqa: FBT001, FBT002
        return super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    style = '"' if _INTEGER.fullmatch(value) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Dumper.add_representer(str, _text)


@dataclass(frozen=True, slots=True)
class CaseToWrite:
    """One case to be written (trường hợp): facts, awards and the day of receipt."""

    name: str
    facts: Subject
    awards: tuple[str, ...]
    received_on: date
    judged_on: date | None = None
    sets: tuple[str, ...] = ()


def case_text(cases: Iterable[CaseToWrite], awards: Awards, *, lead: str = "") -> str:
    """Return a file of the cases.

    Facts the readable form cannot say, such as an unknown code, are given whole.

    Args:
        awards: the awards the file may name.
        lead: a comment at the head of the file.
    """
    rows = [_row(case, awards) for case in cases]
    return _comment(lead) + _dumped({"cases": rows})


def raw_case_text(values: Mapping[str, Any], *, lead: str = "") -> str:
    """Return a file of one case whose values are given as they are."""
    return _comment(lead) + _dumped({"cases": [dict(values)]})


def _comment(lead: str) -> str:
    return "".join(f"# {line}\n" for line in lead.splitlines())


def _dumped(values: Any) -> str:
    text: str = yaml.dump(
        values, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100, indent=2
    )
    return text


def _row(case: CaseToWrite, awards: Awards) -> dict[str, Any]:
    readable = {**_frame(case), **_facts(case)}
    read = read_cases(_dumped({"cases": [readable]}), awards).cases[0]
    # A case is called by its name, and so are the facts read from it.
    same = read.facts is not None and replace(read.facts, name=case.facts.name) == case.facts
    if same and read.awards == case.awards:
        return readable
    return {**_frame(case), "facts": facts_as_plain(case.facts)}


def _frame(case: CaseToWrite) -> dict[str, Any]:
    values: dict[str, Any] = {
        "name": case.name,
        "award": case.awards[0] if len(case.awards) == 1 else list(case.awards),
        "received_on": case.received_on,
        "judged_on": case.judged_on,
        "sets": list(case.sets),
    }
    return {name: value for name, value in values.items() if value not in (None, [])}


def _facts(case: CaseToWrite) -> dict[str, Any]:
    subject = case.facts
    kind = next(word for word, known in SUBJECTS.items() if isinstance(subject, known))
    values: dict[str, Any] = {"object": kind, "year": subject.year, "ref": subject.ref}
    if subject.as_of != case.received_on:
        values["as_of"] = subject.as_of
    is_woman = getattr(subject, "is_woman", None)
    if is_woman is not None:
        values["sex"] = "FEMALE" if is_woman else "MALE"
    if subject.awards is not None:
        values["titles"] = _plain(subject.awards)
    for one in fields(subject):
        value = getattr(subject, one.name)
        if one.name not in _FRAMED and value != _default(one):
            values[one.name] = _plain(value)
    return values


def _default(one: Any) -> Any:
    if one.default_factory is not MISSING:
        return one.default_factory()
    return one.default


def _plain(value: Any) -> Any:
    """Return a value of the facts as it stands in a file; what is blank is left out."""
    if isinstance(value, YearRecord) and not value.ref:
        return value.grade
    if is_dataclass(value) and not isinstance(value, type):
        return {
            one.name: _plain(getattr(value, one.name))
            for one in fields(value)
            if getattr(value, one.name) != _default(one)
        }
    if isinstance(value, Mapping):
        return {key: _plain_by_key(value[key], key) for key in sorted(value)}
    if isinstance(value, frozenset):
        return sorted(value)
    return [_plain(one) for one in value] if isinstance(value, tuple) else value


def _plain_by_key(value: Any, key: Any) -> Any:
    """Return a value that stands under its year; the year is not repeated."""
    plain = _plain(value)
    if isinstance(plain, dict) and plain.get("year") == key:
        return {name: one for name, one in plain.items() if name != "year"}
    return plain
