"""What every test of a module begins with, built once instead of for each of them.

The module's rows lie in a transaction of their own; each test runs in one within it and gets a copy
of the objects, so that nothing of a test is left to the next.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from typing import Any, TypeVar
from unittest.mock import patch

import pytest
from django.db import connection, transaction

Built = TypeVar("Built")


@contextmanager
def of_module(
    request: pytest.FixtureRequest, blocker: Any, build: Callable[[], Built]
) -> Iterator[Callable[[], Built]]:
    """Yield what gives a test its own copy; in a module whose tests commit it builds each time."""
    if any(_commits(item) for item in request.session.items if _is_of(item, request)):
        yield build
        return
    with blocker.unblock(), transaction.atomic():
        # Django closes the connection after each test, and with it would go the module's rows.
        with patch.object(connection, "close"):
            built = build()
            yield lambda: deepcopy(built)
        transaction.set_rollback(True)


def _is_of(item: pytest.Item, request: pytest.FixtureRequest) -> bool:
    return item.path == request.path


def _commits(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    asked = set(getattr(item, "fixturenames", ()))
    return bool(marker and marker.kwargs.get("transaction")) or bool(
        asked & {"transactional_db", "live_server"}
    )
