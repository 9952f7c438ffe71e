"""Facts as plain JSON values and back: what a dossier keeps, so that it can be judged again.

The shape follows the classes of ``legal.rules.facts``: a field added there is kept from then on,
and a value kept before it existed is read with the field's default.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

from legal.rules.facts import CollectiveFacts, PersonFacts, Subject

# Kinds of recipients (đối tượng) by the word that stands for them in plain values.
SUBJECTS: Final[Mapping[str, type[Subject]]] = {
    "person": PersonFacts,
    "collective": CollectiveFacts,
}
OBJECT: Final = "object"


class PlainError(ValueError):
    """The values are not facts that were kept; the message names the place in Vietnamese."""


def facts_as_plain(subject: Subject) -> dict[str, Any]:
    """Return the facts (dữ kiện) as plain JSON values; equal facts give equal values."""
    kind = next(word for word, known in SUBJECTS.items() if type(subject) is known)
    return {OBJECT: kind, **_plain(subject)}


def facts_from_plain(values: Mapping[str, Any]) -> Subject:
    """Return the facts that ``facts_as_plain`` made the values of.

    Raises:
        PlainError: a field is unknown, missing or of another kind.
    """
    kind = str(values.get(OBJECT))
    if kind not in SUBJECTS:
        raise PlainError(f"“{OBJECT}” phải là {' hoặc '.join(SUBJECTS)}, đang là “{kind}”")
    rest = {name: value for name, value in values.items() if name != OBJECT}
    found: Subject = _built(SUBJECTS[kind], rest, "")
    return found


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(value[key]) for key in sorted(value)}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def hints(known: type) -> Mapping[str, Any]:
    """Return the types of the fields of one class of facts, by name."""
    return _hints(known)


@cache
def _hints(known: Any) -> Mapping[str, Any]:
    found = get_type_hints(known)
    return {one.name: found[one.name] for one in fields(known)}


def _built(known: type, values: object, place: str) -> Any:
    if not isinstance(values, Mapping):
        raise PlainError(f"{place}: phải là một nhóm, đang là {values!r}")
    expected = hints(known)
    if unknown := sorted(set(map(str, values)) - set(expected)):
        raise PlainError(f"{place or 'dữ kiện'}: không có trường {', '.join(unknown)}")
    given = {
        name: _read(expected[name], value, f"{place}.{name}" if place else name)
        for name, value in values.items()
    }
    try:
        return known(**given)
    except TypeError as error:
        raise PlainError(f"{place or 'dữ kiện'}: còn thiếu trường bắt buộc ({error})") from error


def _read(hint: Any, value: Any, place: str) -> Any:
    """Return a plain value as the type of its field."""
    if is_dataclass(hint):
        return _built(hint, value, place)  # type: ignore[arg-type]
    if get_origin(hint) in {Union, types.UnionType}:
        inner = [one for one in get_args(hint) if one is not type(None)]
        return None if value is None else _read(inner[0], value, place)
    if get_origin(hint) is not None:
        return _many(hint, value, place)
    if hint is date:
        return _day(value, place)
    if type(value) is not hint:
        raise PlainError(f"{place}: cần {hint.__name__}, đang là {value!r}")
    return value


def _many(hint: Any, value: Any, place: str) -> Any:
    """Return a list as a tuple or set, a group as a mapping."""
    container, inner = get_origin(hint), get_args(hint)
    if issubclass(container, Mapping):
        if not isinstance(value, Mapping):
            raise PlainError(f"{place}: phải là một nhóm, đang là {value!r}")
        return {
            _key(inner[0], key, place): _read(inner[1], one, f"{place}.{key}")
            for key, one in value.items()
        }
    if not isinstance(value, list):
        raise PlainError(f"{place}: phải là danh sách, đang là {value!r}")
    return container(_read(inner[0], one, f"{place}[{n}]") for n, one in enumerate(value, start=1))


def _key(hint: Any, key: str, place: str) -> Any:
    if hint is not int:
        return key
    try:
        return int(key)
    except ValueError as error:
        raise PlainError(f"{place}: “{key}” không phải là năm") from error


def _day(value: Any, place: str) -> date:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise PlainError(f"{place}: phải là ngày dạng 2024-01-31, đang là {value!r}") from error
