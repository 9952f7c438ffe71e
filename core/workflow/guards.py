"""Named conditions of transitions, registered by the app that can check them.

A higher app may register a guard that a lower app's table names; that is how a lower app asks
about things it does not know.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Guard = Callable[[Any, Mapping[str, Any]], str | None]

_GUARDS: dict[str, Guard] = {}


def guard(name: str) -> Callable[[Guard], Guard]:
    """Register a condition: it returns ``None`` when met, else the message for the person."""

    def register(function: Guard) -> Guard:
        known = _GUARDS.setdefault(name, function)
        if known is not function and known.__qualname__ != function.__qualname__:
            raise ValueError(f"guard {name} is registered twice")
        _GUARDS[name] = function
        return function

    return register


def get(name: str) -> Guard:
    """Return the guard of that name.

    Raises:
        KeyError: no app registered it.
    """
    return _GUARDS[name]


def known() -> frozenset[str]:
    """Return the names of all registered guards."""
    return frozenset(_GUARDS)


def check(names: tuple[str, ...], subject: Any, context: Mapping[str, Any]) -> list[str]:
    """Run the guards in order and return the messages of those that are not met."""
    messages = (get(name)(subject, context) for name in names)
    return [message for message in messages if message]
