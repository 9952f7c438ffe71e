"""Emptying the database after a transactional test, in spite of the append-only guards."""

from typing import Any

from django.test import TransactionTestCase

from core.db import guards
from tests.support.databases import load_reference_data


def let_teardown_pass() -> None:
    """Wrap Django's flush: guards are lifted for it, and the reference data comes back after it."""
    flush = TransactionTestCase._fixture_teardown

    def teardown(self: TransactionTestCase, *args: Any, **kwargs: Any) -> None:
        with guards.suspended():
            flush(self, *args, **kwargs)
        load_reference_data()

    TransactionTestCase._fixture_teardown = teardown  # type: ignore[method-assign]
