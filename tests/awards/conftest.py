"""The units and people of the award factories, for every test that asks for them."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.factories.awards import Government, make_government
from tests.factories.legal import load_catalogue
from tests.support import shared


@pytest.fixture(scope="module")
def governments(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any
) -> Iterator[Callable[[], Government]]:
    with shared.of_module(request, django_db_blocker, _government) as given:
        yield given


@pytest.fixture
def gov(governments: Callable[[], Government], db: Any) -> Government:
    return governments()


def _government() -> Government:
    load_catalogue()
    return make_government()
