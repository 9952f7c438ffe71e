"""Awards, and any facts a file of cases can say, for tests."""

import types
from datetime import date
from functools import cache
from typing import Any, Union, get_args, get_origin

from hypothesis import strategies as st

from legal.domain.catalogue import read_catalogue
from legal.rules.base import registry
from legal.rules.facts import CollectiveFacts, PersonFacts, Tick
from legal.rules.plain import hints
from legal.services.cases.vocabulary import AWARD_FIELDS, FIELDS, Awards, KnownAward


@cache
def file_awards() -> Awards:
    """The awards of the reviewed files."""
    return Awards.of(
        KnownAward(row.code, (row.name, row.short_name), row.object_kinds)
        for row in read_catalogue().award_types
    )


_letters = st.characters(codec="utf-8", categories=("L", "N", "P"))
_words = st.text(_letters, max_size=12)
_days = st.dates(date(1950, 1, 1), date(2090, 12, 31))
_years = st.integers(1950, 2090)


def _single(owner: str, field: str, hint: Any) -> st.SearchStrategy:
    if (owner, field) in AWARD_FIELDS:
        return st.sampled_from(sorted(file_awards().rows))
    words = FIELDS.get((owner, field)) or FIELDS.get(("SubjectFacts", field))
    if words is not None:
        return st.sampled_from(sorted(words.words))
    if hint is date:
        return _days
    if hint is bool:
        return st.booleans()
    if hint is int:
        return _years if "year" in field or field == "awards_since" else st.integers(0, 100)
    return _words


def _of(owner: str, field: str, hint: Any) -> st.SearchStrategy:
    if get_origin(hint) in {Union, types.UnionType}:
        inner = [one for one in get_args(hint) if one is not type(None)]
        return st.none() | _of(owner, field, inner[0])
    origin, inner = get_origin(hint), get_args(hint)
    if origin is None:
        return (
            entries(hint) if hasattr(hint, "__dataclass_fields__") else _single(owner, field, hint)
        )
    if origin is frozenset:
        return st.frozensets(_of(owner, field, inner[0]), max_size=2)
    if origin is tuple:
        return st.lists(_of(owner, field, inner[0]), max_size=2).map(tuple)
    keys = _years if inner[0] is int else st.sampled_from(sorted(registry))
    return st.dictionaries(keys, _of(owner, field, inner[1]), max_size=2).map(_keyed)


def _keyed(rows: dict[Any, Any]) -> dict[Any, Any]:
    """Give rows that name their year the year they stand under."""
    return {
        key: type(row)(**{name: getattr(row, name) for name in hints(type(row))} | {"year": key})
        if hasattr(row, "year")
        else row
        for key, row in rows.items()
    }


def _in_order(values: dict[str, Any]) -> bool:
    start, end = values.get("start"), values.get("end")
    return start is None or end is None or start < end


# Drawn from the types of the fields, so that a field added later is drawn too.
def entries(known: type) -> st.SearchStrategy:
    """Return any row of a class of facts that a file can say."""
    drawn = {name: _of(known.__name__, name, hint) for name, hint in hints(known).items()}
    if known is Tick:
        drawn["by"] = _words
    return st.fixed_dictionaries(drawn).filter(_in_order).map(lambda values: known(**values))


subjects = st.one_of(entries(PersonFacts), entries(CollectiveFacts))
