"""A department with its year of emulation, for every test that asks for one."""

import pytest

from tests.emulation.cases import Department, department


@pytest.fixture
def place(db) -> Department:
    return department()
