"""Leaves out the addresses of an app that has none yet."""

from importlib.util import find_spec
from typing import Any

from django.urls import include, path


def existing(module: str) -> list[Any]:
    """Return the include of `module`, or nothing when there is no such module."""
    try:
        found = find_spec(module)
    except ModuleNotFoundError:
        found = None
    return [path("", include(module))] if found else []
