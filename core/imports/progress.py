"""How far a load is, kept in the cache: the transaction that writes hides its rows until the end.

Where processes share no cache nobody can look into the worker; pages then only say that it runs.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass

from django.core.cache import cache
from redis.exceptions import RedisError

from core.imports.registry import Progress

logger = logging.getLogger(__name__)

_KEPT_SECONDS = 3600
_STEPS = 100


@dataclass(frozen=True, slots=True)
class Far:
    """Rows done of rows in all; ``total`` is 0 while it is not known."""

    done: int = 0
    total: int = 0


def teller(pk: int) -> Progress:
    """Return the function that notes how far a load is, at most a hundred times."""
    last = -1

    def tell(done: int, total: int) -> None:
        nonlocal last
        step = done * _STEPS // total if total else 0
        if step != last:
            last = step
            _put(pk, done, total)

    return tell


def of(pk: int) -> Far:
    """Return how far a load is."""
    try:
        return Far(*cache.get(_key(pk), (0, 0)))
    except (RedisError, OSError):
        return Far()


def forget(pk: int) -> None:
    """Start from nothing."""
    _put(pk, 0, 0)


def _put(pk: int, done: int, total: int) -> None:
    try:
        cache.set(_key(pk), (done, total), _KEPT_SECONDS)
    except (RedisError, OSError):
        logger.warning("cache not reachable, the progress of load %s is not shown", pk)


def _key(pk: int) -> str:
    return f"core.load.{pk}"
