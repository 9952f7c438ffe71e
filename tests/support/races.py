"""Several steps at the same moment, each on a connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connection

from core.errors import BusinessError


def at_once(*steps: Callable[[], Any]) -> list[Any]:
    """Run the steps together; returns what each gave, or the business error that refused it."""
    together = Barrier(len(steps))

    def run(step: Callable[[], Any]) -> Any:
        try:
            together.wait(timeout=10)
            return step()
        except BusinessError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(steps)) as pool:
        return list(pool.map(run, steps))
