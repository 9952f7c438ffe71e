"""The guards of the database: reported when missing, told apart when they strike."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection

from core.db import guards
from core.db.doubles import doubles_refused
from core.errors import Stale

pytestmark = pytest.mark.django_db


def test_a_missing_guard_is_reported_and_migrating_brings_it_back():
    with connection.cursor() as cursor:
        on_table = " ON core_auditevent" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER core_auditevent_no_delete{on_table}")
    reported = guards.check_guards_installed(databases=["default"])
    assert ["core_auditevent_no_delete" in str(error) for error in reported] == [True]
    guards.install("core")
    assert not guards.check_guards_installed(databases=["default"])


@pytest.mark.postgres
def test_a_guard_that_was_switched_off_is_reported():
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE core_auditevent DISABLE TRIGGER core_auditevent_no_update")
    assert guards.missing() == ["core_auditevent_no_update"]


def test_only_a_double_is_told_as_somebody_elses_change():
    with pytest.raises(Stale), doubles_refused():
        raise IntegrityError("UNIQUE constraint failed: staff.code")
    with pytest.raises(IntegrityError), doubles_refused():
        raise IntegrityError("NOT NULL constraint failed: staff.code")
