"""A small government, and a day on which its dossiers are young."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client

from tests.awards.web.pages import as_actor
from tests.factories.awards import Government
from tests.support.clock import stopped_at


@pytest.fixture
def january() -> Iterator[None]:
    """The day after the factories' usual day."""
    with stopped_at("2021-01-12"):
        yield


@pytest.fixture
def officer(gov: Government) -> Client:
    """The browser of the HR officer."""
    return as_actor(gov.officer)
