"""A department with its year of emulation, for every test that asks for one."""

from collections.abc import Callable, Iterator

import pytest

from tests.emulation.cases import Department, department
from tests.support import shared


@pytest.fixture(scope="module")
def departments(request, django_db_setup, django_db_blocker) -> Iterator[Callable[[], Department]]:
    with shared.of_module(request, django_db_blocker, department) as given:
        yield given


@pytest.fixture
def place(departments, db) -> Department:
    return departments()
