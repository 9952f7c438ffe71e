"""Limits of one test must not meet the next."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache

from tests.personnel.conftest import countries, country, people  # noqa: F401


@pytest.fixture(autouse=True)
def _nobody_guessed_before() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()
