"""References from a finding to the very records it rests on (bản ghi đã đếm), as ``kind:key``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

# The recipient himself is no record that was counted.
_SUBJECTS = frozenset({"staff", "unit", "recipient"})


def records_in(facts: object) -> list[str]:
    """Return every reference in the facts of a finding, however deep, each once and in order."""
    found = dict.fromkeys(_references(facts))
    return [one for one in found if one.partition(":")[0] not in _SUBJECTS]


def _references(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            if name == "ref" and isinstance(inner, str) and ":" in inner:
                yield inner
            elif name == "refs" and isinstance(inner, list | tuple):
                yield from (ref for ref in inner if isinstance(ref, str) and ":" in ref)
            else:
                yield from _references(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _references(inner)
